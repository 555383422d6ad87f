// @ts-check
import {
  makeCheckAmount, makeCheckChannels, makeCheckCheckout, makeCheckCountry, makeCheckCurrency, makeCheckEmail, makeCheckPhone,
  makeCheckTransactionId, makeCheckUrl,
} from './api/validators.js'
import { core } from './core/validate.js'

export { init } from './core/validate.js'

export const checkAmount = /* @__PURE__ */ makeCheckAmount(core)
export const checkChannels = /* @__PURE__ */ makeCheckChannels(core)
export const checkCheckout = /* @__PURE__ */ makeCheckCheckout(core)
export const checkCountry = /* @__PURE__ */ makeCheckCountry(core)
export const checkCurrency = /* @__PURE__ */ makeCheckCurrency(core)
export const checkEmail = /* @__PURE__ */ makeCheckEmail(core)
export const checkPhone = /* @__PURE__ */ makeCheckPhone(core)
export const checkTransactionId = /* @__PURE__ */ makeCheckTransactionId(core)
export const checkUrl = /* @__PURE__ */ makeCheckUrl(core)
