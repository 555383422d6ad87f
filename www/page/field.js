// @ts-check
// One field of the form: its label, control, hint, message and one-tap corrections.

import { make, setText } from './dom.js'
import { countryName, currentLang, isText, t } from './language.js'

/** @typedef {import('guichet/validate').Issue} Issue */

export class FieldView {
  /** @type {Issue | undefined} */
  #issue
  #controls
  #label
  #choices
  #hint
  #message
  #fixes

  /** @param {import('./fields.js').Field} field */
  constructor(field) {
    const { name } = field
    this.name = name
    this.#hint = make('p', { class: 'hint', id: `${name}-hint` })
    this.#message = make('p', { class: 'message', id: `${name}-message` })
    this.#fixes = make('p', { class: 'fixes' })
    const describedBy = `${name}-hint ${name}-message`
    const { label, body, controls, choices } =
      field.control === 'radio' ? radios(field, describedBy) : single(field, describedBy)
    this.#label = label
    this.#controls = controls
    this.#choices = choices
    const head = make('div', { class: 'head' }, label, make('code', { 'aria-hidden': 'true' }, name))
    this.element = make(
      'div',
      { class: field.wide ? 'field wide' : 'field', 'data-field': name },
      ...[head, body, this.#hint, this.#message, this.#fixes],
    )
    for (const control of controls) {
      control.addEventListener('blur', () => this.onLeave())
      control.addEventListener('input', () => this.onEdit())
    }
  }

  /** The customer has left the field. */
  onLeave() {}
  /** The customer has changed the field. */
  onEdit() {}

  get value() {
    const chosen = this.#controls.find(
      (control) => !(control instanceof HTMLInputElement && control.type === 'radio') || control.checked,
    )
    return chosen?.value.trim() ?? ''
  }

  /** @param {string} value */
  set value(value) {
    for (const control of this.#controls) {
      if (control instanceof HTMLInputElement && control.type === 'radio') control.checked = control.value === value
      else control.value = value
    }
  }

  get hasError() {
    return this.#issue?.severity === 'error'
  }

  get message() {
    return this.#issue?.message ?? ''
  }

  focus() {
    this.#controls[0]?.focus()
  }

  /** @param {boolean} required */
  set required(required) {
    this.element.classList.toggle('is-required', required)
    for (const control of this.#controls) control.required = required
  }

  /** @param {boolean} hidden */
  set hidden(hidden) {
    this.element.hidden = hidden
  }

  get hidden() {
    return this.element.hidden !== false
  }

  /** Shows what is wrong with the value, or that nothing is. @param {Issue | undefined} issue */
  show(issue) {
    this.#issue = issue
    const severity = issue?.severity ?? ''
    this.element.dataset.severity = severity
    setText(this.#message, issue?.message ?? '')
    for (const control of this.#controls) {
      if (severity === 'error') control.setAttribute('aria-invalid', 'true')
      else control.removeAttribute('aria-invalid')
    }
    this.#fixes.replaceChildren(...corrections(issue).map((value) => this.#fix(value)))
  }

  /** Says everything again in the page's language. */
  translate() {
    setText(this.#label, isText(this.name) ? t(this.name) : this.name)
    for (const [text, value] of this.#choices) {
      const key = `${this.name}_${value}`
      if (isText(key)) setText(text, t(key))
    }
    this.explain()
  }

  /** What to type; for a country, which one has been typed. */
  explain() {
    const country = this.name === 'customer_country' ? countryName(this.value) : ''
    const key = `hint_${this.name}`
    setText(this.#hint, country || (isText(key) ? t(key) : ''))
  }

  /** @param {number} value */
  #fix(value) {
    const shown = new Intl.NumberFormat(currentLang()).format(value)
    const button = make('button', { type: 'button' }, t('use', { value: shown }))
    button.addEventListener('click', () => {
      this.value = String(value)
      this.focus()
      this.onEdit()
    })
    return button
  }
}

/** The nearest values that would do. @param {Issue | undefined} issue @returns {number[]} */
function corrections(issue) {
  const near = [issue?.params?.lower, issue?.params?.upper].filter((value) => value !== undefined).map(Number)
  return [...new Set(near)]
}

/** @param {import('./fields.js').Field} field @param {string} describedBy */
function single(field, describedBy) {
  const shared = { id: field.name, name: field.name, autocomplete: field.autocomplete, 'aria-describedby': describedBy }
  const control =
    field.control === 'select'
      ? make('select', shared, ...(field.choices ?? []).map((choice) => make('option', { value: choice }, choice)))
      : make('input', {
          ...shared,
          type: field.type ?? 'text',
          inputmode: field.inputmode,
          list: field.list,
          spellcheck: 'false',
        })
  control.value = field.value ?? ''
  return { label: make('label', { for: field.name }), body: control, controls: [control], choices: noChoices() }
}

/** @param {import('./fields.js').Field} field @param {string} describedBy */
function radios(field, describedBy) {
  const labelId = `${field.name}-label`
  const choices = noChoices()
  const controls = (field.choices ?? []).map((value) => {
    const radio = make('input', { type: 'radio', name: field.name, value })
    radio.checked = value === field.value
    choices.push([make('span'), value])
    return radio
  })
  const body = make(
    'div',
    { role: 'radiogroup', class: 'choices', 'aria-labelledby': labelId, 'aria-describedby': describedBy },
    ...controls.map((radio, at) => make('label', {}, radio, choices[at]?.[0] ?? '')),
  )
  return { label: make('span', { class: 'label', id: labelId }), body, controls, choices }
}

/** @returns {[HTMLElement, string][]} The element that names a choice, and the choice. */
const noChoices = () => []
