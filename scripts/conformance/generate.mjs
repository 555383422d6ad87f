// @ts-check
/** Texts made to catch a reader of phone numbers out: numbers that are nearly right, in every way that people and programs write them, and some that are no numbers. */
import { metadata, util } from './oracle.mjs'
import { sample } from './pattern.mjs'
import { Random } from './random.mjs'

const REGIONS = util.getSupportedRegions()
const CODES = Object.keys(metadata.countryCodeToRegionCodeMap)
const KINDS = [
  'getGeneralDesc', 'getFixedLine', 'getMobile', 'getTollFree', 'getPremiumRate', 'getSharedCost', 'getPersonalNumber', 'getVoip', 'getPager', 'getUan', 'getVoicemail',
]

/** @typedef {{ code: string, nsn: string, region: string, data: any }} Base a number before it is written */

/** @param {string} code @param {Random} random */
const regionOf = (code, random) => random.of(/** @type {string[]} */ (metadata.countryCodeToRegionCodeMap[code]))

/** @param {string} region @param {string} code */
const dataOf = (region, code) => util.getMetadataForRegion(region === '001' ? code : region)

/** A number of some plan, or close to one. @param {Random} random @returns {Base} */
const base = (random) => {
  // By region, so that the many of +1 and the few of others weigh the same as they do among users' mistakes; by code for those of no country.
  let region = random.of(REGIONS)
  let code = String(util.getCountryCodeForRegion(region))
  if (random.happens(0.15)) {
    code = random.of(CODES)
    region = regionOf(code, random)
  }
  const data = dataOf(region, code)
  const kind = data[random.of(KINDS)]() ?? data.getGeneralDesc()
  const lengths = data.getGeneralDesc().possibleLengthArray().filter((/** @type {number} */ length) => length > 0)
  const pattern = kind.getNationalNumberPatternOrDefault() || data.getGeneralDesc().getNationalNumberPatternOrDefault()
  let nsn
  switch (random.below(10)) {
    case 0:
      nsn = random.digits((random.of(lengths) ?? 9) + random.of([0, 0, 0, -1, 1]))
      break
    case 1:
      nsn = kind.getExampleNumberOrDefault() || sample(pattern, random)
      break
    case 2: {
      const formats = data.numberFormatArray()
      const format = formats.length ? random.of(formats) : undefined
      const leading = format?.leadingDigitsPatternArray() ?? []
      const start = leading.length ? sample(random.of(leading), random) : ''
      nsn = (start + random.digits(12)).slice(0, random.of(lengths) ?? 9)
      break
    }
    case 3:
      nsn = (sample(data.getLeadingDigitsOrDefault() || '', random) + random.digits(14)).slice(0, random.of(lengths) ?? 9)
      break
    default:
      nsn = sample(pattern, random)
  }
  return { code, region, data, nsn: altered(nsn, random) }
}

/** Cut, extended, or with digits changed. @param {string} nsn @param {Random} random */
const altered = (nsn, random) => {
  if (random.happens(0.55)) return nsn
  switch (random.below(7)) {
    case 0:
      return nsn.slice(0, -1 - random.below(4))
    case 1:
      return nsn + random.digits(1 + random.below(4))
    case 2:
      return nsn.slice(1 + random.below(2))
    case 3:
      return '0'.repeat(1 + random.below(3)) + nsn
    case 4:
      return random.happens(0.2) ? nsn + random.digits(3 + random.below(20)) : random.digits(1 + random.below(4)) + nsn
    default: {
      const place = random.below(nsn.length)
      return nsn.slice(0, place) + random.digits(1) + nsn.slice(place + 1)
    }
  }
}

/** @param {Random} random @param {any} data */
const idd = (random, data) => sample(data.getInternationalPrefixOrDefault() || '00', random).replace(/[^\d]/g, '')

