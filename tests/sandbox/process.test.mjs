// @ts-check
/** The sandbox in process: its fetch, its deliveries, its end. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { caller, example, json } from './support/requests.mjs'

const ORIGIN = 'https://api-checkout.cinetpay.com'

/** A sandbox whose notifications come to an array, and whose time is held. @param {(number | Error)[]} [answers] */
const setUp = (answers = []) => {
  /** @type {{ url: string, headers: Headers, fields: URLSearchParams }[]} */
  const notified = []
  const clock = { now: Date.UTC(2022, 8, 15, 22, 57, 15) }
  /** @type {typeof globalThis.fetch} */
  const deliver = async (url, init) => {
    notified.push({ url: String(url), headers: new Headers(init?.headers), fields: new URLSearchParams(String(init?.body)) })
    const answer = answers.shift() ?? 200
    if (answer instanceof Error) throw answer
    return new Response(null, { status: answer })
  }
  const sandbox = new Sandbox({ deliver, now: () => clock.now })
  return { sandbox, notified, clock, ...caller(sandbox.fetch, ORIGIN) }
}

test('a payment goes from creation over the counter to accepted', async () => {
  const { sandbox, create, check, notified } = setUp()
  const created = await create()
  assert.equal(created.status, 201)
  const { payment_token: token, payment_url: counter } = created.body.data
  assert.equal(counter, `${ORIGIN}/payment/${token}`)

  const page = await sandbox.fetch(counter)
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
  assert.match(await page.text(), /data-action="accept"/)
  assert.equal((await check('REFID12354')).body.data.status, 'WAITING_FOR_CUSTOMER')

  const form = new URLSearchParams({ action: 'accept', payment_method: 'WAVECI', phone: '+2250504315545' })
  const back = await sandbox.fetch(counter, { method: 'POST', body: form })
  assert.equal(back.status, 303)
  assert.equal(back.headers.get('location'), `https://www.exemple.com/return?transaction_id=REFID12354&token=${token}`)

  const { body } = await check('REFID12354')
  assert.deepEqual([body.code, body.message, body.data.status, body.data.payment_method], ['00', 'SUCCES', 'ACCEPTED', 'WAVECI'])
  await sandbox.idle()
  assert.equal(notified.length, 1)
})

test('a return address beyond ASCII brings the customer back', async () => {
  const { sandbox, create } = setUp()
  const { body } = await create({ return_url: 'https://exemplé.ci/ça/日本' })
  const back = await sandbox.fetch(body.data.payment_url, { method: 'POST', body: new URLSearchParams({ action: 'cancel' }) })
  assert.equal(new URL(back.headers.get('location') ?? '').origin, new URL('https://exemplé.ci').origin)
})

test('the notification is signed over the documented fields in the documented order', async () => {
  const { sandbox, create, order, notified } = setUp()
  await create({ description: 'Reste à payer & co' })
  await order('REFID12354', { action: 'accept', phone: '+2250504315545' })
  await sandbox.idle()
  const [{ url, headers, fields }] = notified
  assert.equal(url, 'https://www.exemple.com/notify')
  const signed = (
    'cpm_site_id cpm_trans_id cpm_trans_date cpm_amount cpm_currency signature payment_method cel_phone_num ' +
    'cpm_phone_prefixe cpm_language cpm_version cpm_payment_config cpm_page_action cpm_custom cpm_designation cpm_error_message'
  ).split(' ')
  const data = signed.map((name) => fields.get(name) ?? '').join('')
  assert.equal(headers.get('x-token'), createHmac('sha256', 'sandbox-secret-key').update(data).digest('hex'))
  assert.equal(fields.get('cpm_designation'), 'Reste à payer & co')
})

test('a failed notification is retried when the driven clock reaches its time', async () => {
  const { sandbox, create, order, post, notified } = setUp([new TypeError('down'), 500, 200])
  await create()
  await order('REFID12354', { action: 'cancel' })
  await sandbox.idle()
  assert.equal(notified.length, 1)
  await post('/_sandbox/clock', { advance_ms: 29_999 })
  await sandbox.idle()
  assert.equal(notified.length, 1)
  for (const advance_ms of [1, 300_000]) {
    await post('/_sandbox/clock', { advance_ms })
    await sandbox.idle()
  }
  assert.equal(notified.length, 3)
  const [delivery] = sandbox.state().deliveries
  assert.deepEqual([delivery.stage, delivery.tries], ['delivered', [null, 500, 200]])
})

test('a retry comes by itself when real time reaches it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.UTC(2022, 8, 15) })
  let tries = 0
  const sandbox = new Sandbox({ deliver: async () => new Response(null, { status: (tries += 1) === 1 ? 503 : 200 }) })
  const { create, order } = caller(sandbox.fetch, ORIGIN)
  await create()
  await order('REFID12354', { action: 'accept' })
  await sandbox.idle()
  t.mock.timers.tick(29_999)
  await sandbox.idle()
  assert.equal(tries, 1)
  t.mock.timers.tick(1)
  await sandbox.idle()
  assert.equal(tries, 2)
  await sandbox.close()
})

