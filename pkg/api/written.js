// @ts-check
/**
 * Checkout requests in the layout that src/checkout/written.rs gives: whole, in one call, and answered by what is to be said of them alone, which is mostly nothing.
 * What cannot be written so is left to wire.js, which carries any value.
 */
import { LONGEST_NAME, isRecord } from './wire.js'

const [NOTHING, TEXT, NUMBER, TRUE, FALSE, SETTLED, RECORD] = [0, 1, 2, 3, 4, 5, 6]
const RIGHT = 1
const MORE = 2
const MOST_LINES = 3
const NUMBER_BYTES = 8
const SPAN_BYTES = 4
/** Of the core's buffer for texts. */
const ROOM = 32_768
const LONGEST_TEXT = 2_000
/** Where nothing is written: beyond the room. */
const NOWHERE = ROOM + 1
/** The parameters whose last text is kept while it is right: a shop's addresses are the same in each of its requests, and tell nothing of a customer. */
const ADDRESSES = ['notify_url', 'return_url']
/** The one parameter that is a record. */
const LINES = 'invoice_data'
const NO_LINES = {}

/** @param {() => any} core @returns {(request: unknown, strict: boolean, french: boolean) => any} what is said of a request; undefined of one that cannot be written so */
export const makeCheckWritten = (core) => {
  /** @type {any} */
  let functions
  /** Every documented name, in the documentation's order: its index is its place. @type {string[]} */
  let names = []
  let amountPlace = 0
  let bytes = new Uint8Array(0)
  let number = new Float64Array(0)
  let spans = new Uint32Array(0)
  let kinds = 0
  let texts = 0
  /** The fields of the last request, and where they stand: a program's requests mostly have the same. @type {string[]} */
  let known = []
  /** @type {number[]} */
  let places = []
  /** @type {number[]} */
  let absent = []
  /** The addresses, each at its place. @type {(string | undefined)[]} */
  let settled = []
  /** @type {number[]} */
  let addressPlaces = []
  /** Whether the last request had fields with nothing in them, which are not sent. */
  let isSparse = false

  /** The buffer never moves, but views of it end when memory grows. */
  const renew = () => {
    functions = core()
    names = functions.checkout_names().split(' ')
    amountPlace = names.indexOf('amount')
    addressPlaces = ADDRESSES.map((name) => names.indexOf(name))
    settled = names.map(() => undefined)
    const { buffer } = functions.scratch_memory()
    const start = functions.phone_buffer()
    const count = names.length + 2 * MOST_LINES
    kinds = NUMBER_BYTES + SPAN_BYTES * count
    texts = kinds + names.length
    number = new Float64Array(buffer, start, 1)
    spans = new Uint32Array(buffer, start + NUMBER_BYTES, count)
    bytes = new Uint8Array(buffer, start, ROOM)
  }

  /** Whether all are documented. @param {string[]} keys */
  const learn = (keys) => {
    const found = keys.map((key) => names.indexOf(key))
    if (found.includes(-1)) return false
    known = keys
    places = found
    absent = names.map((_, place) => place).filter((place) => !found.includes(place))
    return true
  }

  /** Writes a text and its span; where the next begins. @param {number} span @param {number} at @param {string} text */
  const put = (span, at, text) => {
    const end = writeText(bytes, at, text)
    spans[span] = (at - texts) | ((end - texts) << 16)
    return end
  }

  /** @param {Record<string, any>} request of values that no code but ours has @returns {number} where it ends; nowhere if it cannot be written, 0 if its fields are not the known ones */
  const write = (request) => {
    let at = texts
    let index = 0
    let linesPlace = -1
    /** @type {Record<string, any>} */
    let lines = NO_LINES
    isSparse = false
    for (const key in request) {
      if (key !== known[index]) return 0
      const place = places[index++]
      const value = request[key]
      if (typeof value === 'string') {
        if (value === settled[place]) bytes[kinds + place] = SETTLED
        else {
          bytes[kinds + place] = TEXT
          at = put(place, at, value)
        }
      } else if (typeof value === 'number' && place === amountPlace) {
        bytes[kinds + place] = NUMBER
        number[0] = value
      } else if (typeof value === 'boolean') {
        bytes[kinds + place] = value ? TRUE : FALSE
      } else if (value === undefined || value === null) {
        bytes[kinds + place] = NOTHING
        isSparse = true
      } else if (key === LINES && typeof value === 'object') {
        lines = value
        linesPlace = place
      } else return NOWHERE
    }
    if (index !== known.length) return 0
    for (const place of absent) bytes[kinds + place] = NOTHING
    if (linesPlace < 0) return at
    let count = 0
    for (const name in lines) {
      const text = lines[name]
      if (typeof text !== 'string' || name.length > LONGEST_NAME || count === MOST_LINES) return NOWHERE
      const span = names.length + 2 * count++
      at = put(span, at, name)
      at = put(span + 1, at, text)
    }
    bytes[kinds + linesPlace] = RECORD + count
    return at
  }

  /** What is sent as it was given, a bit of each, and the others. @param {Record<string, any>} read @param {number} kept @param {Record<string, any>} others */
  const merged = (read, kept, others) => {
    /** @type {Record<string, any>} */
    const value = {}
    for (const [place, name] of names.entries()) {
      const from = (kept >> place) & 1 ? read : others
      if (Object.hasOwn(from, name) && from[name] !== undefined && from[name] !== null) value[name] = from[name]
    }
    return value
  }

  return (request, strict, french) => {
    const read = copyOf(request)
    if (!read) return undefined
    // From here on no code but ours runs.
    if (bytes.byteLength === 0) renew()
    let end = write(read)
    if (end === 0 && learn(Object.keys(read))) end = write(read)
    if (end === 0 || end > ROOM) {
      // It may hold a key.
      bytes.fill(0)
      return undefined
    }
    const said = functions.checkout_written(end)
    if (said === RIGHT) {
      for (let at = 0; at < ADDRESSES.length; at++) settled[addressPlaces[at]] = read[ADDRESSES[at]]
      return { ok: true, value: isSparse ? merged(read, -1, {}) : read, issues: [] }
    }
    if (said !== MORE) return undefined
    const answer = JSON.parse(functions.checkout_answer(strict, french))
    return answer.ok ? { ok: true, value: merged(read, answer.settled, answer.others), issues: answer.issues } : answer
  }
}

