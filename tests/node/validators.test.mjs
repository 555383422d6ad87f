// @ts-check
/** The validators as a page or server calls them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as everything from 'guichet'
import * as lean from 'guichet/validate'

const REQUEST = {
  amount: 2500, currency: 'XOF', transaction_id: 'REFID12354', description: 'TRANSACTION DESCRIPTION',
  return_url: 'https://www.exemple.com/return', notify_url: 'https://www.exemple.com/notify', metadata: 'user001',
  customer_id: '001', customer_name: 'John', customer_surname: 'Doe', channels: 'MOBILE_MONEY',
}

/** @param {lean.Checked<unknown>} checked */
const codes = (checked) => checked.issues.map(({ path, code }) => `${path} ${code}`.trim())

for (const [entry, { checkCheckout, checkAmount, checkCountry, checkCurrency, checkEmail, checkPhone, checkTransactionId, checkUrl, checkChannels }] of
  /** @type {[string, typeof lean][]} */ ([['guichet/validate', lean], ['guichet', everything]])) {
  test(`${entry}: the documented example passes as it is`, () => {
    assert.deepEqual(checkCheckout(REQUEST), { ok: true, value: REQUEST, issues: [] })
  })

  test(`${entry}: four wrong fields are four issues, in both languages`, () => {
    const wrong = { ...REQUEST, amount: 2501, currency: 'EUR', transaction_id: 'A/1', customer_country: 'XX' }
    const english = checkCheckout(wrong)
    assert.equal(english.ok, false)
    assert.deepEqual(codes(english), [
      'transaction_id transaction_id_characters', 'amount amount_not_multiple', 'currency currency_unknown', 'customer_country country_unknown',
    ])
    assert.deepEqual(english.issues[1].params, { got: 2501, multiple: 5, lower: 2500, upper: 2505 })
    assert.equal(english.issues[1].message, 'amount 2501 is not a multiple of 5; the nearest are 2500 and 2505')
    const french = checkCheckout(wrong, { lang: 'fr' })
    assert.equal(french.issues[1].message, "le montant 2501 n'est pas un multiple de 5\u202f; les plus proches sont 2500 et 2505")
    assert.deepEqual(codes(french), codes(english))
  })

  test(`${entry}: single fields give the value as it is sent`, () => {
    for (const [checked, value] of /** @type {[lean.Checked<unknown>, unknown][]} */ ([
      [checkAmount('25 000 F', { currency: 'XOF' }), 25000],
      [checkAmount(2500n), 2500],
      [checkCurrency('xof'), 'XOF'],
      [checkCountry('ci'), 'CI'],
      [checkChannels('all'), 'ALL'],
      [checkTransactionId(42), '42'],
      [checkPhone('+225 07 07 12 34 56'), '+2250707123456'],
      [checkEmail(' awa@exemple.ci '), 'awa@exemple.ci'],
      [checkUrl('https://exemple.ci/n'), 'https://exemple.ci/n'],
    ])) {
      assert.deepEqual(checked, { ok: true, value, issues: [] })
    }
    for (const [checked, code] of /** @type {[lean.Checked<unknown>, string][]} */ ([
      [checkAmount(2501, { currency: 'XOF' }), 'amount_not_multiple'],
      [checkAmount(95, { currency: 'XOF' }), 'amount_too_small'],
      [checkAmount(100.5), 'amount_not_whole'],
      [checkAmount(Number.NaN), 'amount_not_a_number'],
      [checkAmount(undefined), 'required'],
      [checkCurrency('EUR'), 'currency_unknown'],
      [checkCountry('XX'), 'country_unknown'],
      [checkPhone('call me'), 'phone_invalid'],
      [checkEmail('awa'), 'email_invalid'],
      [checkUrl('javascript:alert(1)'), 'url_invalid'],
    ])) {
      assert.deepEqual(codes(checked), [code])
    }
    assert.equal(checkAmount(34, { currency: 'USD' }).ok, true)
  })

  test(`${entry}: warnings pass, unless strict`, () => {
    const request = { ...REQUEST, transaction_id: 'ORDER_1' }
    const checked = checkCheckout(request)
    assert.equal(checked.ok, true)
    assert.deepEqual(checked.issues.map(({ code, severity }) => [code, severity]), [['transaction_id_advice', 'warning']])
    const strict = checkCheckout(request, { strict: true })
    assert.equal(strict.ok, false)
    assert.equal(strict.issues[0].severity, 'error')
  })

  test(`${entry}: a form that holds a part of the request hears of that part alone`, () => {
    const form = new FormData()
    form.set('amount', '2 501')
    form.set('currency', 'XOF')
    const wrong = checkCheckout(form, { only: ['amount', 'currency'] })
    assert.deepEqual(codes(wrong), ['amount amount_not_multiple'])
    form.set('amount', '2 500')
    assert.deepEqual(checkCheckout(form, { only: ['amount', 'currency'] }), {
      ok: true, value: { amount: 2500, currency: 'XOF' }, issues: [],
    })
  })

  test(`${entry}: a form's ticked box is a flag`, () => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ ...REQUEST, lock_phone_number: 'on', customer_phone_number: '+2250707123456' })) form.set(name, String(value))
    const { ok, issues, value } = /** @type {any} */ (checkCheckout(form))
    assert.deepEqual([ok, issues], [true, []])
    assert.deepEqual([value.lock_phone_number, value.customer_phone_number], [true, '2250707123456'])
  })

  test(`${entry}: what cannot be read is an issue, never an exception`, () => {
    const circle = /** @type {any} */ ({ ...REQUEST })
    circle.metadata = circle
    const getter = Object.defineProperty({ ...REQUEST }, 'amount', { enumerable: true, get: () => { throw new Error('no') } })
    const cases = /** @type {[unknown, string][]} */ ([
      [getter, 'amount unreadable'],
      [circle, 'metadata not_text'],
      [{ ...REQUEST, description: '\ud800' }, 'description broken_text'],
      [{ ...REQUEST, description: 'x'.repeat(10_000_000) }, 'description text_too_long'],
      [{ ...REQUEST, description: ['a'] }, 'description not_text'],
      [{ ...REQUEST, description: Symbol('a') }, 'description unreadable'],
      [{ ...REQUEST, description: new Date() }, 'description unreadable'],
      [JSON.parse(JSON.stringify(REQUEST).replace('{', '{"__proto__":{"amount":1},')), '__proto__ field_forbidden'],
      [new Proxy({}, { ownKeys: () => { throw new Error('no') } }), 'not_a_record'],
      [null, 'not_a_record'],
      ['text', 'not_a_record'],
      [Array(5000).fill(0), 'not_a_record'],
    ])
    for (const [request, expected] of cases) {
      const checked = checkCheckout(request)
      assert.equal(checked.ok, false)
      assert.deepEqual(codes(checked), [expected])
    }
    const inherited = Object.create(REQUEST)
    assert.deepEqual(codes(checkCheckout(inherited)).slice(0, 2), ['transaction_id required', 'amount required'])
    assert.equal(/** @type {any} */ ({}).amount, undefined)
  })

  test(`${entry}: large values do not lose what follows`, () => {
    for (const length of [10, 1_000, 1_365, 1_366, 1_900, 99_000, 100_001]) {
      const checked = checkCheckout({ ...REQUEST, metadata: 'é'.repeat(length), zzz: 'end' })
      assert.equal(checked.ok, length <= 2_000, String(length))
      assert.ok(codes(checked).includes('zzz field_unknown'), String(length))
    }
    assert.deepEqual(checkCheckout(REQUEST), { ok: true, value: REQUEST, issues: [] })
  })
}

