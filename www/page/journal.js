// @ts-check
// The list of what happened, in the order it became known.

import { byId, make } from './dom.js'
import { clock, isText, onLanguage, t } from './language.js'

/** @typedef {import('./shop.js').ShopEvent} ShopEvent */

export class Journal {
  /** @type {ShopEvent[]} */
  #entries = []
  #list = byId('log')
  #empty = byId('log-empty')

  constructor() {
    onLanguage(() => this.#list.replaceChildren(...this.#entries.map(line)))
  }

  /** @param {string} what @param {Record<string, unknown>} [detail] */
  note(what, detail = {}) {
    this.add({ at: new Date().toISOString(), what, ...detail })
  }

  /** @param {ShopEvent} entry */
  add(entry) {
    this.#entries.push(entry)
    this.#list.append(line(entry))
    this.#empty.hidden = true
  }

  clear() {
    this.#entries = []
    this.#list.replaceChildren()
    this.#empty.hidden = false
  }
}

/** @param {ShopEvent} entry */
function line(entry) {
  const key = entry.what === 'mismatch' ? 'mismatchEvent' : entry.what
  const detail = detailOf(entry)
  return make(
    'li',
    { 'data-event': entry.what },
    make('time', { datetime: entry.at }, clock(new Date(entry.at))),
    make(
      'div',
      {},
      make('p', {}, isText(key) ? t(key) : key),
      ...(detail ? [make('p', { class: 'detail' }, detail)] : []),
    ),
  )
}

/** @param {ShopEvent} entry */
function detailOf({ what, transaction_id, state, code, message, payment_method, amount, currency }) {
  switch (what) {
    case 'order_created':
      return String(transaction_id)
    case 'checked': {
      const key = `state_${state}`
      return [isText(key) ? t(key) : state, `${code} ${message}`, payment_method].filter(Boolean).join(' · ')
    }
    case 'mismatch':
      return `${amount ?? '?'} ${currency ?? '?'}`
    case 'order_failed':
    case 'check_failed':
      return String(message ?? '')
    default:
      return ''
  }
}