/** @param {Random} random @param {any} data */
const trunk = (random, data) => {
  const parsing = data.getNationalPrefixForParsingOrDefault()
  return random.happens(0.6) || !parsing ? data.getNationalPrefixOrDefault() : sample(parsing, random)
}

/** The number as it might be dialled or written. @param {Base} base @param {any} here the default country's plan @param {Random} random */
const written = ({ code, nsn, data }, here, random) => {
  switch (random.below(16)) {
    case 0:
    case 1:
    case 2:
      return `+${code}${nsn}`
    case 3:
      return `${random.of(['+', '＋', '++', '+ ', '(+', '＋+'])}${code}${random.of(['', ' ', '-', ' (0) ', ' 0', ')'])}${nsn}`
    case 4:
      return code + nsn
    case 5:
      return code + trunk(random, data) + nsn
    case 6:
      return `+${code}${trunk(random, data)}${nsn}`
    case 7:
      return idd(random, here) + random.of(['', '', ' ', '0', '-']) + code + nsn
    case 8:
      return idd(random, here) + random.of([code, code + trunk(random, data)]) + nsn
    case 9:
    case 10:
      return trunk(random, data) + nsn
    case 11:
      return trunk(random, here) + nsn
    case 12:
      return `+${random.of(['', idd(random, here), '0', random.digits(2)])}${nsn}`
    default:
      return nsn
  }
}

const PUNCTUATION = [...' -.()/[]~xX*', '\u00a0', '\u00ad', '\u200b', '\u2010', '\u2013', '\u2015', '\u2053', '\u2060', '\u2212', '\u223c', '\u3000', '\u30fc', '\uff08', '\uff09', '\uff0d', '\uff0e', '\uff0f', '\uff3b', '\uff3d', '\uff5e']

/** @param {string} text @param {Random} random */
const punctuated = (text, random) => {
  const [before, between] = random.happens(0.5) ? [3, [' ']] : [2 + random.below(3), PUNCTUATION]
  let out = ''
  for (const [at, character] of [...text].entries()) {
    if (at > 0 && random.happens(1 / before)) out += random.of(between).repeat(1 + random.below(random.happens(0.9) ? 1 : 3))
    out += character
  }
  return out
}

/** Digits of another script, all or some. @param {string} text @param {Random} random */
const transliterated = (text, random) => {
  const zero = random.of([0xff10, 0x660, 0x6f0])
  const share = random.of([1, 1, 0.5])
  return text.replace(/\d/g, (digit) => (random.happens(share) ? String.fromCharCode(zero + Number(digit)) : digit))
}

const LABELS = [
  ';ext=', 'ext', 'ext.', 'Ext:', ' extn ', 'xtn', 'xt', 'extensio', 'extensión', 'extensio\u0301n', 'EXTENSI\u00d3N', 'ｅｘｔ', 'ｘｔｎ', 'ＥＸＴＮ', 'доб', 'ДОБ.', 'anexo', 'ANEXO',
  'x', 'X', 'ｘ', '#', '＃', '~', '～', 'int', 'INT', 'ｉｎｔ', '- ', ' -', ',,', ',', ',,,', ';', ' ,, ', '\u00a0,', '\t', ';EXT=', '\u1c81\u1c82б', 'o', 'e', ' xx',
]

