// @ts-check
/** One merchant's account: what its client is made of, wherever it runs. */
import { attempt } from './error.js'
import { listen, listeners } from './listeners.js'
import { MemoryStore } from './store.js'
import { write } from './wire.js'

/**
 * @param {() => any} core
 * @param {(core: () => any, host: import('./host.js').Host, account: any, lang: unknown) => object} parts what the client offers here
 */
export const makeAccount = (core, parts) =>
  class CinetPay {
    #account
    #host

    /** @param {Record<string, any>} options */
    constructor(options) {
      const { fetch, store = new MemoryStore(), ...given } = options ?? {}
      const functions = core()
      this.#account = attempt(() => new functions.CinetPay(write(functions, given), fetch))
      this.#host = { fetch, store, listeners: listeners() }
      Object.defineProperties(this, Object.getOwnPropertyDescriptors(parts(core, this.#host, this.#account, given.lang)))
    }

    /** @param {'request' | 'response' | 'retry'} event @param {(event: any) => void} listener */
    on(event, listener) {
      return listen(this.#host.listeners, event, listener, (any) => this.#account.listen(any))
    }
  }
