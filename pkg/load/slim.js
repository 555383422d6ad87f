// @ts-check
/** A core without bytes: init() is told where they are. */
import { importsOf, start } from './start.js'

/** @typedef {string | URL | Response | Promise<Response> | WebAssembly.Module | BufferSource} Where */
/** @typedef {{ glue: any, ready: boolean, coming?: Promise<void> }} Source */

/**
 * @param {object} glue
 * @returns {Source}
 */
export const makeSource = (glue) => ({ glue, ready: false })

/** @param {Source} source */
export const makeCore = (source) => () => {
  if (!source.ready) {
    throw new Error('guichet/slim carries no WebAssembly: await init(address of guichet.wasm) before the first call, or import guichet instead')
  }
  return source.glue
}

/**
 * The first call decides; a failure is forgotten, so that it can be tried again.
 * @param {Source} source
 */
export const makeInit = (source) => (/** @type {Where} */ where) =>
  (source.coming ??= load(source, where).catch((failure) => {
    source.coming = undefined
    throw failure
  }))

/** @param {Source} source @param {Where} where */
const load = async (source, where) => {
  const module = await moduleOf(where)
  start(source.glue, await WebAssembly.instantiate(module, importsOf(module, source.glue)))
  source.ready = true
}

/**
 * @param {Where} where
 * @returns {Promise<WebAssembly.Module>}
 */
const moduleOf = async (where) => {
  if (where instanceof WebAssembly.Module) return where
  if (where instanceof ArrayBuffer || ArrayBuffer.isView(where)) return WebAssembly.compile(where)
  if (typeof where === 'string' || where instanceof URL) return moduleOf(await fetch(where))
  const response = await where
  if (!response || typeof response.arrayBuffer !== 'function') {
    throw new TypeError('init: expected an address, a Response, a WebAssembly.Module or bytes of guichet.wasm')
  }
  if (!response.ok) throw new Error(`init: ${response.url || 'the address of guichet.wasm'} answered ${response.status}`)
  // Streaming demands this very type, and some servers do not know it.
  const streams = /^application\/wasm$/i.test(response.headers.get('content-type') ?? '')
  return streams && WebAssembly.compileStreaming ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer())
}
