// @ts-check
// The checkout form, judged by the package as the customer types.

import { checkAmount, checkCheckout } from 'guichet/validate'
import { byId, make, setText } from './dom.js'
import { FieldView } from './field.js'
import { CUSTOMER_FIELDS, FORM_FIELDS, PAYMENT_FIELDS, SUGGESTED_COUNTRIES } from './fields.js'
import { countryName, currentLang, money, onLanguage, t } from './language.js'
import { afterPress } from './press.js'

/** @typedef {ReturnType<typeof checkCheckout>} Report */

/** The codes that say a field must be filled in. */
const MUST_BE_GIVEN = ['required', 'required_for_card', 'state_required']

export class CheckoutForm {
  #form = byId('checkout')
  #pay = byId('pay')
  #announce = byId('announce')
  #spoken = byId('spoken')
  #countries = make('datalist', { id: 'countries' })
  /** @type {FieldView[]} */
  #fields = []
  /** @type {Set<FieldView>} */
  #visited = new Set()

  /** @param {{ onJudged: (request: Record<string, string>, report: Report) => void, onPay: (value: Record<string, unknown>) => void }} options */
  constructor({ onJudged, onPay }) {
    this.onJudged = onJudged
    this.onPay = onPay
    this.#place('payment-fields', PAYMENT_FIELDS)
    this.#place('customer-fields', CUSTOMER_FIELDS)
    this.#field('description').value = t('exampleDescription')
    this.#form.append(this.#countries)
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#submit()
    })
    onLanguage(() => this.#translate())
  }

  /** While an order is being created, a second press does nothing. @param {boolean} busy */
  set busy(busy) {
    this.#pay.setAttribute('aria-disabled', String(busy))
  }

  /** @param {string} id @param {import('./fields.js').Field[]} fields */
  #place(id, fields) {
    for (const field of fields) {
      const view = new FieldView(field)
      view.onLeave = () => afterPress(() => this.#left(view))
      view.onEdit = () => this.#edited(view)
      this.#fields.push(view)
      byId(id).append(view.element)
    }
  }

  /** @param {string} name @returns {FieldView} */
  #field(name) {
    const field = this.#fields.find((candidate) => candidate.name === name)
    if (!field) throw new Error(`no field ${name}`)
    return field
  }

  /** What has been typed; a field left blank is a field not given. */
  #request() {
    const given = this.#fields.filter((field) => !field.hidden && field.value !== '')
    return { ...Object.fromEntries(given.map((field) => [field.name, field.value])), lang: currentLang() }
  }

  /** Judges the form and shows the verdict on the fields that the customer has been through. @param {FieldView} [typingIn] */
  #judge(typingIn) {
    this.#markRequired()
    const request = this.#request()
    const report = checkCheckout(request, { only: FORM_FIELDS, lang: currentLang() })
    for (const field of this.#visited) {
      // A value being typed is not wrong yet; one already called wrong is judged at every key.
      if (field === typingIn && !field.hasError) continue
      field.show(worst(report.issues, field.name))
    }
    this.#nameThePrice()
    this.onJudged(request, report)
    return report
  }

  #markRequired() {
    const { channels = '', customer_country = '' } = /** @type {Record<string, string>} */ (this.#request())
    const must = new Set([...mustBeGiven({ channels }), ...mustBeGiven({ customer_country })])
    for (const field of this.#fields) field.required = must.has(field.name)
    this.#field('customer_state').hidden = !must.has('customer_state')
    const hint = { CREDIT_CARD: t('customerForCard'), ALL: t('customerOptional') }[channels] ?? t('customerUnused')
    setText(byId('customer-hint'), hint)
  }

  #nameThePrice() {
    const currency = this.#field('currency').value
    const amount = checkAmount(this.#field('amount').value, { currency })
    setText(this.#pay, amount.ok ? t('payAmount', { amount: money(amount.value, currency) }) : t('pay'))
  }

  /** @param {FieldView} field */
  #left(field) {
    this.#visited.add(field)
    this.#judge()
    field.explain()
    setText(this.#spoken, field.message && t(field.hasError ? 'error' : 'warning') + field.message)
  }

  /** @param {FieldView} field */
  #edited(field) {
    setText(this.#announce, '')
    setText(this.#spoken, '')
    field.explain()
    this.#judge(field)
  }

  #submit() {
    if (this.#pay.getAttribute('aria-disabled') === 'true') return
    for (const field of this.#fields) this.#visited.add(field)
    const report = this.#judge()
    const wrong = this.#fields.filter((field) => !field.hidden && field.hasError)
    if (report.ok && wrong.length === 0) {
      setText(this.#announce, '')
      this.onPay(report.value)
      return
    }
    setText(this.#announce, wrong.length === 1 ? t('toCorrectOne') : t('toCorrect', { count: wrong.length }))
    wrong[0]?.focus()
  }

  #translate() {
    const options = SUGGESTED_COUNTRIES.map((code) => make('option', { value: code }, countryName(code)))
    this.#countries.replaceChildren(...options)
    for (const field of this.#fields) field.translate()
    setText(this.#announce, '')
    this.#judge()
  }
}

/** @param {import('guichet/validate').Issue[]} issues @param {string} path The error of a field, else its warning. */
function worst(issues, path) {
  const own = issues.filter((issue) => issue.path === path)
  return own.find((issue) => issue.severity === 'error') ?? own[0]
}

/**
 * The fields that a request with nothing but this lacks. The package knows which; the page only marks them.
 * @param {Record<string, string>} chosen
 */
function mustBeGiven(chosen) {
  const { issues } = checkCheckout(chosen, { only: FORM_FIELDS })
  return issues.filter(({ code }) => MUST_BE_GIVEN.includes(code)).map(({ path }) => path)
}
