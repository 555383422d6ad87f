// @ts-check
// The life of one payment, seen from the page. It is paid when the shop's server says so, and by no other sign.

import { onReturn, openWindow, watch } from './counter.js'
import { Poll } from './poll.js'
import { checkOrder, createOrder, ShopError } from './shop.js'

/**
 * @typedef {'idle' | 'creating' | 'failed' | 'lost' | 'waiting' | 'closed' | 'paid' | 'refused' | 'mismatch'} Phase
 * @typedef {{ transaction_id: string, payment_url: string, amount?: number, currency?: string, request?: Record<string, unknown> }} Order
 */

export class Payment {
  /** @type {Order | undefined} */
  order
  /** The sentence of the last failure to create an order. */
  failure = ''
  #creating = false
  #lost = false
  #counterOpen = false
  #eventsSeen = 0
  /** @type {import('./shop.js').Checked | undefined} */
  #last
  #lastCheckFailed = false
  #poll = new Poll(() => this.#check())
  #unwatch = () => {}
  #journal
  #onChange

  /** @param {{ journal: import('./journal.js').Journal, onChange: () => void }} options */
  constructor({ journal, onChange }) {
    this.#journal = journal
    this.#onChange = onChange
    onReturn((transaction_id) => {
      if (transaction_id === this.order?.transaction_id) void this.#left('customer_returned')
    })
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && this.#pending) void this.#poll.now()
    })
  }

  /** @returns {Phase} */
  get phase() {
    if (this.#creating) return 'creating'
    if (this.#lost) return 'lost'
    if (!this.order) return this.failure ? 'failed' : 'idle'
    if (this.#last?.paid) return 'paid'
    if (this.#last?.state === 'accepted') return 'mismatch'
    if (this.#last?.state === 'refused') return 'refused'
    return this.#counterOpen ? 'waiting' : 'closed'
  }

  get #pending() {
    return this.phase === 'waiting' || this.phase === 'closed'
  }

  /** Creates the order and opens its counter. Call it in the click: the window is opened before the server is asked. @param {Record<string, unknown>} form */
  async pay(form) {
    if (this.#creating) return
    this.reset()
    const counter = openWindow()
    this.#creating = true
    this.#journal.note('validated')
    this.#onChange()
    try {
      const { transaction_id, payment_url, request, events } = await createOrder(form)
      const { amount, currency } = form
      this.order = { transaction_id, payment_url, request, amount: Number(amount), currency: String(currency) }
      this.#addNew(events)
    } catch (error) {
      this.failure = messageOf(error)
      this.#journal.note('order_failed', { message: this.failure })
      counter?.close()
    }
    this.#creating = false
    if (this.order) this.#enter(this.order, counter)
    this.#onChange()
  }

  /**
   * Goes on with an order that this page, or the same one in another tab, has created.
   * @param {string} transaction_id @param {boolean} returned Whether the counter has just sent the customer back.
   */
  async resume(transaction_id, returned) {
    this.reset()
    this.order = { transaction_id, payment_url: '' }
    setAddress(transaction_id)
    this.#counterOpen = true
    this.#onChange()
    this.#poll.start()
    await this.#poll.now()
    if (returned && !this.#lost) this.#journal.note('customer_returned')
    this.#counterOpen = false
    this.#onChange()
  }

  /** Opens the counter again. */
  reopen() {
    if (!this.order) return
    const counter = openWindow()
    this.#enter(this.order, counter)
    this.#onChange()
  }

  async checkNow() {
    await this.#poll.now()
  }

  /** Forgets the payment on the page; the server's record of it stays. */
  reset() {
    this.#poll.stop()
    this.#unwatch()
    this.order = undefined
    this.failure = ''
    this.#lost = false
    this.#last = undefined
    this.#lastCheckFailed = false
    this.#eventsSeen = 0
    this.#counterOpen = false
    this.#journal.clear()
    setAddress()
    this.#onChange()
  }

  /** @param {Order} order @param {Window | null} counter */
  #enter({ transaction_id, payment_url }, counter) {
    setAddress(transaction_id)
    if (!counter) {
      this.#journal.note('counter_blocked')
      location.assign(payment_url)
      return
    }
    counter.location.replace(payment_url)
    this.#counterOpen = true
    this.#unwatch()
    this.#unwatch = watch(counter, () => void this.#left('counter_closed'))
    this.#journal.note('counter_opened')
    this.#poll.start()
  }

  /** The customer is back, or has closed the counter: ask first, then say what is known. @param {'customer_returned' | 'counter_closed'} what */
  async #left(what) {
    this.#unwatch()
    if (this.#counterOpen) this.#journal.note(what)
    await this.#poll.now()
    this.#counterOpen = false
    this.#onChange()
  }

  async #check() {
    const asked = this.order
    if (!asked) return
    try {
      const checked = await checkOrder(asked.transaction_id)
      if (asked !== this.order) return
      this.#learn(checked)
    } catch (error) {
      if (asked !== this.order) return
      this.#lost = error instanceof ShopError && error.status === 404
      if (this.#lost) this.#poll.stop()
      else if (!this.#lastCheckFailed) this.#journal.note('check_failed', { message: messageOf(error) })
      this.#lastCheckFailed = true
    }
    this.#onChange()
  }

  /** @param {import('./shop.js').Checked} checked */
  #learn(checked) {
    const { transaction_id, payment_url, amount, currency, events } = checked
    this.order = Object.assign(this.order ?? { transaction_id, payment_url }, { payment_url, amount, currency })
    this.#last = checked
    this.#lastCheckFailed = false
    this.#addNew(events)
    // A payment seen accepted with another amount stays to be looked at; asking again would not change it.
    if (checked.final || checked.paid) this.#poll.stop()
  }

  /** @param {import('./shop.js').ShopEvent[]} events Everything that the server has noted. */
  #addNew(events) {
    for (const event of events.slice(this.#eventsSeen)) this.#journal.add(event)
    this.#eventsSeen = events.length
  }
}

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error))

/** The address of the page names its order, so that a reload goes on with it. @param {string} [transaction_id] */
function setAddress(transaction_id) {
  const query = transaction_id ? `?${new URLSearchParams({ transaction_id })}` : ''
  history.replaceState(null, '', location.pathname + query)
}
