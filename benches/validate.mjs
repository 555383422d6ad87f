// @ts-check
/** Whole requests: a checkout of 22 fields and a file of payouts, beside the same rules written for the libraries that people use, and the first verdict of a process. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { parse as parseCsv } from 'csv-parse/sync'
import { checkPayouts } from 'guichet'
import { checkCheckout, countries, states } from 'guichet/validate'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import * as v from 'valibot'
import { z } from 'zod'
import { Random } from '../scripts/conformance/random.mjs'
import { ROOT } from '../scripts/tools.mjs'

const SEED = 20_260_101

/** Every documented field but the account's own. */
const ORDER = {
  transaction_id: 'REFID-12354', amount: 2500, currency: 'XOF', alternative_currency: 'USD', description: 'Commande 12354', notify_url: 'https://www.exemple.com/notify',
  return_url: 'https://www.exemple.com/return', channels: 'ALL', lang: 'fr', metadata: 'user001', invoice_data: { 'Reste à payer': '25 000fr', Matricule: '24OPO25', Annee: '2025-2026' },
  lock_phone_number: false, customer_id: '001', customer_name: 'Koné', customer_surname: 'Awa', customer_phone_number: '+2250707123456', customer_email: 'awa.kone@exemple.ci',
  customer_address: 'BP 0024, Cocody', customer_city: 'Abidjan', customer_country: 'CI', customer_state: 'AB', customer_zip_code: '00225',
}

/** What goes wrong in forms, and what people type that is right. @type {object[]} */
const CHANGES = [
  {}, {}, {}, {}, {}, { amount: '25 000' }, { currency: 'xof' }, { customer_phone_number: '+225 05 04 31 55 45' }, { customer_phone_number: '+221 77 123 45 67', customer_country: 'SN' },
  { customer_country: 'US', customer_state: 'NY', customer_zip_code: '10001', currency: 'USD', amount: 34 }, { channels: 'CREDIT_CARD' },
  { amount: 2501 }, { amount: '25,50' }, { transaction_id: 'A/1' }, { customer_email: 'awa@' }, { customer_country: 'XX' }, { notify_url: 'www.exemple.com' }, { description: ' ' },
  { customer_country: 'CA', customer_state: 'NY' }, { channels: 'CASH' },
]

/** @param {object[]} changes */
const orders = (changes) => {
  const random = new Random(SEED, 0)
  return Array.from({ length: 400 }, (_, at) => ({ ...ORDER, transaction_id: `REF-${at}`, amount: 100 + 5 * random.below(100_000), ...random.of(changes) }))
}

