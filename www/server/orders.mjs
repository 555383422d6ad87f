// @ts-check
// The shop's orders: what was asked, what has happened since, and whether the service says it is paid.

import { randomBytes } from 'node:crypto'
import { checkCheckout } from 'guichet'

/**
 * @typedef {{ at: string, what: string, [detail: string]: unknown }} Event
 * @typedef {{ transaction_id: string, amount: number, currency: string, payment_url: string, lang: 'fr' | 'en',
 *   outcome: string, events: Event[] }} Order
 */

/** What the page may ask for. */
const FORM_FIELDS = [
  'amount', 'currency', 'description', 'channels', 'lang', 'customer_surname', 'customer_name', 'customer_phone_number', 'customer_email',
  'customer_address', 'customer_city', 'customer_zip_code', 'customer_country', 'customer_state',
]

/** Orders kept; the oldest go first. A real shop keeps them in its database. */
const KEPT = 1000

export class Orders {
  /** @type {Map<string, Order>} */
  #orders = new Map()
  #origin
  #clients

  /** @param {{ origin: string, clients: Record<'fr' | 'en', import('guichet').CinetPay> }} options */
  constructor({ origin, clients }) {
    this.#origin = origin
    this.#clients = clients
  }

  /**
   * Creates the order and its payment.
   *
   * Only the form's own fields are taken: the identifier and the addresses are the server's to decide. So is the price in a
   * real shop; here the customer types it, to try the rules.
   * @param {Record<string, unknown>} form
   */
  async create(form) {
    const lang = form.lang === 'fr' ? 'fr' : 'en'
    const request = {
      ...Object.fromEntries(FORM_FIELDS.filter((name) => Object.hasOwn(form, name)).map((name) => [name, form[name]])),
      transaction_id: newTransactionId(),
      notify_url: `${this.#origin}/demo/notify`,
      return_url: `${this.#origin}/demo/return`,
    }
    const checked = checkCheckout(request, { lang })
    // A request that breaks a rule goes on as it came: the client refuses it and says why.
    const asked = checked.ok
      ? checked.value
      : /** @type {import('guichet').CheckoutRequest} */ (/** @type {unknown} */ (request))
    const created = await this.#clients[lang].checkout.create(asked)
    // Remembered as asked, before the customer sees the counter: what is paid is compared with it.
    /** @type {Order} */
    const order = {
      transaction_id: request.transaction_id,
      amount: Number(asked.amount),
      currency: String(asked.currency),
      payment_url: created.data.payment_url,
      lang,
      outcome: '',
      events: [],
    }
    note(order, 'order_created', { transaction_id: order.transaction_id })
    this.#keep(order)
    const { transaction_id, payment_url, events } = order
    return { transaction_id, payment_url, request: asked, events }
  }

  /** @param {string} transaction_id */
  has(transaction_id) {
    return this.#orders.has(transaction_id)
  }

  /**
   * Asks the service for the state of a payment. Nothing else makes an order paid: neither a notification nor the customer's return.
   * @param {string} transaction_id One that `has` knows.
   */
  async check(transaction_id) {
    const order = this.#order(transaction_id)
    const { state, final, code, message, data } = await this.#clients[order.lang].checkout.check(transaction_id)
    const asAsked = Number(data?.amount) === order.amount && data?.currency === order.currency
    const paid = state === 'accepted' && asAsked
    const outcome = `${state} ${code} ${paid}`
    if (outcome !== order.outcome) {
      order.outcome = outcome
      note(order, 'checked', { state, code, message, payment_method: data?.payment_method || undefined })
      if (state === 'accepted' && !paid) {
        note(order, 'mismatch', { amount: data?.amount, currency: data?.currency })
      }
    }
    const { amount, currency, payment_url, events } = order
    return { transaction_id, state, final, paid, amount, currency, payment_url, events }
  }

  /**
   * Notes a notification. It is a hint that something changed, so the service is asked.
   * @param {string} transaction_id One that `has` knows.
   */
  async notified(transaction_id) {
    note(this.#order(transaction_id), 'notification_received')
    await this.check(transaction_id)
  }

  /** @param {string} transaction_id @returns {Order} */
  #order(transaction_id) {
    const order = this.#orders.get(transaction_id)
    if (!order) throw new Error('no such order')
    return order
  }

  /** @param {Order} order */
  #keep(order) {
    this.#orders.set(order.transaction_id, order)
    for (const oldest of this.#orders.keys()) {
      if (this.#orders.size <= KEPT) break
      this.#orders.delete(oldest)
    }
  }
}

/** Letters, digits and hyphens: no character that makes a payment fail. */
function newTransactionId() {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  return `DEMO-${day}-${randomBytes(5).toString('hex').toUpperCase()}`
}

/** @param {Order} order @param {string} what @param {Record<string, unknown>} [detail] */
function note(order, what, detail = {}) {
  order.events.push({ at: new Date().toISOString(), what, ...detail })
}
