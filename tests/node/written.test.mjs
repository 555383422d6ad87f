// @ts-check
/** Requests that are written in one layout beside the way that carries any value: of every request, both say the very same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkCheckout } from 'guichet/validate'
import { makeCheckCheckout } from '../../pkg/api/validators.js'
import { makeCheckWritten } from '../../pkg/api/written.js'
import { core } from '../../pkg/core/validate.js'
import { Random } from '../../scripts/conformance/random.mjs'

const ORDER = {
  transaction_id: 'REFID-12354', amount: 2500, currency: 'XOF', alternative_currency: 'USD', description: 'Commande 12354', notify_url: 'https://www.exemple.com/notify',
  return_url: 'https://www.exemple.com/return', channels: 'ALL', lang: 'fr', metadata: 'user001', invoice_data: { 'Reste à payer': '25 000fr', Matricule: '24OPO25' },
  lock_phone_number: false, customer_id: '001', customer_name: 'Koné', customer_surname: 'Awa', customer_phone_number: '+2250707123456', customer_email: 'awa.kone@exemple.ci',
  customer_address: 'BP 0024, Cocody', customer_city: 'Abidjan', customer_country: 'CI', customer_state: 'AB', customer_zip_code: '00225',
}
const NAMES = ['apikey', 'site_id', ...Object.keys(ORDER)]

const written = makeCheckWritten(core)
const check = makeCheckCheckout(core)
/** `only` with every name takes the long way, and leaves nothing out. @param {unknown} request @param {any} [options] */
const long = (request, options) => check(request, { ...options, only: NAMES })

/** Whether the request could be written; then the long way says the same of it. @param {unknown} request @param {() => unknown} [again] the same request, where reading changes it */
const agrees = (request, again = () => request) => {
  const checked = written(request, false, false)
  if (checked === undefined) return false
  assert.deepEqual(checked, long(again()))
  if (checked.ok) {
    assert.equal(Object.getPrototypeOf(checked.value), Object.prototype)
    assert.notEqual(checked.value, request)
  }
  return true
}

test('a whole request is written, and one without what may be left out', () => {
  assert.ok(agrees(ORDER))
  assert.ok(agrees({ ...ORDER }))
  assert.ok(agrees(Object.fromEntries(Object.entries(ORDER).reverse())), 'in any order')
  assert.ok(agrees(Object.assign(Object.create(null), ORDER)))
  const { transaction_id, amount, currency, description, notify_url, return_url } = ORDER
  assert.ok(agrees({ transaction_id, amount, currency, description, notify_url, return_url, channels: 'MOBILE_MONEY' }))
  assert.ok(agrees({ transaction_id, amount, currency, description, notify_url, return_url }), 'without channels, which have a default')
  assert.ok(agrees({ ...ORDER, customer_id: undefined, metadata: null, customer_city: '' }), 'fields with nothing in them are not sent')
  assert.deepEqual(Object.keys(written({ ...ORDER, customer_id: undefined, customer_city: '' }, false, false).value).length, Object.keys(ORDER).length - 2)
  assert.ok(agrees({}))
  const { value } = written(ORDER, false, false)
  assert.notEqual(value.invoice_data, ORDER.invoice_data)
  assert.deepEqual(Object.keys(value), Object.keys(ORDER))
})

test('what is asked for is said: languages and warnings as errors, in words of the caller', () => {
  for (const request of [ORDER, { ...ORDER, amount: 2501 }, { ...ORDER, customer_zip_code: '1' }, { ...ORDER, currency: 'xaf' }]) {
    for (const strict of [false, true]) {
      for (const lang of ['fr', 'en']) {
        assert.deepEqual(written(request, strict, lang === 'fr'), long(request, { strict, lang }))
        assert.deepEqual(check(request, { strict, lang }), long(request, { strict, lang }))
        const messages = { amount_not_multiple: '{field}!' }
        assert.deepEqual(check(request, { lang, messages }), long(request, { lang, messages }))
      }
    }
    assert.deepEqual(check(request, { lang: 'fr-CI' }), check(request, { lang: 'fr' }))
    assert.deepEqual(check(request, { accountCurrency: 'XAF' }), long(request, { accountCurrency: 'XAF' }))
  }
})

test('an address that was right is right again, in its own place alone', () => {
  const other = 'https://other.example/notify'
  const wrong = 'www.exemple.com'
  for (const [notify_url, return_url] of [[other, other], [other, wrong], [other, other], [wrong, other], ['', other], [other, '']]) assert.ok(agrees({ ...ORDER, notify_url, return_url }))
  for (const name of Object.keys(ORDER)) assert.ok(agrees({ ...ORDER, [name]: other }), name)
  const [first, second] = [makeCheckWritten(core), makeCheckWritten(core)]
  assert.ok(first(ORDER, false, false).ok)
  assert.equal(second({ ...ORDER, notify_url: wrong }, false, false).ok, false)
  assert.ok(first(ORDER, false, false).ok)
})

