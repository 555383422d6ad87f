// @ts-check
import { makeAurore } from './api/aurore.js'
import { makeCinetPay } from './api/cinetpay.js'
import { makeEasyTransfert } from './api/easytransfert.js'
import { makeBindForm } from './api/form/bind.js'
import {
  makeCreatePhoneTyper, makeFormatAsYouType, makeLoadWorldPlan, makeParsePhone, makeParsePhones, makePhoneExample, makePhones, makePhoneShapes,
} from './api/phone.js'
import { makeCountries, makeStates } from './api/places.js'
import { makeCheckPayouts } from './api/rows.js'
import { makeSchema } from './api/schema.js'
import {
  makeCheckAirtimeContact, makeCheckAirtimeSend, makeCheckAmount, makeCheckAurorePayment, makeCheckAuroreTransfer, makeCheckChannels,
  makeCheckCheckout, makeCheckCountry, makeCheckCurrency,
  makeCheckEasyTransfert, makeCheckEmail, makeCheckLang, makeCheckPhone, makeCheckState,
  makeCheckTransactionId, makeCheckTransferContact, makeCheckTransferSend, makeCheckUrl, makeCheckZipCode,
} from './api/validators.js'
import { makeSeamless } from './api/seamless/seamless.js'
import { core } from './core/guichet.js'

export { init } from './core/guichet.js'
export { GuichetError } from './api/error.js'
export { createCheckout, findCheckout } from './api/gateway.js'
export { handleNotification } from './api/notifications.js'

export const Aurore = /* @__PURE__ */ makeAurore(core)
export const CinetPay = /* @__PURE__ */ makeCinetPay(core)
export const EasyTransfert = /* @__PURE__ */ makeEasyTransfert(core)
export const Seamless = /* @__PURE__ */ makeSeamless(core, CinetPay)
export const checkAirtimeContact = /* @__PURE__ */ makeCheckAirtimeContact(core)
export const checkAirtimeSend = /* @__PURE__ */ makeCheckAirtimeSend(core)
export const checkAmount = /* @__PURE__ */ makeCheckAmount(core)
export const checkAurorePayment = /* @__PURE__ */ makeCheckAurorePayment(core)
export const checkAuroreTransfer = /* @__PURE__ */ makeCheckAuroreTransfer(core)
export const checkChannels = /* @__PURE__ */ makeCheckChannels(core)
export const checkCheckout = /* @__PURE__ */ makeCheckCheckout(core)
export const checkCountry = /* @__PURE__ */ makeCheckCountry(core)
export const checkCurrency = /* @__PURE__ */ makeCheckCurrency(core)
export const checkEasyTransfert = /* @__PURE__ */ makeCheckEasyTransfert(core)
export const checkEmail = /* @__PURE__ */ makeCheckEmail(core)
export const checkLang = /* @__PURE__ */ makeCheckLang(core)
export const checkPayouts = /* @__PURE__ */ makeCheckPayouts(core)
export const checkPhone = /* @__PURE__ */ makeCheckPhone(core)
export const checkState = /* @__PURE__ */ makeCheckState(core)
export const checkTransactionId = /* @__PURE__ */ makeCheckTransactionId(core)
export const checkTransferContact = /* @__PURE__ */ makeCheckTransferContact(core)
export const checkTransferSend = /* @__PURE__ */ makeCheckTransferSend(core)
export const checkUrl = /* @__PURE__ */ makeCheckUrl(core)
export const checkZipCode = /* @__PURE__ */ makeCheckZipCode(core)

export const airtimeContactSchema = /* @__PURE__ */ makeSchema(checkAirtimeContact)
export const airtimeSendSchema = /* @__PURE__ */ makeSchema(checkAirtimeSend)
export const aurorePaymentSchema = /* @__PURE__ */ makeSchema(checkAurorePayment)
export const auroreTransferSchema = /* @__PURE__ */ makeSchema(checkAuroreTransfer)
export const checkoutSchema = /* @__PURE__ */ makeSchema(checkCheckout)
export const easyTransfertSchema = /* @__PURE__ */ makeSchema(checkEasyTransfert)
export const transferContactSchema = /* @__PURE__ */ makeSchema(checkTransferContact)
export const transferSendSchema = /* @__PURE__ */ makeSchema(checkTransferSend)
export const countries = /* @__PURE__ */ makeCountries(core)
export const states = /* @__PURE__ */ makeStates(core)

const phones = /* @__PURE__ */ makePhones(core)
export const createPhoneTyper = /* @__PURE__ */ makeCreatePhoneTyper(phones)
export const formatAsYouType = /* @__PURE__ */ makeFormatAsYouType(phones)
export const loadWorldPlan = /* @__PURE__ */ makeLoadWorldPlan(phones, () => import('./world.js'))
export const parsePhone = /* @__PURE__ */ makeParsePhone(phones)
export const parsePhones = /* @__PURE__ */ makeParsePhones(phones)
export const phoneExample = /* @__PURE__ */ makePhoneExample(phones)
export const phoneShapes = /* @__PURE__ */ makePhoneShapes(phones)

export const bindForm = /* @__PURE__ */ makeBindForm({ checkCheckout, countries, createPhoneTyper, parsePhone, states })
