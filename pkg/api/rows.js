// @ts-check
/** Files of payouts: text goes to the core in parts, so that a file of any length needs little memory. */
import { inWordsOf } from './messages.js'
import { write, writeText } from './wire.js'

/** A part's UTF-8 fits in the core's lasting buffer. */
const PART = 20_000

/** Parts that end between characters. @param {string} text */
function* partsOf(text) {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + PART, text.length)
    // Half of a pair would become a replacement character.
    if ((text.charCodeAt(to - 1) & 0xfc00) === 0xd800 && to < text.length) to++
    yield text.slice(from, to)
    from = to
  }
}

/** @param {any} functions @param {Uint8Array} bytes */
const writeBytes = (functions, bytes) => {
  const start = functions.scratch_reserve(bytes.length)
  new Uint8Array(functions.scratch_memory().buffer, start, bytes.length).set(bytes)
  return bytes.length
}

/** @param {() => any} core */
export const makeCheckPayouts = (core) => (/** @type {unknown} */ csv, /** @type {any} */ options = {}) => {
  const functions = core()
  const { service, strict, lang, limit, messages } = options
  const file = new functions.PayoutRows(write(functions, { service, strict, lang, limit }))
  /** @type {any} */
  let read = {}
  /** @type {any[]} */
  const issues = []
  const add = (/** @type {number} */ length, /** @type {boolean} */ last) => {
    read = JSON.parse(file.read(length, last))
    if (read.issues.length) issues.push(...read.issues)
  }
  try {
    const parts = typeof csv === 'string' || csv instanceof Uint8Array ? [csv] : /** @type {Iterable<string | Uint8Array>} */ (csv)
    for (const part of parts) {
      if (typeof part === 'string') for (const piece of partsOf(part)) add(writeText(functions, piece), false)
      else for (let from = 0; from < part.length; from += PART * 3) add(writeBytes(functions, part.subarray(from, from + PART * 3)), false)
    }
    add(0, true)
  } finally {
    file.free()
  }
  const checked = { ...read, issues }
  return messages ? inWordsOf(checked, messages) : checked
}
