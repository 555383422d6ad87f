// @ts-check
/**
 * Phone numbers. A text's characters go into a fixed buffer of the core and one call answers with a word of flags (phone/src/word.rs says which
 * bits mean what); what the flags do not hold is asked for when it is first read.
 */
import { unpack } from '../load/unpack.js'

/** Longest text that is read. */
const LONGEST = 250
/** The length in the flags that says: the text itself is its E.164. */
const SAME = 31
/** What the core tells of a number, a line each; then of its operator, if it knows one: the name, the multiple, the services' words. */
const DETAILS = ['prefix', 'phone', 'extension', 'national', 'international', 'rfc3966', 'suggestion', 'lock_phone_number']
/** In place of a list's country: each line has its own. */
const EACH = 65_536

/** @typedef {ReturnType<typeof makePhones>} Phones */
/** @typedef {{ country?: string }} Options */

/**
 * The phone functions of one core: its buffer, its words, the countries it has met.
 * @param {() => any} core
 */
export const makePhones = (core) => {
  /** @type {any} */
  let functions
  /** The buffer's parts (src/js/phone.rs). */
  let bytes = new Uint8Array(0)
  let words = new Uint32Array(0)
  let handles = new Uint16Array(0)
  let numbers = new Uint8Array(0)
  /** @type {(string | undefined)[]} */
  let statuses = []
  /** @type {(string | undefined)[]} */
  let reasons = []
  /** @type {(string | undefined)[]} */
  let types = []
  /** @type {(string | undefined)[]} */
  let regions = []
  let [mostLines, mostBytes, mostWritten] = [0, 0, 0]
  /** By two letters: the core's number for the country, from 1; 0 where it was not asked yet. */
  const known = new Uint16Array(26 * 26)
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  /** @type {unknown} */
  let lastCountry
  let lastHandle = 0

  /** Views of the buffer: made at first, and again when the module's memory has grown, which detaches them. */
  const renew = () => {
    functions = core()
    if (!mostLines) readWords()
    const { buffer } = functions.scratch_memory()
    const start = functions.phone_buffer()
    const lists = start + mostBytes
    bytes = new Uint8Array(buffer, start, mostBytes)
    words = new Uint32Array(buffer, lists, mostLines)
    handles = new Uint16Array(buffer, lists + mostLines * 4, mostLines)
    numbers = new Uint8Array(buffer, lists + mostLines * 6, mostWritten)
  }

  /** What numbers in the flags mean; told anew when a plan is loaded. */
  const readWords = () => {
    const length = functions.phone_words()
    const { buffer } = functions.scratch_memory()
    const start = functions.phone_buffer()
    ;[mostLines, mostBytes, mostWritten] = new Uint32Array(buffer, start, 3)
    const lines = decoder.decode(new Uint8Array(buffer, start + 12, length - 12)).split('\n')
    ;[statuses, reasons, types, regions] = lines.map((line) => line.split(' ').map((word) => word || undefined))
    known.fill(0)
    ;[lastCountry, lastHandle] = [undefined, 0]
  }

  /** The core's number for a country: asked for once. @param {unknown} country */
  const handleOf = (country) => {
    if (country === lastCountry) return lastHandle
    let handle = 0
    if (typeof country === 'string' && country.length === 2) {
      const first = (country.charCodeAt(0) | 32) - 97
      const second = (country.charCodeAt(1) | 32) - 97
      if (first >>> 0 < 26 && second >>> 0 < 26) {
        const place = first * 26 + second
        if (known[place] === 0) known[place] = functions.phone_country(first + 97, second + 97) + 1
        handle = known[place] - 1
      }
    }
    lastCountry = country
    lastHandle = handle
    return handle
  }

  /** Writes a text; how many bytes it has. One character more than is read is enough to be too long. @param {string} text */
  const write = (text) => {
    if (bytes.byteLength === 0) renew()
    const length = text.length > LONGEST ? LONGEST + 1 : text.length
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      if (code > 127) return encoder.encodeInto(text.slice(0, length), bytes).written
      bytes[at] = code
    }
    return length
  }

  /** The E.164 that the core wrote. @param {number} from @param {number} length */
  const written = (from, length) => {
    const b = numbers
    // Short forms of what is longest in most lists: a call with so many arguments takes a tenth of the time of a decoder.
    switch (length) {
      case 12:
        return String.fromCharCode(b[from], b[from + 1], b[from + 2], b[from + 3], b[from + 4], b[from + 5], b[from + 6], b[from + 7], b[from + 8], b[from + 9], b[from + 10], b[from + 11])
      case 13:
        return String.fromCharCode(b[from], b[from + 1], b[from + 2], b[from + 3], b[from + 4], b[from + 5], b[from + 6], b[from + 7], b[from + 8], b[from + 9], b[from + 10], b[from + 11], b[from + 12])
      case 14:
        return String.fromCharCode(b[from], b[from + 1], b[from + 2], b[from + 3], b[from + 4], b[from + 5], b[from + 6], b[from + 7], b[from + 8], b[from + 9], b[from + 10], b[from + 11], b[from + 12], b[from + 13])
      default: {
        let text = '+'
        for (let at = 1; at < length; at++) text += String.fromCharCode(b[from + at])
        return text
      }
    }
  }

  /** The text that the core wrote, of so many bytes. @param {number} length */
  const told = (length) => {
    if (bytes.byteLength === 0) renew()
    return decoder.decode(bytes.subarray(0, length))
  }

  /** The E.164 that the core wrote beside these flags. @param {number} flags */
  const e164Of = (flags) => {
    if (bytes.byteLength === 0) renew()
    const digits = (flags >> 10) & 31
    return digits ? written(0, digits) : undefined
  }

  class PhoneNumber {
    #country
    /** @type {Record<string, any> | undefined} */
    #details

    /**
     * @param {string} input @param {unknown} country the default country @param {number} flags @param {string | undefined} e164
     * @param {(string | undefined)[]} names what numbers of regions meant when the flags were told
     */
    constructor(input, country, flags, e164, names) {
      this.input = input
      this.status = statuses[flags & 3]
      this.reason = reasons[(flags >> 2) & 15]
      this.e164 = e164
      this.country = names[(flags >> 15) & 511]
      this.type = types[(flags >> 6) & 15]
      this.#country = country
    }

    /** What is only told when it is asked for. @returns {Record<string, any>} */
    #told() {
      if (this.#details) return this.#details
      const lines = told(functions.phone_details(write(this.input), handleOf(this.#country))).split('\n')
      /** @type {Record<string, any>} */
      const details = Object.fromEntries(DETAILS.map((name, at) => [name, lines[at] || undefined]))
      const [name, multiple, ...words] = lines.slice(DETAILS.length, -1)
      if (name) details.operator = { name, words, multiple: Number(multiple) }
      return (this.#details = details)
    }

    get callingCode() { return this.#told().prefix }
    get nationalNumber() { return this.#told().phone }
    get extension() { return this.#told().extension }
    get national() { return this.#told().national }
    get international() { return this.#told().international }
    get rfc3966() { return this.#told().rfc3966 }
    get operator() { return this.#told().operator }
    get suggestion() { return this.#told().suggestion }

    /** @param {string} country */
    isValidFor(country) {
      return functions.phone_valid_for(write(this.input), handleOf(this.#country), handleOf(country))
    }

    /** As each service takes it. */
    get shapes() {
      const { prefix, phone, lock_phone_number } = this.#told()
      return { prefix, phone, lock_phone_number, destination: phone }
    }

    toJSON() {
      const { input, status, reason, suggestion, e164, callingCode, country, nationalNumber, type, extension, national, international, rfc3966, operator } = this
      return { input, status, reason, suggestion, e164, callingCode, country, nationalNumber, type, extension, national, international, rfc3966, operator }
    }
  }

  /** @param {unknown} input @param {Options} [options] */
  const parse = (input, options) => {
    const text = textOf(input)
    const country = options?.country
    const length = write(text)
    const handle = country === lastCountry ? lastHandle : handleOf(country)
    const flags = functions.phone(length, handle)
    const digits = (flags >> 10) & 31
    return new PhoneNumber(text, country, flags, digits === SAME ? text : digits ? written(0, digits) : undefined, regions)
  }

  /** The answers for a list: flags, and E.164 where the text is not its own. */
  class PhoneBatch {
    #inputs
    #country
    #flags
    #numbers
    /** Another plan numbers its regions otherwise. */
    #regions = regions

    /** @param {string[]} inputs @param {(at: number) => unknown} country @param {Uint32Array} flags @param {(string | undefined)[]} numbers */
    constructor(inputs, country, flags, numbers) {
      this.length = inputs.length
      this.#inputs = inputs
      this.#country = country
      this.#flags = flags
      this.#numbers = numbers
    }

    /** @param {number} at */
    status(at) {
      const flags = this.#flags[at]
      return flags === undefined ? undefined : statuses[flags & 3]
    }

    /** @param {number} at */
    reason(at) { return reasons[(this.#flags[at] >> 2) & 15] }
    /** @param {number} at */
    country(at) { return this.#regions[(this.#flags[at] >> 15) & 511] }
    /** @param {number} at */
    type(at) { return types[(this.#flags[at] >> 6) & 15] }
    /** @param {number} at */
    e164(at) { return ((this.#flags[at] >> 10) & 31) === SAME ? this.#inputs[at] : this.#numbers[at] }
    /** @param {number} at */
    at(at) {
      const place = at < 0 ? at + this.length : at
      if (!(place in this.#inputs)) return undefined
      return new PhoneNumber(this.#inputs[place], this.#country(place), this.#flags[place], this.e164(place), this.#regions)
    }

    *[Symbol.iterator]() {
      for (let at = 0; at < this.length; at++) yield this.at(at)
    }
  }

  /**
   * @param {unknown} list @param {{ country?: string | (string | undefined)[] }} [options]
   */
  const parseAll = (list, options) => {
    const inputs = Array.isArray(list) ? textsOf(list) : textOf(list).split('\n')
    const given = options?.country
    const countries = Array.isArray(given) ? given : undefined
    const countryAt = countries ? (/** @type {number} */ at) => countries[at] : () => given
    const flags = new Uint32Array(inputs.length)
    /** @type {(string | undefined)[]} */
    const e164s = new Array(inputs.length)
    if (bytes.byteLength === 0) renew()
    const same = countries ? EACH : handleOf(given)
    let next = 0
    while (next < inputs.length) {
      const first = next
      for (let end = 0; next < inputs.length && next - first < mostLines; next++) {
        end += inputs[next].length + 1
        if (end > mostBytes) break
        if (countries) {
          const country = countries[next]
          handles[next - first] = country === lastCountry ? lastHandle : handleOf(country)
        }
      }
      // A text that fits with no other goes alone.
      if (next === first) next++
      const count = next - first
      if (!checkLines(first === 0 && next === inputs.length ? inputs : inputs.slice(first, next), same)) {
        for (let at = first; at < next; at++) checkAlone(at)
        continue
      }
      flags.set(count === mostLines ? words : words.subarray(0, count), first)
      let from = 0
      for (let at = first; at < next; at++) {
        const digits = (flags[at] >> 10) & 31
        if (digits !== 0 && digits !== SAME) {
          e164s[at] = written(from, digits)
          from += digits
        }
      }
    }
    return new PhoneBatch(inputs, countryAt, flags, e164s)

    /** @param {number} at */
    function checkAlone(at) {
      flags[at] = functions.phone(write(inputs[at]), handleOf(countryAt(at)))
      const digits = (flags[at] >> 10) & 31
      e164s[at] = digits && digits !== SAME ? written(0, digits) : undefined
    }
  }

  /** Checks texts as lines; no where one has lines of its own, or is too long. @param {string[]} texts @param {number} country */
  const checkLines = (texts, country) => {
    const text = texts.join('\n')
    if (text.length > mostBytes) return false
    const { read, written } = encoder.encodeInto(text, bytes)
    return read === text.length && functions.phone_lines(written, country) === texts.length
  }

  /** @param {string} country @param {string} [type] */
  const example = (country, type = '') => {
    if (bytes.byteLength === 0) renew()
    return e164Of(functions.phone_example(handleOf(country), type === '' ? 0 : types.indexOf(type)))
  }

  /** @param {unknown} text @param {Options} [options] */
  const format = (text, options) => {
    if (bytes.byteLength === 0) renew()
    return told(functions.phone_format(encoder.encodeInto(textOf(text), bytes).written, handleOf(options?.country)))
  }

  /** @param {{ country?: string, strict?: boolean, kinds?: string[], operator?: string }} [options] */
  const typer = (options) => {
    const { country, strict, operator } = options ?? {}
    const kinds = Array.isArray(options?.kinds) ? options.kinds : []
    let shown = ''
    return {
      /** @param {string} text @param {number} [caret] @param {{ inputType?: string }} [event] */
      input(text, caret, event) {
        if (bytes.byteLength === 0) renew()
        const now = textOf(text)
        const edit = ['deleteContentBackward', 'deleteContentForward'].indexOf(event?.inputType ?? '') + 1
        const mask = kinds.reduce((all, kind) => all | (types.includes(kind) ? 1 << (types.indexOf(kind) - 1) : 0), 0)
        const handle = handleOf(country)
        let end = 0
        const lengths = [shown, textOf(operator), now].map((part) => {
          const { written } = encoder.encodeInto(part, bytes.subarray(end))
          end += written
          return written
        })
        words.set([...lengths, caret ?? now.length, edit, handle, Number(strict === true), mask])
        shown = told(functions.phone_typed())
        const [flags, place, min, max, next] = words
        const reason = reasons[(flags >> 2) & 15]
        const type = types[(flags >> 6) & 15]
        const e164 = e164Of(flags)
        return {
          text: shown, caret: place, status: statuses[flags & 3], ...(reason && { reason }), ...(type && { type }), ...(e164 && { e164 }),
          possible: ((next >> 10) & 1) === 1, missing: { min, max }, nextDigits: [...'0123456789'].filter((_, digit) => (next >> digit) & 1).join(''),
        }
      },
      get text() { return shown },
    }
  }

  /** @type {Promise<void> | undefined} */
  let coming
  /** @param {() => Promise<{ packed: import('../load/unpack.js').Packed }>} load */
  const loadPlan = (load) =>
    (coming ??= take(load).catch((failure) => {
      coming = undefined
      throw failure
    }))

  /** @param {() => Promise<{ packed: import('../load/unpack.js').Packed }>} load */
  const take = async (load) => {
    const table = unpack((await load()).packed)
    functions = core()
    const start = functions.scratch_reserve(table.length)
    new Uint8Array(functions.scratch_memory().buffer, start, table.length).set(table)
    if (!functions.phone_load(table.length)) throw new Error('the plan in guichet/world is not of this version of guichet')
    readWords()
  }

  return { parse, parseAll, example, format, typer, loadPlan }
}

/** What is checked as a text. Nothing here throws. @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? String(value) : '')

/** @param {unknown[]} list */
const textsOf = (list) => {
  const texts = new Array(list.length)
  for (let at = 0; at < list.length; at++) texts[at] = textOf(list[at])
  return texts
}

/** @param {Phones} phones */
export const makeParsePhone = (phones) => phones.parse
/** @param {Phones} phones */
export const makeParsePhones = (phones) => phones.parseAll
/** @param {Phones} phones */
export const makePhoneExample = (phones) => phones.example
/** @param {Phones} phones */
export const makePhoneShapes = (phones) => (/** @type {any} */ number, /** @type {Options} */ options) =>
  (number?.shapes ?? phones.parse(number, options).shapes)
/** @param {Phones} phones */
export const makeFormatAsYouType = (phones) => phones.format
/** @param {Phones} phones */
export const makeCreatePhoneTyper = (phones) => phones.typer
/** @param {Phones} phones @param {() => Promise<any>} load */
export const makeLoadWorldPlan = (phones, load) => () => phones.loadPlan(load)