const WORDS = [
  '', ' ', 'x', 'é', '€', '😀', '\ud83d', '\ude00', 'a\ud83d', '\ufeffx', '\u00a0x', 'x\u0085', '\0', '\t', 'xof', 'XOF', 'XAF', 'USD', 'GNF', 'CDF', 'EUR', 'fr', 'FR', 'en', 'de', 'ALL', 'all', 'CREDIT_CARD',
  'MOBILE_MONEY', 'WALLET', 'on', 'True', '1', 'off', 'yes', 'CI', 'ci', 'SN', 'CM', 'US', 'CA', 'FR', 'XX', 'NY', 'ny', 'QC', 'AB', 'A1', '00225', '10001', '12345-6789', 'K1A 0B1', '75001', '012345', '01234567890', 'A/1', 'A#1', 'A_1', 'A.1-b',
  '+2250707123456', '+22507071234', '+225 07 07 12 34 56', '0707123456', '2250707123456', '+221771234567', '+33612345678', '+4915123456789', '+1', '+', '+22507071234567890123', '٠٧٠٧', 'awa@exemple.ci', 'awa@exemple',
  'a@b@c.ci', 'é@exemple.ci', '[email protected]', 'https://a.example/n', 'HTTP://A.EXAMPLE', 'http://localhost', 'http://10.0.0.1/', 'https://8.8.8.8:70000/', 'https://u:p@a.example/', 'https://a.example/é', 'https://a.example/ b',
  'ftp://a.example', '//a.example', 'https://-a.example', '25 000', '25 000 F', '100 USD', '0.500', '-500', '2500', '2501', 'y'.repeat(100), 'y'.repeat(101), 'z'.repeat(2000), 'z'.repeat(2001), 'é'.repeat(1000), 'é'.repeat(2000),
]
const OTHERS = [
  0, -0, 1, 5, 95, 99, 100, 105, 1000, 2501, 2500.5, -5, NaN, Infinity, 2 ** 53, 2 ** 53 - 2, 9e15, 2500n, true, false, null, undefined, [], ['XOF'], {}, { a: 'b' }, { a: 1 }, { a: '' }, { a: null }, { '': 'x' }, { 2: 'x', 1: 'y' },
  { a: 'x', b: 'y', c: 'z' }, { a: 'x', b: 'y', c: 'z', d: 'w' }, { '\ud800': 'x' }, { a: '\ud800' }, { a: { b: 'c' } }, JSON.parse('{"__proto__":"x"}'), new Date(0), new Map(), Symbol('x'), () => 'x', new String('XOF'), new Number(2500), /x/,
]

test('of thousands of requests both ways say the same', () => {
  let taken = 0
  let right = 0
  const whole = Object.keys(ORDER)
  for (let at = 0; at < 12_000; at++) {
    const random = new Random(4, at)
    /** @type {Record<string, unknown>} */
    const request = { ...ORDER, ...(random.happens(0.3) ? { customer_country: 'US', customer_state: 'NY', customer_zip_code: '10001', currency: 'USD' } : {}) }
    for (let changes = random.below(4); changes > 0; changes--) {
      const name = random.of(whole)
      if (random.happens(0.3)) delete request[name]
      else request[name] = random.happens(0.7) ? random.of(WORDS) : random.of(OTHERS)
    }
    if (agrees(request)) taken++
    if (check(request).issues.length === 0) right++
  }
  assert.ok(taken > 8_000 && taken < 12_000, String(taken))
  assert.ok(right > 2_000 && right < 10_000, String(right))
})

test('every word in every field', () => {
  let taken = 0
  for (const name of [...NAMES, 'unknown', 'toString', 'constructor']) {
    for (const word of [...WORDS, ...OTHERS]) if (agrees({ ...ORDER, [name]: word })) taken++
  }
  assert.ok(taken > 1_500, String(taken))
})

test('half of a pair never passes as another character, wherever it stands', () => {
  for (const half of ['\ud83d', '\ude00', 'x\ud83d', '\ud83dx', '\ude00\ud83d', `${'x'.repeat(150)}\ud800`]) {
    for (const name of Object.keys(ORDER)) {
      const checked = check({ ...ORDER, [name]: half })
      assert.equal(checked.ok, false, name)
      assert.ok(!JSON.stringify(checked).includes('\ufffd'), name)
    }
    const line = check({ ...ORDER, invoice_data: { [half]: 'x' } })
    assert.deepEqual(line.issues.map((/** @type {any} */ { code }) => code), ['broken_text'])
    assert.equal(check({ ...ORDER, invoice_data: { a: half } }).issues[0].code, 'broken_text')
    assert.ok(check({ ...ORDER, [half]: 'x' }).issues.some((/** @type {any} */ { code }) => code === 'broken_text'))
  }
  assert.ok(check({ ...ORDER, description: '😀' }).ok)
})

