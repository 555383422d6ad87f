// @ts-check
/**
 * The short way for requests that are plainly right, as most are: names go as numbers, texts as bytes, and the answer is yes or no
 * (src/checkout/plain.rs). What is no, or cannot be written so, takes the long way, which says why.
 */

const [TEXT, NUMBER, TRUE, FALSE, RECORD] = [0, 1, 2, 3, 4]
/** Of the core's buffer for texts. */
const ROOM = 32_768
/** A text that is longer takes the long way; so does a request of more of them than fit. */
const LONGEST_TEXT = 2_000
const MOST_LINES = 9

/** @param {() => any} core */
export const makePlain = (core) => {
  /** @type {any} */
  let functions
  /** @type {Map<string, number>} */
  let places
  /** @type {string[]} */
  let names = []
  let bytes = new Uint8Array(0)
  const number = new Float64Array(1)
  const eight = new Uint8Array(number.buffer)
  let at = 0

  /** The buffer never moves, but views of it end when memory grows. */
  const renew = () => {
    functions = core()
    bytes = new Uint8Array(functions.scratch_memory().buffer, functions.phone_buffer(), ROOM)
    if (places) return
    names = functions.checkout_names().trim().split(' ')
    places = new Map(names.map((/** @type {string} */ name, /** @type {number} */ place) => [name, place]))
  }

  /** Length and UTF-8. What takes three bytes a character takes the long way, half of a pair with it. @param {string} text */
  const writeText = (text) => {
    const { length } = text
    if (length > LONGEST_TEXT || at + 2 + length * 2 > ROOM) return false
    const from = at + 2
    at = from
    for (let place = 0; place < length; place++) {
      const code = text.charCodeAt(place)
      if (code < 0x80) bytes[at++] = code
      else if (code < 0x800) {
        bytes[at++] = 0xc0 | (code >> 6)
        bytes[at++] = 0x80 | (code & 63)
      } else return false
    }
    const written = at - from
    bytes[from - 2] = written & 255
    bytes[from - 1] = written >> 8
    return true
  }

  /** @param {any} value */
  const writeValue = (value) => {
    if (at + 12 > ROOM) return false
    if (typeof value === 'string') {
      bytes[at++] = TEXT
      return writeText(value)
    }
    if (typeof value === 'number') {
      bytes[at++] = NUMBER
      number[0] = value
      for (let place = 0; place < 8; place++) bytes[at++] = eight[place]
      return true
    }
    if (typeof value === 'boolean') {
      bytes[at++] = value ? TRUE : FALSE
      return true
    }
    const keys = Object.keys(value)
    bytes[at++] = RECORD
    bytes[at++] = keys.length
    for (const key of keys) if (!writeText(key) || !writeText(value[key])) return false
    return true
  }

  /** The request as it was read, in the documentation's order; undefined where it is not plain. @param {unknown} request */
  return (request) => {
    if (typeof request !== 'object' || request === null) return undefined
    if (bytes.byteLength === 0) renew()
    const values = read(request, places)
    if (!values || bytes.byteLength === 0) return undefined
    // From here on, no code but ours runs.
    at = 0
    for (let place = 0; place < names.length; place++) {
      if (values[place] === undefined) continue
      bytes[at++] = place
      if (!writeValue(values[place])) return undefined
    }
    if (!functions.checkout_is_plain(at)) return undefined
    /** @type {Record<string, unknown>} */
    const normalised = {}
    for (let place = 0; place < names.length; place++) if (values[place] !== undefined) normalised[names[place]] = values[place]
    return normalised
  }
}

/**
 * Each own property, once: what it gives is what is checked and handed over. Undefined where anything is not plain.
 * @param {any} request @param {Map<string, number>} places
 */
const read = (request, places) => {
  try {
    if (Object.getPrototypeOf(request) !== Object.prototype) return undefined
    /** @type {unknown[]} */
    const values = new Array(places.size)
    for (const key of Object.keys(request)) {
      const place = places.get(key)
      if (place === undefined) return undefined
      const value = request[key]
      const type = typeof value
      if (type === 'string' || type === 'number' || type === 'boolean') values[place] = value
      else if (type !== 'object' || value === null || !(values[place] = lines(value))) return undefined
    }
    return values
  } catch {
    return undefined
  }
}

/** A record of texts, copied. @param {any} record */
const lines = (record) => {
  if (Object.getPrototypeOf(record) !== Object.prototype) return undefined
  const keys = Object.keys(record)
  if (keys.length > MOST_LINES) return undefined
  /** @type {Record<string, string>} */
  const copy = {}
  for (const key of keys) {
    const value = record[key]
    if (typeof value !== 'string' || key === '__proto__') return undefined
    copy[key] = value
  }
  return copy
}
