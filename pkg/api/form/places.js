// @ts-check
/** Countries and states in a form. Names are the platform's; the codes are the core's. */

/**
 * Fills a choice of countries that has none yet. Without a country of the form's own nothing is chosen: the first of the list is nobody's choice.
 * @param {HTMLSelectElement} select @param {string[]} codes @param {string | undefined} chosen @param {(() => void)[]} undo
 * @returns {((lang: string) => void) | undefined} names and orders them in a language; nothing where the list is the page's
 */
export const fillCountries = (select, codes, chosen, undo) => {
  if ([...select.options].some(({ value }) => value)) return undefined
  const options = codes.map((code) => optionOf(select, code, code))
  const blank = chosen || select.querySelector('option[value=""]') ? [] : [optionOf(select, '', '')]
  select.prepend(...blank)
  select.append(...options)
  // What the form goes back to when it is reset, too.
  for (const option of options) option.defaultSelected = option.value === chosen
  select.value = chosen ?? ''
  undo.push(() => [...blank, ...options].forEach((option) => option.remove()))
  return (lang) => {
    const locales = localesOf(lang)
    const names = new Intl.DisplayNames(locales, { type: 'region' })
    const { compare } = new Intl.Collator(locales)
    const { value } = select
    for (const option of options) option.text = names.of(option.value) ?? option.value
    select.append(...options.sort((a, b) => compare(a.text, b.text)))
    // An option that is moved is no longer chosen.
    select.value = value
  }
}

/** A language that no platform knows, or a tag that is none (`fr_FR`), is as good as it can be. @param {string} lang */
const localesOf = (lang) => {
  try {
    return [...Intl.getCanonicalLocales(lang.replace(/_/g, '-')), 'en']
  } catch {
    return ['en']
  }
}

/**
 * Shows the state's field, with its label, where the country has states that the service asks for. A choice of the page's own stays as it is.
 * @param {any} field @param {string[]} states @param {(() => void)[]} undo
 * @returns {(states: string[]) => void} the same for another country
 */
export const showStates = (field, states, undo) => {
  const parts = [field, ...field.labels]
  const was = parts.map((part) => part.hidden)
  const { disabled, value } = field
  const isOurs = field.tagName === 'SELECT' && ![...field.options].some((option) => option.value)
  /** @type {HTMLOptionElement[]} */
  let options = []
  const clear = () => options.splice(0).forEach((option) => option.remove())
  const settle = (/** @type {string[]} */ codes) => {
    for (const part of parts) part.hidden = codes.length === 0
    field.disabled = codes.length === 0
    if (!isOurs) return
    clear()
    if (codes.length === 0) return
    const own = field.querySelector('option[value=""]')
    options = [...(own ? [] : ['']), ...codes].map((code) => optionOf(field, code, code))
    field.append(...options)
    field.value = ''
  }
  undo.push(() => {
    clear()
    field.disabled = disabled
    if (isOurs) field.value = value
    parts.forEach((part, at) => (part.hidden = was[at]))
  })
  settle(states)
  return settle
}

/** @param {HTMLSelectElement} select @param {string} text @param {string} value */
const optionOf = (select, text, value) => {
  const option = select.ownerDocument.createElement('option')
  option.value = value
  option.text = text
  return option
}
