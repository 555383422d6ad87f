// @ts-check
/**
 * The short way for requests that are plainly right, as most are: the answer is yes or no, and what is yes is handed back as it was read.
 * src/checkout/plain.rs says how it is written. What is no, or cannot be written so, takes the long way, which says why.
 */
import { LONGEST_NAME, isRecord } from './wire.js'

const [NOTHING, TEXT, NUMBER, TRUE, FALSE, RECORD] = [0, 1, 2, 3, 4, 5]
const MOST_LINES = 3
/** Of the core's buffer for texts. */
const ROOM = 32_768
/** A text that is longer takes the long way. */
const LONGEST_TEXT = 2_000
const NO_LINES = {}

/** @param {() => any} core */
export const makePlain = (core) => {
  /** @type {any} */
  let functions
  /** @type {Map<string, number>} */
  let places
  let bytes = new Uint8Array(0)
  const number = new Float64Array(1)
  const eight = new Uint8Array(number.buffer)
  /** The fields of the last request, and where they stand: a program's requests mostly have the same. @type {string[]} */
  let known = []
  /** @type {number[]} */
  let placesOfKnown = []

  /** The buffer never moves, but views of it end when memory grows. */
  const renew = () => {
    functions = core()
    bytes = new Uint8Array(functions.scratch_memory().buffer, functions.phone_buffer(), ROOM)
    places ??= new Map(functions.checkout_names().trim().split(' ').map((/** @type {string} */ name, /** @type {number} */ place) => [name, place]))
  }

  /** Whether every field is a documented one, in the documentation's order. @param {string[]} keys */
  const areInOrder = (keys) => {
    if (keys.length === known.length && keys.every((key, at) => key === known[at])) return true
    const found = keys.map((key) => places.get(key) ?? -1)
    if (!found.every((place, at) => place > (at ? found[at - 1] : -1))) return false
    known = keys
    placesOfKnown = found
    return true
  }

  /** Whether nothing can be said of them. @param {unknown[]} values of the fields that areInOrder has just agreed to */
  const arePlain = (values) => {
    const into = bytes
    const count = places.size
    const numberAt = count + 2 * (count + 2 * MOST_LINES)
    const texts = numberAt + 8
    let at = texts
    /** @type {Record<string, string>} */
    let lines = NO_LINES
    into.fill(NOTHING, 0, count)
    for (let index = 0; index < values.length; index++) {
      const value = values[index]
      const place = placesOfKnown[index]
      if (typeof value === 'string') {
        into[place] = TEXT
        at = writeText(into, at, value)
        writeEnd(into, count + 2 * place, at - texts)
      } else if (typeof value === 'number') {
        into[place] = NUMBER
        number[0] = value
        into.set(eight, numberAt)
      } else if (typeof value === 'boolean') {
        into[place] = value ? TRUE : FALSE
      } else {
        lines = /** @type {Record<string, string>} */ (value)
        into[place] = RECORD + Object.keys(lines).length
      }
    }
    let end = 3 * count
    for (const name of Object.keys(lines)) {
      at = writeText(into, at, name)
      writeEnd(into, end, at - texts)
      at = writeText(into, at, lines[name])
      writeEnd(into, end + 2, at - texts)
      end += 4
    }
    if (at <= ROOM) return functions.checkout_is_plain(at)
    // It may hold a key.
    into.fill(0)
    return false
  }

  /** The request as it was read, in the documentation's order; undefined where it is not plain. @param {unknown} request */
  return (request) => {
    const read = copyOf(request)
    if (!read) return undefined
    // From here on no code but ours runs.
    if (bytes.byteLength === 0) renew()
    const keys = Object.keys(read)
    if (areInOrder(keys)) return arePlain(Object.values(read)) ? read : undefined
    if (!keys.every((key) => places.has(key))) return undefined
    const ordered = Object.fromEntries([...places.keys()].filter((name) => Object.hasOwn(read, name)).map((name) => [name, read[name]]))
    return areInOrder(Object.keys(ordered)) && arePlain(Object.values(ordered)) ? ordered : undefined
  }
}

/**
 * Each own property, read once: that is what is checked and handed over. Undefined for what takes the long way.
 * @param {any} request @returns {Record<string, any> | undefined}
 */
const copyOf = (request) => {
  try {
    if (!isRecord(request)) return undefined
    const copy = { ...request }
    const values = Object.values(copy)
    for (let at = 0; at < values.length; at++) {
      const value = values[at]
      const type = typeof value
      if (type === 'string' || type === 'number' || type === 'boolean') continue
      if (!isRecord(value)) return undefined
      const record = { ...value }
      const names = Object.keys(record)
      if (names.length > MOST_LINES || !names.every((name) => name.length <= LONGEST_NAME && typeof record[name] === 'string') || hasSymbols(record)) return undefined
      copy[Object.keys(copy)[at]] = record
    }
    return hasSymbols(copy) ? undefined : copy
  } catch {
    return undefined
  }
}

/** @param {object} value */
const hasSymbols = (value) => Object.getOwnPropertySymbols(value).length > 0

/**
 * UTF-8. What takes three bytes a character takes the long way, half of a pair with it: then, and where room ends, the place is beyond the room.
 * @param {Uint8Array} into @param {number} at @param {string} text @returns {number} where it ends
 */
const writeText = (into, at, text) => {
  const { length } = text
  if (length > LONGEST_TEXT || at + 2 * length > ROOM) return ROOM + 1
  for (let place = 0; place < length; place++) {
    const code = text.charCodeAt(place)
    if (code < 0x80) into[at++] = code
    else if (code < 0x800) {
      into[at++] = 0xc0 | (code >> 6)
      into[at++] = 0x80 | (code & 63)
    } else return ROOM + 1
  }
  return at
}

/** @param {Uint8Array} into @param {number} at @param {number} end */
const writeEnd = (into, at, end) => {
  into[at] = end
  into[at + 1] = end >> 8
}
