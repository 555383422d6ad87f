// @ts-check
/** `npm run build`: cargo → wasm-bindgen → wasm-opt → pkg/dist. With `-- --check-reproducible`, builds a copy elsewhere too and compares. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DIST, Failure, ROOT, bindgenTool, command, environment, run, seconds } from './tools.mjs'

const TARGET = 'wasm32-unknown-unknown'
const WORK = join(ROOT, 'target', 'npm')

/** The wasm artifacts. Three are one crate with other features: cargo gives all the same file name, so each is taken away before the next is built. */
const ARTIFACTS = [
  { name: 'validate', library: 'guichet', cargo: ['-p', 'guichet', '--no-default-features', '--features', 'validate'] },
  { name: 'page', library: 'guichet', cargo: ['-p', 'guichet', '--no-default-features', '--features', 'page'] },
  // Servers check lists of numbers: there speed is worth its bytes.
  { name: 'guichet', library: 'guichet', cargo: ['-p', 'guichet', '--config', 'profile.release.package.guichet-phone.opt-level=3'] },
  { name: 'sandbox', library: 'guichet_sandbox', cargo: ['-p', 'guichet-sandbox'] },
]

/** Clients are half again as fast as the smallest build makes them for 2 % more bytes; of validators, bytes count before all. */
const LEVEL = /** @type {Record<string, string>} */ ({ guichet: 's', sandbox: 's' })

/** Where bytes count, calls of functions of a few instructions cost a quarter of the time for nothing: their code is as short as the call. */
const INLINED = ['-Cllvm-args=-inline-threshold=25']

/** Functions that are called from one place and stay apart compress better: 1.5 % less to download. */
const APART = ['--one-caller-inline-max-function-size=30']

/** The entries of the package, as source modules in pkg/ and types beside them. */
const ENTRIES = ['index', 'validate', 'form', 'sandbox']

/** What browsers get for `guichet`. */
const IN_PAGES = 'page'

export const build = async () => {
  for (const artifact of ARTIFACTS) await timed(`wasm of ${artifact.name}`, () => compile(artifact))
  await timed('the plan of the world', world)
  await timed('scripts for require, the edge and pages', bundles)
  copyTypes()
}

/** @param {string} title @param {() => unknown} act */
const timed = async (title, act) => {
  const since = performance.now()
  await act()
  console.log(`✓ ${title}: ${seconds(since)}`)
}

/** @param {{ name: string, library: string, cargo: string[] }} artifact */
const compile = async ({ name, library, cargo }) => {
  run('cargo', ['build', '--release', '--lib', '--locked', '--quiet', '--target', TARGET, ...cargo], {
    env: { CARGO_TARGET_DIR: join(ROOT, 'target'), CARGO_PROFILE_RELEASE_OPT_LEVEL: LEVEL[name], RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: rustFlags(name).join('\x1f') },
  })
  const compiled = join(ROOT, 'target', TARGET, 'release', `${library}.wasm`)
  const stamp = join(WORK, `${name}.stamp`)
  const inputs = digest([compiled, bindgenTool('wasm-bindgen'), join(ROOT, 'package-lock.json'), ...buildScripts()])
  const outputs = ['_bg.js', '_bg.wasm', '_bytes.js'].map((end) => join(DIST, name + end))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs && outputs.every((file) => existsSync(file))) return

  const folder = join(WORK, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  mkdirSync(DIST, { recursive: true })
  run(bindgenTool('wasm-bindgen'), [
    '--target', 'bundler', '--out-name', name, '--no-typescript', '--remove-name-section', '--remove-producers-section',
    '--out-dir', folder, compiled,
  ])
  const bound = join(folder, `${name}_bg.wasm`)
  const optimised = join(folder, `${name}_opt.wasm`)
  run(process.execPath, [
    join(ROOT, 'node_modules', 'binaryen', 'bin', 'wasm-opt'), bound, '-o', optimised,
    // The features are those of the target_features section, which has then done its work.
    '-Oz', '--converge', ...(name in LEVEL ? [] : APART), '--strip-debug', '--strip-producers', '--strip-target-features',
  ])
  const { pack } = await import('./pack.mjs')
  cpSync(join(folder, `${name}_bg.js`), join(DIST, `${name}_bg.js`))
  cpSync(optimised, join(DIST, `${name}_bg.wasm`))
  writeFileSync(join(DIST, `${name}_bytes.js`), pack(readFileSync(optimised)))
  writeFileSync(stamp, inputs)
}

