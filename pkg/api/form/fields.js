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
 * @param {Record<string, any>} values @param {(text: string) => any} parsePhone for which a national number is one of the form's country
 */
export const withNumbers = (values, parsePhone) => {
  const request = { ...values }
  for (const name of ['customer_phone_number', 'client_phone_number', 'phone_number']) {
    if (values[name]) request[name] = parsePhone(String(values[name])).e164 ?? values[name]
  }
  // The other services want a national number, and people paste whole ones.
  for (const name of ['phone', 'destination']) {
    const text = String(values[name] ?? '')
    if (!/^\s*(\+|00)/.test(text)) continue
    const { e164, shapes: { prefix, phone } } = parsePhone(text)
    if (!phone) continue
    const hasPrefix = name === 'phone' && 'prefix' in values
    if (hasPrefix) request.prefix = prefix
    // Without a field for its calling code, another country's number would become somebody else's.
    if (hasPrefix || parsePhone(phone).e164 === e164) request[name] = phone
  }
  return request
}
