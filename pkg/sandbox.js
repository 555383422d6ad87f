// @ts-check
import { core } from './core/sandbox.js'
import { makeSandbox } from './sandbox/sandbox.js'

export { init } from './core/sandbox.js'
export const Sandbox = /* @__PURE__ */ makeSandbox(core)
