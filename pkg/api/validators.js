// @ts-check
/** The validators: each writes the value and its options, and reads what the core says of them. */
import { fieldsOf, write } from './wire.js'

/**
 * @param {() => any} core
 * @param {string} name the core's function
 */
const makeCheck = (core, name) => (/** @type {unknown} */ value, /** @type {object} */ options = {}) => {
  const functions = core()
  return JSON.parse(functions[name](write(functions, [fieldsOf(value), options])))
}

/** @param {() => any} core */
export const makeCheckCheckout = (core) => makeCheck(core, 'checkCheckout')
/** @param {() => any} core */
export const makeCheckAmount = (core) => makeCheck(core, 'checkAmount')
/** @param {() => any} core */
export const makeCheckCurrency = (core) => makeCheck(core, 'checkCurrency')
/** @param {() => any} core */
export const makeCheckCountry = (core) => makeCheck(core, 'checkCountry')
/** @param {() => any} core */
export const makeCheckChannels = (core) => makeCheck(core, 'checkChannels')
/** @param {() => any} core */
export const makeCheckTransactionId = (core) => makeCheck(core, 'checkTransactionId')
/** @param {() => any} core */
export const makeCheckPhone = (core) => makeCheck(core, 'checkPhone')
/** @param {() => any} core */
export const makeCheckEmail = (core) => makeCheck(core, 'checkEmail')
/** @param {() => any} core */
export const makeCheckUrl = (core) => makeCheck(core, 'checkUrl')
