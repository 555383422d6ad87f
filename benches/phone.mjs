// @ts-check
/** Phone numbers: a text in; E.164, validity, region and kind out. This package beside the libraries that people use for it. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parsePhoneNumber as awesome } from 'awesome-phonenumber'
import { parsePhoneNumberFromString as jsMax } from 'libphonenumber-js/max'
import { parsePhoneNumberFromString as jsMin } from 'libphonenumber-js/min'
import { parsePhoneNumberFromString as jsMobile } from 'libphonenumber-js/mobile'
import validator from 'validator'
import { loadWorldPlan, parsePhone, parsePhones } from '../pkg/index.js'
import { parsePhone as parseHome, parsePhones as parseHomes } from '../pkg/validate.js'
import { Random } from '../scripts/conformance/random.mjs'
import { sample } from '../scripts/conformance/pattern.mjs'
import { judge, util } from '../scripts/conformance/oracle.mjs'
import { ROOT } from '../scripts/tools.mjs'

const require = createRequire(import.meta.url)

/** A copy of its own: the reference's is wrapped, to keep digits that it would round. */
const freshLibrary = () => {
  const file = require.resolve('google-libphonenumber')
  delete require.cache[file]
  return require(file)
}
const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = freshLibrary()

const SEED = 20_260_101
const COUNT = 4_000
const HOME = ['CI', 'SN', 'ML', 'TG', 'BJ', 'BF', 'NE', 'GN', 'CM', 'CD', 'GA', 'CG', 'TD', 'CF', 'GQ', 'GW']

/** @typedef {{ text: string, country: string | undefined }} Case */

/** One case: valid E.164, valid national, mutated, wrong length, in equal parts. @param {number} place @param {readonly string[]} countries @returns {Case} */
const makeCase = (place, countries) => {
  const random = new Random(SEED, place)
  const country = random.of(countries)
  const data = util.getMetadataForRegion(country)
  const code = util.getCountryCodeForRegion(country)
  const kind = random.happens(0.6) ? data.getMobile() : data.getFixedLine()
  const lengths = kind.possibleLengthArray()
  let nsn = ''
  for (let tries = 0; tries < 20; tries++) {
    nsn = sample(kind.getNationalNumberPatternOrDefault() || data.getGeneralDesc().getNationalNumberPatternOrDefault(), random)
    if (judge(`+${code}${nsn}`, undefined).valid) break
  }
  const number = () => util.parse(`+${code}${nsn}`, 'ZZ')
  switch (place % 4) {
    case 0:
      return { text: `+${code}${nsn}`, country: undefined }
    case 1:
      return { text: random.happens(0.5) ? util.format(number(), PhoneNumberFormat.NATIONAL) : (data.getNationalPrefixOrDefault() + nsn), country }
    case 2: {
      const at = random.below(nsn.length)
      const changed = nsn.slice(0, at) + random.digits(1) + nsn.slice(at + 1)
      return random.happens(0.5) ? { text: `+${code} ${changed}`, country: undefined } : { text: changed, country }
    }
    default:
      return { text: `+${code}${random.happens(0.5) ? nsn.slice(0, -1 - random.below(3)) : nsn + random.digits(1 + random.below(3))}`, country: random.happens(0.5) ? country : undefined }
  }
}

/** @param {readonly string[]} countries @param {number} from @param {number} count */
const cases = (countries, from, count) => Array.from({ length: count }, (_, at) => makeCase(from + at, countries))

/** A quarter from home countries, mixed in. */
const MIXED = [...cases(HOME, 0, COUNT / 4), ...cases(util.getSupportedRegions(), COUNT, (COUNT / 4) * 3)]
  .map((item, at) => ({ item, key: new Random(SEED + 1, at).next() })).sort((a, b) => a.key - b.key).map(({ item }) => item)
const AT_HOME = cases(HOME, 3 * COUNT, COUNT)

/** What every contestant is asked: valid or not, and for valid numbers E.164, region and kind. @typedef {[boolean, string?, string?, string?]} Answer */

/** @type {(item: Case) => Answer} */
const reference = ({ text, country }) => {
  const { valid, e164, region, type } = judge(text, country)
  return valid ? [true, e164, region, type] : [false]
}

