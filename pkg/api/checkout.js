// @ts-check
/** Checkout's calls: those that a page may make too, and those of servers. */
import { attempt } from './error.js'
import { call } from './host.js'
import { bodyAndAsked, bodyOf } from './notifications.js'
import { fieldsOf, write } from './wire.js'

/** @typedef {{ signal?: AbortSignal, timeout?: number }} CallOptions */

export class Checkout {
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
}

export class ServersCheckout extends Checkout {
  #core
  #host
  #account

  /** @param {() => any} core @param {import('./host.js').Host} host @param {any} account */
  constructor(core, host, account) {
    super(core, host, account)
    this.#core = core
    this.#host = host
    this.#account = account
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
      this.#account.confirm(task, write(functions, bodyAndAsked(body, asked)), timeout))
  }
}
