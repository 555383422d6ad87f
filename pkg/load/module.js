// @ts-check
/** A core whose module the runtime compiled at deployment: workers at the edge forbid compiling at run time, and import a .wasm file instead. */
import { importsOf, start } from './start.js'

/** @typedef {{ glue: any, module: WebAssembly.Module, ready: boolean }} Source */

/**
 * @param {object} glue @param {WebAssembly.Module} module
 * @returns {Source}
 */
export const makeSource = (glue, module) => ({ glue, module, ready: false })

/** @param {Source} source */
export const makeCore = (source) => () => {
  if (!source.ready) {
    start(source.glue, new WebAssembly.Instance(source.module, importsOf(source.module, source.glue)))
    source.ready = true
  }
  return source.glue
}

/** Nothing is left to compile; there so that a program reads the same everywhere. @param {Source} source */
export const makeInit = (source) => {
  const core = makeCore(source)
  return async () => void core()
}
