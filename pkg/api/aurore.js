// @ts-check
/** `Aurore`: a merchant's accounts of CinetPay's new generation; each method writes what it is given and has the core do the rest. */
import { attempt } from './error.js'
import { GATEWAY, gatewayOf } from './gateway.js'
import { call } from './host.js'
import { listen, listeners } from './listeners.js'
import { Notifications, bodyAndAsked, bodyOf } from './notifications.js'
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
    super(core, host, ['payment', 'transfer'], (task, service, length) => accounts.receive(task, service, length))
    this.#core = core
    this.#host = host
    this.#accounts = accounts
  }

  /** @param {unknown} body @param {object} [asked] @param {{ service?: Kind }} [options] */
  verify(body, asked, { service = 'payment' } = {}) {
    return call(this.#core, this.#host, {}, (task, functions) =>
      this.#accounts.verify(task, service, write(functions, bodyAndAsked(body, asked))))
  }

  /** @param {unknown} body @param {object} [asked] @param {AuroreCallOptions & { service?: Kind }} [options] */
  confirm(body, asked, { timeout, signal, service = 'payment' } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#accounts.confirm(task, service, write(functions, bodyAndAsked(body, asked)), timeout))
  }

  /** @param {unknown} body */
  parse(body) {
    return attempt(() => JSON.parse(this.#accounts.notification(write(this.#core(), bodyOf(body)))))
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
      this.#accounts = attempt(() => new functions.Aurore(write(functions, given), fetch))
      const host = { fetch, store, listeners: listeners() }
      this.#host = host
      this.base_url = this.#accounts.base_url()
      this.payment = new Operations(core, host, this.#accounts, 'payment')
      this.transfer = new Operations(core, host, this.#accounts, 'transfer')
      Object.defineProperty(this, GATEWAY, { value: gatewayOf(core, host, this.#accounts) })
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
