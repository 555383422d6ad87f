// @ts-check
/**
 * What libphonenumber says of a text: the reference, of the very metadata that the tables are made from.
 *
 * Its JavaScript keeps the national number as a number, which rounds beyond 2^53 (16 digits and more); its Java and C++ keep 64 bits. Two of its
 * functions are wrapped so that the digits are kept as text beside the number, and everything that reads them reads the text. Nothing else is changed.
 */
import { createRequire } from 'node:module'

const library = createRequire(import.meta.url)('google-libphonenumber')
const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = library

const keepZeros = PhoneNumberUtil.setItalianLeadingZerosForPhoneNumber_
const significant = PhoneNumberUtil.prototype.getNationalSignificantNumber
const EXACT = Symbol('digits as text')
PhoneNumberUtil.setItalianLeadingZerosForPhoneNumber_ = (/** @type {string} */ digits, /** @type {any} */ number) => {
  keepZeros(digits, number)
  number[EXACT] = digits
}
/** @param {any} number */
PhoneNumberUtil.prototype.getNationalSignificantNumber = function (number) {
  return number[EXACT] ?? significant.call(this, number)
}

export const util = PhoneNumberUtil.getInstance()
export const { AsYouTypeFormatter, metadata } = library

const TYPES = new Map(Object.entries(PhoneNumberType).map(([name, value]) => [value, name.toLowerCase()]))
/** Google's ValidationResult, in the package's words. */
const LENGTHS = ['possible', 'invalid_country_code', 'too_short', 'too_long', 'local_only', 'invalid_length']
const { Error: errors } = library
/** @type {Record<string, string>} */
const REASONS = {
  'Invalid country calling code': 'invalid_country_code',
  'The string supplied did not seem to be a phone number': 'not_a_number',
  'Phone number too short after IDD': 'too_short',
  'The string supplied is too short to be a phone number': 'too_short',
  'The string supplied is too long to be a phone number': 'too_long',
}
if (errors && Object.values(errors).some((message) => !REASONS[message])) throw new Error('libphonenumber has an error that has no word here')

/**
 * @typedef {object} Verdict
 * @property {string} [failure] why nothing was parsed
 * @property {string} [length] what its length says: possible, local_only, too_short, too_long, invalid_length
 * @property {boolean} [valid]
 * @property {string} [e164] @property {string} [type] @property {string} [region] @property {string} [extension]
 * @property {string} [international] @property {string} [national] @property {string} [rfc3966]
 */

/** @param {string} text @param {string | undefined} country @returns {Verdict} */
export const judge = (text, country) => {
  let number
  try {
    number = util.parse(text, country)
  } catch (error) {
    const { message } = /** @type {Error} */ (error)
    if (!REASONS[message]) throw error
    return { failure: REASONS[message] }
  }
  const type = TYPES.get(util.getNumberType(number))
  return {
    length: LENGTHS[util.isPossibleNumberWithReason(number)],
    valid: util.isValidNumber(number),
    e164: util.format(number, PhoneNumberFormat.E164),
    type: type === 'unknown' ? undefined : type,
    region: util.getRegionCodeForNumber(number) ?? undefined,
    extension: number.getExtension() || undefined,
    international: util.format(number, PhoneNumberFormat.INTERNATIONAL),
    national: util.format(number, PhoneNumberFormat.NATIONAL),
    rfc3966: util.format(number, PhoneNumberFormat.RFC3966),
  }
}

/** What libphonenumber's formatter shows after each key. @param {string} keys @param {string | undefined} country @returns {string[]} */
export const typed = (keys, country) => {
  const formatter = new AsYouTypeFormatter(country ?? 'ZZ')
  return [...keys].map((key) => formatter.inputDigit(key))
}
