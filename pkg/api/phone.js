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
/** What the core tells of a number, a line each; then of its operator, if it knows one: the multiple, the name, the services' words. */
const DETAILS = ['prefix', 'phone', 'extension', 'national', 'international', 'rfc3966', 'suggestion', 'lock_phone_number']
/** Where a line of a list ends. */
const NEWLINE = 10

/** @typedef {ReturnType<typeof makePhones>} Phones */
/** @typedef {{ country?: string }} Options */

/**
 * The phone functions of one core: its buffer, its words, the countries it has met.
 * @param {() => any} core
 */
export const makePhones = (core) => {
  /** @type {any} */
  let functions
  let bytes = new Uint8Array(0)
  let units = new Uint16Array(0)
  /** @type {DataView} */
  let view
  /** @type {(string | undefined)[]} */
  let statuses = []
  /** @type {(string | undefined)[]} */
  let reasons = []
  /** @type {(string | undefined)[]} */
  let types = []
  /** @type {(string | undefined)[]} */
  let regions = []
  let [texts, words, size, countryLine] = [0, 0, 0, 0]
  let out = 0
  const countries = new Map()
  /** @type {unknown} */
  let lastCountry = countries
  let lastHandle = 0

  /** Views of the buffer: made at first, and again when the module's memory has grown, which detaches them. */
  const renew = () => {
    functions = core()
    if (!size) readWords()
    const { buffer } = functions.scratch_memory()
    const start = functions.phone_buffer()
    bytes = new Uint8Array(buffer, start, size)
    units = new Uint16Array(buffer, start, texts / 2)
    view = new DataView(buffer, start, size)
  }

  /** What numbers in the flags mean; told anew when a plan is loaded. */
  const readWords = () => {
    const lines = functions.phone_words().split('\n').map((/** @type {string} */ line) => line.split(' ').map((word) => word || undefined))
    ;[statuses, reasons, types, regions] = lines
    ;[texts, words, size, countryLine] = lines[4].map(Number)
    out = texts + words * 4
    countries.clear()
    lastCountry = countries
  }

  /** The core's number for a country. @param {unknown} country */
  const handleOf = (country) => {
    if (country === lastCountry) return lastHandle
    let handle = countries.get(country)
    if (handle === undefined) {
      handle = typeof country === 'string' && /^[a-z]{2}$/i.test(country) ? functions.phone_country(country.charCodeAt(0), country.charCodeAt(1)) : 0
      if (typeof country === 'string' || country === undefined) countries.set(country, handle)
    }
    lastCountry = country
    lastHandle = handle
    return handle
  }

  /** Writes a text that is not ASCII: two bytes a character. @param {string} text @param {number} length */
  const writeWide = (text, length) => {
    for (let at = 0; at < length; at++) units[at] = text.charCodeAt(at)
    return -length
  }

  /** Writes a text; how long it is, below zero where it is wide. One character more than is read is enough to be too long. @param {string} text */
  const write = (text) => {
    if (bytes.byteLength === 0) renew()
    const length = text.length > LONGEST ? LONGEST + 1 : text.length
    for (let at = 0; at < length; at++) {
      const code = text.charCodeAt(at)
      if (code > 127) return writeWide(text, length)
      bytes[at] = code
    }
    return length
  }

  /** The E.164 that the core wrote. @param {number} from @param {number} length */
  const written = (from, length) => {
    const b = bytes
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
      const length = write(this.input)
      const lines = functions.phone_details(Math.abs(length), length < 0, handleOf(this.#country)).split('\n')
      const told = Object.fromEntries(DETAILS.map((name, at) => [name, lines[at] || undefined]))
      const [multiple, name, ...words] = lines.slice(DETAILS.length, -1)
      if (name) told.operator = { name, words, multiple: Number(multiple) }
      return (this.#details = told)
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
      const length = write(this.input)
      return functions.phone_valid_for(Math.abs(length), length < 0, handleOf(this.#country), handleOf(country))
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
    const flags = length < 0 ? functions.phone_wide(-length, handle) : functions.phone(length, handle)
    const digits = (flags >> 10) & 31
    return new PhoneNumber(text, country, flags, digits === SAME ? text : digits ? written(out, digits) : undefined, regions)
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
    status(at) { return at in this.#flags ? statuses[this.#flags[at] & 3] : undefined }
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
    const inputs = Array.isArray(list) ? Array.from(list, textOf) : textOf(list).split('\n')
    const given = options?.country
    const countries = Array.isArray(given) ? given : undefined
    const countryAt = countries ? (/** @type {number} */ at) => countries[at] : () => given
    const flags = new Uint32Array(inputs.length)
    /** @type {(string | undefined)[]} */
    const numbers = new Array(inputs.length)
    /** Texts that no line can hold: they are asked for alone. @type {number[]} */
    const alone = []
    if (bytes.byteLength === 0) renew()
    let first = 0
    while (first < inputs.length) {
      const start = handleOf(countryAt(first))
      let handle = start
      let [next, end] = [first, 0]
      for (; next < inputs.length && next - first < words; next++) {
        const text = inputs[next]
        // A line, its end, and a line that changes the country.
        if (end + text.length + 5 > texts && next > first) break
        if (countries) {
          const wanted = handleOf(countries[next])
          if (wanted !== handle) {
            bytes[end] = countryLine
            bytes[end + 1] = wanted & 127 | 128
            bytes[end + 2] = wanted >> 7 | 128
            bytes[end + 3] = NEWLINE
            end += 4
            handle = wanted
          }
        }
        let at = 0
        if (text.length > LONGEST) at = -1
        for (; at >= 0 && at < text.length; at++) {
          const code = text.charCodeAt(at)
          if (code > 127 || code === NEWLINE || code === countryLine) at = -2
          else bytes[end + at] = code
        }
        if (at < 0) alone.push(next)
        else end += at
        bytes[end++] = NEWLINE
      }
      functions.phone_lines(end, start)
      let from = out
      for (let at = first; at < next; at++) {
        const word = view.getUint32(texts + (at - first) * 4, true)
        const digits = (word >> 10) & 31
        flags[at] = word
        if (digits && digits !== SAME) {
          numbers[at] = written(from, digits)
          from += digits
        }
      }
      first = next
    }
    for (const at of alone) {
      const length = write(inputs[at])
      const handle = handleOf(countryAt(at))
      flags[at] = length < 0 ? functions.phone_wide(-length, handle) : functions.phone(length, handle)
      const digits = (flags[at] >> 10) & 31
      numbers[at] = digits && digits !== SAME ? written(out, digits) : undefined
    }
    return new PhoneBatch(inputs, countryAt, flags, numbers)
  }

  /** @param {string} country @param {string} [type] */
  const example = (country, type = '') => {
    if (bytes.byteLength === 0) renew()
    return functions.phone_example(handleOf(country), String(type)) || undefined
  }

  /** @param {unknown} text @param {Options} [options] */
  const format = (text, options) => {
    if (bytes.byteLength === 0) renew()
    return functions.phone_format(handleOf(options?.country), textOf(text))
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
        const lines = functions.phone_typed(shown, now, caret ?? now.length, edit, handleOf(country), strict === true, mask, textOf(operator)).split('\n')
        const [formatted, place, status, reason, type, e164, possible, min, max, nextDigits] = lines
        shown = formatted
        return {
          text: formatted, caret: Number(place), status, ...(reason && { reason }), ...(type && { type }), ...(e164 && { e164 }),
          possible: possible === '1', missing: { min: Number(min), max: Number(max) }, nextDigits,
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
