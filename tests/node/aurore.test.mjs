// @ts-check
/** Aurore against the sandbox: payments, transfers, several countries, notifications; what is lost and what is forged. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Aurore, GuichetError, handleNotification } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

const KEY = 'sk_test_0123456789'
const PASSWORD = 'test-password-01'
const OPTIONS = {
  api_key: KEY, api_password: PASSWORD, base_url: 'http://sandbox.localhost',
  notify_url: 'https://shop.example/notify', success_url: 'https://shop.example/thanks', failed_url: 'https://shop.example/sorry',
}
/** @type {import('guichet').AurorePaymentRequest} */
const PAYMENT = { currency: 'XOF', amount: 2500, designation: 'Order 1', client_email: 'awa@exemple.ci', client_first_name: 'Awa', client_last_name: 'Koné' }
/** @type {import('guichet').AuroreTransferRequest} */
const TRANSFER = { currency: 'XOF', amount: 5000, phone_number: '+2250707000001', payment_method: 'OM_CI', reason: 'Salary' }
const DIRECT = { ...PAYMENT, direct_pay: true, payment_method: 'OM_CI', client_phone_number: '+2250707070700' }

/** @param {Promise<unknown>} promise @returns {Promise<GuichetError>} */
const failure = async (promise) => {
  const error = await promise.then(() => assert.fail('it succeeded'), (error) => error)
  assert.ok(error instanceof GuichetError, String(error))
  return error
}

