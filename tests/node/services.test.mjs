// @ts-check
/** The checks of every service's requests, and their faces as Standard Schema. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as everything from 'guichet'
import * as lean from 'guichet/validate'

const SEND = { prefix: '225', phone: '0504315545', amount: 500, notify_url: 'https://a.example/n' }
const CONTACT = { prefix: '225', phone: '0504315545', name: 'Koné', surname: 'Awa', email: 'awa@exemple.ci' }
const AIRTIME = { ...SEND, phone: '0707123456' }
const CASH_OUT = { amount: 5000, destination: '0503444777', service_id: 25, ipn_url: 'https://a.example/ipn' }

const AURORE = {
  currency: 'XOF', merchant_transaction_id: 'ORDER-1', amount: 2500, lang: 'fr', designation: 'Order 1', client_email: 'awa@exemple.ci', client_first_name: 'Awa',
  client_last_name: 'Koné', success_url: 'https://a.example/ok', failed_url: 'https://a.example/ko', notify_url: 'https://a.example/n',
}
const SALARY = {
  currency: 'XOF', merchant_transaction_id: 'PAY-1', phone_number: '+2250707000001', amount: 5000, payment_method: 'OM_CI', reason: 'Salary', notify_url: 'https://a.example/n',
}

/** @param {lean.Checked<unknown>} checked */
const found = ({ issues }) => issues.map(({ path, code, severity }) => `${path} ${code} ${severity}`)

