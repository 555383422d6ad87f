// @ts-check
/** `EasyTransfert`: one merchant's account; each method writes what it is given and has the core do the rest. */
import { attempt } from './error.js'
import { call } from './host.js'
import { listen, listeners } from './listeners.js'
import { Notifications, bodyAndAsked, bodyOf } from './notifications.js'
import { MemoryStore } from './store.js'
import { fieldsOf, write } from './wire.js'

/** @typedef {{ signal?: AbortSignal, timeout?: number }} CallOptions */

/** @param {() => any} core */
export const makeEasyTransfert = (core) =>
  class EasyTransfert {
    #account
    #host

    /** @param {Record<string, any>} options */
    constructor(options) {
      const { fetch, store = new MemoryStore(), ...given } = options ?? {}
      const functions = core()
      this.#account = attempt(() => new functions.EasyTransfert(write(functions, given), fetch))
      this.#host = { fetch, store, listeners: listeners() }
      this.notifications = new Notifications(core, this.#host, ['easytransfert'], (task, _, length) => this.#account.receive(task, length))
    }

    /** @param {object} request @param {CallOptions} [options] */
    airtime(request, { timeout, signal } = {}) {
      return call(core, this.#host, { signal }, (task, functions) => this.#account.airtime(task, write(functions, fieldsOf(request)), timeout))
    }

    /** @param {string} transaction_id @param {CallOptions} [options] */
    status(transaction_id, { timeout, signal } = {}) {
      return call(core, this.#host, { signal }, (task, functions) => this.#account.status(task, write(functions, transaction_id), timeout))
    }

    /** @param {string} transaction_id @param {CallOptions} [options] */
    waitFor(transaction_id, { timeout, signal } = {}) {
      return call(core, this.#host, { signal }, (task, functions) => this.#account.wait_for(task, write(functions, transaction_id), timeout))
    }

    /** @param {unknown} body */
    parseNotification(body) {
      return attempt(() => JSON.parse(this.#account.notification(write(core(), bodyOf(body)))))
    }

    /** @param {unknown} body @param {object} [asked] @param {CallOptions} [options] */
    confirm(body, asked, { timeout, signal } = {}) {
      return call(core, this.#host, { signal }, (task, functions) =>
        this.#account.confirm(task, write(functions, bodyAndAsked(body, asked)), timeout))
    }

    /** @param {'request' | 'response' | 'retry'} event @param {(event: any) => void} listener */
    on(event, listener) {
      return listen(this.#host.listeners, event, listener, (any) => this.#account.listen(any))
    }
  }
