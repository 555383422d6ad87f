// @ts-check
/** Countries and states in a form. Names are the platform's; the codes are the core's. */

/**
 * Fills an empty choice of countries, in the order of their names.
 * @param {HTMLSelectElement} select @param {string[]} codes @param {string} lang @param {string} chosen @param {(() => void)[]} undo
 */
export const fillCountries = (select, codes, lang, chosen, undo) => {
  if ([...select.options].some(({ value }) => value)) return
  const names = new Intl.DisplayNames([lang, 'en'], { type: 'region' })
  const { compare } = new Intl.Collator(lang)
  const options = codes.map((code) => new Option(names.of(code) ?? code, code)).sort((a, b) => compare(a.text, b.text))
  select.append(...options)
  select.value = chosen
  undo.push(() => options.forEach((option) => option.remove()))
}

/**
 * Shows the state's field, with its label, where the country has states that the service asks for.
 * @param {any} field @param {string[]} states @param {(() => void)[]} undo
 * @returns {(states: string[]) => void} the same for another country
 */
export const showStates = (field, states, undo) => {
  const parts = [field, ...field.labels]
  const was = parts.map((part) => part.hidden)
  const { disabled } = field
  /** @type {HTMLOptionElement[]} */
  let options = []
  const clear = () => options.splice(0).forEach((option) => option.remove())
  const settle = (/** @type {string[]} */ codes) => {
    for (const part of parts) part.hidden = codes.length === 0
    field.disabled = codes.length === 0
    if (field.tagName !== 'SELECT') return
    clear()
    options = codes.map((code) => new Option(code, code))
    field.append(...options)
  }
  undo.push(() => {
    clear()
    field.disabled = disabled
    parts.forEach((part, at) => (part.hidden = was[at]))
  })
  settle(states)
  return settle
}