for (const [entry, module] of /** @type {[string, typeof lean][]} */ ([['guichet/validate', lean], ['guichet', everything]])) {
  const { checkTransferContact, checkTransferSend, checkAirtimeContact, checkAirtimeSend, checkAurorePayment, checkAuroreTransfer, checkEasyTransfert } = module

  test(`${entry}: what the seeds send passes, normalised`, () => {
    assert.deepEqual(checkTransferSend({ ...SEND, prefix: '+225', phone: '05 04 31 55 45', amount: '25 000 F' }), {
      ok: true, value: { ...SEND, amount: 25000 }, issues: [],
    })
    assert.deepEqual(checkTransferContact(CONTACT), { ok: true, value: CONTACT, issues: [] })
    assert.deepEqual(checkAirtimeContact(CONTACT), { ok: true, value: CONTACT, issues: [] })
    assert.deepEqual(checkAirtimeSend({ ...AIRTIME }), { ok: true, value: AIRTIME, issues: [] })
    assert.deepEqual(checkEasyTransfert(CASH_OUT), { ok: true, value: CASH_OUT, issues: [] })
    assert.deepEqual(checkAurorePayment({ ...AURORE, amount: '2 500 F', lang: 'FR', currency: 'xof' }), { ok: true, value: AURORE, issues: [] })
    assert.deepEqual(checkAuroreTransfer({ ...SALARY, phone_number: '07 07 00 00 01', payment_method: 'om_ci' }), { ok: true, value: SALARY, issues: [] })
    assert.equal(checkAuroreTransfer({ ...SALARY, currency: 'XAF' }, { lang: 'fr' }).issues[0].message, "currency\u00a0: XAF n'est pas encaissé dans le pays CI\u202f; prenez XOF")
  })

  test(`${entry}: each rule from both sides of its limit`, () => {
    for (const [checked, expected] of /** @type {[lean.Checked<unknown>, string[]][]} */ ([
      [checkTransferSend({ ...SEND, amount: 200 }), ['amount amount_too_small error']],
      [checkTransferSend({ ...SEND, amount: 205 }), []],
      [checkTransferSend({ ...SEND, amount: 1_499_995 }), []],
      [checkTransferSend({ ...SEND, amount: 1_500_000 }), ['amount amount_too_large error']],
      [checkTransferSend({ ...SEND, prefix: '237', phone: '670000000', amount: 495 }), ['amount amount_probably_too_small warning']],
      [checkTransferSend({ ...SEND, prefix: '237', phone: '670000000', amount: 500 }), []],
      [checkTransferContact({ ...CONTACT, name: ' ' }), ['name required error']],
      [checkTransferContact({ ...CONTACT, email: undefined }), ['email required warning']],
      [checkTransferContact({ ...CONTACT, prefix: 1.5 }), ['prefix not_text error']],
      [checkTransferContact({ ...CONTACT, prefix: '0225' }), ['prefix prefix_invalid error']],
      [checkTransferContact({ ...CONTACT, prefix: 225 }), []],
      [checkAirtimeSend({ ...AIRTIME, amount: 105 }), ['amount amount_probably_not_multiple warning']],
      [checkAirtimeSend({ ...AIRTIME, amount: 105, operator: 'Orange' }), ['amount amount_not_multiple error']],
      [checkAirtimeSend({ ...AIRTIME, amount: 150, operator: 'Orange' }), []],
      [checkAirtimeSend({ ...SEND, amount: 105 }), []],
      [checkAirtimeSend({ ...SEND, amount: 101, operator: 'MTN' }), ['amount amount_not_multiple error']],
      [checkEasyTransfert({ ...CASH_OUT, amount: 5050 }), ['amount amount_not_multiple error']],
      [checkEasyTransfert({ ...CASH_OUT, amount: 5100 }), []],
      [checkEasyTransfert({ ...CASH_OUT, destination: '+2250503444777' }), ['destination phone_not_national error']],
      [checkEasyTransfert({ ...CASH_OUT, service_id: 27 }), ['om_otp otp_required error']],
      [checkEasyTransfert({ ...CASH_OUT, service_id: 27, om_otp: '1234' }), []],
      [checkAurorePayment({ ...AURORE, amount: 99 }), ['amount amount_too_small error']],
      [checkAurorePayment({ ...AURORE, amount: 100 }), []],
      [checkAurorePayment({ ...AURORE, amount: 2_500_000 }), []],
      [checkAurorePayment({ ...AURORE, amount: 2_500_001 }), ['amount amount_too_large error']],
      [checkAuroreTransfer({ ...SALARY, amount: 1_500_000 }), []],
      [checkAuroreTransfer({ ...SALARY, amount: 1_500_001 }), ['amount amount_too_large error']],
      [checkAurorePayment(AURORE, { country: 'ci' }), []],
      [checkAurorePayment(AURORE, { country: 'CM' }), ['currency currency_not_of_country error']],
      [checkAuroreTransfer(SALARY, { country: 'SN' }), ['payment_method account_unclear error']],
    ])) {
      assert.deepEqual(found(checked), expected)
    }
  })

  test(`${entry}: a missing one-time code names what to dial, by the account's services`, () => {
    const services = /** @type {const} */ ({ 7: { country: 'SN', operator: 'Orange', direction: 'cash-out' } })
    const own = checkEasyTransfert({ ...CASH_OUT, service_id: 7 }, { services })
    assert.equal(own.issues.find(({ code }) => code === 'otp_required')?.params.ussd, '#144#391#')
    assert.equal(checkEasyTransfert({ ...CASH_OUT, service_id: 27 }).issues[0].params.ussd, '#144*82#')
    assert.deepEqual(found(checkEasyTransfert(CASH_OUT, { services: /** @type {any} */ ({ x: {} }) })), ['services.x service_id_invalid error'])
  })
}

const REQUESTS = /** @type {[string, (value: unknown) => lean.Checked<unknown>, lean.RequestSchema<unknown, any>][]} */ ([
  ['checkout', lean.checkCheckout, lean.checkoutSchema],
  ['transfer contact', lean.checkTransferContact, lean.transferContactSchema],
  ['transfer send', lean.checkTransferSend, lean.transferSendSchema],
  ['airtime contact', lean.checkAirtimeContact, lean.airtimeContactSchema],
  ['airtime send', lean.checkAirtimeSend, lean.airtimeSendSchema],
  ['EasyTransfert', lean.checkEasyTransfert, lean.easyTransfertSchema],
  ['payment of Aurore', lean.checkAurorePayment, lean.aurorePaymentSchema],
  ['transfer of Aurore', lean.checkAuroreTransfer, lean.auroreTransferSchema],
])

