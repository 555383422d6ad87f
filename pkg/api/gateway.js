// @ts-check
/** One checkout for both generations: what is asked of it goes to whichever client is given. */
import { call } from './host.js'
import { write } from './wire.js'

/** Under this name clients keep what both can do. Registered, so that copies of the package in one program know each other's. */
export const GATEWAY = /* @__PURE__ */ Symbol.for('guichet.gateway')

/**
 * @typedef {{ signal?: AbortSignal, timeout?: number, country?: string }} Options
 * @typedef {object} Gateway
 * @property {(order: object, options: Options) => Promise<any>} open
 * @property {(reference: string | number, asked: object | undefined, options: Options) => Promise<any>} outcome
 */

/** What a client keeps there. @param {() => any} core @param {import('./host.js').Host} host @param {any} account @returns {Gateway} */
export const gatewayOf = (core, host, account) => ({
  open: (order, { timeout, signal, country }) =>
    call(core, host, { signal }, (task, functions) => account.open(task, write(functions, [order, country]), timeout)),
  outcome: (reference, asked, { timeout, signal }) =>
    call(core, host, { signal }, (task, functions) => account.outcome(task, write(functions, [reference, asked]), timeout)),
})

/** @param {any} client @returns {Gateway} */
const of = (client) => {
  const gateway = client?.[GATEWAY]
  if (!gateway) throw new TypeError('gateway must be a CinetPay or an Aurore')
  return gateway
}

/** @param {{ gateway: object, order: object } & Options} given */
export const createCheckout = async ({ gateway, order, ...options }) => of(gateway).open(order, options)

/** @param {{ gateway: object, reference: string | number, asked?: object } & Options} given */
export const findCheckout = async ({ gateway, reference, asked, ...options }) => of(gateway).outcome(reference, asked, options)
