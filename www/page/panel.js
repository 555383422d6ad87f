// @ts-check
// The state of the payment, in one word, and what can be done about it.

import { WINDOW } from './counter.js'
import { byId, make, setText } from './dom.js'
import { money, onLanguage, t } from './language.js'

/** @typedef {import('./payment.js').Payment} Payment */

export class StatePanel {
  #panel = byId('payment')
  #verdict = byId('verdict')
  #explanation = byId('explanation')
  #order = byId('order')
  #actions = byId('actions')
  /** The actions shown: rebuilt only when they change, so that the focus stays where it is. */
  #shown = ''
  #payment

  /** @param {() => Payment} payment */
  constructor(payment) {
    this.#payment = payment
  }

  start() {
    onLanguage(() => {
      this.#shown = ''
      this.show()
    })
  }

  show() {
    const { phase, order, failure } = this.#payment()
    this.#panel.dataset.state = phase
    setText(this.#verdict, t(phase))
    setText(this.#explanation, phase === 'failed' ? failure : t(`${phase}Why`))
    this.#order.hidden = !order
    if (order) {
      const price = order.amount && order.currency ? money(order.amount, order.currency) : ''
      setText(this.#order, [price, order.transaction_id].filter(Boolean).join(' · '))
    }
    this.#showActions(phase, order?.payment_url ?? '')
  }

  /** @param {import('./payment.js').Phase} phase @param {string} payment_url */
  #showActions(phase, payment_url) {
    const pending = phase === 'waiting' || phase === 'closed'
    const wanted = `${pending} ${phase} ${payment_url}`
    if (wanted === this.#shown) return
    this.#shown = wanted
    const actions = []
    if (pending && payment_url) {
      actions.push(
        button(make('a', { class: 'button', href: payment_url, target: WINDOW }, t('openCounter')), () =>
          this.#payment().reopen(),
        ),
      )
    }
    if (pending)
      actions.push(button(make('button', { type: 'button' }, t('checkNow')), () => void this.#payment().checkNow()))
    if (!['idle', 'creating', 'failed'].includes(phase)) {
      actions.push(button(make('button', { type: 'button' }, t('newOrder')), () => this.#payment().reset()))
    }
    this.#actions.replaceChildren(...actions)
  }
}

/** @param {HTMLElement} element @param {() => void} act */
function button(element, act) {
  element.addEventListener('click', (event) => {
    event.preventDefault()
    act()
  })
  return element
}