for (const [name, check, schema] of REQUESTS) {
  test(`${name}: hostile input is a clear issue each, never an exception`, () => {
    const [field] = check({}).issues.map(({ path }) => path)
    const throwing = Object.defineProperty({}, field, { enumerable: true, get: () => { throw new Error('no') } })
    const closed = new Proxy({}, { ownKeys: () => { throw new Error('no') } })
    const long = 'x'.repeat(10_000_000)
    /** @type {[unknown, string][]} */
    const rows = [
      [null, ' not_a_record'], [undefined, ' not_a_record'], ['text', ' not_a_record'], [[], ' not_a_record'], [42, ' not_a_record'],
      [closed, ' not_a_record'], [() => 1, ' not_a_record'],
      [JSON.parse('{"__proto__":{"polluted":1}}'), '__proto__ field_forbidden'],
      [throwing, `${field} unreadable`],
      [{ [field]: long }, `${field} text_too_long`],
      [{ [field]: '\ud800' }, `${field} broken_text`],
    ]
    for (const [value, expected] of rows) {
      const checked = check(value)
      assert.equal(checked.ok, false)
      const codes = checked.issues.map(({ path, code }) => `${path} ${code}`)
      assert.ok(codes.includes(expected), `${expected} among ${codes}`)
    }
    const listed = check({ [field]: ['225'] })
    assert.ok(listed.issues.some(({ path, code }) => path === field && code !== 'required'))
    assert.equal(/** @type {any} */ ({}).polluted, undefined)
  })

  test(`${name}: the schema says what the check says`, () => {
    assert.equal(schema['~standard'].version, 1)
    assert.equal(schema['~standard'].vendor, 'guichet')
    const result = schema['~standard'].validate({})
    const errors = check({}).issues.filter(({ severity }) => severity === 'error')
    assert.deepEqual(result.issues?.map(({ path, code, message }) => [path?.join('.'), code, message]), errors.map(({ path, code, message }) => [path, code, message]))
    assert.equal(schema['~standard'].validate(null).issues?.[0].path, undefined)
  })
}

const FIELDS = /** @type {[string, (value: unknown, options?: any) => lean.Checked<unknown>, unknown][]} */ ([
  ['amount', lean.checkAmount, 2500], ['channels', lean.checkChannels, 'ALL'], ['country', lean.checkCountry, 'CI'], ['currency', lean.checkCurrency, 'XOF'], ['e-mail', lean.checkEmail, 'awa@exemple.ci'],
  ['language', lean.checkLang, 'fr'], ['phone', lean.checkPhone, '+2250707123456'], ['state', lean.checkState, 'NY'], ['transaction_id', lean.checkTransactionId, 'A1'], ['address', lean.checkUrl, 'https://a.example/n'],
  ['postal code', lean.checkZipCode, '00225'],
])

for (const [name, check, right] of FIELDS) {
  test(`${name} alone: hostile input is a clear issue, never an exception`, () => {
    const throwing = { get x() { throw new Error('no') }, toString() { throw new Error('no') }, [Symbol.toPrimitive]() { throw new Error('no') } }
    const closed = new Proxy({}, { get() { throw new Error('no') }, ownKeys() { throw new Error('no') } })
    const list = new Proxy(/** @type {unknown[]} */ ([]), { get: (_, key) => (key === 'length' ? -1 : undefined) })
    for (const value of [
      [], [right], [[right]], list, {}, { value: right }, throwing, closed, JSON.parse('{"__proto__":{"polluted":1}}'), Object.create(null), '\ud800', `\ude00${right}`, 'x'.repeat(10_000_000), '9'.repeat(10_000_000),
      Symbol('x'), () => right, new Date(), new Map(), null, undefined, '', ' ', NaN, -Infinity, true, new String(right), new Uint8Array(4),
    ]) {
      const { ok, issues } = check(value)
      const [{ path, code, severity, message }] = issues.length ? issues : [{ path: '?', code: 'none', severity: '', message: '' }]
      assert.ok(!ok && severity === 'error' && path.length < 100 && code && message && message.length < 400 && !message.includes('\ufffd'), `${typeof value} ${code} ${path} ${message.slice(0, 400)}`)
    }
    for (const word of ['\0', '__proto__', 'constructor', 'toString', '<script>']) {
      const checked = check(word)
      assert.equal(checked.ok ? String(checked.value).toLowerCase() : '', checked.ok ? word.toLowerCase() : '')
      assert.ok(checked.ok || checked.issues.length)
    }
    for (const options of [null, undefined, {}, [], 5, 'fr', closed, { lang: 5, strict: 'x', only: 5, country: {}, currency: [], accountCurrency: Symbol('x'), services: 'x' }]) {
      if (options === closed) assert.throws(() => check(right, options), /no/, 'a program that gives such options hears of it')
      else assert.equal(check(right, options).ok, true, JSON.stringify(options))
    }
    assert.equal(/** @type {any} */ ({}).polluted, undefined)
  })
}

