// @ts-check
/** Where the package's answer for a text is not libphonenumber's. */

/** @typedef {import('./oracle.mjs').Verdict} Verdict */

/** How a verdict of libphonenumber reads in the package's words. @param {Verdict} verdict */
const expected = ({ failure, length, valid, e164, type, region, extension, international, national, rfc3966 }) => {
  if (failure) return { status: 'invalid', reason: failure }
  // +800 and the like belong to no country.
  const number = { e164, extension, international, national, rfc3966, country: region === '001' ? undefined : region }
  if (valid) return { ...number, type, status: 'valid', reason: undefined }
  if (length === 'possible') return { ...number, status: 'possible', reason: 'no_such_prefix' }
  if (length === 'local_only') return { ...number, status: 'possible', reason: 'local_only' }
  return { ...number, status: 'invalid', reason: length }
}

/**
 * What the package adds to libphonenumber's answer: eight digits of Côte d'Ivoire and Benin are numbers of before 2021 and 2024. libphonenumber says
 * that they are too short, or still possible.
 * @param {any} number @param {{ status: string, reason?: string }} wanted
 */
const isReplaced = ({ reason, callingCode, nationalNumber }, wanted) =>
  reason === 'old_format' && ['225', '229'].includes(callingCode) && nationalNumber.length === 8 && wanted.status !== 'valid'

/**
 * @param {any} number what parsePhone gave @param {Verdict} verdict
 * @returns {string[]} the fields that differ, each with both values
 */
export const differences = (number, verdict) => {
  const wanted = expected(verdict)
  if (isReplaced(number, wanted)) Object.assign(wanted, { status: 'invalid', reason: 'old_format' })
  return FIELDS.filter((field) => number[field] !== wanted[/** @type {keyof typeof wanted} */ (field)])
    .map((field) => `${field}: ${shown(number[field])}, libphonenumber ${shown(wanted[/** @type {keyof typeof wanted} */ (field)])}`)
}

const FIELDS = ['status', 'reason', 'e164', 'type', 'country', 'extension', 'international', 'national', 'rfc3966']

/** @param {unknown} value */
const shown = (value) => (value === undefined ? 'none' : JSON.stringify(value))