test('init may be awaited any number of times', async () => {
  await Promise.all([lean.init(), lean.init(), everything.init()])
  await lean.init()
  assert.equal(lean.checkAmount(100).ok, true)
})

test('a suggestion is a value that a program can take; the sentence puts it in words', () => {
  const said = (/** @type {lean.Checked<unknown>} */ { issues: [{ params, message }] }) => [params.suggestion, message]
  assert.deepEqual(said(lean.checkCountry('UK')), ['GB', 'UK is not a known country code, such as CI, SN or FR (GB?)'])
  assert.deepEqual(said(lean.checkCountry('XX')), [undefined, 'XX is not a known country code, such as CI, SN or FR'])
  assert.deepEqual(said(lean.checkCheckout({ ...REQUEST, meta_data: 'x' }, { lang: 'fr' })), ['metadata', "meta_data n'est pas un champ documenté (metadata\u202f?)"])
  assert.deepEqual(said(lean.checkTransactionId('A/1')), ['A-1', 'value A/1 holds characters that make payments fail (# / $ & or an invisible one); use for example A-1'])
  const [old] = lean.checkTransferSend({ prefix: '225', phone: '07123456', amount: 500, notify_url: 'https://a.example/n' }).issues
  assert.deepEqual([old.code, old.params.suggestion], ['phone_old_format', '07'])
  assert.match(old.message, / \(07…\)$/)
})

