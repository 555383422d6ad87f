// @ts-check
import { makeCinetPay } from './api/cinetpay.js'
import { makeEasyTransfert } from './api/easytransfert.js'
import {
  makeCreatePhoneTyper, makeFormatAsYouType, makeLoadWorldPlan, makeParsePhone, makeParsePhones, makePhoneExample, makePhones, makePhoneShapes,
} from './api/phone.js'
import {
  makeCheckAmount, makeCheckChannels, makeCheckCheckout, makeCheckCountry, makeCheckCurrency, makeCheckEmail, makeCheckPhone,
  makeCheckTransactionId, makeCheckUrl,
} from './api/validators.js'
import { makeSeamless } from './api/seamless/seamless.js'
import { core } from './core/guichet.js'

export { init } from './core/guichet.js'
export { GuichetError } from './api/error.js'
export { handleNotification } from './api/notifications.js'

export const CinetPay = /* @__PURE__ */ makeCinetPay(core)
export const EasyTransfert = /* @__PURE__ */ makeEasyTransfert(core)
export const Seamless = /* @__PURE__ */ makeSeamless(core, CinetPay)
export const checkAmount = /* @__PURE__ */ makeCheckAmount(core)
export const checkChannels = /* @__PURE__ */ makeCheckChannels(core)
export const checkCheckout = /* @__PURE__ */ makeCheckCheckout(core)
export const checkCountry = /* @__PURE__ */ makeCheckCountry(core)
export const checkCurrency = /* @__PURE__ */ makeCheckCurrency(core)
export const checkEmail = /* @__PURE__ */ makeCheckEmail(core)
export const checkPhone = /* @__PURE__ */ makeCheckPhone(core)
export const checkTransactionId = /* @__PURE__ */ makeCheckTransactionId(core)
export const checkUrl = /* @__PURE__ */ makeCheckUrl(core)

const phones = /* @__PURE__ */ makePhones(core)
export const createPhoneTyper = /* @__PURE__ */ makeCreatePhoneTyper(phones)
export const formatAsYouType = /* @__PURE__ */ makeFormatAsYouType(phones)
export const loadWorldPlan = /* @__PURE__ */ makeLoadWorldPlan(phones, () => import('./world.js'))
export const parsePhone = /* @__PURE__ */ makeParsePhone(phones)
export const parsePhones = /* @__PURE__ */ makeParsePhones(phones)
export const phoneExample = /* @__PURE__ */ makePhoneExample(phones)
export const phoneShapes = /* @__PURE__ */ makePhoneShapes(phones)