/** The world's numbering plan as a module of data. */
const world = async () => {
  const { pack } = await import('./pack.mjs')
  writeFileSync(join(DIST, 'world_bytes.js'), pack(readFileSync(join(ROOT, 'phone', 'tables', 'world.bin'))))
}

/** No path of this machine in what is built: neither this folder, nor the registry's, whose name tells where crates came from. @param {string} name of the artifact */
const rustFlags = (name) => {
  const cargo = process.env.CARGO_HOME || join(homedir(), '.cargo')
  const registry = join(cargo, 'registry', 'src')
  const registries = existsSync(registry) ? readdirSync(registry).map((name) => [join(registry, name), 'crates']) : []
  // The last that fits wins: the more particular come later.
  const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { cwd: ROOT, env: environment(), encoding: 'utf8' }).trim()
  const places = [[cargo, 'cargo'], [sysroot, 'rust'], [ROOT, 'guichet'], ...registries]
  return [...places.map(([from, to]) => `--remap-path-prefix=${from}=${to}`), ...(name in LEVEL ? [] : INLINED)]
}

const buildScripts = () => ['build.mjs', 'pack.mjs'].map((name) => join(ROOT, 'scripts', name)).concat(join(ROOT, 'pkg', 'load', 'unpack.js'))

/** @param {string[]} files */
const digest = (files) => {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}

/** What is not source as it stands: CommonJS, runtimes at the edge, slim, and the one file for pages. */
const bundles = async () => {
  const { build: bundle, stop } = await import('esbuild')
  const source = (/** @type {string} */ entry) => join(ROOT, 'pkg', `${entry}.js`)
  const shared = { bundle: true, legalComments: /** @type {const} */ ('none'), target: 'es2022', logLevel: /** @type {const} */ ('warning') }
  const modules = { ...shared, format: /** @type {const} */ ('esm'), entryPoints: ENTRIES.map(source), outbase: join(ROOT, 'pkg') }
  const slim = join(DIST, 'slim.js')
  await bundle({ ...modules, entryPoints: [source(IN_PAGES)], outbase: undefined, outfile: slim, plugins: [core('slim'), worldApart('../world.js')] })
  await bundle({ ...modules, outdir: join(DIST, 'workerd'), plugins: [core('edge'), wasmModules(''), worldApart('../../world.js')] })
  await bundle({ ...modules, outdir: join(DIST, 'edge-light'), plugins: [core('edge'), wasmModules('?module'), worldApart('../../world.js')] })
  await bundle({ ...modules, entryPoints: [source('validate')], outbase: undefined, outdir: join(DIST, 'node'), minifyWhitespace: true, minifySyntax: true, plugins: [base64, worldApart('../../world.js')] })
  await bundle({
    ...shared,
    format: 'cjs',
    platform: 'node',
    entryPoints: {
      ...Object.fromEntries(ENTRIES.map((entry) => [entry, source(entry)])), page: source(IN_PAGES), slim, world: source('world'),
      'sandbox/http': source('sandbox/http'), 'node/index': source('node/index'),
    },
    outdir: join(DIST, 'cjs'),
    plugins: [worldApart('../../world.js')],
  })
  // This folder's scripts and types are CommonJS, whatever the package is: the same hand-written types serve both.
  writeFileSync(join(DIST, 'cjs', 'package.json'), '{ "type": "commonjs" }\n')
  await bundle({
    ...shared,
    format: 'iife',
    globalName: 'guichet',
    minify: true,
    charset: 'ascii',
    entryPoints: [source('script')],
    outfile: join(DIST, 'guichet.min.js'),
    plugins: [worldApart('./world_bytes.js')],
  })
  const hash = createHash('sha384').update(readFileSync(join(DIST, 'guichet.min.js'))).digest('base64')
  writeFileSync(join(DIST, 'integrity.json'), `${JSON.stringify({ 'guichet.min.js': `sha384-${hash}` }, null, 2)}\n`)
  // Else its service would stay as long as `npm start` does.
  await stop()
}

