// @ts-check

/**
 * What the module imports, all of it from its glue.
 * @param {WebAssembly.Module} module @param {object} glue
 * @returns {WebAssembly.Imports}
 */
export const importsOf = (module, glue) =>
  Object.fromEntries(WebAssembly.Module.imports(module).map((wanted) => [wanted.module, /** @type {any} */ (glue)]))

/**
 * Gives the glue its instance.
 * @param {any} glue @param {WebAssembly.Instance} instance
 */
export const start = (glue, instance) => {
  glue.__wbg_set_wasm(instance.exports)
  const { __wbindgen_start: begin } = /** @type {any} */ (instance.exports)
  begin()
  return glue
}
