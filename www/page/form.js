// @ts-check
// The checkout form: the package makes it live, the page adds what a verdict means to it.

import { bindForm } from 'guichet/form'
import { checkAmount } from 'guichet/validate'
import { byId, make, setText } from './dom.js'
import { currentLang, money, onLanguage, t } from './language.js'

/** @typedef {Parameters<NonNullable<import('guichet/form').BindFormOptions['onCheck']>>[0]} Verdict */

export class CheckoutForm {
  #form = /** @type {HTMLFormElement} */ (byId('checkout'))
  #amount = /** @type {HTMLInputElement} */ (byId('amount'))
  #fixes = byId('fixes')
  #pay = byId('pay')
  #announce = byId('announce')

  /** @param {{ onJudged: (request: Record<string, unknown>, verdict: Verdict) => void, onPay: (request: Record<string, unknown>) => void }} options */
  constructor({ onJudged, onPay }) {
    this.onJudged = onJudged
    this.#field('description').value = t('exampleDescription')
    const bound = bindForm(this.#form, {
      onCheck: (verdict, event) => this.#judged(verdict, event),
      onSubmit: (request) => {
        if (this.#pay.getAttribute('aria-disabled') !== 'true') onPay(request)
      },
    })
    onLanguage(() => {
      this.#field('lang').value = currentLang()
      bound.setLang(currentLang())
    })
  }

  /** While an order is being created, a second press does nothing. @param {boolean} busy */
  set busy(busy) {
    this.#pay.setAttribute('aria-disabled', String(busy))
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name))
  }

  /** @param {Verdict} verdict @param {Event} [event] */
  #judged(verdict, event) {
    const typed = Object.fromEntries([...new FormData(this.#form)].filter(([, value]) => value !== ''))
    this.#nameThePrice(String(typed.amount), String(typed.currency))
    const hint = { CREDIT_CARD: t('customerForCard'), ALL: t('customerOptional') }[String(typed.channels)]
    setText(byId('customer-hint'), hint ?? t('customerUnused'))
    this.#offerFixes(verdict)
    const wrong = new Set(verdict.issues.filter(({ severity }) => severity === 'error').map(({ path }) => path))
    if (event?.type === 'submit') setText(this.#announce, toCorrect(wrong.size))
    else if (!event || event.type === 'input') setText(this.#announce, '')
    this.onJudged(verdict.ok ? verdict.value : typed, verdict)
  }

  /** @param {string} typed @param {string} currency */
  #nameThePrice(typed, currency) {
    const amount = checkAmount(typed, { currency })
    setText(this.#pay, amount.ok ? t('payAmount', { amount: money(amount.value, currency) }) : t('pay'))
  }

  /** The nearest amounts that would do, one tap each, once the customer is told that this one does not. @param {Verdict} verdict */
  #offerFixes({ issues }) {
    const told = this.#amount.validity.customError
    const { lower, upper, suggestion } = (told && issues.find(({ path }) => path === 'amount')?.params) || {}
    const near = [lower, upper, suggestion].filter((value) => value !== undefined).map(Number)
    const shown = near.map((value) => t('use', { value: new Intl.NumberFormat(currentLang()).format(value) }))
    // A button made again would lose the focus.
    if (shown.join() === [...this.#fixes.children].map(({ textContent }) => textContent).join()) return
    this.#fixes.replaceChildren(...near.map((value, at) => this.#fix(value, shown[at] ?? '')))
  }

  /** @param {number} value @param {string} text */
  #fix(value, text) {
    const button = make('button', { type: 'button' }, text)
    button.addEventListener('click', () => {
      this.#amount.value = String(value)
      this.#amount.focus()
      this.#amount.dispatchEvent(new Event('input', { bubbles: true }))
    })
    return button
  }
}

/** @param {number} count */
function toCorrect(count) {
  if (count === 0) return ''
  return count === 1 ? t('toCorrectOne') : t('toCorrect', { count })
}