test('a name that is too long is refused, not cut', () => {
  const { issues } = check({ ...ORDER, invoice_data: { ['x'.repeat(201)]: 'y' } })
  assert.deepEqual(issues.map((/** @type {any} */ { code }) => code), ['text_too_long'])
  const name = 'é'.repeat(200)
  assert.deepEqual(check({ ...ORDER, invoice_data: { [name]: 'y' } }).value.invoice_data, { [name]: 'y' })
})

test('objects that are not what they seem are read as they are, or the long way', () => {
  class Order {
    constructor() {
      Object.assign(this, ORDER)
    }
  }
  assert.ok(agrees(new Order()))
  const mark = Symbol('x')
  assert.deepEqual(written({ ...ORDER, [mark]: 1 }, false, false).value, { ...ORDER, [mark]: 1 }, 'nothing sends what a symbol names')
  assert.equal(agrees({ ...ORDER, [Symbol.toStringTag]: 'FormData' }), false)
  for (const value of [[], new Map(Object.entries(ORDER)), new FormData(), Object.assign([], ORDER), Object.assign(() => 1, ORDER), new Date(), 'x', 5, null, undefined, true, 1n, Symbol('x')]) assert.equal(written(value, false, false), undefined)
  const odd = (function () { return arguments }).call(null)
  assert.equal(agrees({ ...ORDER, invoice_data: odd }), false)
  assert.ok(agrees(Object.create(ORDER, Object.getOwnPropertyDescriptors(ORDER))))
  assert.ok(agrees(Object.create(ORDER)))
  assert.equal(written(Object.create(ORDER), false, false).ok, false, 'what is inherited is not given')
  assert.ok(agrees(Object.freeze({ ...ORDER })))
})

test('getters and proxies are read once: what was checked is what is handed over', () => {
  let reads = 0
  const shifting = () => Object.defineProperty({ ...ORDER }, 'currency', { enumerable: true, get: () => (reads++ === 0 ? 'XOF' : '<script>') })
  assert.equal(written(shifting(), false, false).value.currency, 'XOF')
  assert.equal(reads, 1)
  const lying = new Proxy({ ...ORDER }, { get: (target, name) => (name === 'amount' ? [2500, 2501][reads++ % 2] : Reflect.get(target, name)) })
  for (let time = 0; time < 4; time++) {
    const checked = check(lying)
    assert.equal(checked.ok ? checked.value.amount : 2501, checked.ok ? 2500 : checked.issues[0].params.got)
  }
  const throwing = Object.defineProperty({ ...ORDER }, 'amount', { enumerable: true, get() { throw new Error('no') } })
  assert.deepEqual(check(throwing).issues.map((/** @type {any} */ { path, code }) => `${path} ${code}`), ['amount unreadable'])
  const closed = new Proxy({ ...ORDER }, { ownKeys() { throw new Error('no') } })
  assert.deepEqual(check(closed).issues.map((/** @type {any} */ { code }) => code), ['not_a_record'])
})

test('a getter that checks something else meanwhile changes nothing', () => {
  for (const inner of [ORDER, { ...ORDER, amount: 2501 }, { ...ORDER, metadata: 'z'.repeat(90_000) }]) {
    for (const amount of [2500, 2501]) {
      const request = Object.defineProperty({ ...ORDER }, 'currency', { enumerable: true, get: () => (check(inner), checkCheckout(inner, { lang: 'fr' }), 'XOF') })
      const checked = check({ ...ORDER, amount })
      Object.defineProperty(request, 'amount', { enumerable: true, value: amount })
      assert.deepEqual(check(request), checked)
      assert.deepEqual(long(request).issues, checked.issues)
    }
  }
})

test('what others put on every object is not part of a request', () => {
  const { channels, ...rest } = ORDER
  try {
    Object.assign(Object.prototype, { channels: 'WALLET', only: ['amount'], polluted: 'x', invoice_data: { a: 'b' } })
    assert.equal(check(rest).value.channels, 'ALL')
    const { invoice_data, ...others } = ORDER
    assert.ok(invoice_data && !Object.hasOwn(check(others).value, 'invoice_data'))
    assert.ok(!Object.hasOwn(check({ ...others, channels: 'ALL', invoice_data: { b: 'c' } }).value.invoice_data, 'a'))
    assert.ok(!Object.hasOwn(check(ORDER).value, 'polluted'))
  } finally {
    for (const name of ['channels', 'only', 'polluted', 'invoice_data']) Reflect.deleteProperty(Object.prototype, name)
  }
  assert.equal(channels, 'ALL')
  const hostile = JSON.parse(JSON.stringify(ORDER).replace('{', '{"__proto__":{"admin":true},'))
  assert.deepEqual(check(hostile).issues.map((/** @type {any} */ { code }) => code), ['field_forbidden'])
  assert.equal(/** @type {any} */ ({}).admin, undefined)
})
