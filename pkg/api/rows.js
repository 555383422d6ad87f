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

/** Whether it is one part, of a kind that can be read or not. @param {any} csv */
const isOne = (csv) => typeof csv === 'string' || csv instanceof Uint8Array || typeof csv?.[Symbol.iterator] !== 'function'

/** @param {() => any} core */
export const makeCheckPayouts = (core) => (/** @type {any} */ csv, /** @type {any} */ given) => {
  const functions = core()
  const options = given ?? {}
  const { service, strict, lang, limit, messages } = options
  const file = new functions.PayoutRows(write(functions, { service, strict, lang, limit }))
  /** @type {any} */
  let read = {}
  /** @type {any[]} */
  const issues = []
  const add = (/** @type {string} */ answer) => {
    read = JSON.parse(answer)
    if (read.issues.length) issues.push(...read.issues)
  }
  try {
    for (const part of isOne(csv) ? [csv] : csv) {
      if (typeof part === 'string') for (const piece of partsOf(part)) add(file.read(writeText(functions, piece), false))
      else if (part instanceof Uint8Array) for (let from = 0; from < part.length; from += PART * 3) add(file.read(writeBytes(functions, part.subarray(from, from + PART * 3)), false))
      else add(file.unreadable())
    }
    add(file.read(0, true))
  } finally {
    file.free()
  }
  const checked = { ...read, issues }
  return messages ? inWordsOf(checked, messages, lang) : checked
}
