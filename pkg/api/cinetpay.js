// @ts-check
/** `CinetPay`: one merchant's account; each method writes what it is given and has the core do the rest. */
import { GuichetError } from './error.js'
import { call } from './host.js'
import { listen, listeners } from './listeners.js'
import { Notifications, bodyOf } from './notifications.js'
import { Payouts } from './payouts.js'
import { MemoryStore } from './store.js'
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
    return call(this.#core, this.#host, { signal }, (task, functions) => this.#account.create(task, write(functions, fieldsOf(request)), timeout))
  }

  /** @param {string | { transaction_id: string } | { token: string }} payment @param {CallOptions} [options] */
  check(payment, { timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) => this.#account.check(task, write(functions, payment), timeout))
  }

  /** @param {unknown} body @param {string | null | undefined} token @param {{ order?: 'documented' | 'received' }} [options] */
  verify(body, token, { order } = {}) {
    return attempt(() => this.#account.verify(write(this.#core(), [bodyOf(body), token, order === 'received'])))
  }

  /** @param {unknown} body */
  parseNotification(body) {
    return attempt(() => JSON.parse(this.#account.notification(write(this.#core(), bodyOf(body)))))
  }

  /** @param {unknown} body @param {object} [asked] @param {CallOptions} [options] */
  confirm(body, asked, { timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#account.confirm(task, write(functions, [bodyOf(body), asked]), timeout))
  }
}

/** @template T @param {() => T} act */
const attempt = (act) => {
  try {
    return act()
  } catch (thrown) {
    throw GuichetError.from(thrown)
  }
}

/** @param {() => any} core */
export const makeCinetPay = (core) =>
  class CinetPay {
    #account
    #host

    /** @param {Record<string, any>} options */
    constructor(options) {
      const { fetch, store = new MemoryStore(), ...given } = options ?? {}
      const functions = core()
      const account = attempt(() => new functions.CinetPay(write(functions, given), fetch))
      const host = { fetch, store, listeners: listeners() }
      this.#account = account
      this.#host = host
      this.checkout = new Checkout(core, host, account)
      this.transfer = new Payouts(core, host, account, 'transfer')
      this.airtime = new Payouts(core, host, account, 'airtime')
      this.notifications = new Notifications(core, host, (task, service, length) => {
        if (service === 'transfer' || service === 'airtime') return account.payout_receive(task, service, length)
        return account.receive(task, length)
      })
    }

    /** @param {'request' | 'response' | 'retry'} event @param {(event: any) => void} listener */
    on(event, listener) {
      return listen(this.#host.listeners, event, listener, (any) => this.#account.listen(any))
    }
  }
