// @ts-check
/** Where things are, and how a step is run and told. Needs nothing but Node: set-up itself uses it. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')
export const DIST = join(ROOT, 'pkg', 'dist')
export const HOST_EXE = process.platform === 'win32' ? '.exe' : ''

/** A failure that a sentence explains: shown without a stack. */
export class Failure extends Error {}

/** The version of a crate in Cargo.lock. @param {string} crate */
export const lockedVersion = (crate) => {
  const lock = readFileSync(join(ROOT, 'Cargo.lock'), 'utf8')
  const version = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`))?.[1]
  if (!version) throw new Failure(`Cargo.lock names no ${crate}`)
  return version
}

/** The folder of wasm-bindgen's CLI, of the very version that the crate is built with. */
export const bindgenRoot = () => {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  return join(cache, 'guichet', 'tools', `wasm-bindgen-${lockedVersion('wasm-bindgen')}`)
}

/** @param {'wasm-bindgen' | 'wasm-bindgen-test-runner'} name */
export const bindgenTool = (name) => join(bindgenRoot(), 'bin', name + HOST_EXE)

/** cargo and rustup where their installer puts them, in case this shell was opened before. */
export const environment = () => {
  const cargo = process.env.CARGO_HOME || join(homedir(), '.cargo')
  return { ...process.env, PATH: [join(cargo, 'bin'), process.env.PATH ?? ''].join(delimiter) }
}

/** The program's path, or undefined when it is not on the PATH. @param {string} name */
export const which = (name) =>
  (environment().PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name + HOST_EXE))
    .find((path) => existsSync(path))

/** Runs, quietly, and says whether it went well. @param {string} program @param {string[]} args */
export const works = (program, args) => spawnSync(program, args, { cwd: ROOT, env: environment(), stdio: 'ignore' }).status === 0

/**
 * Runs with its output shown.
 * @param {string} program @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 */
export const run = (program, args, { env = {}, cwd = ROOT } = {}) => {
  // npm is a script on Windows, which only a shell starts; the arguments given to it here hold nothing to quote.
  const shell = process.platform === 'win32' && program === 'npm'
  const { status, signal, error } = spawnSync(program, args, { cwd, env: { ...environment(), ...env }, stdio: 'inherit', shell })
  if (error) throw new Failure(`${program} could not be started: ${error.message}`)
  if (status !== 0) throw new Failure(`${program} ${args.join(' ')} ended with ${signal ?? `code ${status}`}`)
}

const CHROMES = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable',
]
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The browser of the tests, and its driver: $CHROME and $CHROMEDRIVER, else what the PATH has. */
export const browser = () => ({
  chrome: process.env.CHROME || CHROMES.map(which).find(Boolean) || (existsSync(MAC_CHROME) ? MAC_CHROME : undefined),
  chromedriver: process.env.CHROMEDRIVER || which('chromedriver'),
})

/** What Chromium is started with: no display, no account, no calls home; no sandbox of its own, for it refuses to run as root with it. */
export const CHROME_ARGS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
]

/** @param {number} since what performance.now() was */
export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * Says what a step does and how long it took; nothing is done when it is done already.
 * @param {string} title @param {() => boolean} isDone @param {() => void} act
 */
export const step = (title, isDone, act) => {
  if (isDone()) return console.log(`✓ ${title}: already there`)
  console.log(`… ${title}`)
  const since = performance.now()
  act()
  console.log(`✓ ${title}: ${seconds(since)}`)
}

/** Runs a command's body; a failure is one sentence, and the exit code 1. @param {() => unknown} body */
export const command = async (body) => {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof Failure ? `✗ ${error.message}` : error)
    process.exit(1)
  }
}
