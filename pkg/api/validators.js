// @ts-check
/** The validators: each writes the value and its options, and reads what the core says of them. */
import { inWordsOf } from './messages.js'
import { fieldsOf, write } from './wire.js'
import { makeCheckWritten } from './written.js'

/**
 * @param {() => any} core
 * @param {string} what `checkout` for a whole request, or one of its parameters
 */
const makeCheck = (core, what) => (/** @type {unknown} */ value, /** @type {any} */ given) => {
  const functions = core()
  const options = given ?? {}
  const checked = JSON.parse(functions.check(write(functions, [what, fieldsOf(value), options])))
  return options.messages ? inWordsOf(checked, options.messages, options.lang) : checked
}

/** @param {() => any} core @returns {(request: unknown, options?: any) => any} */
export const makeCheckCheckout = (core) => {
  const check = makeCheck(core, 'checkout')
  const checkWritten = makeCheckWritten(core)
  return (request, options) => {
    if (!options) return checkWritten(request, false, false) ?? check(request, options)
    const { only, accountCurrency, lang, strict, messages } = options
    const isUsual = !only && !accountCurrency && (!lang || lang === 'fr' || lang === 'en')
    const checked = isUsual ? checkWritten(request, strict === true, lang === 'fr') : undefined
    if (!checked) return check(request, options)
    return messages ? inWordsOf(checked, messages, lang) : checked
  }
}
/** @param {() => any} core */
export const makeCheckAmount = (core) => makeCheck(core, 'amount')
/** @param {() => any} core */
export const makeCheckCurrency = (core) => makeCheck(core, 'currency')
/** @param {() => any} core */
export const makeCheckCountry = (core) => makeCheck(core, 'customer_country')
/** @param {() => any} core */
export const makeCheckState = (core) => makeCheck(core, 'customer_state')
/** @param {() => any} core */
export const makeCheckZipCode = (core) => makeCheck(core, 'customer_zip_code')
/** @param {() => any} core */
export const makeCheckLang = (core) => makeCheck(core, 'lang')
/** @param {() => any} core */
export const makeCheckChannels = (core) => makeCheck(core, 'channels')
/** @param {() => any} core */
export const makeCheckTransactionId = (core) => makeCheck(core, 'transaction_id')
/** @param {() => any} core */
export const makeCheckPhone = (core) => makeCheck(core, 'customer_phone_number')
/** @param {() => any} core */
export const makeCheckEmail = (core) => makeCheck(core, 'customer_email')
/** @param {() => any} core */
export const makeCheckUrl = (core) => makeCheck(core, 'notify_url')
/** @param {() => any} core */
export const makeCheckTransferContact = (core) => makeCheck(core, 'contact')
/** @param {() => any} core */
export const makeCheckTransferSend = (core) => makeCheck(core, 'transfer')
/** @param {() => any} core */
export const makeCheckAirtimeContact = (core) => makeCheck(core, 'contact')
/** @param {() => any} core */
export const makeCheckAirtimeSend = (core) => makeCheck(core, 'airtime')
/** @param {() => any} core */
export const makeCheckEasyTransfert = (core) => makeCheck(core, 'easytransfert')
/** @param {() => any} core */
export const makeCheckAurorePayment = (core) => makeCheck(core, 'aurore_payment')
/** @param {() => any} core */
export const makeCheckAuroreTransfer = (core) => makeCheck(core, 'aurore_transfer')
