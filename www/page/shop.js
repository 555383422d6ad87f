// @ts-check
// The shop's server as the page sees it.

import { t } from './language.js'

/**
 * @typedef {{ at: string, what: string, [detail: string]: unknown }} ShopEvent
 * @typedef {{ transaction_id: string, payment_url: string, request: Record<string, unknown>,
 *   events: ShopEvent[] }} Created
 * @typedef {{ transaction_id: string, state: string, final: boolean, paid: boolean, amount: number, currency: string,
 *   payment_url: string, events: ShopEvent[] }} Checked
 */

/** The server answered with an error, or not at all. */
export class ShopError extends Error {
  /** @param {string} message @param {number} [status] */
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/** @param {Record<string, unknown>} form @returns {Promise<Created>} */
export const createOrder = (form) =>
  ask('/demo/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) })

/** @param {string} transaction_id @returns {Promise<Checked>} */
export const checkOrder = (transaction_id) => ask(`/demo/orders/${encodeURIComponent(transaction_id)}`)

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  let reply
  let body
  try {
    reply = await fetch(path, init)
    body = await reply.json()
  } catch {
    throw new ShopError(t('unreachable'))
  }
  if (!reply.ok) throw new ShopError(body?.error?.message ?? body?.message ?? t('unreachable'), reply.status)
  return body
}
