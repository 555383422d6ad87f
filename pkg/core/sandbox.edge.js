// @ts-check
import * as glue from '../dist/sandbox_bg.js'
import module from '../dist/sandbox_bg.wasm'
import { makeCore, makeInit, makeSource } from '../load/module.js'

const source = /* @__PURE__ */ makeSource(glue, module)
export const core = /* @__PURE__ */ makeCore(source)
export const init = /* @__PURE__ */ makeInit(source)