/** @param {Sandbox} sandbox @param {string} path @param {object} body */
const order = async (sandbox, path, body) => {
  const reply = await sandbox.fetch(`http://sandbox.localhost/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  assert.ok(reply.ok, `${path} ${reply.status}`)
}

/** @param {import('node:test').TestContext} t @param {ConstructorParameters<typeof Sandbox>[0]} [options] */
const start = (t, options) => {
  const sandbox = new Sandbox({ deliver: async () => new Response(''), ...options })
  t.after(() => sandbox.close())
  return { sandbox, aurore: new Aurore({ ...OPTIONS, fetch: sandbox.fetch }) }
}

test('over HTTP: a payment is opened, paid at its counter, found', async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const { url, close } = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([close(), sandbox.close()]))
  const aurore = new Aurore({ ...OPTIONS, base_url: url })
  const { payment_url, state, final, issues, merchant_transaction_id } = await aurore.payment.create(PAYMENT)
  assert.deepEqual([state, final, issues], ['pending', false, []])
  assert.match(merchant_transaction_id, /^[0-9a-f]{24}$/)
  const counter = await fetch(payment_url ?? '')
  assert.deepEqual([counter.status, counter.headers.get('x-frame-options')], [200, 'DENY'])
  const pressed = await fetch(payment_url ?? '', { method: 'POST', redirect: 'manual', body: new URLSearchParams({ action: 'accept', phone: '0707070700' }) })
  assert.match(pressed.headers.get('location') ?? '', /^https:\/\/shop\.example\/thanks/)
  const found = await aurore.payment.find(merchant_transaction_id)
  assert.deepEqual([found?.status, found?.state, found?.final], ['SUCCESS', 'accepted', true])
  assert.equal(await aurore.payment.find('NOBODY'), null)
})

test('a transfer is made at most once, whatever is lost, and found by either identifier', async (t) => {
  const { sandbox, aurore } = start(t)
  await order(sandbox, 'faults', { kind: 'drop_after', path: '/v1/transfer' })
  const request = { ...TRANSFER, merchant_transaction_id: 'PAY-1' }
  const made = await aurore.transfer.create(request)
  assert.deepEqual([made.state, made.amount, made.merchant_transaction_id], ['accepted', 5000, 'PAY-1'])
  const again = await aurore.transfer.create(request)
  assert.equal(again.transaction_id, made.transaction_id)
  assert.equal(sandbox.state().aurore.length, 1)
  for (const key of ['PAY-1', { merchant_transaction_id: 'PAY-1' }, { transaction_id: made.transaction_id ?? '' }]) {
    assert.equal((await aurore.transfer.find(key))?.transaction_id, made.transaction_id)
  }
  const other = await failure(aurore.transfer.create({ ...request, amount: 6000 }))
  assert.deepEqual([other.kind, other.issues.map(({ code }) => code)], ['validation', ['id_of_another']])
  assert.deepEqual(await aurore.balances(), [{ code: 200, status: 'OK', available_balance: 9_995_000, currency: 'XOF' }])
})

test('a customer who presses twice gets one counter', async (t) => {
  const { sandbox, aurore } = start(t)
  const request = { ...PAYMENT, merchant_transaction_id: 'ORDER-1' }
  const made = await Promise.all([aurore.payment.create(request), aurore.payment.create(request), aurore.payment.create(request)])
  assert.equal(new Set(made.map(({ payment_url }) => payment_url)).size, 1)
  assert.ok(made.every(({ payment_url, notify_token }) => payment_url && notify_token))
  assert.equal(sandbox.state().aurore.length, 1)
})

test('what could not be found out in time is unknown, with its identifier', async (t) => {
  const { sandbox, aurore } = start(t)
  await order(sandbox, 'faults', { kind: 'drop_after', path: '/v1/transfer' })
  await order(sandbox, 'faults', { kind: 'server_error', path: '/v1/transfer/PAY-1', times: 9 })
  const error = await failure(aurore.transfer.create({ ...TRANSFER, merchant_transaction_id: 'PAY-1' }, { timeout: 2000 }))
  assert.deepEqual([error.kind, error.retryable, error.ids.merchant_transaction_id], ['outcome_unknown', true, 'PAY-1'])
})

test('rules are told before anything leaves, in both languages', async (t) => {
  const { sandbox } = start(t)
  const aurore = new Aurore({ ...OPTIONS, fetch: sandbox.fetch, lang: 'fr' })
  const error = await failure(aurore.payment.create({ ...PAYMENT, amount: 99, payment_method: 'OM_CM', direct_pay: true, otp_code: '12' }))
  assert.deepEqual(
    error.issues.map(({ path, code }) => [path, code]),
    [['currency', 'currency_not_of_country'], ['amount', 'amount_too_small'], ['client_phone_number', 'required_for_direct_pay'], ['otp_code', 'otp_invalid']],
  )
  assert.match(error.issues[0].message, /n'est pas encaissé dans le pays CM/)
  assert.equal(sandbox.state().aurore.length, 0)
})

test('keys decide where requests go; a mixed pair is refused', async () => {
  const urls = /** @type {string[]} */ ([])
  for (const [api_key, host] of [['sk_test_1', 'https://api.cinetpay.net'], ['sk_live_1', 'https://api.cinetpay.co']]) {
    const fetch = async (/** @type {string} */ url) => {
      urls.push(url)
      throw new Error('no network here')
    }
    const aurore = new Aurore({ api_key, api_password: 'p', fetch, timeout: 50 })
    assert.equal((await failure(aurore.balances())).kind, 'network')
    assert.equal(urls.at(-1), `${host}/v1/oauth/login`)
  }
  for (const options of [{ api_key: 'sk_test_1', api_password: 'sk_live_p' }, { api_key: 'other', api_password: 'p' }]) {
    assert.throws(() => new Aurore(options), { kind: 'validation' })
  }
})

test('several countries are several accounts behind one object', async (t) => {
  const accounts = /** @type {const} */ ([
    { country: 'CI', api_key: 'sk_test_ci_000001', api_password: 'p' },
    { country: 'SN', api_key: 'sk_test_sn_000001', api_password: 'p' },
  ])
  const { sandbox } = start(t, { aurore_accounts: [...accounts] })
  const { base_url, notify_url, success_url, failed_url } = OPTIONS
  const aurore = new Aurore({ base_url, notify_url, success_url, failed_url, accounts, fetch: sandbox.fetch })
  await aurore.transfer.create(TRANSFER)
  const senegal = { ...TRANSFER, payment_method: 'WAVE_SN', phone_number: '+221771234567' }
  const made = await aurore.transfer.create(senegal)
  assert.equal((await aurore.transfer.find(made.merchant_transaction_id))?.state, 'pending')
  assert.deepEqual((await aurore.balances()).map(({ country, available_balance }) => [country, available_balance]), [['CI', 9_995_000], ['SN', 9_995_000]])
  const unclear = await failure(aurore.payment.create(PAYMENT))
  assert.deepEqual(unclear.issues.map(({ code }) => code), ['account_unclear'])
  assert.ok((await aurore.payment.create(PAYMENT, { country: 'SN' })).payment_url)
})

test('a notification is verified, confirmed with what was asked, handed over once; a forged one is not', async (t) => {
  /** @type {((request: Request) => Promise<Response>) | undefined} */
  let receive
  const bodies = /** @type {string[]} */ ([])
  const answers = /** @type {number[]} */ ([])
  const { sandbox, aurore } = start(t, {
    deliver: async (url, init) => {
      bodies.push(String(init?.body ?? ''))
      const reply = receive ? await receive(new Request(url, init)) : new Response('', { status: 500 })
      answers.push(reply.status)
      return reply
    },
  })
  const events = /** @type {import('guichet').AuroreEvent[]} */ ([])
  receive = handleNotification(aurore, {
    asked: (id) => (id === 'ORDER-1' ? { amount: 2500, currency: 'XOF' } : null),
    payment: (event) => void events.push(event),
  })
  await aurore.payment.create({ ...PAYMENT, merchant_transaction_id: 'ORDER-1' })
  await order(sandbox, 'payments/ORDER-1', { action: 'accept' })
  for (let turn = 0; turn < 100 && answers.length === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 20))
  assert.deepEqual(answers, [200])
  assert.deepEqual(events.map(({ service, transaction_id, paid, state, amount }) => [service, transaction_id, paid, state, amount]), [['payment', 'ORDER-1', true, 'accepted', '2500']])
  const [real] = bodies
  assert.ok(!real.includes('SUCCESS'), 'no state is in it')
  const post = (/** @type {string} */ body) => /** @type {NonNullable<typeof receive>} */ (receive)(new Request('https://shop.example/notify', { method: 'POST', body }))
  assert.equal((await post(real)).status, 200, 'a replay is answered')
  const { notify_token } = JSON.parse(real)
  assert.equal((await post(real.replace(notify_token, '0'.repeat(notify_token.length)))).status, 401)
  assert.equal((await post('{}')).status, 400)
  assert.equal(events.length, 1, 'nothing is handed over again')
  assert.deepEqual([await aurore.notifications.verify(real), await aurore.notifications.verify(real.replace(notify_token, ''))], [true, false])
  const { paid, matches, differences } = await aurore.notifications.confirm(real, { amount: 25_000, currency: 'XOF' })
  assert.deepEqual([paid, matches, differences], [false, false, [{ field: 'amount', expected: '25000', answered: '2500' }]])
  assert.equal(aurore.notifications.parse(real).merchant_transaction_id, 'ORDER-1')
})

test("a transfer's notifications have a handler and an address of their own", async (t) => {
  const bodies = /** @type {string[]} */ ([])
  const { sandbox, aurore } = start(t, { deliver: async (_, init) => (bodies.push(String(init?.body)), new Response('')) })
  await aurore.transfer.create({ ...TRANSFER, merchant_transaction_id: 'PAY-1' })
  for (let turn = 0; turn < 100 && bodies.length === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 20))
  await sandbox.idle()
  const events = /** @type {import('guichet').AuroreEvent[]} */ ([])
  const request = () => new Request('https://shop.example/paid', { method: 'POST', body: bodies[0] })
  const reply = await aurore.notifications.handle(request(), { transfer: (event) => void events.push(event) }, { service: 'transfer' })
  assert.deepEqual([reply.status, events.map(({ paid, amount }) => [paid, amount])], [200, [[true, '5000']]])
  const payment = await aurore.notifications.handle(request(), { payment: () => assert.fail('it is no payment') })
  assert.equal(payment.status, 401)
})

test('a server whose address is not listed is told so', async (t) => {
  const { aurore } = start(t, { allowed_ips: ['203.0.113.7'] })
  const error = await failure(aurore.balances())
  assert.deepEqual([error.kind, error.code, error.httpStatus], ['auth', '2011', 403])
  assert.match(error.message, /IPv6/)
})

test('no secret reaches an error, a printed client or the state', async (t) => {
  const { sandbox } = start(t)
  const aurore = new Aurore({ ...OPTIONS, api_password: 'very-wrong-password', fetch: sandbox.fetch })
  const error = await failure(aurore.transfer.create(TRANSFER))
  assert.deepEqual([error.kind, error.code], ['auth', '1005'])
  for (const text of [String(error), error.stack ?? '', JSON.stringify(error), inspect(error), inspect(aurore, { depth: 9 }), JSON.stringify(sandbox.state())]) {
    for (const secret of [KEY, 'very-wrong-password', '2250707000001']) assert.ok(!text.includes(secret), text)
  }
})

test('direct payments behave as the numbers that the provider publishes', async (t) => {
  const { aurore } = start(t)
  for (const [last, state] of [['0', 'accepted'], ['1', 'pending'], ['3', 'refused'], ['4', 'pending'], ['6', 'pending']]) {
    const made = await aurore.payment.create({ ...DIRECT, client_phone_number: `+225070707070${last}` })
    assert.equal(made.state, state, last)
  }
})