// The rules that the contestants share are written once, as plainly as they can be.
const CURRENCIES = ['XOF', 'XAF', 'CDF', 'GNF', 'USD']
const CHANNELS = ['ALL', 'MOBILE_MONEY', 'CREDIT_CARD', 'WALLET']
const MINIMUM = /** @type {Record<string, number>} */ ({ XOF: 100, XAF: 100, CDF: 100, GNF: 1000, USD: 1 })
const COUNTRIES = new Set(countries())
const STATES = /** @type {Record<string, Set<string>>} */ ({ US: new Set(states('US')), CA: new Set(states('CA')) })
const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)+$/i
const TYPED = /^\d{1,3}(?:[\s.,']\d{3})+$|^\d+$/
const ID = /^[^#/$&\x00-\x1f]{1,100}$/
const ZIP = /^.{1,10}$/

const isUrl = (/** @type {string} */ text) => {
  try {
    const { protocol, username } = new URL(text)
    return /^https?:$/.test(protocol) && !username && text.length <= 2000
  } catch {
    return false
  }
}
const unitsOf = (/** @type {unknown} */ amount) => (typeof amount === 'number' ? amount : typeof amount === 'string' && TYPED.test(amount) ? Number(amount.replace(/\D/g, '')) : NaN)
const e164Of = (/** @type {string} */ text) => parsePhoneNumberFromString(text)?.number
/** Rules between fields. @param {any} order @param {(path: string) => void} wrong */
const together = (order, wrong) => {
  const currency = String(order.currency).toUpperCase()
  if (order.amount < MINIMUM[currency] || (currency !== 'USD' && order.amount % 5)) wrong('amount')
  const own = STATES[order.customer_country]
  if (own && !own.has(order.customer_state)) wrong('customer_state')
}

const TEXT = { min: 1, max: 2000 }
const filled = (/** @type {string} */ text) => text.trim() !== ''

const makeZod = () => {
  const text = z.string().min(TEXT.min).max(TEXT.max).refine(filled)
  const currency = z.string().transform((code) => code.toUpperCase()).pipe(z.enum(CURRENCIES))
  const url = z.string().refine(isUrl)
  const schema = z.object({
    transaction_id: z.string().regex(ID), amount: z.union([z.number(), z.string()]).transform(unitsOf).pipe(z.number().int()), currency, alternative_currency: currency.optional(),
    description: text, notify_url: url, return_url: url, channels: z.enum(CHANNELS), lang: z.enum(['fr', 'en']).optional(), metadata: text.optional(),
    invoice_data: z.record(z.string(), z.string()).refine((data) => Object.keys(data).length <= 3).optional(), lock_phone_number: z.boolean().optional(), customer_id: text.optional(),
    customer_name: text.optional(), customer_surname: text.optional(),
    customer_phone_number: z.string().transform((typed, context) => {
      const e164 = e164Of(typed)
      if (!e164) context.addIssue({ code: 'custom', message: 'not a phone number' })
      return e164
    }).optional(),
    customer_email: z.string().regex(EMAIL).optional(), customer_address: text.optional(), customer_city: text.optional(), customer_country: z.string().refine((code) => COUNTRIES.has(code)).optional(),
    customer_state: z.string().optional(), customer_zip_code: z.string().regex(ZIP).optional(),
  }).superRefine((order, context) => together(order, (path) => context.addIssue({ code: 'custom', path: [path], message: 'wrong' })))
  return (/** @type {unknown} */ order) => {
    const { success, data, error } = schema.safeParse(order)
    return success ? { ok: true, value: data, paths: [] } : { ok: false, value: undefined, paths: error.issues.map(({ path }) => path.join('.')) }
  }
}

const makeValibot = () => {
  const text = v.pipe(v.string(), v.minLength(TEXT.min), v.maxLength(TEXT.max), v.check(filled))
  const currency = v.pipe(v.string(), v.toUpperCase(), v.picklist(CURRENCIES))
  const url = v.pipe(v.string(), v.check(isUrl))
  const schema = v.pipe(
    v.object({
      transaction_id: v.pipe(v.string(), v.regex(ID)), amount: v.pipe(v.union([v.number(), v.string()]), v.transform((amount) => unitsOf(amount)), v.integer()), currency, alternative_currency: v.optional(currency),
      description: text, notify_url: url, return_url: url, channels: v.picklist(CHANNELS), lang: v.optional(v.picklist(['fr', 'en'])), metadata: v.optional(text),
      invoice_data: v.optional(v.pipe(v.record(v.string(), v.string()), v.check((data) => Object.keys(data).length <= 3))), lock_phone_number: v.optional(v.boolean()), customer_id: v.optional(text),
      customer_name: v.optional(text), customer_surname: v.optional(text),
      customer_phone_number: v.optional(v.pipe(v.string(), v.rawTransform(({ dataset, addIssue, NEVER }) => {
        const e164 = e164Of(dataset.value)
        if (e164) return e164
        addIssue({ message: 'not a phone number' })
        return NEVER
      }))),
      customer_email: v.optional(v.pipe(v.string(), v.regex(EMAIL))), customer_address: v.optional(text), customer_city: v.optional(text),
      customer_country: v.optional(v.pipe(v.string(), v.check((code) => COUNTRIES.has(code)))), customer_state: v.optional(v.string()), customer_zip_code: v.optional(v.pipe(v.string(), v.regex(ZIP))),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (dataset.typed) together(dataset.value, (path) => addIssue({ message: 'wrong', path: [{ type: 'object', origin: 'value', input: dataset.value, key: path, value: undefined }] }))
    }),
  )
  return (/** @type {unknown} */ order) => {
    const { success, output, issues } = v.safeParse(schema, order)
    return success ? { ok: true, value: output, paths: [] } : { ok: false, value: undefined, paths: issues?.map((issue) => String(issue.path?.[0]?.key)) ?? [] }
  }
}

const makeAjv = () => {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true })
  ajv.addFormat('web', isUrl)
  ajv.addFormat('filled', filled)
  ajv.addFormat('country', (/** @type {string} */ code) => COUNTRIES.has(code))
  /** Replaces what it has read, as the others do. @param {string} keyword @param {(given: any) => unknown} read */
  const replacing = (keyword, read) =>
    ajv.addKeyword({
      keyword, modifying: true, schema: false,
      validate: (/** @type {unknown} */ given, /** @type {any} */ place) => {
        const value = read(given)
        if (value === undefined) return false
        place.parentData[place.parentDataProperty] = value
        return true
      },
    })
  replacing('units', (given) => (Number.isInteger(unitsOf(given)) ? unitsOf(given) : undefined))
  replacing('phone', e164Of)
  replacing('currency', (given) => (CURRENCIES.includes(given.toUpperCase()) ? given.toUpperCase() : undefined))
  const text = { type: 'string', minLength: TEXT.min, maxLength: TEXT.max, format: 'filled' }
  const currency = { type: 'string', currency: true }
  const url = { type: 'string', format: 'web' }
  const validate = ajv.compile({
    type: 'object', required: ['transaction_id', 'amount', 'currency', 'description', 'notify_url', 'return_url', 'channels'],
    properties: {
      transaction_id: { type: 'string', pattern: ID.source }, amount: { type: ['number', 'string'], units: true }, currency, alternative_currency: currency, description: text, notify_url: url,
      return_url: url, channels: { enum: CHANNELS }, lang: { enum: ['fr', 'en'] }, metadata: text, invoice_data: { type: 'object', maxProperties: 3, additionalProperties: { type: 'string' } },
      lock_phone_number: { type: 'boolean' }, customer_id: text, customer_name: text, customer_surname: text, customer_phone_number: { type: 'string', phone: true },
      customer_email: { type: 'string', pattern: EMAIL.source.replaceAll('a-z', 'a-zA-Z') }, customer_address: text, customer_city: text, customer_country: { type: 'string', format: 'country' },
      customer_state: { type: 'string' }, customer_zip_code: { type: 'string', pattern: ZIP.source },
    },
  })
  return (/** @type {any} */ given) => {
    // It writes into what it is given.
    const order = { ...given }
    const ok = validate(order)
    const paths = ok ? [] : (validate.errors ?? []).map((/** @type {{ instancePath: string }} */ { instancePath }) => instancePath.slice(1))
    if (ok) together(order, (path) => paths.push(path))
    return { ok: paths.length === 0, value: order, paths }
  }
}

const ours = (/** @type {unknown} */ order) => {
  const checked = checkCheckout(order)
  return { ok: checked.ok, value: checked.ok ? checked.value : undefined, paths: checked.issues.filter((/** @type {{ severity: string }} */ { severity }) => severity === 'error').map((/** @type {{ path: string }} */ { path }) => path) }
}

/** The fields in question, and of what passes the fields that are normalised. @param {{ ok: boolean, value: any, paths: string[] }} verdict */
const essence = ({ ok, value, paths }) => JSON.stringify(ok ? [value.amount, value.currency, value.customer_phone_number] : [...new Set(paths)].sort())

/** @param {string} name @param {(order: unknown) => { ok: boolean, value: any, paths: string[] }} check @param {object[]} list @param {boolean} [mine] */
const contestant = (name, check, list, mine = false) => ({
  name, ours: mine, count: list.length,
  note: mine ? '' : `agrees on ${((list.filter((order) => essence(check(order)) === essence(ours(order))).length / list.length) * 100).toFixed(1)} %`,
  run: () => {
    let passed = 0
    for (const order of list) if (check(order).ok) passed++
    return passed
  },
})

/** @param {object[]} list */
const contestants = (list) => [
  contestant('guichet/validate checkCheckout', ours, list, true),
  contestant('zod 4 + libphonenumber-js/max', makeZod(), list),
  contestant('valibot + libphonenumber-js/max', makeValibot(), list),
  contestant('ajv compiled + libphonenumber-js/max', makeAjv(), list),
]

/** One in fifty rows has a mistake; numbers are of three countries. @param {number} count */
export const payoutFile = (count) => {
  const random = new Random(SEED, 1)
  const lines = ['prefix,phone,amount,client_transaction_id,notify_url']
  for (let at = 0; at < count; at++) {
    const [prefix, phone] = random.of([['225', `07${random.digits(8)}`], ['225', `05${random.digits(8)}`], ['221', `77${random.digits(7)}`]])
    const amount = 205 + 5 * random.below(200_000)
    const id = `MAY-${at}`
    const wrong = random.happens(0.02) ? random.below(4) : -1
    lines.push([
      prefix, wrong === 0 ? phone.slice(0, -1) : phone, wrong === 1 ? 200 : wrong === 2 ? `"${amount},50"` : amount, wrong === 3 ? `MAY-${Math.max(0, at - 1)}` : id, 'https://shop.example/notify',
    ].join(','))
  }
  return lines.join('\n')
}

const makeRivalOfFiles = () => {
  const row = z.object({
    prefix: z.string().regex(/^[1-9]\d{0,2}$/), phone: z.string().regex(/^\d{6,12}$/), amount: z.string().transform(unitsOf).pipe(z.number().int().min(201).max(1_499_999)),
    client_transaction_id: z.string().min(1).max(100), notify_url: z.string().refine(isUrl),
  }).superRefine(({ prefix, phone }, context) => {
    if (!parsePhoneNumberFromString(`+${prefix}${phone}`)?.isValid()) context.addIssue({ code: 'custom', path: ['phone'], message: 'not a number' })
  })
  return (/** @type {string} */ text) => {
    /** @type {{ row: number, path: string }[]} */
    const issues = []
    const seen = new Set()
    const rows = /** @type {Record<string, string>[]} */ (parseCsv(text, { columns: true }))
    rows.forEach((given, at) => {
      const { success, error } = row.safeParse(given)
      if (!success) for (const { path } of error.issues) issues.push({ row: at + 2, path: path.join('.') })
      if (seen.has(given.client_transaction_id)) issues.push({ row: at + 2, path: 'client_transaction_id' })
      seen.add(given.client_transaction_id)
    })
    return issues
  }
}

/** @template T @param {() => T} act @returns {[number, T]} seconds */
const timed = (act) => {
  const since = performance.now()
  const given = act()
  return [(performance.now() - since) / 1000, given]
}

const FILE_ROWS = 1_000_000
/** The rival reads a file of that size in parts, as it would not fit its memory otherwise. */
const PART = 100_000

const files = () => {
  const text = payoutFile(FILE_ROWS)
  const [first, ...rest] = text.split('\n')
  const parts = Array.from({ length: FILE_ROWS / PART }, (_, at) => [first, ...rest.slice(at * PART, (at + 1) * PART)].join('\n'))
  const mine = () => checkPayouts(text, { limit: FILE_ROWS }).issues
  checkPayouts(parts[0])
  const runs = Array.from({ length: 3 }, () => timed(mine)).sort(([a], [b]) => a - b)
  const [seconds, issues] = runs[1]
  const rival = makeRivalOfFiles()
  const [theirs, theirIssues] = timed(() => parts.flatMap((part, at) => rival(part).map(({ row, path }) => ({ row: row + at * PART, path }))))
  const key = ({ row = 0, path = '' }) => `${row} ${path}`
  const known = new Set(issues.map(key))
  const same = theirIssues.filter((issue) => known.has(key(issue))).length
  const figures = (/** @type {number} */ took) => ({ seconds: took.toFixed(2), 'rows / s': Math.round(FILE_ROWS / took).toLocaleString('en') })
  return [
    { name: 'guichet', ...figures(seconds), 'beside ours': '', note: `${issues.length} issues` },
    { name: 'csv-parse + zod + libphonenumber-js/max', ...figures(theirs), 'beside ours': `${(theirs / seconds).toFixed(1)} ×`, note: `${theirIssues.length} issues, ${same} of them ours too` },
  ]
}

/** The first verdict of a process of its own, from before the import: the middle of some. @param {string} title @param {string} contestant of cold/first-verdict.mjs */
const cold = (title, contestant) => {
  const runs = Array.from({ length: 21 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'benches', 'cold', 'first-verdict.mjs'), contestant], { cwd: ROOT, encoding: 'utf8' })
    if (!stdout) throw new Error(stderr)
    return JSON.parse(stdout)
  }).sort((a, b) => a.took - b.took)
  const { took, answer } = runs[10]
  return { name: title, 'ms to the first verdict': took.toFixed(1), note: answer === false ? '' : `answered ${answer}` }
}

const colds = () => [
  cold('a module with nothing in it', 'nothing'),
  cold('guichet/validate', 'checkout'),
  cold('guichet/validate, a phone number', 'phone'),
  cold('zod + libphonenumber-js/max', 'rivals'),
]

/** @returns {Promise<import('../scripts/bench.mjs').Suite>} */
export default async () => {
  return {
    title: 'requests',
    races: [
      {
        title: 'a checkout request of 22 fields: verdict, issues, normalised request',
        unit: 'request',
        contestants: contestants(orders([{}])),
      },
      {
        title: 'the same with what goes wrong in forms: nine in twenty have a mistake, four are typed otherwise than they are sent',
        unit: 'request',
        contestants: contestants(orders(CHANGES)),
      },
    ],
    rows: [
      { title: `a file of ${FILE_ROWS.toLocaleString('en')} payouts: CSV text in, issues out`, rows: files() },
      { title: 'cold: from import to the first verdict', rows: colds() },
    ],
  }
}
