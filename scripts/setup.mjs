// @ts-check
/** A fresh machine made ready: `node scripts/setup.mjs` to build, with `--tests` to test too. Runs without node_modules. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure, ROOT, bindgenRoot, bindgenTool, browser, command, environment, lockedVersion, run, step, which, works } from './tools.mjs'

const TARGET = 'wasm32-unknown-unknown'
const STAMP = join(ROOT, 'node_modules', '.guichet-lock')

/** @param {{ tests?: boolean }} [options] */
export const setUp = ({ tests = false } = {}) => {
  rust()
  bindgen()
  dependencies()
  if (tests) chromium()
}

const rust = () => {
  if (!which('cargo')) {
    throw new Failure("Rust is missing; install it with: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y")
  }
  const ready = () =>
    existsSync(targetLibraries()) &&
    works('cargo', ['clippy', '--version']) &&
    works('cargo', ['fmt', '--version'])
  step(`Rust toolchain of rust-toolchain.toml, with ${TARGET}`, ready, () => {
    if (!which('rustup')) {
      throw new Failure(`this Rust has no ${TARGET}, clippy or rustfmt and no rustup to add them; install rustup from https://rustup.rs`)
    }
    // Since 1.28 rustup installs on demand only; before, showing the toolchain installed it.
    if (!works('rustup', ['toolchain', 'install'])) run('rustup', ['show'])
    run('rustup', ['target', 'add', TARGET])
    run('rustup', ['component', 'add', 'clippy', 'rustfmt'])
  })
}

const targetLibraries = () => {
  const { stdout } = spawnSync('rustc', ['--print', 'target-libdir', '--target', TARGET], { cwd: ROOT, env: environment(), encoding: 'utf8' })
  return stdout?.trim() ?? ''
}

const bindgen = () => {
  const version = lockedVersion('wasm-bindgen')
  const ready = () => works(bindgenTool('wasm-bindgen'), ['--version']) && existsSync(bindgenTool('wasm-bindgen-test-runner'))
  step(`wasm-bindgen CLI ${version} (compiled once, some minutes)`, ready, () =>
    run('cargo', ['install', 'wasm-bindgen-cli', '--version', version, '--locked', '--root', bindgenRoot()]),
  )
}

const dependencies = () => {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex')
  const ready = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted
  step('npm dependencies of package-lock.json', ready, () => {
    run('npm', ['ci', '--no-audit', '--no-fund'])
    writeFileSync(STAMP, wanted)
  })
}

const chromium = () => {
  const ready = () => {
    const { chrome, chromedriver } = browser()
    return Boolean(chrome && chromedriver)
  }
  step('Chromium and chromedriver', ready, () => {
    const asRoot = process.getuid?.() === 0 ? [] : works('sudo', ['-n', 'true']) ? ['sudo'] : undefined
    if (which('apt-get') && asRoot) {
      const [program, ...before] = [...asRoot, 'apt-get']
      run(program, [...before, 'update'])
      run(program, [...before, 'install', '-y', '--no-install-recommends', 'chromium', 'chromium-driver'])
    }
    if (!ready()) {
      throw new Failure('Chromium or chromedriver is missing; run: sudo apt-get install chromium chromium-driver (or set CHROME and CHROMEDRIVER to their paths)')
    }
  })
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(() => setUp({ tests: process.argv.includes('--tests') }))
}