/** @param {(text: string, options: { country?: string }) => any} parse @returns {(item: Case) => Answer} */
const ours = (parse) => (item) => {
  const number = parse(item.text, item)
  return number.status === 'valid' ? [true, number.e164, number.country, number.type] : [false]
}

/** @param {typeof jsMax} parse @returns {(item: Case) => Answer} */
const libphonenumberJs = (parse) => ({ text, country }) => {
  const number = parse(text, /** @type {any} */ (country))
  return number?.isValid() ? [true, number.number, number.country, number.getType()?.toLowerCase()] : [false]
}

const TYPES = new Map(Object.entries(PhoneNumberType).map(([name, value]) => [value, name.toLowerCase()]))
const google = PhoneNumberUtil.getInstance()
/** @type {(item: Case) => Answer} */
const googleLibphonenumber = ({ text, country }) => {
  try {
    const number = google.parse(text, country)
    if (!google.isValidNumber(number)) return [false]
    return [true, google.format(number, PhoneNumberFormat.E164), google.getRegionCodeForNumber(number), TYPES.get(google.getNumberType(number))]
  } catch {
    return [false]
  }
}

/** @type {(item: Case) => Answer} */
const awesomePhonenumber = ({ text, country }) => {
  const number = awesome(text, country ? { regionCode: country } : undefined)
  return number.valid ? [true, number.number?.e164, number.regionCode, number.type?.replaceAll('-', '_')] : [false]
}

/** Only says whether it is a mobile number, by patterns of its own. @type {(item: Case) => Answer} */
const isMobilePhone = ({ text }) => [validator.isMobilePhone(text)]

/** @param {Answer} answer */
const weigh = ([valid, e164, region, type]) => (valid ? (e164?.length ?? 0) + (region?.length ?? 0) + (type?.length ?? 0) : 0)

/** @param {Case[]} list @param {(item: Case) => Answer} check @param {(given: Answer, wanted: Answer) => boolean} [agrees] */
const agreement = (list, check, agrees = (given, wanted) => given.every((value, at) => (value ?? undefined) === wanted[at]) && given.length === wanted.length) => {
  const same = list.filter((item) => agrees(check(item), reference(item))).length
  return `agrees on ${((same / list.length) * 100).toFixed(2)} %`
}

/** @param {string} name @param {Case[]} list @param {(item: Case) => Answer} check @param {{ ours?: boolean, note?: string }} [more] */
const contestant = (name, list, check, more = {}) => ({
  name,
  note: agreement(list, check),
  ...more,
  count: list.length,
  run: () => {
    let sum = 0
    for (const item of list) sum += weigh(check(item))
    return sum
  },
})

/** @param {string} name @param {Case[]} list @param {(texts: string[], options: { country: (string | undefined)[] }) => any} parse */
const batch = (name, list, parse) => {
  const texts = list.map(({ text }) => text)
  const country = list.map((item) => item.country)
  /** @param {any} answers @param {number} at @returns {Answer} */
  const answer = (answers, at) => (answers.status(at) === 'valid' ? [true, answers.e164(at), answers.country(at), answers.type(at)] : [false])
  const once = parse(texts, { country })
  const places = new Map(list.map((item, at) => [item, at]))
  return {
    name,
    ours: false,
    note: agreement(list, (item) => answer(once, Number(places.get(item)))),
    count: list.length,
    run: () => {
      const answers = parse(texts, { country })
      let sum = 0
      for (let at = 0; at < answers.length; at++) sum += weigh(answer(answers, at))
      return sum
    },
  }
}

/** One program's first answer, in a process of its own: time from start to answer, and memory then. @param {string} name @param {string} code */
const cold = (name, code) => {
  const script = `const since = performance.now(); const before = process.memoryUsage().rss;
    const answer = await (async () => { ${code} })();
    const took = performance.now() - since; console.log(JSON.stringify({ took, memory: process.memoryUsage().rss - before, answer }))`
  const runs = Array.from({ length: 9 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' })
    if (!stdout) throw new Error(stderr)
    return JSON.parse(stdout)
  }).sort((a, b) => a.took - b.took)
  const { took, memory, answer } = runs[4]
  return { name, 'ms to the first answer': took.toFixed(1), 'MB of memory': (memory / 1e6).toFixed(1), note: answer === '+2250707123456' ? '' : `answered ${answer}` }
}

