// @ts-check
/** A plain HTML form made live: checked as it is filled, and handed over normalised. */
import { makeDisplay } from './display.js'
import { enabled, valuesOf, withNumbers } from './fields.js'
import { fillCountries, showStates } from './places.js'
import { amountTyper, attach } from './typing.js'

/** @typedef {import('./fields.js').Field} Field */

const SKIPPED = ['submit', 'button', 'reset', 'image', 'file']
/** Which keyboard a phone shows for what is typed. */
const KEYBOARDS = /** @type {Record<string, string>} */ ({
  amount: 'numeric', om_otp: 'numeric', otp_code: 'numeric', customer_phone_number: 'tel', client_phone_number: 'tel', phone_number: 'tel', phone: 'tel', destination: 'tel',
})
const TYPED = ['text', 'tel', 'search']

/** @param {string} name */
const isErrorOf = (name) => (/** @type {any} */ { path, severity }) => severity === 'error' && path.split('.')[0] === name

/** What a page's function throws is the page's to hear of, and has no say in what is sent. @param {() => unknown} act */
const apart = (act) => {
  try {
    act()
  } catch (failure) {
    queueMicrotask(() => {
      throw failure
    })
  }
}

/**
 * @param {{ checkCheckout: any, createPhoneTyper: any, parsePhone: any, countries: () => string[], states: (country: string) => string[] }} core
 */
