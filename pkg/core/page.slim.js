// @ts-check
import * as glue from '../dist/page_bg.js'
import { makeCore, makeInit, makeSource } from '../load/slim.js'

const source = /* @__PURE__ */ makeSource(glue)
export const core = /* @__PURE__ */ makeCore(source)
export const init = /* @__PURE__ */ makeInit(source)
