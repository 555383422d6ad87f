// @ts-check
import * as glue from '../dist/page_bg.js'
import { packed } from '../dist/page_bytes.js'
import { makeCore, makeInit, makeSource } from '../load/inline.js'

const source = /* @__PURE__ */ makeSource(glue, packed)
export const core = /* @__PURE__ */ makeCore(source)
export const init = /* @__PURE__ */ makeInit(source)
