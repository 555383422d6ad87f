// @ts-check
/** A core that carries its bytes. Importing it does nothing, so it is safe on servers; the module is compiled at first use. */
import { importsOf, start } from './start.js'
import { unpack } from './unpack.js'

/** @typedef {{ glue: any, packed: import('./unpack.js').Packed, ready: boolean, coming?: Promise<void> }} Source */

/**
 * @param {object} glue @param {import('./unpack.js').Packed} packed
 * @returns {Source}
 */
export const makeSource = (glue, packed) => ({ glue, packed, ready: false })

/** @param {Source} source */
export const makeCore = (source) => () => {
  if (!source.ready) {
    const module = new WebAssembly.Module(unpack(source.packed))
    start(source.glue, new WebAssembly.Instance(module, importsOf(module, source.glue)))
    source.ready = true
  }
  return source.glue
}

/**
 * Compiles without blocking: old browsers refuse more than 4 KB at once on a page's main thread. A failure is forgotten, so that it can be tried again.
 * @param {Source} source
 */
export const makeInit = (source) => () =>
  (source.coming ??= compile(source).catch((failure) => {
    source.coming = undefined
    throw failure
  }))

/** @param {Source} source */
const compile = async (source) => {
  if (source.ready) return
  const module = await WebAssembly.compile(unpack(source.packed))
  const instance = await WebAssembly.instantiate(module, importsOf(module, source.glue))
  // A call made meanwhile has started an instance of its own, and objects may live in it: it stays.
  if (source.ready) return
  start(source.glue, instance)
  source.ready = true
}
