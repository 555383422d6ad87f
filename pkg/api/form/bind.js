// @ts-check
/** A plain HTML form made live: checked as it is filled, and handed over normalised. */
import { makeDisplay } from './display.js'
import { readFields } from './fields.js'
import { fillCountries, showStates } from './places.js'
import { amountTyper, attach } from './typing.js'

/** @typedef {import('./fields.js').Field} Field */

const SKIPPED = ['submit', 'button', 'reset', 'image', 'file']
/** Which of a request's names are phone numbers, and which keyboard a phone shows for what is typed. */
const PHONES = ['customer_phone_number', 'phone', 'destination']
const KEYBOARDS = /** @type {Record<string, string>} */ ({ amount: 'numeric', customer_phone_number: 'tel', phone: 'tel', destination: 'tel', om_otp: 'numeric' })
const TYPED = ['text', 'tel', 'search']

/**
 * @param {{ checkCheckout: any, createPhoneTyper: any, parsePhone: any, countries: () => string[], states: (country: string) => string[] }} core
 */
export const makeBindForm = (core) => (/** @type {HTMLFormElement} */ form, /** @type {any} */ options = {}) => {
  const { check = core.checkCheckout, country, onSubmit } = options
  const lang = options.lang || form.closest('[lang]')?.getAttribute('lang') || 'en'
  const ask = { ...options.checkOptions, lang, strict: options.strict, messages: options.messages }
  const stop = new AbortController()
  /** What is to be put back, last first. @type {(() => void)[]} */
  const undo = []
  const display = makeDisplay(form, undo)
  /** Fields whose issues are told: those that were filled and left, all once the form was sent. @type {Set<string>} */
  const told = new Set()
  /** @type {Set<string>} */
  const edited = new Set()

  // A name is the request's when its check knows it: pages have fields of their own, such as a token against forgery.
  const known = (/** @type {string} */ name) => {
    const { issues } = check({ [name]: 'x' }, {})
    return name !== '__proto__' && !issues.some((/** @type {any} */ issue) => issue.path === name && issue.code === 'field_unknown')
  }
  const fields = /** @type {Field[]} */ ([...form.elements]).filter(
    (field) => /^(input|select|textarea)$/i.test(field.tagName) && field.name && !SKIPPED.includes(field.type) && known(field.name),
  )
  const named = (/** @type {string} */ name) => fields.find((field) => field.name === name)
  const only = [...new Set(fields.map(({ name }) => name))]

  const countryField = named('customer_country')
  const stateField = named('customer_state')
  const countryNow = () => countryField?.value.toUpperCase() || country

  const judge = () => check(readFields(fields, (text) => core.parsePhone(text, { country: countryNow() })), { ...ask, only })
  /** @type {any[]} */
  let issues = []
  /** Of a hidden field a person learns what another field made wrong; what is missing there may still be on its way. @param {any} issue */
  const isTold = ({ path, code }) => {
    const name = path.split('.')[0]
    const field = named(name)
    return told.has(name) || !field || (field.type === 'hidden' && code !== 'required')
  }
  const tell = () => {
    const checked = judge()
    issues = checked.issues
    display.show(fields, issues.filter(isTold))
    return checked
  }
  const tellAll = () => {
    for (const { name } of fields) told.add(name)
    return tell()
  }

  if (countryField?.tagName === 'SELECT') fillCountries(/** @type {any} */ (countryField), core.countries(), lang, country, undo)
  const settle = stateField && showStates(stateField, core.states(countryNow() ?? ''), undo)
  for (const field of fields) {
    if (!TYPED.includes(field.type)) continue
    if (KEYBOARDS[field.name] && !field.hasAttribute('inputmode')) {
      field.setAttribute('inputmode', KEYBOARDS[field.name])
      undo.push(() => field.removeAttribute('inputmode'))
    }
    const typed = /** @type {HTMLInputElement} */ (field)
    if (field.name === 'amount') attach(typed, amountTyper, stop.signal)
    if (PHONES.includes(field.name)) attach(typed, () => core.createPhoneTyper({ country: countryNow() }), stop.signal)
  }

  const { noValidate } = form
  form.noValidate = true
  undo.push(() => (form.noValidate = noValidate))

  /** @param {string} type @param {(event: any) => void} act @param {boolean} [capture] */
  const on = (type, act, capture) => form.addEventListener(type, act, { signal: stop.signal, capture })
  on('input', ({ target: { name } }) => {
    edited.add(name)
    if (name === 'customer_country') settle?.(core.states(countryNow() ?? ''))
    // Not called wrong while it is typed, unless it was before.
    if (!issues.some(({ path, severity }) => severity === 'error' && path.split('.')[0] === name)) told.delete(name)
    if (told.size) tell()
  })
  /** Left while a button is being pressed: a message would move the button away from under the finger. */
  let pressing = false
  let late = false
  const leave = (/** @type {any} */ { target: { name } }) => {
    if (!edited.has(name)) return
    told.add(name)
    if (pressing) late = true
    else tell()
  }
  const page = form.ownerDocument
  page.addEventListener('pointerdown', () => (pressing = true), { signal: stop.signal, capture: true })
  for (const type of ['pointerup', 'pointercancel']) {
    // The click comes after.
    page.addEventListener(type, () => setTimeout(() => {
      pressing = false
      if (late && !stop.signal.aborted) tell()
      late = false
    }), { signal: stop.signal, capture: true })
  }
  on('focusout', leave)
  // What a browser fills in, or a choice of a list, is not left before it counts.
  on('change', leave)
  // Before the page's own listeners, which then hear of right requests only.
  on('submit', (event) => {
    const checked = tellAll()
    if (!checked.ok || !form.reportValidity()) {
      event.preventDefault()
      event.stopImmediatePropagation()
      display.focusFirst(fields)
    } else if (onSubmit) {
      event.preventDefault()
      onSubmit(checked.value, event)
    }
  }, true)
  // What the browser itself sends, or a script reads with FormData, is normalised too.
  on('formdata', ({ formData }) => {
    const { ok, value } = judge()
    if (!ok) return
    for (const name of only) if (formData.has(name) && ['string', 'number'].includes(typeof value[name])) formData.set(name, String(value[name]))
  })

  return {
    check: tellAll,
    destroy: () => {
      stop.abort()
      for (const put of undo.splice(0).reverse()) put()
    },
  }
}
