// @ts-check
/** Notifications: what is believed, what the merchant's program hears, and what the service is answered. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { Aurore, CinetPay, EasyTransfert, GuichetError, findCheckout, handleNotification } from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const KEY = 'sandbox-secret-key'
const ACCOUNT = { apikey: '12912847765bc0db748fdd44.40081707', site_id: '445160', secret_key: KEY }
const NOTIFY = 'https://shop.example/notify'

/** Documented order, by another hand than the core's. */
const SIGNED = ['cpm_site_id', 'cpm_trans_id', 'cpm_trans_date', 'cpm_amount', 'cpm_currency', 'signature', 'payment_method', 'cel_phone_num',
  'cpm_phone_prefixe', 'cpm_language', 'cpm_version', 'cpm_payment_config', 'cpm_page_action', 'cpm_custom', 'cpm_designation', 'cpm_error_message']
/** @param {Record<string, string>} fields */
const signed = (fields) => createHmac('sha256', KEY).update(SIGNED.map((name) => fields[name] ?? '').join('')).digest('hex')

const FIELDS = {
  cpm_site_id: '445160', cpm_trans_id: 'REFID12354', cpm_trans_date: '2000-12-21 19:19:00', cpm_amount: '2500', cpm_currency: 'XOF',
  signature: 'c0ffee', payment_method: 'OM', cel_phone_num: '0707123456', cpm_phone_prefixe: '225', cpm_language: 'fr', cpm_version: 'V4',
  cpm_payment_config: 'SINGLE', cpm_page_action: 'PAYMENT', cpm_custom: 'panier é & 12', cpm_designation: 'Riz', cpm_error_message: 'SUCCES',
}

/** A shop with its payments in a sandbox, whose notifications go to `answer`. @param {object} [more] */
const shop = (more) => {
  /** @type {{ answer: (request: Request) => Promise<Response> }} */
  const server = { answer: async () => new Response('', { status: 500 }) }
  const statuses = /** @type {number[]} */ ([])
  const sandbox = new Sandbox({
    deliver: async (url, init) => {
      const response = await server.answer(new Request(url, init))
      statuses.push(response.status)
      return response
    },
  })
  const cinetpay = new CinetPay({ ...ACCOUNT, fetch: sandbox.fetch, ...more })
  const pay = async (/** @type {string} */ transaction_id, action = 'accept') => {
    await cinetpay.checkout.create({ transaction_id, amount: 2500, currency: 'XOF', description: 'Riz', notify_url: NOTIFY, return_url: NOTIFY })
    await control(sandbox, `payments/${transaction_id}`, { action })
  }
  return { sandbox, cinetpay, server, statuses, pay }
}