export const makeBindForm = (core) => (/** @type {HTMLFormElement} */ form, /** @type {any} */ options = {}) => {
  const { check = core.checkCheckout, onCheck, onSubmit } = options
  const country = options.country?.toUpperCase()
  let lang = options.lang || form.closest('[lang]')?.getAttribute('lang') || 'en'
  const stop = new AbortController()
  /** What is to be put back, last first. @type {(() => void)[]} */
  const undo = []
  const destroy = () => {
    stop.abort()
    for (const put of undo.splice(0).reverse()) put()
  }
  const display = makeDisplay(form, undo)
  /** Fields whose issues are told: those that were filled and left, all once the form was sent. @type {Set<string>} */
  const told = new Set()
  /** @type {Set<string>} */
  const edited = new Set()

  /** Names of the request whose values are `true` or `false`. @type {Set<string>} */
  const flags = new Set()
  // A name is the request's when its check knows it: pages have fields of their own, such as a token against forgery.
  const known = (/** @type {string} */ name) => {
    const codes = check({ [name]: 'x' }, {}).issues.filter((/** @type {any} */ { path }) => path === name).map((/** @type {any} */ { code }) => code)
    if (codes.includes('not_a_boolean')) flags.add(name)
    return name !== '__proto__' && !codes.includes('field_unknown')
  }
  const fields = /** @type {Field[]} */ ([...form.elements]).filter(
    (field) => /^(input|select|textarea)$/i.test(field.tagName) && field.name && !SKIPPED.includes(field.type) && known(field.name),
  )
  const named = (/** @type {string} */ name) => fields.find((field) => field.name === name)

  /** The button that sends the form may have a name and a value too. @param {any} [button] */
  const valuesNow = (button) => {
    const values = valuesOf(fields, flags)
    if (button?.name && button.value && !fields.includes(button) && known(button.name)) values[button.name] = button.value
    return values
  }
  const countryNow = (values = valuesNow()) => String(values.customer_country ?? '').toUpperCase() || country
  /** @param {any} [button] */
  const read = (button) => {
    const values = valuesNow(button)
    return withNumbers(values, core, countryNow(values))
  }
  const { strict = options.checkOptions?.strict, messages = options.checkOptions?.messages } = options
  const judge = (request = read()) => {
    const only = [...new Set([...enabled(fields).map(({ name }) => name), ...Object.keys(request)])]
    return check(request, { ...options.checkOptions, strict, messages, only, lang })
  }
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
  /** What was checked last. */
  let seen = ''
  /** @param {Event} [event] @param {any} [button] */
  const tell = (event, button) => {
    followCountry()
    const request = read(button)
    seen = JSON.stringify(request)
    const checked = judge(request)
    if (stop.signal.aborted) return checked
    issues = checked.issues
    if (begun) display.show(fields, issues.filter(isTold))
    // Required is what would be an error if it were left out, all else being as it is.
    display.mark(fields, (name) => judge({ ...request, [name]: undefined }).issues.some(isErrorOf(name)))
    if (onCheck) apart(() => onCheck(checked, event))
    return checked
  }
  /** @param {Event} [event] @param {any} [button] */
  const tellAll = (event, button) => {
    begun = true
    for (const { name } of fields) told.add(name)
    return tell(event, button)
  }

  const countryField = named('customer_country')
  const stateField = named('customer_state')
  const nameCountries = countryField?.tagName === 'SELECT' ? fillCountries(/** @type {any} */ (countryField), core.countries(), country, undo) : undefined
  nameCountries?.(lang)
  let settledFor = countryNow()
  const settle = stateField && showStates(stateField, core.states(settledFor ?? ''), undo)
  /** Once a country: what was chosen among its states would be gone. */
  const followCountry = () => {
    const now = countryNow()
    if (stop.signal.aborted || now === settledFor) return
    settledFor = now
    settle?.(core.states(settledFor ?? ''))
  }
  for (const field of fields) {
    display.tie(field)
    const keyboard = KEYBOARDS[field.name]
    if (!keyboard || !TYPED.includes(field.type)) continue
    const typed = /** @type {HTMLInputElement} */ (field)
    if (!typed.hasAttribute('inputmode')) {
      typed.setAttribute('inputmode', keyboard)
      undo.push(() => typed.removeAttribute('inputmode'))
    }
    // The page's own limits count what is shown.
    if (typed.pattern || typed.maxLength >= 0) continue
    if (typed.name === 'amount') attach(typed, amountTyper, stop.signal)
    else if (keyboard === 'tel') attach(typed, () => core.createPhoneTyper({ country: countryNow() }), stop.signal)
  }

  const { noValidate } = form
  form.noValidate = true
  undo.push(() => (form.noValidate = noValidate))

  /** Fields of the form may stand outside of it. */
  const outside = fields.filter((field) => !form.contains(field))
  /** @param {string} type @param {(event: any) => void} act @param {boolean} [capture] */
  const on = (type, act, capture) => {
    for (const target of [form, ...outside]) target.addEventListener(type, act, { signal: stop.signal, capture })
  }
  on('input', (event) => {
    const { name } = event.target
    edited.add(name)
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
    leave(event)
  })
  // The fields have their first values after this event.
  on('reset', (event) => setTimeout(() => {
    if (event.defaultPrevented || stop.signal.aborted) return
    if (begun) display.show(fields, [])
    begun = false
    told.clear()
    edited.clear()
    tell(event)
  }))
  // A page that is come back to has what was filled in before, of which no field says anything.
  page.defaultView?.addEventListener('pageshow', (event) => {
    if (JSON.stringify(read()) !== seen) tell(event)
  }, { signal: stop.signal })
  /** What was handed over is still being seen to: pressed twice, a button pays once. */
  let sending = false
  const send = (/** @type {any} */ event) => {
    const { submitter } = event
    if (submitter?.formNoValidate) return true
    const checked = tellAll(event, submitter)
    if (!checked.ok || !(noValidate || form.reportValidity())) {
      display.focusFirst(fields)
      return false
    }
    if (!onSubmit) return true
    event.preventDefault()
    const handled = onSubmit(checked.value, event)
    if (typeof handled?.then !== 'function') return true
    sending = true
    const done = () => (sending = false)
    handled.then(done, (/** @type {unknown} */ failure) => {
      done()
      throw failure
    })
    return true
  }
  // Before the page's own listeners, which then hear of right requests only.
  on('submit', (event) => {
    let isRight = false
    try {
      isRight = !sending && send(event)
    } finally {
      if (!isRight) {
        event.preventDefault()
        event.stopImmediatePropagation()
      }
    }
  }, true)
  // What the browser itself sends, or a script reads with FormData, is normalised too.
  on('formdata', ({ formData }) => {
    const { ok, value } = judge()
    if (!ok) return
    for (const { name } of fields) if (formData.has(name) && ['string', 'number', 'boolean'].includes(typeof value[name])) formData.set(name, String(value[name]))
  })

  try {
    tell()
  } catch (failure) {
    destroy()
    throw failure
  }

  return {
    check: () => tellAll(),
    setLang: (/** @type {string} */ chosen) => {
      lang = chosen
      if (stop.signal.aborted) return
      nameCountries?.(lang)
      tell()
    },
    destroy,
  }
}
