// @ts-check
/** Shows issues beside their fields: text, its tie to the field, constraint validation. No style and no script of the page is touched. */

let forms = 0

/** @param {HTMLFormElement} form @param {(() => void)[]} undo */
export const makeDisplay = (form, undo) => {
  const page = form.ownerDocument
  const own = `guichet-${++forms}`
  /** @type {Map<string, HTMLElement>} */
  const places = new Map()

  /** @param {Element} element @param {string} name */
  const keep = (element, name) => {
    const was = element.getAttribute(name)
    undo.push(() => (was === null ? element.removeAttribute(name) : element.setAttribute(name, was)))
  }

  /** The page's own place for a field's issues, or a paragraph made for them. @param {string} name @param {(element: HTMLElement) => void} put */
  const make = (name, put) => {
    /** @type {HTMLElement | undefined} */
    let place = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll('[data-guichet-issue]'))].find(({ dataset }) => dataset.guichetIssue === name)
    if (place) {
      for (const attribute of ['id', 'aria-live', 'data-guichet-severity']) keep(place, attribute)
      const text = place.textContent
      const found = place
      undo.push(() => (found.textContent = text))
    } else {
      const made = (place = page.createElement('p'))
      made.dataset.guichetIssue = name
      put(made)
      undo.push(() => made.remove())
    }
    place.id ||= `${own}-${name || 'form'}`
    place.setAttribute('aria-live', 'polite')
    places.set(name, place)
    return place
  }
  /** What has no field that a person sees: hidden ones, and the request as a whole. */
  const whole = make('', (place) => form.append(place))

  /** @param {any} field */
  const placeOf = (field) => {
    if (field.type === 'hidden') return whole
    const made = places.get(field.name)
    if (made) return made
    // Not inside a label, of which it would become a part.
    const beside = (field.type === 'radio' && field.closest('fieldset')) || field.closest('label') || field
    return make(field.name, (place) => beside.after(place))
  }

  /** When the form is bound: what is written into a live region as it appears is not read out everywhere. @param {any} field */
  const tie = (field) => {
    if (field.type === 'hidden') return
    for (const name of ['aria-describedby', 'aria-invalid']) keep(field, name)
    undo.push(() => say(field, ''))
    field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), placeOf(field).id].filter(Boolean).join(' '))
  }

  /** What is said through each field's own validity. @type {Map<any, string>} */
  const said = new Map()
  /** A page may say something of its own, such as what its customer's balance allows: that stays until the page takes it back. @param {any} field @param {string} message */
  const say = (field, message) => {
    const before = said.get(field)
    // What is not to be validated has no message to be seen, whoever said it.
    const isOurs = before !== undefined && (field.validationMessage === before || !field.willValidate)
    if (field.validity.customError && !isOurs) return
    field.setCustomValidity(message)
    if (message) said.set(field, message)
    else said.delete(field)
  }

  /** @type {any[] | undefined} */
  let marked

  /** A documented name is no word of a person's: the field's label is. @param {any} field @param {any} issue */
  const worded = (field, { path, message }) => {
    const label = labelOf(field)
    return sentence(label && path && message.startsWith(path) && /^\s/.test(message.slice(path.length)) ? label + message.slice(path.length) : message)
  }

  return {
    tie,
    /** @param {any[]} fields @param {any[]} issues */
    show(fields, issues) {
      /** @type {Map<HTMLElement, { lines: string[], severity: string }>} */
      const shown = new Map([...places.values()].map((place) => [place, { lines: [], severity: '' }]))
      const add = (/** @type {HTMLElement} */ place, /** @type {string} */ line, /** @type {string} */ severity) => {
        const { lines, severity: worst } = shown.get(place) ?? { lines: [], severity: '' }
        shown.set(place, { lines: lines.includes(line) ? lines : [...lines, line], severity: worst === 'error' ? worst : severity })
      }
      for (const field of fields) {
        const of = issues.filter(({ path }) => path.split('.')[0] === field.name)
        const error = of.find(({ severity }) => severity === 'error')
        say(field, error ? worded(field, error) : '')
        if (field.type !== 'hidden') {
          if (error) field.setAttribute('aria-invalid', 'true')
          else field.removeAttribute('aria-invalid')
        }
        for (const issue of of) add(placeOf(field), worded(field, issue), issue.severity)
      }
      for (const { path, message, severity } of issues) {
        if (!fields.some(({ name }) => name === path.split('.')[0])) add(whole, sentence(message), severity)
      }
      for (const [place, { lines, severity }] of shown) {
        const text = lines.join('\n')
        if (severity) place.dataset.guichetSeverity = severity
        else delete place.dataset.guichetSeverity
        // Written again, it would be read out again.
        if (place.textContent !== text) place.textContent = text
      }
    },
    /** Marks what must be filled in now, and says so to assistive technology; what the page itself requires is its own. @param {any[]} fields @param {(name: string) => boolean} isRequired */
    mark(fields, isRequired) {
      if (!marked) {
        // Of radio buttons the attribute is not one.
        const free = (marked = fields.filter((field) => !field.required && !field.hasAttribute('aria-required') && !['hidden', 'radio'].includes(field.type)))
        undo.push(() => free.forEach((field) => field.removeAttribute('aria-required')))
      }
      for (const field of marked) {
        if (isRequired(field.name)) field.setAttribute('aria-required', 'true')
        else field.removeAttribute('aria-required')
      }
    },
    /** @param {any[]} fields */
    focusFirst: (fields) => fields.find((field) => field.type !== 'hidden' && !field.validity.valid)?.focus(),
  }
}

/** Beside a field, a message stands alone. @param {string} text */
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1)

/** A label's own words, without those of the controls inside it, what is not to be read out, and the marks that follow them. @param {any} field */
const labelOf = (field) => {
  const label = field.type === 'radio' ? field.closest('fieldset')?.querySelector('legend') : field.labels?.[0]
  if (!label) return ''
  const copy = label.cloneNode(true)
  for (const control of copy.querySelectorAll('input, select, textarea, button, output, [data-guichet-issue], [aria-hidden=true]')) control.remove()
  return copy.textContent.trim().replace(/\s+/g, ' ').replace(/[\s:*]+$/, '')
}
