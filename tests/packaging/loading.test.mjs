// @ts-check
/** When the module is compiled, and how often. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { test } from 'node:test'

const WASM = new URL('../../pkg/dist/guichet_bg.wasm', import.meta.url)

/** A copy of the package's entry that has not been used. @param {string} name */
const fresh = async (name) => {
  const { outputFiles } = await (await import('esbuild')).build({
    stdin: { contents: `export * from ${JSON.stringify(name)}`, resolveDir: import.meta.dirname ?? process.cwd() },
    bundle: true, write: false, format: 'esm', logLevel: 'silent',
  })
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}#${Math.random()}`)
}

/** Counts the compilations while `body` runs. @param {() => Promise<void>} body */
const compilations = async (body) => {
  const { Module, compile } = WebAssembly
  let count = 0
  WebAssembly.Module = new Proxy(Module, { construct: (target, args) => (count++, Reflect.construct(target, args)) })
  WebAssembly.compile = (bytes) => (count++, compile.call(WebAssembly, bytes))
  try {
    await body()
  } finally {
    Object.assign(WebAssembly, { Module, compile })
  }
  return count
}

test('importing compiles nothing, the first call does, later ones and init() do not', async () => {
  const count = await compilations(async () => {
    const { checkAmount, init } = await fresh('guichet/validate')
    assert.equal(await compilations(async () => void (await fresh('guichet/validate'))), 0)
    assert.equal(checkAmount(2501).ok, false)
    assert.equal(checkAmount(2500).ok, true)
    await init()
  })
  assert.equal(count, 1)
})

test('init() called many times compiles once', async () => {
  const count = await compilations(async () => {
    const { checkAmount, init } = await fresh('guichet/validate')
    await Promise.all([init(), init(), init()])
    await init()
    assert.equal(checkAmount(2500).ok, true)
  })
  assert.equal(count, 1)
})

test('what was made while init() was under way outlives it', async () => {
  const { Sandbox, init } = await fresh('guichet/sandbox')
  const coming = init()
  const sandbox = new Sandbox({ deliver: async () => new Response('ok') })
  await coming
  assert.equal((await sandbox.fetch('https://sandbox.invalid/_sandbox/state')).status, 200)
  await sandbox.close()
})

test('a failed init() can be tried again', async () => {
  const { checkAmount, init } = await fresh('guichet/validate')
  const { compile } = WebAssembly
  WebAssembly.compile = () => Promise.reject(new Error('out of memory'))
  try {
    await assert.rejects(init(), /out of memory/)
  } finally {
    WebAssembly.compile = compile
  }
  await init()
  assert.equal(checkAmount(2500).ok, true)
})

test('slim says what to do before init()', async () => {
  const { checkAmount } = await fresh('guichet/slim')
  assert.throws(() => checkAmount(2500), /await init\(/)
})

test('slim takes bytes, a module, an address and a response', async () => {
  const bytes = await readFile(WASM)
  const server = createServer((request, response) => {
    if (request.url === '/absent') return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': request.url === '/untyped' ? 'text/plain' : 'application/wasm' }).end(bytes)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const at = (/** @type {string} */ path) => `http://127.0.0.1:${port}/${path}`
  try {
    for (const where of [
      () => bytes,
      () => new WebAssembly.Module(bytes),
      () => at('typed'),
      () => new URL(at('untyped')),
      () => fetch(at('typed')),
      () => fetch(at('untyped')),
    ]) {
      const { checkAmount, init } = await fresh('guichet/slim')
      await init(where())
      await init(where())
      assert.deepEqual([checkAmount(2500).ok, checkAmount(2501).ok], [true, false], String(where))
    }
    const { checkAmount, init } = await fresh('guichet/slim')
    await assert.rejects(init(at('absent')), /answered 404/)
    await assert.rejects(init({}), /expected an address/)
    await init(at('typed'))
    assert.equal(checkAmount(2500).ok, true)
  } finally {
    server.closeAllConnections()
    server.close()
  }
})
