// @ts-check
/** The tarball through a bundler: for browsers, and for runtimes at the edge, which take modules instead of bytes. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { before, test } from 'node:test'
import { build } from 'esbuild'
import { EXPECTED, EXPECTED_CALL, EXPECTED_PAYMENT, EXPECTED_PAYOUT, project, run } from './support.mjs'

/** The program's path: the package has no types. @type {string} */
const workerd = createRequire(import.meta.url)('workerd').default

/** @type {string} */
let folder
before(async () => {
  folder = await project()
})

/** @param {string} contents @param {import('esbuild').BuildOptions} [options] @returns {Promise<string>} */
const bundle = async (contents, options) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder }, bundle: true, minify: true, write: false, format: 'esm', logLevel: 'silent', ...options,
  })
  return outputFiles?.[0]?.text ?? ''
}

test('a bundle of the validators runs', async () => {
  const code = await bundle(`
    import * as validators from 'guichet/validate'
    import { validate } from './exercise.mjs'
    console.log(JSON.stringify(validate(validators)))`)
  await writeFile(join(folder, 'bundled.mjs'), code)
  assert.deepEqual(JSON.parse(await run(process.execPath, ['bundled.mjs'], folder)), EXPECTED)
})

test('a bundle for browsers pays, and leaves the clients of servers out', async () => {
  const program = `
    import * as guichet from 'guichet'
    import * as sandbox from 'guichet/sandbox'
    import { pay, refuseInPage } from './exercise.mjs'
    console.log(JSON.stringify([await pay({ ...guichet, ...sandbox }), refuseInPage(guichet)]))`
  const [page, server] = await Promise.all([bundle(program), bundle(program, { platform: 'node' })])
  assert.ok(page.length < server.length * 0.8, `${page.length} bytes for pages, ${server.length} for servers`)
  await writeFile(join(folder, 'in-page.mjs'), page)
  assert.deepEqual(JSON.parse(await run(process.execPath, ['in-page.mjs'], folder)), [
    EXPECTED_PAYMENT, ['Aurore', 'EasyTransfert', 'CinetPay.transfer', 'CinetPay.notifications', 'handleNotification', 'createCheckout', 'findCheckout'],
  ])
})

test('what is not used is not bundled', async () => {
  for (const entry of ['guichet', 'guichet/validate', 'guichet/form', 'guichet/slim', 'guichet/sandbox']) {
    assert.equal((await bundle(`import '${entry}'`)).trim(), '', entry)
  }
  const error = await bundle(`export { GuichetError } from 'guichet'`)
  assert.ok(error.length < 2000, `GuichetError alone is ${error.length} bytes`)
  const one = await bundle(`export { checkAmount } from 'guichet/validate'`)
  const all = await bundle(`export * from 'guichet/validate'`)
  assert.ok(!one.includes('checkTransactionId(') && one.length < all.length)
  // Each stands for its file, in whatever entry is imported: schemas, whole requests of checkout, files of payouts, forms.
  const marks = ['~standard', '["notify_url","return_url"]', '.unreadable()', 'aria-describedby']
  const whole = await bundle(`export * from 'guichet'`)
  for (const entry of ['guichet', 'guichet/validate']) {
    const alone = await bundle(`export { checkAmount } from '${entry}'`)
    for (const mark of marks) assert.ok(!alone.includes(mark) && whole.includes(mark), `${mark} in ${entry}`)
  }
})

test('the plan of the world is a chunk of its own, which loadWorldPlan() asks for', async () => {
  for (const entry of ['guichet', 'guichet/validate']) {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `
        import { loadWorldPlan, parsePhone } from '${entry}'
        import { call } from './exercise.mjs'
        console.log(JSON.stringify(await call({ loadWorldPlan, parsePhone })))`, resolveDir: folder },
      bundle: true, minify: true, splitting: true, write: false, format: 'esm', outdir: join(folder, 'split'), outExtension: { '.js': '.mjs' }, metafile: true, logLevel: 'silent',
    })
    const first = outputFiles?.find(({ path }) => basename(path) === 'stdin.mjs')
    assert.ok(first && !first.text.includes(await someOfTheWorld()), entry)
    await mkdir(join(folder, 'split'))
    for (const { path, contents } of outputFiles ?? []) await writeFile(path, contents)
    const asked = Object.values(metafile?.outputs ?? {}).flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'dynamic-import'))
    assert.equal(asked.length, 1)
    assert.deepEqual(JSON.parse(await run(process.execPath, ['split/stdin.mjs'], folder)), EXPECTED_CALL, entry)
    await rm(join(folder, 'split'), { recursive: true })
  }
})