/**
 * Each own property, read once: that is what is checked and handed over. Undefined of what is no object of plain values, and a few lines.
 * @param {any} request @returns {Record<string, any> | undefined}
 */
const copyOf = (request) => {
  try {
    if (!isRecord(request)) return undefined
    const copy = { ...request }
    if (typeof copy[LINES] !== 'object' || !Object.hasOwn(copy, LINES)) return copy
    if (!isRecord(copy[LINES])) return undefined
    copy[LINES] = { ...copy[LINES] }
    return copy
  } catch {
    return undefined
  }
}

/**
 * UTF-8. What takes three bytes a character is not written, half of a pair with it.
 * @param {Uint8Array} into @param {number} at @param {string} text @returns {number} where it ends
 */
const writeText = (into, at, text) => {
  const { length } = text
  if (length > LONGEST_TEXT) return NOWHERE
  let all = 0
  for (let place = 0; place < length; place++) {
    const code = text.charCodeAt(place)
    all |= code
    into[at + place] = code
  }
  return all < 0x80 ? at + length : writeWide(into, at, text)
}

/** @param {Uint8Array} into @param {number} at @param {string} text */
const writeWide = (into, at, text) => {
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code < 0x80) into[at++] = code
    else if (code < 0x800) {
      into[at++] = 0xc0 | (code >> 6)
      into[at++] = 0x80 | (code & 63)
    } else return NOWHERE
  }
  return at
}