test('a cleaned identifier is suggested whole, however long', () => {
  for (const id of [`ORDER/${'x'.repeat(94)}`, 'é'.repeat(100), `A\tB${'_'.repeat(90)}9`]) {
    const { params: { got, suggestion }, message } = lean.checkTransactionId(id).issues[0]
    assert.equal(got, id)
    assert.deepEqual(lean.checkTransactionId(suggestion).issues, [], String(suggestion))
    assert.ok(message.endsWith(String(suggestion)), message)
    assert.ok(!message.includes(id), 'the sentence shows its start')
  }
})

test('hidden characters are seen in sentences, and nothing large is copied into an issue', () => {
  assert.ok(lean.checkTransactionId('A\tB').issues[0].message.includes('A␉B'))
  assert.ok(lean.checkLang('de\u202e').issues[0].message.includes('de\ufffd'))
  for (const huge of ['x'.repeat(99_999), 'x'.repeat(10_000_000), '\0'.repeat(50_000)]) {
    const checked = lean.checkCheckout({ ...REQUEST, currency: huge, lang: huge, channels: huge, customer_country: huge, amount: huge, customer_state: huge, [huge]: huge, invoice_data: { [huge]: huge } })
    assert.equal(checked.ok, false)
    assert.ok(JSON.stringify(checked.issues).length < 20_000)
  }
})

test('the limit that is told is the field\'s own', () => {
  const payment = { merchant_transaction_id: 'A1', notify_url: 'https://a.example/n' }
  const limit = (/** @type {lean.Checked<unknown>} */ { issues }, /** @type {string} */ field) => issues.find(({ path, code }) => path === field && code === 'text_too_long')?.params.maximum
  const name = 'n'.repeat(300)
  for (const length of [3_000, 99_999, 10_000_000]) {
    const long = 'a'.repeat(length)
    assert.equal(limit(lean.checkTransactionId(long), ''), 100)
    assert.equal(limit(lean.checkUrl(`https://a.example/${long}`), ''), 2000)
    assert.equal(limit(lean.checkAurorePayment({ ...payment, merchant_transaction_id: long }), 'merchant_transaction_id'), 30)
    assert.equal(limit(lean.checkAurorePayment({ ...payment, notify_url: `https://a.example/${long}` }), 'notify_url'), 120)
    assert.equal(limit(lean.checkAurorePayment({ ...payment, client_last_name: long }), 'client_last_name'), 255)
    assert.equal(limit(lean.checkCheckout({ ...REQUEST, site_id: long }), 'site_id'), 200)
  }
  assert.equal(limit(lean.checkCheckout({ [name]: 'x' }), name.slice(0, 200)), 200)
  assert.equal(limit(lean.checkCheckout({ invoice_data: { [name]: 'x' } }), `invoice_data.${name.slice(0, 200)}`), 200)
})