/** @param {string} text @param {Random} random */
const extended = (text, random) => {
  const label = random.of(['', '', ' ', '  ', ', ', '\u00a0', '\t', ',']) + random.of(LABELS) + random.of(['', '', ' ', ':', '. ', '．', ' - ', ',', '\u00a0'])
  const digits = random.digits(1 + random.below(random.happens(0.8) ? 6 : 23))
  return text + label + (random.happens(0.1) ? transliterated(digits, random) : digits) + random.of(['', '', '', '#', ' #', '##', ' '])
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** @param {string} text @param {Random} random */
const lettered = (text, random) => {
  const count = 1 + random.below(6)
  const place = random.happens(0.7) ? Math.max(0, text.length - count) : random.below(text.length)
  const word = Array.from({ length: count }, () => random.of([...LETTERS])).join('')
  return text.slice(0, place) + word + (random.happens(0.6) ? text.slice(place + count) : text.slice(place))
}

// Long contexts that are no domain take libphonenumber's pattern exponential time, so they are kept short.
const CONTEXTS = ['+', '+44', '+225', '+1-', '+(33)', '+3.3', '+٤٤', 'example.com', 'a.b.', 'a-b', '-a', 'a_b', '1a', 'a1', 'x.1', '', ' ', '+a', '225', '+1 2', 'ab.c-', '..', 'é']

/** @param {string} text @param {Base} base @param {Random} random */
const addressed = (text, { code }, random) => {
  const context = random.happens(0.5) ? `+${code}` : random.of(CONTEXTS)
  return random.of([
    () => `tel:${text};phone-context=${context}`,
    () => `tel:${text};phone-context=${context};ext=${random.digits(3)}`,
    () => `${text};phone-context=${context}`,
    () => `tel:${text};isub=${random.digits(4)};phone-context=${context}`,
    () => `tel:${text};phone-context=${context};isub=12345`,
    () => `tel:${text};isub=12345`,
    () => `tel:${text};ext=${random.digits(4)}`,
    () => `;phone-context=${context};tel:${text}`,
    () => `tel:${text}`,
    () => `TEL:${text};phone-context=${context}`,
    () => `call tel:${text};a=b`,
  ])()
}

/** @param {string} text @param {Random} random */
const surrounded = (text, random) =>
  random.of(['', 'Tel: ', 'call ', '\u00a0', '\n', '*', '#', '(', '😀', '\ud800', 'é', '.']) +
  text +
  random.of(['', '', ' ', '.', ')', ' -', '#', ' x', '/x 123', ' / x456', '\\x1', '\\ x', '/ X1', '\n', '😀', ' a', ';', '\udc00', 'é', ' or 123', '+', '*'])

const SCRAPS = [
  ...'0123456789++＋-().[]/~*#;,=xX \t', '٠', '۹', '５', 'ext', 'tel:', ';phone-context=', ';isub=', ';ext=', 'a', 'Z', 'é', '😀', '\ud83d', '\u200b', '\u2013', '\\', '00', '011', '225', '07', '1', '44', '000', 'доб', '\u0000', '\u2028',
]

/** @param {Random} random */
const garbage = (random) => Array.from({ length: random.below(random.happens(0.95) ? 24 : 300) }, () => random.of(SCRAPS)).join('')

/** The default country: its own, another of the same calling code, any, or none. @param {Base} base @param {Random} random */
const defaultCountry = ({ region, code }, random) => {
  const chosen = random.next()
  if (chosen < 0.45 && region !== '001') return region
  if (chosen < 0.6) return regionOf(code, random)
  if (chosen < 0.95) return random.of(REGIONS)
  return random.of([undefined, 'ZZ', '001', 'ci', 'gB', '', 'QQ'])
}

/** One case. @param {number} seed @param {number} place @returns {{ text: string, country: string | undefined }} */
export const generate = (seed, place) => {
  const random = new Random(seed, place)
  const number = base(random)
  const country = defaultCountry(number, random)
  if (random.happens(0.04)) return { text: garbage(random), country }
  const here = (country && util.getMetadataForRegion(country)) || number.data
  let text = written(number, here, random)
  if (random.happens(0.08)) text = lettered(text, random)
  if (random.happens(0.3)) text = punctuated(text, random)
  if (random.happens(0.06)) text = transliterated(text, random)
  if (random.happens(0.12)) text = extended(text, random)
  if (random.happens(0.06)) text = addressed(text, number, random)
  if (random.happens(0.08)) text = surrounded(text, random)
  if (random.happens(0.002)) text = text.padEnd(245 + random.below(10), random.of(['1', ' ', 'a', '.']))
  return { text, country }
}