test('a schema takes the options of its check, and gives the normalised value', () => {
  const french = lean.checkoutSchema.with({ lang: 'fr' }).with({ only: ['amount', 'currency'] })
  const wrong = french['~standard'].validate({ amount: '2501', currency: 'XOF' })
  assert.deepEqual(wrong.issues?.map(({ path, message }) => [path, message]), [
    [['amount'], "le montant 2501 n'est pas un multiple de 5\u202f; les plus proches sont 2500 et 2505"],
  ])
  assert.deepEqual(french['~standard'].validate({ amount: '2 500 F', currency: 'xof' }), { value: { amount: 2500, currency: 'XOF' } })
})

test('a name with dots is one step of a path, and a long one is whole in it', () => {
  const long = 'n'.repeat(200)
  /** @type {[object, string[]][]} */
  const rows = [
    [{ invoice_data: { 'a.b': [] } }, ['invoice_data', 'a.b']], [{ invoice_data: { Matricule: [] } }, ['invoice_data', 'Matricule']], [{ invoice_data: { [long]: [] } }, ['invoice_data', long]],
    [{ invoice_data: 'x' }, ['invoice_data']], [{ 'x.y': Symbol('z') }, ['x.y']], [{ [long]: Symbol('z') }, [long]],
  ]
  for (const [changes, path] of rows) {
    const { issues } = lean.checkoutSchema.with({ strict: true })['~standard'].validate(changes)
    assert.ok(issues?.some((issue) => JSON.stringify(issue.path) === JSON.stringify(path)), JSON.stringify(path))
  }
  const { issues } = lean.checkCheckout({ invoice_data: { [long]: [] } })
  const issue = issues.find(({ code }) => code === 'invoice_data_shape')
  assert.equal(issue?.path, `invoice_data.${long}`)
  assert.ok(issue && issue.message.length < 150, issue?.message)
})

test('sentences of the caller take the place of ours: a third language without touching the core', () => {
  const messages = { amount_not_multiple: 'kuɗi {got}: {lower} ko {upper}', required: (/** @type {lean.Issue} */ { path }) => `${path}?` }
  const { issues } = lean.checkCheckout({ amount: 2501, currency: 'EUR' }, { messages, only: ['amount', 'currency', 'description'] })
  assert.deepEqual(issues.map(({ message }) => message), [
    'kuɗi 2501: 2500 ko 2505', lean.checkCurrency('EUR').issues[0].message.replace('value', 'currency'), 'description?',
  ])
  for (const [lang, word] of [[undefined, 'value'], ['en', 'value'], ['fr', 'la valeur'], ['fr-CI', 'la valeur'], [' FR_ci', 'la valeur'], ['fra', 'value']]) {
    const options = /** @type {any} */ ({ lang })
    assert.equal(lean.checkEmail('', { ...options, messages: { required: '{field} :' } }).issues[0].message, `${word} :`)
    assert.ok(lean.checkEmail('', options).issues[0].message.startsWith(`${word} `), 'as ours does')
  }
})

test('countries and states are codes that the checks take', () => {
  assert.equal(lean.countries().length, 249)
  for (const code of lean.countries()) assert.equal(lean.checkCountry(code).ok, true)
  assert.deepEqual([lean.states('us').length, lean.states('CA').length, lean.states('CI'), lean.states('XX')], [63, 13, [], []])
})
