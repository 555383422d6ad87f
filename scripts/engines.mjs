// @ts-check
/**
 * `npm run test:engines`: the counter over the page, and a live form, in Chromium, Firefox and WebKit, through WebDriver. What is missing is installed where
 * apt-get may be used; an engine that cannot be had fails the command. With `--if-possible`, as `npm test` runs it, it is said and not counted.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CHROME_ARGS, Failure, ROOT, browser, command, environment, run, seconds, which, works } from './tools.mjs'

const GECKODRIVER = '0.37.1'
const SUITES = ['seamless', 'form'].map((name) => join('tests', 'engines', `${name}.mjs`))

/**
 * @typedef {object} Engine
 * @property {string} title
 * @property {() => object | undefined} find its capabilities, when all that it takes is there
 * @property {string} takes
 * @property {() => void} install
 * @property {(port: number) => [program: string, ...args: string[]]} driver
 * @property {boolean} [needsDisplay]
 */

const geckodriverRoot = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guichet', 'tools', `geckodriver-${GECKODRIVER}`)
const geckodriver = () => process.env.GECKODRIVER || [join(geckodriverRoot(), 'bin', 'geckodriver')].find(existsSync) || which('geckodriver')
const firefox = () => process.env.FIREFOX || which('firefox-esr') || which('firefox')

/** The browser of WebKitGTK's packages: its folder has the machine's name in it, and the library's version. */
const miniBrowser = () => {
  const folders = ['/usr/lib', ...(existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('linux-gnu')).map((name) => join('/usr/lib', name)) : []), '/usr/libexec']
  return folders.flatMap((folder) => ['4.1', '4.0', '6.0'].map((version) => join(folder, `webkit${version === '6.0' ? 'gtk' : '2gtk'}-${version}`, 'MiniBrowser'))).find(existsSync)
}

/** @param {string[]} packages */
const aptGet = (...packages) => {
  const asRoot = process.getuid?.() === 0 ? [] : works('sudo', ['-n', 'true']) ? ['sudo'] : undefined
  if (!which('apt-get') || !asRoot) throw new Failure(`apt-get may not be used here; install ${packages.join(', ')}`)
  const [program, ...before] = [...asRoot, 'apt-get']
  run(program, [...before, 'update', '-qq'])
  run(program, [...before, 'install', '-y', '-qq', '--no-install-recommends', ...packages])
}

/** @type {Record<string, Engine>} */
export const ENGINES = {
  chromium: {
    title: 'Chromium',
    takes: 'chromium and chromedriver',
    find: () => (browser().chrome && browser().chromedriver ? { browserName: 'chrome', 'goog:chromeOptions': { binary: browser().chrome, args: CHROME_ARGS } } : undefined),
    install: () => aptGet('chromium', 'chromium-driver'),
    driver: (port) => [browser().chromedriver ?? '', `--port=${port}`],
  },
  firefox: {
    title: 'Firefox',
    takes: `Firefox, and geckodriver ${GECKODRIVER} (compiled once, two minutes)`,
    find: () => (firefox() && geckodriver() ? { browserName: 'firefox', 'moz:firefoxOptions': { binary: firefox(), args: ['-headless'] } } : undefined),
    install: () => {
      if (!firefox()) aptGet('firefox-esr')
      if (!geckodriver()) run('cargo', ['install', 'geckodriver', '--version', GECKODRIVER, '--locked', '--quiet', '--root', geckodriverRoot()])
    },
    driver: (port) => [geckodriver() ?? '', '--port', String(port), '--log', 'fatal'],
  },
  webkit: {
    title: 'WebKit',
    takes: 'WebKitGTK, its driver and Xvfb',
    find: () =>
      which('WebKitWebDriver') && miniBrowser() && which('Xvfb')
        ? { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } }
        : undefined,
    install: () => aptGet('webkit2gtk-driver', 'xvfb'),
    driver: (port) => [which('WebKitWebDriver') ?? '', `--port=${port}`],
    needsDisplay: true,
  },
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => resolve(port))
    })
  })

/** A screen that nobody sees. @returns {Promise<{ name: string, stop: () => void }>} */
const display = () =>
  new Promise((resolve, reject) => {
    const server = spawn(which('Xvfb') ?? 'Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    server.on('error', reject)
    server.on('exit', () => reject(new Failure('Xvfb ended')))
    server.stdio[3]?.once('data', (number) => resolve({ name: `:${String(number).trim()}`, stop: () => void server.kill() }))
  })

/** Starts an engine's driver. @param {Engine} engine @returns {Promise<{ url: string, stop: () => void }>} */
export const startDriver = async (engine) => {
  const screen = engine.needsDisplay ? await display() : undefined
  const port = await freePort()
  const [program, ...args] = engine.driver(port)
  const driver = spawn(program, args, {
    // WebKit's own sandbox wants namespaces that containers do not give; these pages are the suite's own.
    env: { ...environment(), ...(screen && { DISPLAY: screen.name, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1', LIBGL_ALWAYS_SOFTWARE: '1' }) },
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  const stop = () => {
    driver.kill()
    screen?.stop()
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    const ready = await fetch(`${url}/status`).then((reply) => reply.ok, () => false)
    if (ready) return { url, stop }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  stop()
  throw new Failure(`${program} does not answer`)
}

/** Installs what an engine takes, where it can. @param {Engine} engine @returns {string | undefined} why it cannot be had */
const prepare = (engine) => {
  if (engine.find()) return undefined
  console.log(`# … ${engine.title}: installing ${engine.takes}`)
  const since = performance.now()
  try {
    engine.install()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  if (!engine.find()) return `${engine.takes} were installed and are not found`
  console.log(`# ✓ ${engine.title}: ${seconds(since)}`)
  return undefined
}

/** @param {string} name @returns {Promise<number | null>} */
const runSuites = (name) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--test', '--test-reporter=tap', '--test-concurrency=1', '--test-timeout=180000', ...SUITES], { cwd: ROOT, env: { ...environment(), GUICHET_ENGINE: name }, stdio: 'inherit' })
    child.on('error', reject)
    child.on('close', resolve)
  })

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async () => {
    const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'))
    const missing = []
    const failed = []
    for (const [name, engine] of Object.entries(ENGINES)) {
      if (asked.length && !asked.includes(name)) continue
      const why = prepare(engine)
      if (why) {
        missing.push(`${engine.title} (${why})`)
        continue
      }
      console.log(`# ${engine.title}`)
      if (await runSuites(name)) failed.push(engine.title)
    }
    for (const one of missing) console.log(`# NOT RUN, neither passed nor failed: ${one}`)
    if (failed.length) throw new Failure(`failed in ${failed.join(', ')}`)
    if (missing.length && !process.argv.includes('--if-possible')) throw new Failure(`an engine is missing: ${missing.join(', ')}`)
  })
}
