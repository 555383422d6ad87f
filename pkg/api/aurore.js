// @ts-check
/** `Aurore`: a merchant's accounts of CinetPay's new generation; each method writes what it is given and has the core do the rest. */
import { GuichetError } from './error.js'
import { GATEWAY } from './gateway.js'
import { call } from './host.js'
import { listen, listeners } from './listeners.js'
import { Notifications, bodyOf } from './notifications.js'
import { MemoryStore } from './store.js'
import { fieldsOf, write } from './wire.js'

/** @typedef {{ signal?: AbortSignal, timeout?: number, country?: string }} AuroreCallOptions */
/** @typedef {'payment' | 'transfer'} Kind */

class Operations {
  #core
  #host
  #accounts
  #kind

  /** @param {() => any} core @param {import('./host.js').Host} host @param {any} accounts @param {Kind} kind */
  constructor(core, host, accounts, kind) {
    this.#core = core
    this.#host = host
    this.#accounts = accounts
    this.#kind = kind
  }

  /** @param {object} request @param {AuroreCallOptions} [options] */
  create(request, { timeout, signal, country } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#accounts.create(task, this.#kind, write(functions, [fieldsOf(request), country]), timeout))
  }

  /** @param {string | object} key @param {AuroreCallOptions} [options] */
  find(key, { timeout, signal, country } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#accounts.find(task, this.#kind, write(functions, [key, country]), timeout))
  }
}

class AuroreNotifications extends Notifications {
  #core
  #host
  #accounts

  /** @param {() => any} core @param {import('./host.js').Host} host @param {any} accounts */
  constructor(core, host, accounts) {
    super(core, host, (task, service, length) => accounts.receive(task, service ?? '', length))
    this.#core = core
    this.#host = host
    this.#accounts = accounts
  }

  /** @param {unknown} body @param {object} [asked] @param {{ service?: Kind }} [options] */
  verify(body, asked, { service = 'payment' } = {}) {
    return call(this.#core, this.#host, {}, (task, functions) =>
      this.#accounts.verify(task, service, write(functions, [bodyOf(body), asked])))
  }

  /** @param {unknown} body @param {object} [asked] @param {AuroreCallOptions & { service?: Kind }} [options] */
  confirm(body, asked, { timeout, signal, service = 'payment' } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#accounts.confirm(task, service, write(functions, [bodyOf(body), asked]), timeout))
  }

  /** @param {unknown} body */
  parse(body) {
    try {
      return JSON.parse(this.#accounts.notification(write(this.#core(), bodyOf(body))))
    } catch (thrown) {
      throw GuichetError.from(thrown)
    }
  }
}

/** @param {() => any} core */
export const makeAurore = (core) =>
  class Aurore {
    #accounts
    #host

    /** @param {Record<string, any>} options */
    constructor(options) {
      const { fetch, store = new MemoryStore(), ...given } = options ?? {}
      const functions = core()
      try {
        this.#accounts = new functions.Aurore(write(functions, given), fetch)
      } catch (thrown) {
        throw GuichetError.from(thrown)
      }
      const host = { fetch, store, listeners: listeners() }
      this.#host = host
      this.payment = new Operations(core, host, this.#accounts, 'payment')
      this.transfer = new Operations(core, host, this.#accounts, 'transfer')
      /** @type {import('./gateway.js').Gateway} */
      const gateway = {
        open: (order, { timeout, signal, country }) =>
          call(core, host, { signal }, (task, functions) => this.#accounts.open(task, write(functions, [order, country]), timeout)),
        outcome: (reference, asked, { timeout, signal }) =>
          call(core, host, { signal }, (task, functions) => this.#accounts.outcome(task, write(functions, [reference, asked]), timeout)),
      }
      Object.defineProperty(this, GATEWAY, { value: gateway })
      this.notifications = new AuroreNotifications(core, host, this.#accounts)
    }

    /** @param {AuroreCallOptions} [options] */
    balances({ timeout, signal, country } = {}) {
      return call(core, this.#host, { signal }, (task, functions) =>
        this.#accounts.balances(task, write(functions, country), timeout))
    }

    /** @param {'request' | 'response' | 'retry'} event @param {(event: any) => void} listener */
    on(event, listener) {
      return listen(this.#host.listeners, event, listener, (any) => this.#accounts.listen(any))
    }
  }
