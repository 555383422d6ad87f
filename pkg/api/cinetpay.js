// @ts-check
import { GuichetError } from './error.js'
import { fieldsOf, write } from './wire.js'

/** @typedef {{ signal?: AbortSignal, timeout?: number }} CallOptions */

/**
 * Runs a call of the core; what it throws becomes a GuichetError whose stack shows the caller.
 * @param {() => any} call
 */
const settle = async (call) => {
  try {
    return await call()
  } catch (thrown) {
    throw GuichetError.from(thrown)
  }
}

class Checkout {
  #core
  #account

  /** @param {() => any} core @param {any} account */
  constructor(core, account) {
    this.#core = core
    this.#account = account
  }

  /** @param {object} request @param {CallOptions} [options] */
  create(request, { timeout, signal } = {}) {
    return settle(() => this.#account.create(write(this.#core(), fieldsOf(request)), timeout, signal))
  }

  /** @param {string | { transaction_id: string } | { token: string }} payment @param {CallOptions} [options] */
  check(payment, { timeout, signal } = {}) {
    return settle(() => this.#account.check(write(this.#core(), payment), timeout, signal))
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
        this.checkout = new Checkout(core, new functions.CinetPay(write(functions, account), fetch))
      } catch (thrown) {
        throw GuichetError.from(thrown)
      }
    }
  }
