// @ts-check
/** A plain HTML form made live: checked as it is filled, and handed over normalised. */
import { amountTyper, attach } from './typing.js'
import { makeDisplay } from './display.js'
import { fillCountries, showStates } from './places.js'

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

const SKIPPED = ['submit', 'button', 'reset', 'image', 'file']
const PHONES = ['customer_phone_number', 'phone', 'destination']

/**
 * @param {{ checkCheckout: any, createPhoneTyper: any, parsePhone: any, countries: () => string[], states: (country: string) => string[] }} core
 */
export const makeBindForm = (core) => (/** @type {HTMLFormElement} */ form, /** @type {any} */ options = {}) => {
  const { check = core.checkCheckout, lang = form.ownerDocument.documentElement.lang || 'en', country = 'CI', onSubmit } = options
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

  const countryField = named('customer_country')
  const stateField = named('customer_state')
  const countryNow = () => countryField?.value.toUpperCase() || country

  const read = () => {
    /** @type {Record<string, unknown>} */
    const request = {}
    for (const field of fields) {
      if (field.matches(':disabled')) continue
      if (field instanceof HTMLInputElement && field.type === 'radio') {
        if (field.checked) request[field.name] = field.value
      } else if (field instanceof HTMLInputElement && field.type === 'checkbox') request[field.name] = field.checked
      else request[field.name] = field.value
    }
    const phone = request.customer_phone_number
    // A national number is one of the form's country.
    if (phone) request.customer_phone_number = core.parsePhone(phone, { country: countryNow() }).e164 ?? phone
    return request
  }
  const judge = () => check(read(), { ...ask, only: fields.map(({ name }) => name) })
  const tell = () => {
    const checked = judge()
    display.show(fields, checked.issues.filter((/** @type {any} */ { path }) => !named(path.split('.')[0]) || told.has(path.split('.')[0])))
    return checked
  }

  if (countryField instanceof HTMLSelectElement) fillCountries(countryField, core.countries(), lang, country, undo)
  const places = () => stateField && showStates(stateField, core.states(countryNow()), undo)
  const settle = stateField ? places() : undefined
  for (const field of fields) {
    if (!(field instanceof HTMLInputElement) || !['text', 'tel', 'search'].includes(field.type)) continue
    if (field.name === 'amount') attach(field, () => amountTyper, stop.signal)
    if (PHONES.includes(field.name)) attach(field, () => core.createPhoneTyper({ country: countryNow() }), stop.signal)
  }

  const { noValidate } = form
  form.noValidate = true
  undo.push(() => (form.noValidate = noValidate))
  const on = (/** @type {string} */ type, /** @type {(event: any) => void} */ act) => form.addEventListener(type, act, { signal: stop.signal })
  on('input', ({ target }) => {
    edited.add(target.name)
    if (target === countryField) settle?.(core.states(countryNow()))
    if (told.size) tell()
  })
  on('focusout', ({ target }) => {
    if (!edited.has(target.name)) return
    told.add(target.name)
    tell()
  })
  on('submit', (event) => {
    for (const { name } of fields) told.add(name)
    const checked = tell()
    if (!checked.ok || !form.reportValidity()) {
      event.preventDefault()
      event.stopImmediatePropagation()
      display.focusFirst(fields)
    } else if (onSubmit) {
      event.preventDefault()
      onSubmit(checked.value, event)
    }
  })

  return {
    /** Tells every issue; what the check says. */
    check: () => {
      for (const { name } of fields) told.add(name)
      return tell()
    },
    destroy: () => {
      stop.abort()
      for (const put of undo.splice(0).reverse()) put()
    },
  }
}
