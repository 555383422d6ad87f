// @ts-check
/** docs/rules.md is complete, and each rule is tried from both sides of its limit. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Aurore, CinetPay, GuichetError, checkPayouts, createCheckout } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import * as lean from 'guichet/validate'

const read = (/** @type {string} */ path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const inCore = [...read('src/rules/issue.rs').split('issue_codes! {')[1].split('\n}')[0].matchAll(/= "(\w+)",/g)].map(([, name]) => name)
const documented = [...read('docs/rules.md').matchAll(/^\| `(\w+)` \| (error|warning) \|/gm)].map(([, name, severity]) => ({ name, severity }))

test('docs/rules.md and the types list the codes of the core, in their order', () => {
  assert.ok(inCore.length > 50)
  assert.deepEqual(documented.map(({ name }) => name), inCore)
  const typed = [...(read('pkg/types/validate.d.ts').match(/export type IssueCode =([^/]*)/)?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name)
  assert.deepEqual([...typed].sort(), [...inCore].sort())
})

const ORDER = { transaction_id: 'A1', amount: 2500, currency: 'XOF', description: 'd', notify_url: 'https://a.example/n', return_url: 'https://a.example/r', channels: 'MOBILE_MONEY' }
const CARD = {
  customer_name: 'Koné', customer_surname: 'Awa', customer_phone_number: '+2250707123456', customer_email: 'awa@exemple.ci',
  customer_address: 'BP 24', customer_city: 'Abidjan', customer_country: 'CI', customer_zip_code: '06510',
}
const SEND = { prefix: '225', phone: '0504315545', amount: 500, notify_url: 'https://a.example/n' }
const CASH_OUT = { amount: 5000, destination: '0503444777', service_id: 25, ipn_url: 'https://a.example/ipn' }
/** @type {import('guichet').AurorePaymentRequest} */
const PAYMENT = {
  currency: 'XOF', merchant_transaction_id: 'A1', amount: 2500, lang: 'fr', designation: 'd', client_email: 'awa@exemple.ci', client_first_name: 'Awa',
  client_last_name: 'Koné', success_url: 'https://a.example/ok', failed_url: 'https://a.example/ko', notify_url: 'https://a.example/n',
}
const SALARY = {
  currency: 'XOF', merchant_transaction_id: 'A1', phone_number: '+2250707123456', amount: 5000, payment_method: 'OM_CI', reason: 'd', notify_url: 'https://a.example/n',
}

const order = (/** @type {object} */ changes, /** @type {any} */ options = {}) => lean.checkCheckout({ ...ORDER, ...changes }, options)
const send = (/** @type {object} */ changes) => lean.checkTransferSend({ ...SEND, ...changes })
const airtime = (/** @type {object} */ changes) => lean.checkAirtimeSend({ ...SEND, ...changes })
const cash = (/** @type {object} */ changes, /** @type {any} */ options = {}) => lean.checkEasyTransfert({ ...CASH_OUT, ...changes }, options)
/** Orange's own service in a country. @param {string} [country] */
const orange = (country, operator = 'Orange') => cash({ service_id: 70 }, { services: { 70: { country, operator, direction: 'cash-out' } } })
const pay = (/** @type {object} */ changes, /** @type {any} */ options = {}) => lean.checkAurorePayment({ ...PAYMENT, ...changes }, options)
const salary = (/** @type {object} */ changes, /** @type {any} */ options = {}) => lean.checkAuroreTransfer({ ...SALARY, ...changes }, options)
/** @param {string[]} lines @returns {lean.Checked<unknown>} */
const file = (...lines) => /** @type {any} */ (checkPayouts(lines.join('\n')))
const items = (/** @type {number} */ count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v']))
const deep = (/** @type {number} */ depth) => Array.from({ length: depth }).reduce((inner) => ({ inner }), /** @type {unknown} */ ('x'))

/** By code: what passes, and what does not by that rule. A limit stands in both. @type {Record<string, [pass: lean.Checked<unknown>[], fail: lean.Checked<unknown>[]]>} */
const TRIED = {
  not_a_record: [[order({}), lean.checkCheckout(new URLSearchParams({ amount: '2500' }), { only: ['amount'] })], [lean.checkCheckout([]), lean.checkTransferSend('x')]],
  required: [[order({})], [order({ description: ' ' }), send({ notify_url: null }), cash({ ipn_url: undefined })]],
  required_for_card: [[order({ ...CARD, channels: 'CREDIT_CARD' })], [order({ ...CARD, channels: 'CREDIT_CARD', customer_city: '' })]],
  card_option_hidden: [[order({ ...CARD, channels: 'ALL' }), order({ channels: 'ALL' })], [order({ ...CARD, channels: 'ALL', customer_city: '' })]],
  not_text: [[order({ description: 'x' })], [order({ description: ['x'] }), order({ description: 5 }), cash({ service_id: 27, om_otp: 1234 }), pay({ otp_code: 1234 }), airtime({ operator: 5 })]],
  not_a_boolean: [[order({ lock_phone_number: false }), ...['on', 'TRUE', '1', 'off', 'false', '0', ''].map((lock_phone_number) => order({ lock_phone_number })), pay({ direct_pay: 'off' })], [order({ lock_phone_number: 'yes' }), order({ lock_phone_number: 1 }), pay({ direct_pay: 'yes' })]],
  broken_text: [[order({ description: '😀' })], [order({ description: '\ud83d' }), order({ description: '\ude00' })]],
  text_too_long: [[order({ description: 'é'.repeat(2000) }), order({ transaction_id: 'a'.repeat(100) }), cash({ api_key: 'k'.repeat(200) })], [order({ description: 'x'.repeat(2001) }), order({ transaction_id: 'a'.repeat(101) }), cash({ api_key: 'k'.repeat(201) }), order({ description: 'x'.repeat(10_000_000) })]],
  unreadable: [[order({ metadata: 'x' })], [order({ description: Symbol('x') }), lean.checkCheckout({ get description() { throw new Error('no') } }), order({ zzz: deep(20) })]],
  field_unknown: [[order({ metadata: 'x' }), airtime({ operator: 'x' })], [order({ meta_data: 'x' }), send({ operator: 'OM' })]],
  field_forbidden: [[order({ proto: 'x' })], [lean.checkCheckout(JSON.parse(`{"__proto__":{"a":1}}`))]],
  amount_not_a_number: [[order({ amount: '25 000 FCFA' }), order({ amount: '25.000 F' }), order({ amount: 25000n }), order({ amount: '25,000' })], [order({ amount: '25 00' }), order({ amount: '1e5' }), order({ amount: '0 500' }), order({ amount: '250k' }), order({ amount: '2500O' }), order({ amount: '5 mil' }), order({ amount: '100 EUR' }), order({ amount: NaN }), order({ amount: true })]],
  amount_not_whole: [[order({ amount: 2500 }), order({ amount: '2.500' })], [order({ amount: '0.500' }), salary({ amount: '0,500' }), order({ amount: '25 000,00' }), order({ amount: 2500.5 }), order({ amount: '2500.50' }), order({ amount: '2,5' })]],
  amount_not_multiple: [[order({ amount: 2505 }), order({ amount: 34, currency: 'USD' }), airtime({ amount: 150, operator: 'Orange' }), airtime({ amount: 105, operator: 'Moov' }), cash({ amount: 5100 })], [order({ amount: 2504 }), order({ amount: 2506 }), airtime({ amount: 155, operator: 'Orange' }), airtime({ amount: 155, operator: 'Orange Money' }), airtime({ amount: 155, operator: 'OM_CI' }), airtime({ amount: 104, operator: 'MTN' }), cash({ amount: 5050 }), airtime({ amount: 20, operator: 'Orange' })]],
  amount_too_small: [[order({ amount: 100 }), order({ amount: 1000, currency: 'GNF' }), order({ amount: 1, currency: 'USD' }), send({ amount: 201 }), cash({ amount: 100 })], [order({ amount: 95 }), order({ amount: 995, currency: 'GNF' }), order({ amount: 0, currency: 'USD' }), send({ amount: 200 }), cash({ amount: 0 }), order({ amount: -5 }), order({ amount: '-500' })]],
  amount_probably_too_small: [[order({ amount: 1000, currency: 'CDF' }), send({ prefix: '237', phone: '670000000' })], [order({ amount: 995, currency: 'CDF' }), send({ prefix: '237', phone: '670000000', amount: 495 })]],
  amount_too_large: [[pay({ amount: 2_500_000 }), salary({ amount: 1_500_000 }), send({ amount: 1_499_999 }), order({ amount: 9_007_199_254_740_990 })], [send({ amount: 1_500_000 }), order({ amount: '9007199254740995' }), pay({ amount: 2_500_001 }), salary({ amount: 1_500_001 })]],
  currency_unknown: [[order({ currency: 'xof' })], [order({ currency: 'EUR' })]],
  country_unknown: [[order({ customer_country: 'ci' })], [order({ customer_country: 'UK' }), order({ customer_country: 'CIV' }), order({ customer_country: 'EN' })]],
  state_required: [[order({ customer_country: 'CA', customer_state: 'QC' }), order({ customer_country: 'FR' })], [order({ customer_country: 'CA' }), order({ customer_country: 'US' })]],
  state_unknown: [[lean.checkState('NY', { country: 'US' })], [lean.checkState('NY', { country: 'CA' })]],
  state_format: [[lean.checkState('CM', { country: 'CM' })], [lean.checkState('Littoral', { country: 'CM' })]],
  zip_code_length: [[lean.checkZipCode('0123456789')], [lean.checkZipCode('01234567890')]],
  zip_code_size: [[lean.checkZipCode('06510')], [lean.checkZipCode('065100'), lean.checkZipCode('0651')]],
  zip_code_pattern: [[lean.checkZipCode('H2X 1Y4', { country: 'CA' }), lean.checkZipCode('10001-1234', { country: 'US' })], [lean.checkZipCode('HHX 1Y4', { country: 'CA' }), lean.checkZipCode('7501', { country: 'FR' })]],
  email_invalid: [[lean.checkEmail('awa@exemple.ci'), lean.checkEmail('a..b@exemple.ci'), lean.checkEmail(`${'a'.repeat(64)}@exemple.ci`)], [lean.checkEmail('awa@exemple'), lean.checkEmail(`${'a'.repeat(65)}@exemple.ci`), lean.checkEmail('awa@exemple.ci\u200b'), lean.checkEmail('awa@exem\u00a0ple.ci')]],
  email_unlikely: [[lean.checkEmail('a.b@exemple.ci')], [lean.checkEmail('a..b@exemple.ci'), lean.checkEmail('.a@exemple.ci'), lean.checkEmail('a.@exemple.ci')]],
  email_hidden: [[lean.checkEmail('email@protected.ci')], [lean.checkEmail('[email protected]')]],
  url_invalid: [[lean.checkUrl('https://a.example:65535/x'), lean.checkUrl('https://a.example:/x')], [lean.checkUrl('https://a.example:+80/'), lean.checkUrl('https://a.1/'), lean.checkUrl('https://[1:2]/'), lean.checkUrl('https://exa\u00a0mple.com/'), lean.checkUrl('https://a.example:65536/x'), lean.checkUrl('/x'), lean.checkUrl('ftp://a.example')]],
  url_credentials: [[lean.checkUrl('https://a.example/@b')], [lean.checkUrl('https://u:p@a.example/')]],
  url_not_public: [[lean.checkUrl('http://172.15.0.1/')], ['172.16.0.1', 'localhost', '127.0.0.1.', '0x7f.0.0.1', '[fd00::1]', '[::ffff:10.0.0.1]'].map((host) => lean.checkUrl(`http://${host}/`))],
  transaction_id_characters: [[lean.checkTransactionId('A-1')], ['#', '/', '$', '&', '\t', '\0', '\u007f'].map((mark) => lean.checkTransactionId(`A${mark}1`))],
  transaction_id_advice: [[lean.checkTransactionId('A.1')], [lean.checkTransactionId('A_1'), lean.checkTransactionId('A 1')]],
  channel_unknown: [[lean.checkChannels('WALLET')], [lean.checkChannels('CASH')]],
  lang_unknown: [[lean.checkLang('FR')], [lean.checkLang('de')]],
  phone_invalid: [[lean.checkPhone('+2250707123456')], [lean.checkPhone('call me'), lean.checkPhone('12')]],
  phone_not_international: [[lean.checkPhone('0707123456', { country: 'CI' })], [lean.checkPhone('0707123456'), order({ lock_phone_number: true, customer_phone_number: '0707123456' })]],
  phone_required_by_lock: [[order({ lock_phone_number: true, customer_phone_number: '+2250707123456' })], [order({ lock_phone_number: true }), order({ lock_phone_number: 'on' })]],
  invoice_data_shape: [[order({ invoice_data: { a: 'x', b: 5 } }), order({ invoice_data: { a: true, b: null } })], [order({ invoice_data: 'x' }), order({ invoice_data: { a: [] } })]],
  invoice_data_too_many: [[order({ invoice_data: items(3) })], [order({ invoice_data: items(4) })]],
  phone_old_format: [[lean.checkPhone('+2290197123456')], [lean.checkPhone('+22507123456'), send({ phone: '07895086' })]],
  phone_too_short: [[lean.checkPhone('+221771234567')], [lean.checkPhone('+22177123456')]],
  phone_too_long: [[lean.checkPhone('+221771234567')], [lean.checkPhone('+2217712345678')]],
  phone_unlikely: [[lean.checkPhone('+221771234567')], [lean.checkPhone('+221991234567')]],
  phone_plan_unknown: [[lean.checkPhone('+2250707123456')], [lean.checkPhone('+33612345678')]],
  amount_probably_not_multiple: [[send({ amount: 505 }), airtime({ phone: '0707123456', amount: 150 })], [send({ amount: 504 }), airtime({ phone: '0707123456', amount: 155 }), airtime({ phone: '0707123456', amount: 155, operator: 'Wave' }), send({ amount: 202 })]],
  prefix_invalid: [[send({ prefix: '+225' }), send({ prefix: 225 })], [send({ prefix: '0225' }), send({ prefix: '22555' }), send({ prefix: '999' }), send({ prefix: '22', phone: '50707123456' })]],
  phone_not_national: [[cash({ destination: '0103444777' })], [cash({ destination: '+2250103444777' }), send({ phone: '12345' }), send({ prefix: '221', phone: '221771234567' }), airtime({ prefix: '237', phone: '237670123456' }), cash({ destination: '221771234567', service_id: 131 })]],
  service_id_invalid: [[cash({ service_id: '25' }), cash({ service_id: 25 })], [cash({ service_id: 'x' }), cash({ service_id: '-1' }), cash({ service_id: 25.5 }), cash({ service_id: -1 }), cash({ service_id: [25] })]],
  otp_required: [
    [cash({ service_id: 27, om_otp: '1234' }), cash({ service_id: 999 }), cash({ service_id: 93, destination: '690123456' }), orange('CM'), orange('CD'), orange('NE'), orange('CI', 'Moov')],
    [cash({ service_id: 27 }), cash({ service_id: 23 }), cash({ service_id: 29 }), ...['CI', 'SN', 'ML', 'BF', 'GN', undefined].map((country) => orange(country)), ...['OM', 'Orange Money', 'ORANGE_CI', ' orange '].map((name) => orange('CI', name))],
  ],
  otp_invalid: [
    [cash({ service_id: 27, om_otp: '1234' }), cash({ service_id: 27, om_otp: '12345678' }), cash({ om_otp: '1234' }), pay({ otp_code: '0123' })],
    [cash({ service_id: 27, om_otp: '123' }), cash({ service_id: 27, om_otp: '123456789' }), cash({ service_id: 27, om_otp: '12a4' }), cash({ om_otp: '123' }), pay({ otp_code: '1234567' })],
  ],
  currency_not_of_country: [[order({ customer_country: 'CI' }), order({ customer_country: 'FR' }), salary({ payment_method: 'MPESA_CD', currency: 'USD', phone_number: '+243812345678' })], [order({ customer_country: 'CM' }), salary({ currency: 'XAF' })]],
  text_too_short: [[pay({ client_first_name: 'Aw' })], [pay({ client_first_name: 'A' })]],
  payment_method_format: [[salary({ payment_method: 'om_ci' })], [salary({ payment_method: 'OM' }), salary({ payment_method: 'OM_FR' })]],
  payment_method_unknown: [[salary({ payment_method: 'MOOV_CI', phone_number: '+2250101234567' })], [salary({ payment_method: 'FREE_CI' })]],
  phone_not_of_country: [[salary({ phone_number: '0707123456' })], [salary({ phone_number: '+221771234567' }), pay({ client_phone_number: '+221771234567' }, { country: 'CI' })]],
  phone_of_other_operator: [[salary({ payment_method: 'WAVE_CI', phone_number: '+2250507123456' })], [salary({ phone_number: '+2250507123456' })]],
  required_for_direct_pay: [[pay({ direct_pay: false }), pay({ direct_pay: true, payment_method: 'OM_CI', client_phone_number: '0707123456' })], [pay({ direct_pay: true }), pay({ direct_pay: 'on' })]],
  phone_not_mobile: [[send({ prefix: '221', phone: '771234567' }), lean.checkPhone('+221338211234')], [send({ prefix: '221', phone: '338211234' }), lean.checkTransferContact({ prefix: '225', phone: '2720212345' }), cash({ destination: '338211234', service_id: 131 }), pay({ payment_method: 'OM_SN', client_phone_number: '+221338211234' }), order({ lock_phone_number: true, customer_phone_number: '+221338211234' })]],
  amount_in_other_currency: [
    [order({ amount: '2 500 FCFA' }), order({ amount: 'F 2500', currency: 'CDF' }), order({ amount: '$ 25', currency: 'USD' }), send({ amount: '500 XOF' }), cash({ amount: '5000 XAF' }), salary({ amount: '5000 F' }), lean.checkAmount('100 $')],
    [order({ amount: '2 500 FCFA', currency: 'USD' }), order({ amount: '$ 2500' }), send({ amount: '500 XAF' }), cash({ amount: '5000 $' }), salary({ amount: '5000 FC' }), airtime({ amount: '500 USD' })],
  ],
  row_too_long: [[file('prefix,phone,amount', '225,0707123456,"250,000",')], [file('prefix,phone,amount', '225,0707123456,250,000')]],
  column_repeated: [[file('prefix,phone,amount,,', '225,0707123456,500')], [file('prefix,phone,amount,amount', '225,0707123456,500,90000')]],
  currency_not_of_account: [[order({}, { accountCurrency: 'XOF' })], [order({}, { accountCurrency: 'XAF' })]],
}

const client = (/** @type {object} */ options) => new CinetPay({ apikey: 'k', password: 'secretpassword', notify_url: 'https://a.example/n', fetch: silent, ...options })
const silent = async () => new Response('{}', { status: 500 })
const payout = { ...SEND, client_transaction_id: 'A1', name: 'Koné', surname: 'Awa', email: 'awa@exemple.ci' }
const KEY = { api_key: 'sk_test_ci_000001', api_password: 'p' }
const aurore = (/** @type {any} */ options = {}) =>
  new Aurore({ ...KEY, notify_url: 'https://a.example/n', success_url: 'https://a.example/ok', failed_url: 'https://a.example/ko', fetch: silent, timeout: 50, ...options })
const twoCountries = (/** @type {string} */ key) => aurore({ api_key: undefined, api_password: undefined, accounts: [{ ...KEY, country: 'CI' }, { ...KEY, api_key: key, country: 'SN' }] })
/** @type {import('guichet').Order} */
const toBuy = { reference: 'A1', amount: 500, currency: 'XOF', description: 'd', customer: { firstName: 'Awa', lastName: 'Koné', email: 'awa@exemple.ci' } }
/** As in a page. @param {() => unknown} act */
const inPage = (act) => {
  Object.assign(globalThis, { window: {}, document: {} })
  try {
    return act()
  } finally {
    Reflect.deleteProperty(globalThis, 'window')
    Reflect.deleteProperty(globalThis, 'document')
  }
}

/** What only clients ask: each throws or rejects with the code. @type {Record<string, [pass: (() => unknown) | undefined, fail: () => unknown]>} */
const OF_CLIENTS = {
  not_a_function: [() => client({}), () => client({ fetch: 'x' })],
  not_a_duration: [() => client({ timeout: 1 }), () => client({ timeout: 0 })],
  not_a_count: [undefined, () => client({}).transfer.send([payout], { chunkSize: 0 })],
  list_expected: [undefined, () => client({}).transfer.send([])],
  id_repeated: [undefined, () => client({}).transfer.send([payout, payout])],
  country_not_served: [() => aurore({ country: 'ci' }), () => aurore({ country: 'FR' })],
  key_unknown: [() => aurore(), () => aurore({ api_key: '5f2d9c7e1b8a4c3d9e6f0a12' })],
  keys_mixed: [() => twoCountries('sk_test_sn_000001'), () => twoCountries('sk_live_sn_000001')],
  account_unclear: [undefined, () => twoCountries('sk_test_sn_000001').payment.create(PAYMENT)],
  id_of_another: [undefined, async () => {
    const { payment } = aurore({ base_url: 'http://sandbox.localhost', fetch: new Sandbox().fetch, timeout: 5000 })
    await payment.create(PAYMENT)
    return payment.create({ ...PAYMENT, amount: 5000 })
  }],
  no_counterpart: [undefined, () => createCheckout({ gateway: aurore({ strict: true }), order: { ...toBuy, metadata: 'x' } })],
  secret_in_page: [() => inPage(() => new CinetPay({ apikey: 'k', site_id: '1' })), () => inPage(() => client({}))],
}

/** What only the counter over a page asks, where there is a page: tried from both sides in these files. @type {Record<string, string>} */
const OF_COUNTER = { counter_url_refused: 'src/seamless/address.rs', presentation_unknown: 'src/seamless/options.rs', counter_open: 'src/seamless/options.rs' }

test('each rule is tried', () => {
  assert.deepEqual(Object.keys({ ...TRIED, ...OF_CLIENTS, ...OF_COUNTER }).sort(), [...inCore].sort())
  for (const [code, file] of Object.entries(OF_COUNTER)) {
    const variant = code.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase())
    assert.match(read(file).split('mod tests')[1] ?? '', new RegExp(`${code}|IssueCode::${variant}`))
  }
})

for (const { name, severity } of documented) {
  if (name in OF_CLIENTS || name in OF_COUNTER) continue
  test(`${name}: from both sides`, () => {
    const has = (/** @type {lean.Checked<unknown>} */ { issues }) => issues.some(({ code }) => code === name)
    const [pass, fail] = TRIED[name]
    assert.ok(pass.length && fail.length)
    for (const checked of pass) assert.equal(has(checked), false, JSON.stringify(checked.issues))
    for (const checked of fail) assert.equal(has(checked), true, JSON.stringify(checked.issues))
    const [first] = fail[0].issues.filter(({ code }) => code === name)
    assert.equal(first.severity, severity)
    assert.equal(fail[0].ok, !fail[0].issues.some((issue) => issue.severity === 'error'))
  })
}

/** What an act throws, or rejects with. @param {() => unknown} act */
const refusalOf = (act) => (async () => act())().then(() => undefined, (error) => error)

for (const [name, [pass, fail]] of Object.entries(OF_CLIENTS)) {
  test(`${name}: of clients`, async () => {
    await pass?.()
    const refusal = await refusalOf(fail)
    assert.ok(refusal instanceof GuichetError, String(refusal))
    assert.ok(refusal.issues?.some(({ code }) => code === name), JSON.stringify(refusal.issues))
  })
}

test('strict makes every warning an error', () => {
  const found = order({ transaction_id: 'A_1' }, { strict: true })
  assert.deepEqual([found.ok, found.issues.map(({ severity }) => severity)], [false, ['error']])
})

test('every code has a sentence of its own in both languages', () => {
  const sentences = new Set()
  for (const [, fail] of Object.values(TRIED)) for (const { issues } of fail) for (const { message } of issues) sentences.add(message)
  assert.ok(sentences.size >= Object.keys(TRIED).length)
  for (const message of sentences) assert.doesNotMatch(message, /[{}]|undefined/)
})

/** By code, the params of every issue that comes up here. @returns {Promise<Map<string, Set<string>[]>>} */
const paramsSeen = async () => {
  const refusals = await Promise.all(Object.values(OF_CLIENTS).map(([, fail]) => refusalOf(fail)))
  const checks = Object.values(TRIED).flat(2)
  const seen = new Map()
  for (const { code, params } of [...checks, ...refusals].flatMap(({ issues }) => issues)) seen.set(code, [...(seen.get(code) ?? []), new Set(Object.keys(params))])
  return seen
}

test('docs/rules.md lists the params of each code: those that all its issues have, and those that some have', async () => {
  const [, table] = read('docs/rules.md').split('## What sentences can show')
  const listed = Object.fromEntries([...table.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)].map(([, code, cell]) => [code, [...cell.matchAll(/`(\w+)`(\?)?/g)].map(([, name, some]) => name + (some ?? ''))]))
  assert.deepEqual(Object.keys(listed), inCore.filter((code) => code in listed), 'in the order of the codes')
  const seen = await paramsSeen()
  for (const code of inCore) {
    const issues = seen.get(code) ?? []
    assert.equal(issues.length > 0, !(code in OF_COUNTER), code)
    const names = [...new Set(issues.flatMap((names) => [...names]))]
    const found = names.map((name) => (issues.every((names) => names.has(name)) ? name : `${name}?`))
    assert.deepEqual(found.sort(), (listed[code] ?? []).sort(), code)
  }
  const sentences = [...read('src/rules/messages/en.rs').matchAll(/^ {4}(\w+): "(.*)",$/gm)]
  assert.equal(sentences.length, inCore.length)
  for (const [place, [, variant, sentence]] of sentences.entries()) {
    for (const [, name] of sentence.matchAll(/\{(\w+)/g)) if (name !== 'field') assert.ok(listed[inCore[place]]?.some((param) => param.replace('?', '') === name), `${variant} {${name}}`)
  }
})
