/** A runtime at the edge gives a .wasm file as the module that it compiled at deployment. */
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