/** Takes another core under the same entries. @param {'slim' | 'edge'} kind @returns {import('esbuild').Plugin} */
const core = (kind) => ({
  name: `core-${kind}`,
  setup: (bundler) =>
    bundler.onResolve({ filter: /\/core\/\w+\.js$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\.js$/, `.${kind}.js`)),
    })),
})

/** Takes the modules' bytes as base64, in the same file as all else: Node is slow to find files. @type {import('esbuild').Plugin} */
const base64 = {
  name: 'base64',
  setup: (bundler) => {
    // The plan of the world keeps its own way: it is a file apart, for every runtime.
    bundler.onResolve({ filter: /^\.\/unpack\.js$/ }, ({ importer }) => (importer.endsWith('inline.js') ? { path: join(ROOT, 'pkg', 'load', 'base64.js') } : undefined))
    bundler.onLoad({ filter: /_bytes\.js$/ }, ({ path }) => {
      const bytes = readFileSync(path.replace(/_bytes\.js$/, '_bg.wasm'))
      return { contents: `export const packed = '${bytes.toString('base64')}'` }
    })
  },
}

/** Leaves the plans of the world where they are, for whoever asks for them. @param {string} path from the bundle @returns {import('esbuild').Plugin} */
const worldApart = (path) => ({
  name: 'world-apart',
  setup: (bundler) => bundler.onResolve({ filter: /\/world\.js$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path, external: true } : undefined)),
})

/** Leaves the .wasm files for the runtime. @param {string} suffix @returns {import('esbuild').Plugin} */
const wasmModules = (suffix) => ({
  name: 'wasm-modules',
  setup: (bundler) =>
    bundler.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: `../${path.split('/').at(-1)}${suffix}`, external: true })),
})

const copyTypes = () => {
  for (const folder of ['types', 'sandbox', 'node']) {
    const from = join(ROOT, 'pkg', folder)
    for (const name of readdirSync(from).filter((name) => name.endsWith('.d.ts'))) {
      cpSync(join(from, name), join(DIST, 'cjs', folder, name))
    }
  }
}

/** @param {string} folder @returns {Map<string, string>} each file's digest */
const digests = (folder) =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .map((file) => [relative(folder, file), digest([file])]),
  )

/** Builds these very sources in another folder, from nothing, and compares every file. */
const checkReproducible = () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'guichet-elsewhere-'))
  try {
    const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' })
    for (const file of files.split('\0').filter((file) => file && existsSync(join(ROOT, file)))) {
      mkdirSync(join(elsewhere, dirname(file)), { recursive: true })
      cpSync(join(ROOT, file), join(elsewhere, file))
    }
    symlinkSync(join(ROOT, 'node_modules'), join(elsewhere, 'node_modules'), 'junction')
    run(process.execPath, [join(elsewhere, 'scripts', 'build.mjs')], { cwd: elsewhere })
    const here = digests(DIST)
    const there = digests(join(elsewhere, 'pkg', 'dist'))
    const different = [...new Set([...here.keys(), ...there.keys()])].filter((file) => here.get(file) !== there.get(file))
    if (different.length) throw new Failure(`not reproducible: ${different.join(', ')}`)
    console.log(`✓ ${here.size} files of pkg/dist are the same when built elsewhere`)
  } finally {
    rmSync(elsewhere, { recursive: true, force: true })
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async () => {
    await build()
    if (process.argv.includes('--check-reproducible')) checkReproducible()
  })
}
