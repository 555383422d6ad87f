// @ts-check
/** What a form's fields hold, as a request. */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/**
 * Fields of a disabled set are not the request's, as a browser would not send them.
 * @param {Field[]} fields @param {(text: string) => any} parsePhone
 */
export const readFields = (fields, parsePhone) => {
  /** @type {Record<string, unknown>} */
  const request = {}
  for (const field of fields) {
    if (field.matches(':disabled')) continue
    const { checked } = /** @type {HTMLInputElement} */ (field)
    if (field.type === 'checkbox') request[field.name] = checked
    else if (field.type !== 'radio' || checked) request[field.name] = field.value
  }
  const { customer_phone_number: customer, phone, destination } = request
  // A national number is one of the form's country.
  if (customer) request.customer_phone_number = parsePhone(String(customer)).e164 ?? customer
  // Other services want a national number; people paste the whole one.
  if (phone) {
    const { prefix, phone: national } = international(phone, parsePhone) ?? { prefix: request.prefix, phone }
    Object.assign(request, prefix === undefined ? {} : { prefix }, { phone: national })
  }
  if (destination) request.destination = international(destination, parsePhone)?.destination ?? destination
  return request
}

/** @param {unknown} text @param {(text: string) => any} parsePhone */
const international = (text, parsePhone) => (/^\s*(\+|00)/.test(String(text)) ? parsePhone(String(text)).shapes : undefined)
