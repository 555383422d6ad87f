// @ts-check
/**
 * Phone numbers. A text's characters go into a fixed buffer of the core, one call answers with a word of flags (src/js/phone.rs says which
 * bits mean what), and what those do not hold is asked for when it is read.
 */

/** Words by number, as the core lists them: nothing is kept twice. */
const [STATUS, REASON, TYPE, REGION] = [0, 1, 2, 3]
const LONGEST = 250

/**
 * What the phone functions of one module share: its buffer, its words, the countries it has met.
 * @param {() => any} core
 */
export const makePhones = (core) => {
  /** @type {any} */
  let functions
  let bytes = new Uint8Array(0)
  let units = new Uint16Array(0)
  /** @type {(string | undefined)[][]} */
  let words = []
  /** @type {Map<string, number>} */
  let countries = new Map()
  /** @type {string | undefined} */
  let lastCountry
  let lastHandle = 0

  /** Views of the buffer: made at first, and again when the module's memory has grown, which detaches them. */
  const renew = () => {
    functions = core()
    const { buffer } = functions.scratch_memory()
    const start = functions.phone_buffer()
    const size = functions.phone_buffer_size()
    bytes = new Uint8Array(buffer, start, size)
    units = new Uint16Array(buffer, start, size / 2)
    if (words.length === 0) readWords()
  }

  const readWords = () => {
    words = functions.phone_words().split('\n').map((/** @type {string} */ line) => line.split(' ').map((word) => word || undefined))
    countries = new Map()
    lastCountry = undefined
    lastHandle = 0
  }

  /** The core's number for a country. @param {unknown} country */
  const handleOf = (country) => {
    if (country === lastCountry) return lastHandle
    const name = typeof country === 'string' ? country : ''
    let handle = countries.get(name)
    if (handle === undefined) {
      handle = /** @type {number} */ (name.length === 2 ? functions.phone_country(name.charCodeAt(0), name.charCodeAt(1)) : 0)
      countries.set(name, handle)
    }
    lastCountry = name
    lastHandle = handle
    return handle
  }

  /** Writes a text and says how: its length, with the sign turned where it took two bytes a character. @param {string} text */
  const write = (text) => {
    if (bytes.byteLength === 0) renew()
    // One more than is read is enough to be too long.
    const length = text.length > LONGEST ? LONGEST + 1 : text.length
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      if (code > 127) return writeWide(text, length)
      bytes[at] = code
    }
    return length
  }

  /** @param {string} text @param {number} length */
  const writeWide = (text, length) => {
    for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at)
    return -length
  }

  return { write, handleOf, words: () => words, bytes: () => bytes, functions: () => functions, forget: () => ((bytes = new Uint8Array(0)), (words = [])) }
}
