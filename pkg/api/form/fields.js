// @ts-check
/** What a form's fields hold, as a request. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * Fields of a disabled set are not the request's, as a browser would not send them.
 * @param {Field[]} fields @param {{ checkCheckout: any, parsePhone: any }} core @param {string} [country] whose numbers are typed without their code
 */
export const readFields = (fields, { checkCheckout, parsePhone }, country) => {
  /** @type {Record<string, unknown>} */
  const request = {}
  for (const field of fields) {
    if (field.matches(':disabled')) continue
    const { checked } = /** @type {HTMLInputElement} */ (field)
    if (field.type === 'checkbox') request[field.name] = checked
    else if (field.type !== 'radio' || checked) request[field.name] = field.value
  }
  const { customer_phone_number, customer_country, lock_phone_number, phone, destination } = request
  // The request that says no country has the page's in its number: read as a server reads it that is told the country.
  if (customer_phone_number && country && !customer_country) {
    const { value } = checkCheckout({ customer_phone_number, lock_phone_number, customer_country: country }, { only: ['customer_phone_number'] })
    Object.assign(request, value)
  }
  /** Other services want a national number; people paste the whole one. @param {unknown} text */
  const whole = (text) => {
    const typed = String(text).trim().replace(/^00/, '+')
    return typed[0] === '+' ? parsePhone(typed) : undefined
  }
  const shapes = phone && whole(phone)?.shapes
  if (shapes?.prefix) Object.assign(request, { prefix: shapes.prefix, phone: shapes.phone })
  // Its country is the service's, which is not told: another's number would go to somebody there.
  const found = destination && whole(destination)
  if (found?.country && found.country === country?.toUpperCase()) request.destination = found.shapes.destination
  return request
}
