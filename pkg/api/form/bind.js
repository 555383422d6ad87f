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

/** @param {string} name */
const isErrorOf = (name) => (/** @type {any} */ { path, severity }) => severity === 'error' && path.split('.')[0] === name

/**
 * @param {{ checkCheckout: any, createPhoneTyper: any, parsePhone: any, countries: () => string[], states: (country: string) => string[] }} core
 */
export const makeBindForm = (core) => (/** @type {HTMLFormElement} */ form, /** @type {any} */ options = {}) => {
  const { check = core.checkCheckout, country, onCheck, onSubmit } = options
  let lang = options.lang || form.closest('[lang]')?.getAttribute('lang') || 'en'
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

  const read = () => readFields(fields, core, countryNow())
  const ask = { ...options.checkOptions, strict: options.strict, messages: options.messages, only }
  const judge = (request = read()) => check(request, { ...ask, lang })
  /** @type {any[]} */
  let issues = []
  /** Of a hidden field a person learns what another field made wrong; what is missing there may still be on its way. @param {any} issue */
  const isTold = ({ path, code }) => {
    const name = path.split('.')[0]
    const field = named(name)
    return told.has(name) || !field || (field.type === 'hidden' && code !== 'required')
  }
  /** Nothing is shown before a person has been through a field. */
  let begun = false
  /** @param {Event} [event] */
  const tell = (event) => {
    const request = read()
    const checked = judge(request)
    if (stop.signal.aborted) return checked
    issues = checked.issues
    if (begun) display.show(fields, issues.filter(isTold))
    // Required is what would be an error if it were left out, all else being as it is.
    display.mark(fields, (name) => judge({ ...request, [name]: undefined }).issues.some(isErrorOf(name)))
    onCheck?.(checked, event)
    return checked
  }
  /** @param {Event} [event] */
  const tellAll = (event) => {
    begun = true
    for (const { name } of fields) told.add(name)
    return tell(event)
  }

  const nameCountries = countryField?.tagName === 'SELECT' ? fillCountries(/** @type {any} */ (countryField), core.countries(), country, undo) : undefined
  nameCountries?.(lang)
  const settle = stateField && showStates(stateField, core.states(countryNow() ?? ''), undo)
  let settledFor = countryNow()
  /** Once a country: what was chosen among its states would be gone. */
  const followCountry = () => {
    if (countryNow() === settledFor) return
    settledFor = countryNow()
    settle?.(core.states(settledFor ?? ''))
  }
  for (const field of fields) {
    display.tie(field)
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
  on('input', (event) => {
    const { name } = event.target
    edited.add(name)
    followCountry()
    // Not called wrong while it is typed, unless it was before.
    if (!issues.some(isErrorOf(name))) told.delete(name)
    tell(event)
  })
  /** Left while a button is being pressed: a message would move the button away from under the finger. */
  let pressing = false
  /** @type {Event | undefined} */
  let late
  const leave = (/** @type {any} */ event) => {
    const { name } = event.target
    if (!edited.has(name)) return
    begun = true
    told.add(name)
    if (pressing) late = event
    else tell(event)
  }
  const page = form.ownerDocument
  page.addEventListener('pointerdown', () => (pressing = true), { signal: stop.signal, capture: true })
  for (const type of ['pointerup', 'pointercancel']) {
    // The click comes after.
    page.addEventListener(type, () => setTimeout(() => {
      pressing = false
      if (late) tell(late)
      late = undefined
    }), { signal: stop.signal, capture: true })
  }
  on('focusout', leave)
  // What a browser fills in, or a choice of a list, is not left before it counts; some browsers say nothing else of a choice.
  on('change', (event) => {
    edited.add(event.target.name)
    followCountry()
    leave(event)
  })
  // The fields have their first values after this event.
  on('reset', (event) => setTimeout(() => {
    if (event.defaultPrevented || stop.signal.aborted) return
    if (begun) display.show(fields, [])
    begun = false
    told.clear()
    edited.clear()
    followCountry()
    tell(event)
  }))
  // Before the page's own listeners, which then hear of right requests only.
  on('submit', (event) => {
    const checked = tellAll(event)
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

  tell()

  return {
    check: () => tellAll(),
    setLang: (/** @type {string} */ chosen) => {
      lang = chosen
      if (stop.signal.aborted) return
      nameCountries?.(lang)
      tell()
    },
    destroy: () => {
      stop.abort()
      for (const put of undo.splice(0).reverse()) put()
    },
  }
}
