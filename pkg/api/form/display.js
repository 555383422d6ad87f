// @ts-check
/** Shows issues beside their fields: text, its tie to the field, constraint validation. No style and no script of the page is touched. */

let forms = 0

/** @param {HTMLFormElement} form @param {(() => void)[]} undo */
export const makeDisplay = (form, undo) => {
  const page = form.ownerDocument
  const own = `guichet-${++forms}`
  /** @type {Map<string, HTMLElement>} */
  const places = new Map()

  /** @param {string} name @param {(element: HTMLElement) => void} put */
  const make = (name, put) => {
    const place = page.createElement('p')
    place.id = `${own}-${name || 'form'}`
    place.setAttribute('aria-live', 'polite')
    place.dataset.guichetIssue = name
    put(place)
    undo.push(() => place.remove())
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

  /** @param {Element} element @param {string} name */
  const keep = (element, name) => {
    const was = element.getAttribute(name)
    undo.push(() => (was === null ? element.removeAttribute(name) : element.setAttribute(name, was)))
  }
  /** @type {Set<any>} */
  const tied = new Set()
  const tie = (/** @type {any} */ field) => {
    if (tied.has(field) || field.type === 'hidden') return
    tied.add(field)
    for (const name of ['aria-describedby', 'aria-invalid']) keep(field, name)
    undo.push(() => field.setCustomValidity(''))
    field.setAttribute('aria-describedby', [field.getAttribute('aria-describedby'), placeOf(field).id].filter(Boolean).join(' '))
  }

  /** A documented name is no word of a person's: the field's label is. @param {any} field @param {any} issue */
  const worded = (field, { path, message }) => {
    const label = field?.labels?.[0]?.textContent?.trim()
    return label && path.includes('_') ? message.split(path).join(label) : message
  }

  return {
    /** @param {any[]} fields @param {any[]} issues */
    show(fields, issues) {
      const texts = new Map([...places.values()].map((place) => [place, ['']]))
      for (const field of fields) {
        tie(field)
        const of = issues.filter(({ path }) => path.split('.')[0] === field.name)
        const error = of.find(({ severity }) => severity === 'error')
        field.setCustomValidity(error ? worded(field, error) : '')
        if (field.type !== 'hidden') {
          if (error) field.setAttribute('aria-invalid', 'true')
          else field.removeAttribute('aria-invalid')
        }
        texts.set(placeOf(field), [...new Set([...(texts.get(placeOf(field)) ?? []), ...of.map((issue) => worded(field, issue))])])
      }
      const homeless = issues.filter(({ path }) => !fields.some(({ name }) => name === path.split('.')[0]))
      texts.set(whole, [...(texts.get(whole) ?? []), ...homeless.map(({ message }) => message)])
      for (const [place, lines] of texts) {
        const text = lines.filter(Boolean).join('\n')
        // Written again, it would be read out again.
        if (place.textContent !== text) place.textContent = text
      }
    },
    /** @param {any[]} fields */
    focusFirst: (fields) => fields.find((field) => field.type !== 'hidden' && !field.validity.valid)?.focus(),
  }
}
