// @ts-check
/** `npm test`: set-up, build, then every suite. The last line is `N passed, N failed`. `--lint` runs the checks alone. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { setUp } from './setup.mjs'
import { CHROME_ARGS, ROOT, bindgenTool, browser, command, environment, seconds } from './tools.mjs'

const TARGET = 'wasm32-unknown-unknown'

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ title: string, program: string, args: string[], env?: NodeJS.ProcessEnv, count?: (output: string) => Counts, empty?: boolean }} Suite `count` reads how many tests ran; a check without counts is one */

/** @param {string} output @param {RegExp} pattern */
const sum = (output, pattern) => [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0)

/** @param {string} output @returns {Counts} */
const cargoCounts = (output) => ({
  passed: sum(output, /^test result: .*?(\d+) passed/gm),
  failed: sum(output, /^test result: .*?(\d+) failed/gm),
})

/** @param {string} output @returns {Counts} */
const nodeCounts = (output) => ({
  passed: sum(output, /^# pass (\d+)$/gm),
  failed: sum(output, /^# fail (\d+)$/gm) + sum(output, /^# cancelled (\d+)$/gm),
})

/** @param {string} title @param {string[]} args @returns {Suite} */
const cargo = (title, ...args) => ({ title, program: 'cargo', args })

/** Every *.test.mjs of a folder: Node's own search of folders differs between its versions. @param {string} folder @returns {Suite} */
const node = (folder) => {
  const names = existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }) : []
  const files = names.filter((name) => /\.test\.[cm]?js$/.test(name))
  return {
    title: `${folder} (Node)`,
    program: process.execPath,
    args: ['--test', '--test-reporter=tap', ...files.sort().map((name) => join(folder, name))],
    env: { CHROME: browser().chrome },
    count: nodeCounts,
    empty: files.length === 0,
  }
}

/** @returns {Suite[]} */
const checks = () => [
  cargo('rustfmt', 'fmt', '--all', '--check'),
  cargo('clippy', 'clippy', '--workspace', '--all-targets', '--quiet', '--', '-D', 'warnings'),
  cargo('clippy of the core without JavaScript', 'clippy', '-p', 'guichet', '--no-default-features', '--quiet', '--', '-D', 'warnings'),
  cargo('clippy for wasm', 'clippy', '--workspace', '--all-targets', '--quiet', '--target', TARGET, '--', '-D', 'warnings'),
  cargo('clippy for wasm, validators alone', 'clippy', '-p', 'guichet', '--lib', '--no-default-features', '--features', 'validate', '--quiet', '--target', TARGET, '--', '-D', 'warnings'),
  cargo('clippy for wasm, in pages', 'clippy', '-p', 'guichet', '--lib', '--no-default-features', '--features', 'page', '--quiet', '--target', TARGET, '--', '-D', 'warnings'),
  {
    ...cargo('clippy of the fuzz targets', 'clippy', '--manifest-path', join('fuzz', 'Cargo.toml'), '--locked', '--quiet', '--', '-D', 'warnings'),
    // Nothing is linked, so the fuzzer itself need not be compiled.
    env: { CARGO_TARGET_DIR: join(ROOT, 'target', 'fuzz-check'), CUSTOM_LIBFUZZER_PATH: join(ROOT, 'target', 'fuzz-check', 'libFuzzer.a') },
  },
  { title: 'types of the scripts', program: process.execPath, args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
]

/** @param {string} webdriver path of the browser's settings @returns {Suite[]} */
const suites = (webdriver) => {
  // Without --quiet: cargo hands that on to the runner, which does not know it.
  const wasm = ['test', '-p', 'guichet', '--target', TARGET, '--test', 'wasm']
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: bindgenTool('wasm-bindgen-test-runner') }
  const inBrowser = { WASM_BINDGEN_USE_BROWSER: '1', WASM_BINDGEN_TEST_WEBDRIVER_JSON: webdriver, CHROMEDRIVER: browser().chromedriver }
  return [
    { ...cargo('Rust tests', 'test', '--workspace', '--no-fail-fast', '--quiet'), count: cargoCounts },
    { ...cargo('wasm tests in Node', ...wasm), env, count: cargoCounts },
    { ...cargo('wasm tests in Chromium', ...wasm), env: { ...env, ...inBrowser }, count: cargoCounts },
    ...['tests/node', 'tests/form', 'examples', 'tests/sandbox', 'tests/packaging', 'tests/e2e', 'tests/seamless'].map(node),
    { title: 'the counter and a form in Chromium, Firefox and WebKit', program: process.execPath, args: ['scripts/engines.mjs', '--if-possible'], count: nodeCounts },
  ]
}

/** Runs with its output shown and kept. @param {Suite} suite @returns {Promise<{ code: number | null, output: string }>} */
const execute = ({ program, args, env }) =>
  new Promise((resolve, reject) => {
    // Colours would hide the counts.
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...environment(), NO_COLOR: '1', CARGO_TERM_COLOR: 'never', FORCE_COLOR: undefined, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text
      process.stdout.write(text)
    })
    child.stderr.setEncoding('utf8').on('data', (text) => process.stderr.write(text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })

/** A suite that ends badly without a failed test, or that ran none, has failed once. @param {Suite} suite @returns {Promise<Counts>} */
const judge = async (suite) => {
  console.log(`\n▶ ${suite.title}`)
  const since = performance.now()
  // Without a file, Node would look for tests everywhere.
  const { code, output } = suite.empty ? { code: 0, output: '' } : await execute(suite)
  const counts = suite.count ? suite.count(output) : { passed: code === 0 ? 1 : 0, failed: 0 }
  const ran = counts.passed + counts.failed > 0
  if (counts.failed === 0 && (code !== 0 || !ran)) counts.failed = 1
  const why = ran || code !== 0 ? '' : ' (no test ran)'
  console.log(`${counts.failed ? '✗' : '✓'} ${suite.title}: ${counts.passed} passed, ${counts.failed} failed${why}, ${seconds(since)}`)
  return counts
}

await command(async () => {
  const lint = process.argv.includes('--lint')
  setUp({ tests: !lint })
  await build()
  const scratch = mkdtempSync(join(tmpdir(), 'guichet-test-'))
  const webdriver = join(scratch, 'webdriver.json')
  writeFileSync(webdriver, JSON.stringify({ 'goog:chromeOptions': { binary: browser().chrome, args: CHROME_ARGS } }))
  const totals = { passed: 0, failed: 0 }
  const failures = []
  try {
    for (const suite of [...checks(), ...(lint ? [] : suites(webdriver))]) {
      const { passed, failed } = await judge(suite)
      totals.passed += passed
      totals.failed += failed
      if (failed) failures.push(suite.title)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  if (failures.length) {
    console.log(`\nfailed: ${failures.join(', ')}`)
    process.exitCode = 1
  }
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
})