const NUMBER = `'+2250707123456'`
const colds = () => [
  cold('guichet/validate, home plan', `const { parsePhone } = await import('guichet/validate'); return parsePhone(${NUMBER}).e164`),
  cold('guichet, world plan', `const { parsePhone, loadWorldPlan } = await import('guichet'); await loadWorldPlan(); return parsePhone(${NUMBER}).e164`),
  ...['min', 'mobile', 'max'].map((size) => cold(`libphonenumber-js/${size}`, `const { default: parse } = await import('libphonenumber-js/${size}'); return parse(${NUMBER})?.number`)),
  cold('google-libphonenumber', `const { default: { PhoneNumberUtil } } = await import('google-libphonenumber'); const util = PhoneNumberUtil.getInstance(); return util.format(util.parse(${NUMBER}), 0)`),
  cold('awesome-phonenumber', `const { parsePhoneNumber } = await import('awesome-phonenumber'); return parsePhoneNumber(${NUMBER}).number?.e164`),
]

/** Rust beside Rust: a program that reads the same list. @param {Case[]} list */
const native = (list) => {
  const folder = join(ROOT, 'benches', 'native')
  if (!existsSync(folder)) return []
  const input = list.map(({ text, country }) => `${country ?? ''}\t${text}`).join('\n')
  const { stdout, stderr, status } = spawnSync('cargo', ['run', '--release', '--quiet', '--manifest-path', join(folder, 'Cargo.toml')], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim().split('\n').map((row) => {
    const [name, nanoseconds, valid] = row.split('\t')
    return { name, 'µs / number': (Number(nanoseconds) / 1000).toFixed(3), 'times ours': '', note: `${valid} of ${list.length} valid`, nanoseconds: Number(nanoseconds) }
  }).map((row, _, [first]) => ({ ...row, 'times ours': row === first ? '1' : (row.nanoseconds / first.nanoseconds).toFixed(1) }))
}

/** @returns {Promise<import('../scripts/bench.mjs').Suite>} */
export default async () => {
  await loadWorldPlan()
  return {
    title: 'phone numbers',
    races: [
      {
        title: `${COUNT} numbers of all countries, a quarter from home countries: valid E.164, valid national, mutated, wrong length`,
        unit: 'number',
        contestants: [
          contestant('guichet, world plan', MIXED, ours(parsePhone), { ours: true }),
          batch('guichet, world plan, as a list', MIXED, parsePhones),
          contestant('libphonenumber-js/max', MIXED, libphonenumberJs(jsMax)),
          contestant('libphonenumber-js/mobile', MIXED, libphonenumberJs(jsMobile)),
          contestant('libphonenumber-js/min', MIXED, libphonenumberJs(jsMin)),
          contestant('google-libphonenumber', MIXED, googleLibphonenumber),
          contestant('awesome-phonenumber', MIXED, awesomePhonenumber),
          contestant("validator's isMobilePhone", MIXED, isMobilePhone, {
            note: `${agreement(MIXED, isMobilePhone, ([given], [, , , type]) => given === (type === 'mobile' || type === 'fixed_line_or_mobile'))} whether mobile`,
          }),
        ],
      },
      {
        title: `${COUNT} numbers of home countries`,
        unit: 'number',
        contestants: [
          contestant('guichet/validate, home plan', AT_HOME, ours(parseHome), { ours: true }),
          batch('guichet/validate, home plan, as a list', AT_HOME, parseHomes),
          contestant('guichet, world plan', AT_HOME, ours(parsePhone)),
          contestant('libphonenumber-js/max', AT_HOME, libphonenumberJs(jsMax)),
          contestant('libphonenumber-js/min', AT_HOME, libphonenumberJs(jsMin)),
          contestant('google-libphonenumber', AT_HOME, googleLibphonenumber),
        ],
      },
    ],
    rows: [
      { title: 'a fresh process', rows: colds() },
      { title: 'natively', rows: native(MIXED) },
    ],
  }
}