test('no file of the package but its own holds the plan of the world', async () => {
  const dist = join(folder, 'node_modules', 'guichet', 'pkg', 'dist')
  const part = await someOfTheWorld()
  const holders = []
  for (const name of await readdir(dist, { recursive: true })) {
    if (name.endsWith('.js') && (await readFile(join(dist, name), 'utf8')).includes(part)) holders.push(name.replaceAll('\\', '/'))
  }
  assert.deepEqual(holders.sort(), ['cjs/world.js', 'world_bytes.js'])
})

/** Characters from the middle of the plan: letters and digits, that no minifier writes otherwise. */
const someOfTheWorld = async () => {
  const text = await readFile(join(folder, 'node_modules', 'guichet', 'pkg', 'dist', 'world_bytes.js'), 'utf8')
  const [part] = text.slice(text.length / 2).match(/[\w#$%()*+,./:;<=>?@^]{24}/) ?? []
  return part ?? assert.fail('no such characters')
}

test('Cloudflare Workers: the real workerd, which forbids compiling', async () => {
  /** @type {Set<string>} */
  const modules = new Set()
  const code = await bundle(await readFile(join(folder, 'worker.mjs'), 'utf8'), {
    conditions: ['workerd', 'worker'],
    plugins: [edgeModules((path) => ({ path: `./${basename(path)}`, external: true }), modules)],
  })
  await writeFile(join(folder, 'worker.js'), code)
  for (const path of modules) await copyFile(path, join(folder, basename(path)))
  const names = [...modules].map((path) => basename(path)).sort()
  assert.deepEqual(names, ['guichet_bg.wasm', 'sandbox_bg.wasm', 'validate_bg.wasm'])
  await writeFile(
    join(folder, 'worker.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker.js", esModule = embed "worker.js"),
      ${names.map((name) => `(name = "${name}", wasm = embed "${name}")`).join(', ')}],
    compatibilityDate = "2025-01-01"))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
`,
  )
  assert.deepEqual(await ask('worker.capnp'), [EXPECTED, EXPECTED, EXPECTED_PAYMENT, EXPECTED_PAYOUT, EXPECTED_CALL, EXPECTED_CALL])
})

test('Vercel Edge: modules with ?module', async () => {
  const code = await bundle(await readFile(join(folder, 'worker.mjs'), 'utf8'), {
    conditions: ['edge-light'],
    plugins: [edgeModules((path) => ({ path, namespace: 'compiled' }))],
  })
  const { default: worker } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
  assert.deepEqual(await (await worker.fetch()).json(), [EXPECTED, EXPECTED, EXPECTED_PAYMENT, EXPECTED_PAYOUT, EXPECTED_CALL, EXPECTED_CALL])
})

/**
 * Gives .wasm files to the runtime, as the edge's own bundlers do.
 * @param {(path: string) => import('esbuild').OnResolveResult} give @param {Set<string>} [seen]
 * @returns {import('esbuild').Plugin}
 */
const edgeModules = (give, seen = new Set()) => ({
  name: 'edge-modules',
  setup: (bundler) => {
    const wanted = bundler.initialOptions.conditions?.includes('edge-light') ? /\.wasm\?module$/ : /\.wasm$/
    bundler.onResolve({ filter: wanted }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path.replace('?module', ''))
      seen.add(file)
      return give(file)
    })
    bundler.onLoad({ filter: /./, namespace: 'compiled' }, async ({ path }) => ({
      contents: `export default new WebAssembly.Module(Uint8Array.from(atob('${(await readFile(path)).toString('base64')}'), (c) => c.charCodeAt(0)))`,
    }))
  },
})

/** What a worker answers. @param {string} config */
const ask = async (config) => {
  const child = spawn(workerd, ['serve', config, '--control-fd=3'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  let complaints = ''
  child.stderr?.on('data', (text) => (complaints += text))
  try {
    const port = await new Promise((resolve, reject) => {
      let said = ''
      child.stdio[3]?.on('data', (text) => {
        said += text
        const listening = said.split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line)).find(({ event }) => event === 'listen')
        if (listening) resolve(listening.port)
      })
      child.once('exit', () => reject(new Error(`workerd ended: ${complaints}`)))
    })
    const response = await fetch(`http://127.0.0.1:${port}/`)
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text} ${complaints}`)
    return JSON.parse(text)
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
