// @ts-check
import { GuichetError } from './error.js'
import { call } from './host.js'
import { fieldsOf, write } from './wire.js'

/** @typedef {{ signal?: AbortSignal, timeout?: number }} CallOptions */

class Checkout {
  #core
  #host
  #account

  /** @param {() => any} core @param {import('./host.js').Host} host @param {any} account */
  constructor(core, host, account) {
    this.#core = core
    this.#host = host
    this.#account = account
  }

  /** @param {object} request @param {CallOptions} [options] */
  create(request, { timeout, signal } = {}) {
    return call(this.#core, this.#host, signal, (task, functions) => this.#account.create(task, write(functions, fieldsOf(request)), timeout))
  }

  /** @param {string | { transaction_id: string } | { token: string }} payment @param {CallOptions} [options] */
  check(payment, { timeout, signal } = {}) {
    return call(this.#core, this.#host, signal, (task, functions) => this.#account.check(task, write(functions, payment), timeout))
  }
}

/** @param {() => any} core */
export const makeCinetPay = (core) =>
  class CinetPay {
    /** @param {Record<string, any>} options */
    constructor(options) {
      const { fetch, ...account } = options ?? {}
      const functions = core()
      try {
        this.checkout = new Checkout(core, { fetch }, new functions.CinetPay(write(functions, account), fetch))
      } catch (thrown) {
        throw GuichetError.from(thrown)
      }
    }
  }
