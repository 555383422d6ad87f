// @ts-check
/** Transfer and Airtime: what the two share; and a list of payouts under way. */
import { GuichetError, attempt } from './error.js'
import { call } from './host.js'
import { tell } from './listeners.js'
import { bodyAndAsked, bodyOf } from './notifications.js'
import { LONGEST_LIST, write } from './wire.js'

/** Which run has a journal: one at a time. @type {Map<unknown, PayoutRun>} */
const holders = /* @__PURE__ */ new Map()

/** @typedef {{ signal?: AbortSignal, timeout?: number }} CallOptions */
/** @typedef {CallOptions & { addContacts?: boolean, chunkSize?: number, journal?: import('./host.js').Journal, onProgress?: (progress: object) => void }} SendOptions */

export class Payouts {
  #core
  #host
  #account
  #service

  /** @param {() => any} core @param {import('./host.js').Host} host @param {any} account @param {'transfer' | 'airtime'} service */
  constructor(core, host, account, service) {
    this.#core = core
    this.#host = host
    this.#account = account
    this.#service = service
  }

  /** @param {CallOptions} [options] */
  balance({ timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task) => this.#account.payout_balance(task, this.#service, timeout))
  }

  /** @param {readonly object[]} contacts @param {CallOptions} [options] */
  addContacts(contacts, { timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#account.payout_contacts(task, this.#service, write(functions, contacts, { items: LONGEST_LIST }), timeout))
  }

  /** @param {readonly object[]} list @param {SendOptions} [options] */
  send(list, options = {}) {
    const { timeout, signal, journal, onProgress, addContacts, chunkSize } = options
    return new PayoutRun(this.#core, this.#host, { signal, journal }, onProgress, (functions) =>
      this.#account.payout_send(this.#service, write(functions, [list, { addContacts, chunkSize }], { items: LONGEST_LIST }), timeout, journal !== undefined))
  }

  /** @param {object | string} key @param {CallOptions} [options] */
  find(key, { timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#account.payout_find(task, this.#service, write(functions, key), timeout))
  }

  /** @param {unknown} body */
  parseNotification(body) {
    return attempt(() => JSON.parse(this.#account.payout_notification(write(this.#core(), bodyOf(body)))))
  }

  /** @param {unknown} body @param {object} [asked] @param {CallOptions} [options] */
  confirm(body, asked, { timeout, signal } = {}) {
    return call(this.#core, this.#host, { signal }, (task, functions) =>
      this.#account.payout_confirm(task, this.#service, write(functions, bodyAndAsked(body, asked)), timeout))
  }
}

/** Sent chunk by chunk as its results are taken: nothing leaves before it is awaited or iterated. */
export class PayoutRun {
  #core
  #host
  #given
  #onProgress
  #begin
  /** @type {any} */
  #run
  /** @type {any[]} */
  #results = []
  #done = false
  /** @type {Promise<void> | undefined} */
  #coming
  #readers = 0
  /** What its journal goes by, while it has it. @type {unknown} */
  #held

  /**
   * @param {() => any} core @param {import('./host.js').Host} host @param {{ signal?: AbortSignal, journal?: import('./host.js').Journal }} given
   * @param {((progress: object) => void) | undefined} onProgress @param {(functions: any) => any} begin
   */
  constructor(core, host, given, onProgress, begin) {
    this.#core = core
    this.#host = host
    this.#given = given
    this.#onProgress = onProgress
    this.#begin = begin
    /** @type {GuichetError | undefined} */
    this.stopped = undefined
  }

  /** The next chunk, whoever asks first: two readers of one run read the same results. */
  #advance() {
    return (this.#coming ??= this.#next().finally(() => (this.#coming = undefined)))
  }

  async #next() {
    const { results, stopped } = await call(this.#core, this.#host, this.#given, (task, functions) => {
      this.#run ??= this.#begin(functions)
      this.#hold()
      return this.#run.next(task)
    })
    if (stopped && !this.stopped) this.stopped = new GuichetError(stopped)
    if (results) {
      this.#results.push(...results)
      this.#report()
    } else {
      this.#done = true
      this.#run.free()
    }
  }

  /** Takes the journal for this run, or says that another has it. */
  #hold() {
    const { journal } = this.#given
    if (!journal) return
    const held = typeof journal.place === 'string' ? journal.place : journal
    const holder = holders.get(held)
    if (holder && holder !== this) this.#run.refuse_journal()
    holders.set(held, this)
    this.#held = held
  }

  /** A run that nobody reads any more leaves its journal to others. */
  #leave() {
    if (--this.#readers > 0 || this.#held === undefined) return
    holders.delete(this.#held)
    this.#held = undefined
    if (!this.#done) this.#run.let_go()
  }

  #report() {
    if (!this.#onProgress) return
    /** @type {Record<string, number>} */
    const counts = { accepted: 0, rejected: 0, unknown: 0, not_sent: 0 }
    for (const { outcome } of this.#results) counts[outcome]++
    tell(this.#onProgress, { done: this.#results.length, total: this.#run.total(), ...counts })
  }

  async *[Symbol.asyncIterator]() {
    this.#readers++
    try {
      for (let at = 0; ; at++) {
        while (at >= this.#results.length && !this.#done) await this.#advance()
        if (at >= this.#results.length) return
        yield this.#results[at]
      }
    } finally {
      this.#leave()
    }
  }

  async #all() {
    this.#readers++
    try {
      while (!this.#done) await this.#advance()
      return [...this.#results]
    } finally {
      this.#leave()
    }
  }

  /** @param {any} [fulfilled] @param {any} [rejected] */
  then(fulfilled, rejected) {
    return this.#all().then(fulfilled, rejected)
  }

  /** @param {any} [rejected] */
  catch(rejected) {
    return this.#all().catch(rejected)
  }

  /** @param {any} [settled] */
  finally(settled) {
    return this.#all().finally(settled)
  }
}