/** @param {Sandbox} sandbox @param {string} path @param {object} body */
const control = async (sandbox, path, body) => {
  const reply = await sandbox.fetch(`https://sandbox.invalid/_sandbox/${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  assert.ok(reply.ok, `${path} ${reply.status}`)
}

/** @param {object} fields @param {string} [token] */
const post = (fields, token = signed(/** @type {any} */ (fields))) =>
  new Request(NOTIFY, { method: 'POST', headers: { 'x-token': token }, body: new URLSearchParams(/** @type {any} */ (fields)) })

test('a body of every shape verifies, and none with another token or key', () => {
  const { checkout } = new CinetPay(ACCOUNT)
  const token = signed(FIELDS)
  const form = new FormData()
  for (const [name, value] of Object.entries(FIELDS)) form.append(name, value)
  const text = String(new URLSearchParams(FIELDS))
  for (const body of [text, new URLSearchParams(FIELDS), form, { ...FIELDS }, { ...FIELDS, cpm_amount: 2500 }, new TextEncoder().encode(text), JSON.stringify(FIELDS)]) {
    assert.equal(checkout.verify(body, token), true)
    assert.equal(checkout.verify(body, token.replace(/.$/, (last) => (last === '0' ? '1' : '0'))), false)
    assert.equal(checkout.parseNotification(body).cpm_custom, 'panier é & 12')
  }
  for (const none of ['', null, undefined]) assert.equal(checkout.verify(FIELDS, none), false)
  assert.equal(new CinetPay({ ...ACCOUNT, secret_key: 'another' }).checkout.verify(FIELDS, token), false)
})

test('another site\'s notification, and one that says a thing twice, are not believed', () => {
  const { checkout } = new CinetPay({ ...ACCOUNT, site_id: '999' })
  assert.equal(checkout.verify(FIELDS, signed(FIELDS)), false)
  const twice = new URLSearchParams(FIELDS)
  twice.append('cpm_amount', '1')
  const form = new FormData()
  for (const [name, value] of twice) form.append(name, value)
  for (const body of [twice, String(twice), form]) assert.equal(new CinetPay(ACCOUNT).checkout.verify(body, signed(FIELDS)), false)
  assert.throws(() => new CinetPay(ACCOUNT).checkout.verify({ ...FIELDS, cpm_amount: ['2500', '1'] }, signed(FIELDS)), GuichetError)
})

test('received order is there for those who ask', () => {
  const { checkout } = new CinetPay(ACCOUNT)
  const { signature, ...rest } = FIELDS
  const received = { ...rest, signature, more: 'x' }
  const token = createHmac('sha256', KEY).update(Object.values(received).join('')).digest('hex')
  assert.equal(checkout.verify(received, token), false)
  assert.equal(checkout.verify(received, token, { order: 'received' }), true)
})

test('verifying without the secret key says what is missing', () => {
  const { checkout } = new CinetPay({ apikey: ACCOUNT.apikey, site_id: '445160' })
  assert.throws(() => checkout.verify(FIELDS, signed(FIELDS)), (/** @type {any} */ error) => error.issues[0].path === 'secret_key')
})

test('a payment is handed over once, confirmed and compared, and the service hears 200', async () => {
  const { cinetpay, sandbox, server, statuses, pay } = shop()
  const heard = /** @type {any[]} */ ([])
  server.answer = handleNotification(cinetpay, {
    asked: () => ({ amount: 2500, currency: 'XOF' }),
    checkout: (event) => void heard.push(event),
  })
  await pay('ONCE-1')
  await sandbox.idle()
  assert.deepEqual(statuses, [200])
  const [{ service, transaction_id, paid, state, final, matches, differences, notification, payment }] = heard
  assert.deepEqual([service, transaction_id, paid, state, final, matches, differences], ['checkout', 'ONCE-1', true, 'accepted', true, true, []])
  assert.equal(notification.cpm_amount, '2500')
  assert.equal(payment.data.status, 'ACCEPTED')

  const replay = await server.answer(post(notification))
  assert.deepEqual([replay.status, await replay.text(), heard.length], [200, 'handled before', 1])
  await sandbox.close()
})

test('what was asked decides: another amount or currency is not paid', async () => {
  for (const [asked, field] of /** @type {const} */ ([[{ amount: 25000, currency: 'XOF' }, 'amount'], [{ amount: 2500, currency: 'XAF' }, 'currency']])) {
    const { cinetpay, sandbox, server, pay } = shop()
    const heard = /** @type {any[]} */ ([])
    server.answer = handleNotification(cinetpay, { asked: async () => asked, checkout: (event) => void heard.push(event) })
    await pay('LESS-1')
    await sandbox.idle()
    assert.deepEqual([heard[0].paid, heard[0].matches, heard[0].differences[0].field], [false, false, field])
    await sandbox.close()
  }
})

test('a signed notification of a payment that the service does not call accepted is not paid', async () => {
  const { cinetpay, sandbox, server, pay } = shop()
  const heard = /** @type {any[]} */ ([])
  server.answer = handleNotification(cinetpay, { checkout: (event) => void heard.push(event) })
  await pay('NO-1', 'refuse')
  await sandbox.idle()
  assert.deepEqual([heard[0].paid, heard[0].state], [false, 'refused'])
  // Signed all the same, and claiming success: the service's word decides.
  const lie = await server.answer(post({ ...heard[0].notification, cpm_error_message: 'SUCCES' }))
  assert.deepEqual([await lie.text(), heard.length], ['handled before', 1])
  await sandbox.close()
})

test('pings are answered, forgeries and nonsense refused, and the program hears of none of them', async () => {
  const { cinetpay, sandbox } = shop()
  const answer = handleNotification(cinetpay, { checkout: () => assert.fail('heard') })
  for (const [request, status] of /** @type {const} */ ([
    [new Request(NOTIFY), 200],
    [new Request(NOTIFY, { method: 'HEAD' }), 200],
    [new Request(NOTIFY, { method: 'PUT', body: 'x' }), 405],
    [new Request(NOTIFY, { method: 'POST' }), 401],
    [post(FIELDS, ''), 401],
    [post({ ...FIELDS, cpm_amount: '5' }, signed(FIELDS)), 401],
    [new Request(NOTIFY, { method: 'POST', body: '{"a":' }), 400],
    [new Request(NOTIFY, { method: 'POST', headers: { 'x-token': 'x' }, body: 'x'.repeat(1_000_000) }), 400],
  ])) {
    const { status: got } = await answer(request)
    assert.equal(got, status, `${request.method} ${status}`)
  }
  await sandbox.close()
})

test('a program that fails hears of it again, and a question that is not answered is asked again', async () => {
  const { cinetpay, sandbox, server, pay } = shop()
  const heard = /** @type {any[]} */ ([])
  const failed = /** @type {unknown[]} */ ([])
  server.answer = handleNotification(cinetpay, {
    checkout: (event) => {
      heard.push(event)
      if (heard.length === 1) throw new Error('the database is away')
    },
    failed: (error) => failed.push(error),
  })
  await pay('AGAIN-1')
  await sandbox.idle()
  assert.match(String(failed), /database is away/)
  const again = await server.answer(post(heard[0].notification))
  assert.deepEqual([again.status, await again.text(), heard.length], [200, 'handled', 2])
  const third = await server.answer(post(heard[0].notification))
  assert.deepEqual([await third.text(), heard.length], ['handled before', 2])

  const away = new CinetPay({ ...ACCOUNT, fetch: async () => new Response('{"code":"804","message":"OPERATOR_UNAVAILABLE"}', { status: 400 }) })
  assert.equal((await handleNotification(away, { checkout: () => assert.fail('heard') })(post(FIELDS))).status, 503)
  await sandbox.close()
})

test('two at once are one; a program that is slow is answered for, and its end is remembered', { timeout: 20_000 }, async (context) => {
  const { cinetpay, sandbox, server, pay } = shop()
  let finish = () => {}
  let runs = 0
  const handlers = {
    checkout: () => {
      runs += 1
      return new Promise((resolve) => (finish = () => resolve(undefined)))
    },
  }
  await pay('SLOW-1')
  await sandbox.idle()
  server.answer = handleNotification(cinetpay, handlers)
  const fields = { ...FIELDS, cpm_trans_id: 'SLOW-1' }
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const first = server.answer(post(fields))
  while (runs === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = await server.answer(post(fields))
  assert.deepEqual([second.status, runs], [503, 1])
  context.mock.timers.tick(10_000)
  assert.deepEqual([(await first).status, await (await first).text()], [503, 'being handled'])
  finish()
  await new Promise((resolve) => setImmediate(resolve))
  const later = await server.answer(post(fields))
  assert.deepEqual([later.status, await later.text(), runs], [200, 'handled before', 1])
  context.mock.timers.reset()
  await sandbox.close()
})

test('confirm alone: for who has a queue of their own', async () => {
  const { cinetpay, sandbox, pay } = shop()
  await pay('QUEUE-1')
  const body = new URLSearchParams({ ...FIELDS, cpm_trans_id: 'QUEUE-1' })
  assert.equal((await cinetpay.checkout.confirm(body, { amount: 2500, currency: 'XOF' })).paid, true)
  assert.equal((await cinetpay.checkout.confirm(body)).paid, true)
  assert.equal((await cinetpay.checkout.confirm(body, { amount: 2505 })).paid, false)
  await assert.rejects(cinetpay.checkout.confirm(''), (/** @type {any} */ error) => error.kind === 'validation')
  await sandbox.close()
})

test('a request whose body the framework has read is taken as it is', async () => {
  const { cinetpay, sandbox, pay } = shop()
  await pay('EXPRESS-1')
  let heard = 0
  const fields = { ...FIELDS, cpm_trans_id: 'EXPRESS-1' }
  const request = { method: 'POST', headers: { 'x-token': signed(fields) }, body: fields }
  const reply = await cinetpay.notifications.handle(request, { checkout: () => void (heard += 1) })
  assert.deepEqual([reply.status, heard], [200, 1])
  await sandbox.close()
})

test('two accounts that share a store each hear of their own order of one name', async () => {
  const kept = /** @type {Map<string, string>} */ (new Map())
  const store = { get: (/** @type {string} */ key) => kept.get(key), set: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value), delete: (/** @type {string} */ key) => void kept.delete(key) }
  const heard = /** @type {string[]} */ ([])
  for (const { site_id, apikey } of [{ site_id: '111111', apikey: 'apikey-0001' }, { site_id: '222222', apikey: 'apikey-0002' }, { site_id: '333333', apikey: 'apikey-0002' }]) {
    const { cinetpay, sandbox, pay } = shop({ site_id, apikey, store })
    await pay('ORDER-1')
    const fields = { ...FIELDS, cpm_site_id: site_id, cpm_trans_id: 'ORDER-1' }
    const receive = () => handleNotification(cinetpay, { checkout: ({ paid }) => void heard.push(`${site_id} ${paid}`) })(post(fields))
    assert.equal(await (await receive()).text(), 'handled')
    assert.equal(await (await receive()).text(), 'handled before')
    // Another client of the same site knows it too, whatever its key.
    const renewed = new CinetPay({ ...ACCOUNT, site_id, apikey: 'apikey-renewed', store, fetch: sandbox.fetch })
    assert.equal(await (await handleNotification(renewed, { checkout: () => assert.fail('heard') })(post(fields))).text(), 'handled before')
    await sandbox.close()
  }
  assert.deepEqual(heard, ['111111 true', '222222 true', '333333 true'])
  assert.ok([...kept.keys()].every((key) => !key.includes('apikey')))
})

test('an order that the records do not have, or do not say the price of, is not paid', async () => {
  for (const [found, fields] of /** @type {[any, string[]][]} */ ([
    [undefined, ['amount', 'currency']],
    [null, ['amount', 'currency']],
    [{}, ['amount', 'currency']],
    [{ total: 2500 }, ['amount', 'currency']],
    [2500, ['amount', 'currency']],
    [{ amount: 2500 }, ['currency']],
    [{ amount: 2500n, currency: 'XOF' }, []],
    [{ amount: '2500.00', currency: 'xof', items: [1n, { more: 2n }] }, []],
  ])) {
    const { cinetpay, sandbox, pay } = shop()
    await pay('NOBODYS-1')
    const heard = /** @type {any[]} */ ([])
    const receive = handleNotification(cinetpay, { asked: () => found, checkout: (event) => void heard.push(event) })
    await receive(post({ ...FIELDS, cpm_trans_id: 'NOBODYS-1' }))
    const [{ paid, differences }] = heard
    assert.deepEqual([paid, differences.map((/** @type {any} */ { field }) => field)], [fields.length === 0, fields])
    if (found !== undefined) {
      const confirmed = await cinetpay.checkout.confirm({ ...FIELDS, cpm_trans_id: 'NOBODYS-1' }, found)
      assert.deepEqual([confirmed.paid, confirmed.differences], [paid, differences])
    }
    await sandbox.close()
  }
})

test('records that cannot be looked at are told of, and the service comes again', async (context) => {
  const { cinetpay, sandbox, pay } = shop()
  await pay('AWAY-1')
  const circle = /** @type {any} */ ({ amount: 2500 })
  circle.of = circle
  const logged = context.mock.method(console, 'error', () => {})
  for (const asked of [() => { throw new Error('database away') }, async () => { throw new Error('database away') }, () => circle]) {
    const failed = /** @type {unknown[]} */ ([])
    const ask = (/** @type {object} */ more) =>
      handleNotification(cinetpay, { asked, checkout: () => assert.fail('heard'), ...more })(post({ ...FIELDS, cpm_trans_id: 'AWAY-1' }))
    assert.equal((await ask({ failed: (/** @type {unknown} */ error) => void failed.push(error) })).status, 500)
    assert.match(String(failed), /database away|circular/)
    assert.equal((await ask({})).status, 500)
    assert.equal((await ask({ failed: () => { throw new Error('no log either') } })).status, 500)
    assert.equal((await ask({ failed: async () => { throw new Error('no log either') } })).status, 500)
  }
  assert.equal(logged.mock.callCount(), 9)
  const receive = handleNotification(cinetpay, { checkout: () => { throw new Error('no') }, failed: () => { throw new Error('no log either') } })
  assert.equal((await receive(post({ ...FIELDS, cpm_trans_id: 'AWAY-1' }))).status, 500)
  await sandbox.close()
})

test('what would lose notifications is refused when it is set up', async () => {
  const cinetpay = new CinetPay({ ...ACCOUNT, password: 'p' })
  const unsigned = new CinetPay({ apikey: ACCOUNT.apikey, site_id: '445160' })
  const easytransfert = new EasyTransfert({ api_key: 'et-key-0001' })
  const aurore = new Aurore({ api_key: 'sk_test_0001', api_password: 'p' })
  const act = () => {}
  for (const [account, handlers, options] of /** @type {[any, any, any?][]} */ ([
    [cinetpay, undefined], [cinetpay, {}], [cinetpay, { chekout: act }], [cinetpay, { transfer: act }], [cinetpay, { checkout: 'x' }],
    [cinetpay, { checkout: act, asked: { amount: 1 } }], [cinetpay, { checkout: act, failed: 1 }], [cinetpay, { checkout: act }, { service: 'chekout' }],
    [cinetpay, { checkout: act }, { service: 'transfer' }], [cinetpay, { outcome: act }, { service: 'transfer' }], [cinetpay, { payment: act }],
    [easytransfert, { checkout: act }], [easytransfert, { outcome: act }], [aurore, { checkout: act }], [aurore, { payment: act }, { service: 'transfer' }],
  ])) {
    assert.throws(() => handleNotification(account, handlers, options), TypeError)
    await assert.rejects(account.notifications.handle(new Request(NOTIFY), handlers, options), TypeError)
  }
  for (const [handlers, options, path] of /** @type {[any, any, string][]} */ ([
    [{ checkout: act }, undefined, 'secret_key'], [{ outcome: act }, undefined, 'secret_key'], [{ airtime: act }, { service: 'airtime' }, 'password'],
  ])) {
    const missing = (/** @type {any} */ error) => error instanceof GuichetError && error.kind === 'validation' && error.issues[0].path === path
    assert.throws(() => handleNotification(unsigned, handlers, options), missing)
    await assert.rejects(unsigned.notifications.handle(new Request(NOTIFY), handlers, options), missing)
  }
  for (const [account, handlers, options] of /** @type {[any, any, any?][]} */ ([
    [cinetpay, { checkout: act }], [cinetpay, { outcome: act }], [cinetpay, { transfer: act }, { service: 'transfer' }], [easytransfert, { easytransfert: act }],
    [aurore, { payment: act }], [aurore, { outcome: act }], [aurore, { transfer: act }, { service: 'transfer' }],
  ])) {
    assert.equal((await handleNotification(account, handlers, options)(new Request(NOTIFY))).status, 200)
  }
})

test('an amount is a text whichever way the service writes it, and a reference or an amount may be any number', async () => {
  const { sandbox } = shop()
  const cinetpay = new CinetPay({
    ...ACCOUNT, notify_url: NOTIFY, return_url: NOTIFY,
    fetch: async (url, options) => {
      const said = await (await sandbox.fetch(url, options)).json()
      if (url.endsWith('/check') && said.data) said.data.amount = Number(said.data.amount)
      return Response.json(said)
    },
  })
  await cinetpay.checkout.create({ transaction_id: '1042', amount: 2500n, currency: 'XOF', description: 'Riz' })
  await control(sandbox, 'payments/1042', { action: 'accept' })
  assert.equal((await cinetpay.checkout.check(1042)).data.amount, '2500')
  const { paid, reference } = await findCheckout({ gateway: cinetpay, reference: 1042, asked: { amount: 2500n, currency: 'XOF' } })
  assert.deepEqual([paid, reference], [true, '1042'])
  await sandbox.close()
})
