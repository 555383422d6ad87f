// @ts-check
/**
 * Writes JavaScript's values into the core's scratch buffer, in the layout that src/js/wire.rs reads.
 * Only own enumerable properties are read, each once; what cannot be read becomes an issue, never an exception.
 */

const [NULL, FALSE, TRUE, NUMBER, TEXT, LIST, RECORD, UNUSABLE] = [0, 1, 2, 3, 4, 5, 6, 7]
const [WRONG_TYPE, BROKEN_TEXT, UNREADABLE, TOO_DEEP, TOO_LONG, LONG_NAME] = [0, 1, 2, 3, 4, 5]
const LONGEST_TEXT = 100_000
const MOST_ITEMS = 1_000
/** Of a list of payouts: one as long stands in memory a few times over. */
export const LONGEST_LIST = 1_000_000
const DEEPEST = 12
const USUAL_ROOM = 4_096
/** A larger buffer is not kept. */
const KEPT = 65_536
const SHORT = 100
/** Of a field's name. */
export const LONGEST_NAME = 200

const encoder = /* @__PURE__ */ new TextEncoder()
const number = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8))
const numberBytes = /* @__PURE__ */ new Uint8Array(number.buffer)

/** Older runtimes lack the question. @param {any} text */
const isBroken = (text) => (text.isWellFormed ? !text.isWellFormed() : /[\ud800-\udfff]/u.test(text))

/**
 * A form's fields as an object; anything else as it is. What throws is read again, and reported, where it is written.
 * @param {any} value
 */
export const fieldsOf = (value) => {
  try {
    const tag = Object.prototype.toString.call(value)
    return tag === '[object FormData]' || tag === '[object URLSearchParams]' ? Object.fromEntries(value) : value
  } catch {
    return value
  }
}

/** Whether it is read by its fields: no list, date, map or the like. @param {any} value */
export const isRecord = (value) => Object.prototype.toString.call(value) === '[object Object]'

/**
 * Writes text as it is, of any length: an answer's body.
 * @param {{ scratch_reserve(bytes: number): number, scratch_memory(): WebAssembly.Memory }} core
 * @param {string} text
 * @returns {number} how many bytes were written
 */
export const writeText = (core, text) => {
  const most = text.length * 3
  const start = core.scratch_reserve(most)
  return encoder.encodeInto(text, new Uint8Array(core.scratch_memory().buffer, start, most)).written
}

/** Where the next value is written, unless a getter of the one before asks for a check itself: that has another. @type {Uint8Array<ArrayBuffer> | undefined} */
let spare

/**
 * @param {{ scratch_reserve(bytes: number): number, scratch_memory(): WebAssembly.Memory }} core
 * @param {unknown} value
 * @param {{ items?: number, bytes?: number }} [most] of a list or record; and in all, about: what is beyond is too long, whatever it is
 * @returns {number} how many bytes were written
 */
export const write = (core, value, { items: mostItems = MOST_ITEMS, bytes: mostBytes = Infinity } = {}) => {
  let bytes = spare ?? new Uint8Array(USUAL_ROOM)
  spare = undefined
  let at = 0

  /** Makes sure that so many bytes fit. @param {number} count */
  const room = (count) => {
    if (at + count <= bytes.length) return
    const larger = new Uint8Array(Math.max(at + count, bytes.length * 2))
    larger.set(bytes.subarray(0, at))
    bytes = larger
  }
  /** @param {number} value */
  const byte = (value) => {
    room(1)
    bytes[at++] = value
  }
  /** @param {number} place @param {number} value */
  const setCount = (place, value) => {
    bytes[place] = value
    bytes[place + 1] = value >> 8
    bytes[place + 2] = value >> 16
    bytes[place + 3] = value >> 24
  }
  /** @param {number} value */
  const count = (value) => {
    room(4)
    setCount(at, value)
    at += 4
  }
  /** @param {number} why */
  const unusable = (why) => {
    byte(UNUSABLE)
    byte(why)
  }
  /**
   * Length and UTF-8. A loop beats the encoder for the short ASCII texts that requests are made of.
   * @param {string} text
   * @returns {boolean} whether it is written as it is: of half a pair the encoder makes another character
   */
  const characters = (text) => {
    room(4 + text.length * 3)
    const from = at + 4
    let written = 0
    let isWhole = true
    if (text.length <= SHORT) {
      for (; written < text.length; written++) {
        const code = text.charCodeAt(written)
        if (code > 127) break
        bytes[from + written] = code
      }
    }
    if (written < text.length) {
      isWhole = !isBroken(text)
      written += encoder.encodeInto(text.slice(written), bytes.subarray(from + written, from + text.length * 3)).written
    }
    setCount(at, written)
    at = from + written
    return isWhole
  }
  /** @param {string} text */
  const writeText = (text) => {
    if (text.length > LONGEST_TEXT) return unusable(TOO_LONG)
    const before = at
    byte(TEXT)
    if (characters(text)) return
    at = before
    unusable(BROKEN_TEXT)
  }
  /** A field's name. One that cannot stand as it is makes its value unusable. @param {string} name */
  const writeName = (name) => {
    const isWhole = characters(name.slice(0, LONGEST_NAME))
    if (name.length > LONGEST_NAME) unusable(LONG_NAME)
    else if (!isWhole) unusable(BROKEN_TEXT)
    else return true
    return false
  }
  /** @param {any} value @param {number} depth */
  const writeObject = (value, depth) => {
    if (depth > DEEPEST) return unusable(TOO_DEEP)
    const isList = Array.isArray(value)
    if (!isList && !isRecord(value)) return unusable(WRONG_TYPE)
    const keys = Object.keys(value)
    // A proxy may say any length.
    const length = isList ? value.length >>> 0 : keys.length
    if (length > mostItems) return unusable(TOO_LONG)
    byte(isList ? LIST : RECORD)
    count(length)
    for (let index = 0; index < length; index++) {
      const key = isList ? index : keys[index]
      if (!isList && !writeName(keys[index])) continue
      let item
      try {
        item = value[key]
      } catch {
        unusable(UNREADABLE)
        continue
      }
      writeValue(item, depth + 1)
    }
  }
  /** @param {unknown} value @param {number} depth */
  const writeValue = (value, depth) => {
    if (at > mostBytes) return unusable(TOO_LONG)
    switch (typeof value) {
      case 'undefined':
        return byte(NULL)
      case 'boolean':
        return byte(value ? TRUE : FALSE)
      case 'bigint':
        return writeText(String(value))
      case 'number':
        byte(NUMBER)
        room(8)
        number.setFloat64(0, value, true)
        bytes.set(numberBytes, at)
        at += 8
        return
      case 'string':
        return writeText(value)
      case 'object': {
        if (value === null) return byte(NULL)
        const before = at
        try {
          return writeObject(value, depth)
        } catch {
          at = before
          return unusable(UNREADABLE)
        }
      }
      default:
        return unusable(WRONG_TYPE)
    }
  }

  writeValue(value, 0)
  const start = core.scratch_reserve(at)
  new Uint8Array(core.scratch_memory().buffer, start, at).set(bytes.subarray(0, at))
  if (bytes.length <= KEPT) {
    // It may be a key or a customer's details.
    bytes.fill(0, 0, at)
    spare = bytes
  }
  return at
}
