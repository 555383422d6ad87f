// @ts-check
/** What a form's fields hold, as a request. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * Of disabled fields, alone or in a set, a browser sends nothing.
 * @param {Field[]} fields
 */
export const enabled = (fields) => fields.filter((field) => !field.matches(':disabled'))

/**
 * What they hold, by name. A box that is ticked says `true` where that is what is asked for, and else its value.
 * @param {Field[]} fields @param {Set<string>} flags the names whose values are `true` or `false`
 * @returns {Record<string, unknown>}
 */
export const valuesOf = (fields, flags) => {
  /** @type {Record<string, unknown>} */
  const values = {}
  for (const field of enabled(fields)) {
    const { name, type, value } = field
    const { checked } = /** @type {HTMLInputElement} */ (field)
    if (type === 'checkbox' && flags.has(name)) values[name] = checked
    else if (checked || !['checkbox', 'radio'].includes(type)) values[name] = value
  }
  return values
}

/**
 * Numbers as the services take them, from numbers as people give them.
 * @param {Record<string, any>} values @param {{ checkCheckout: any, parsePhone: any }} core @param {string} [country] whose numbers are given without a calling code
 */
export const withNumbers = (values, { checkCheckout, parsePhone }, country) => {
  const request = { ...values }
  const { customer_phone_number, customer_country, lock_phone_number } = values
  // A request that names no country has the page's in its number: read as a server reads it that is told the country.
  if (customer_phone_number && country && !customer_country) {
    const { value } = checkCheckout({ customer_phone_number, lock_phone_number, customer_country: country }, { only: ['customer_phone_number'] })
    Object.assign(request, value)
  }
  for (const name of ['client_phone_number', 'phone_number']) {
    if (values[name]) request[name] = parsePhone(values[name], { country }).e164 ?? values[name]
  }
  // The other services want a national number, and people paste whole ones.
  for (const name of ['phone', 'destination']) {
    const text = String(values[name] ?? '').trim().replace(/^00/, '+')
    if (text[0] !== '+') continue
    const { e164, shapes: { prefix, phone } } = parsePhone(text)
    if (!phone) continue
    const hasPrefix = name === 'phone' && 'prefix' in values
    if (hasPrefix) request.prefix = prefix
    // Without a field for its calling code, another country's number would become somebody else's.
    if (hasPrefix || parsePhone(phone, { country }).e164 === e164) request[name] = phone
  }
  return request
}
