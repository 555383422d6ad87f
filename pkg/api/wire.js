// @ts-check
/**
 * Writes JavaScript's values into the core's scratch buffer, in the layout that src/js/wire.rs reads.
 * Only own enumerable properties are read, each once; what cannot be read becomes an issue, never an exception.
 */

const [NULL, FALSE, TRUE, NUMBER, TEXT, LIST, RECORD, UNUSABLE] = [0, 1, 2, 3, 4, 5, 6, 7]
const [WRONG_TYPE, BROKEN_TEXT, UNREADABLE, TOO_DEEP, TOO_LONG] = [0, 1, 2, 3, 4]
const LONGEST_TEXT = 100_000
const MOST_ITEMS = 1_000
/** Of a list of payouts: one as long stands in memory a few times over. */
export const LONGEST_LIST = 1_000_000
const DEEPEST = 12
const USUAL_ROOM = 4_096
const SHORT = 100

const encoder = /* @__PURE__ */ new TextEncoder()

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

/**
 * @param {{ scratch_reserve(bytes: number): number, scratch_memory(): WebAssembly.Memory }} core
 * @param {unknown} value
 * @param {{ items?: number, bytes?: number }} [most] of a list or record; and in all, about: what is beyond is too long, whatever it is
 * @returns {number} how many bytes were written
 */
export const write = (core, value, { items: mostItems = MOST_ITEMS, bytes: mostBytes = Infinity } = {}) => {
  const memory = core.scratch_memory()
  let start = core.scratch_reserve(USUAL_ROOM)
  let capacity = USUAL_ROOM
  let view = new DataView(memory.buffer)
  let bytes = new Uint8Array(memory.buffer)
  let at = 0

  /** Makes sure that so many bytes fit. Growing detaches the old views. @param {number} count */
  const room = (count) => {
    if (at + count <= capacity) return
    capacity = Math.max(at + count, capacity * 2)
    start = core.scratch_reserve(capacity)
    view = new DataView(memory.buffer)
    bytes = new Uint8Array(memory.buffer)
  }
  /** @param {number} value */
  const byte = (value) => {
    room(1)
    bytes[start + at++] = value
  }
  /** @param {number} value */
  const count = (value) => {
    room(4)
    view.setUint32(start + at, value, true)
    at += 4
  }
  /** @param {number} why */
  const unusable = (why) => {
    byte(UNUSABLE)
    byte(why)
  }
  /** Length and UTF-8. A loop beats the encoder for the short ASCII texts that requests are made of. @param {string} text */
  const characters = (text) => {
    room(4 + text.length * 3)
    const from = start + at + 4
    let written = 0
    if (text.length <= SHORT) {
      for (; written < text.length; written++) {
        const code = text.charCodeAt(written)
        if (code > 127) break
        bytes[from + written] = code
      }
    }
    if (written < text.length) {
      written += encoder.encodeInto(text.slice(written), bytes.subarray(from + written, from + text.length * 3)).written
    }
    view.setUint32(start + at, written, true)
    at += 4 + written
  }
  /** @param {string} text */
  const writeText = (text) => {
    if (text.length > LONGEST_TEXT) return unusable(TOO_LONG)
    if (isBroken(text)) return unusable(BROKEN_TEXT)
    byte(TEXT)
    characters(text)
  }
  /** @param {any} value @param {number} depth */
  const writeObject = (value, depth) => {
    if (depth > DEEPEST) return unusable(TOO_DEEP)
    const isList = Array.isArray(value)
    if (!isList && Object.prototype.toString.call(value) !== '[object Object]') return unusable(WRONG_TYPE)
    const keys = Object.keys(value)
    const length = isList ? value.length : keys.length
    if (length > mostItems) return unusable(TOO_LONG)
    byte(isList ? LIST : RECORD)
    count(length)
    for (let index = 0; index < length; index++) {
      const key = isList ? index : keys[index]
      if (!isList) characters(keys[index].slice(0, 200))
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
        view.setFloat64(start + at, value, true)
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
  return at
}