test('a merchant may ask the sandbox from within its notification', async () => {
  /** @type {string[]} */
  const codes = []
  const sandbox = new Sandbox({
    deliver: async () => {
      codes.push((await check('REFID12354')).body.code)
      return new Response('ok')
    },
  })
  const { create, order, check } = caller(sandbox.fetch, ORIGIN)
  await create()
  await order('REFID12354', { action: 'accept' })
  await sandbox.idle()
  assert.deepEqual(codes, ['00'])
})

test('close stops a notification that hangs and the retries to come', async () => {
  /** @type {AbortSignal | null | undefined} */
  let signal
  const sandbox = new Sandbox({
    deliver: (_url, init) =>
      new Promise((_resolve, reject) => {
        signal = init?.signal
        signal?.addEventListener('abort', () => reject(new Error('stopped')))
      }),
  })
  const { create, order } = caller(sandbox.fetch, ORIGIN)
  await create()
  await order('REFID12354', { action: 'accept' })
  await sandbox.close()
  assert.equal(signal?.aborted, true)
  assert.deepEqual(sandbox.state().deliveries[0].tries, [null])
})

test('broken connections, late and broken answers reach the caller as a network would give them', async () => {
  const { sandbox, create, post, check } = setUp()
  await post('/_sandbox/faults', { kind: 'drop_before' })
  await assert.rejects(create(), TypeError)
  assert.equal((await check('REFID12354')).body.code, '608')
  await post('/_sandbox/faults', { kind: 'drop_after' })
  await assert.rejects(create(), TypeError)
  assert.equal((await check('REFID12354')).body.code, '662')
  await post('/_sandbox/faults', { kind: 'truncated' })
  await assert.rejects(create(), SyntaxError)
  await post('/_sandbox/faults', { kind: 'empty', status: 200 })
  assert.equal(await (await sandbox.fetch(`${ORIGIN}/v2/payment`, json(example()))).text(), '')
  await post('/_sandbox/faults', { delay_ms: 30 })
  const since = performance.now()
  assert.equal((await create()).status, 201)
  assert.ok(performance.now() - since >= 25)
})

test('a signal ends a call before and while it waits', async () => {
  const { sandbox, post } = setUp()
  const aborted = { ...json(example()), signal: AbortSignal.abort() }
  await assert.rejects(sandbox.fetch(`${ORIGIN}/v2/payment`, aborted), { name: 'AbortError' })
  assert.equal(sandbox.state().payments.length, 0)
  await post('/_sandbox/faults', { delay_ms: 60_000 })
  const late = { ...json(example()), signal: AbortSignal.timeout(20) }
  await assert.rejects(sandbox.fetch(`${ORIGIN}/v2/payment`, late), { name: 'TimeoutError' })
  assert.equal(sandbox.state().payments.length, 1)
})

test('fetch takes a Request, a URL and an address', async () => {
  const { sandbox } = setUp()
  for (const input of [`${ORIGIN}/_sandbox/state`, new URL(`${ORIGIN}/_sandbox/state`), new Request(`${ORIGIN}/_sandbox/state`)]) {
    assert.equal((await sandbox.fetch(input)).status, 200)
  }
  const preflight = await sandbox.fetch(`${ORIGIN}/v2/payment`, { method: 'OPTIONS' })
  assert.deepEqual([preflight.status, preflight.headers.get('access-control-allow-origin')], [204, '*'])
})

test('handle answers at once', () => {
  const { sandbox } = setUp()
  const { delay_ms, reply } = sandbox.handle({
    method: 'POST',
    url: `${ORIGIN}/v2/payment`,
    headers: new Headers({ 'Content-Type': 'application/json' }),
    body: JSON.stringify(example()),
  })
  assert.deepEqual([delay_ms, reply?.status], [0, 201])
  assert.equal(sandbox.handle({ url: `${ORIGIN}/nothing` }).reply?.status, 404)
})

test('two sandboxes with one seed tell the same story, and share nothing', async () => {
  /** @param {number} seed */
  const story = async (seed) => {
    const sandbox = new Sandbox({ seed, now: () => 0, deliver: async () => new Response() })
    const { create, order, check } = caller(sandbox.fetch, ORIGIN)
    return [await create(), await order('REFID12354', { action: 'accept' }), await check('REFID12354')]
  }
  assert.deepEqual(await story(7), await story(7))
  assert.notDeepEqual(await story(7), await story(8))
})

test('a wrong option is named', () => {
  // @ts-expect-error a misspelt option
  assert.throws(() => new Sandbox({ secretKey: 's' }), /secretKey/)
  assert.throws(() => new Sandbox({ origin: 'localhost:4010' }), /origin must be like/)
  assert.throws(() => new Sandbox({ seed: -1 }), /-1/)
})

test('nothing that is shown holds a key or a phone number', async () => {
  const { sandbox, create, order } = setUp()
  await create({ customer_phone_number: '+2250504315545' })
  await order('REFID12354', { action: 'accept' })
  const shown = JSON.stringify(sandbox.state())
  for (const secret of ['XXXXXXXXXXXXXXXX', '0504315545', 'sandbox-secret-key']) assert.ok(!shown.includes(secret), secret)
})
