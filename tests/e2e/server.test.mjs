// @ts-check
// The shop's server: what it takes from a browser, what it takes for truth, what it serves.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { start } from '../../www/server.mjs'
import { Orders } from '../../www/server/orders.mjs'

/** @type {Awaited<ReturnType<typeof start>>} */
let server
before(async () => {
  server = await start({ port: 0 })
})
after(() => server.close())

const FORM = { amount: 2500, currency: 'XOF', description: 'Two baskets', channels: 'MOBILE_MONEY', lang: 'fr' }

/** @param {object} form */
const order = (form) =>
  fetch(`${server.url}/demo/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(form),
  })

/** @param {string} id */
const state = async (id) => (await fetch(`${server.url}/demo/orders/${id}`)).json()

/** @param {{ events: { what: string }[] }} answer */
const happened = ({ events }) => events.map(({ what }) => what)

test('the identifier and the addresses are the server’s, whatever the browser sends', async () => {
  const reply = await order({ ...FORM, transaction_id: 'MINE', notify_url: 'https://evil.example/', metadata: 'x' })
  assert.equal(reply.status, 201)
  const { transaction_id, request } = await reply.json()
  assert.match(transaction_id, /^DEMO-\d{8}-[0-9A-F]{10}$/)
  assert.deepEqual(request, {
    ...FORM,
    transaction_id,
    notify_url: `${server.url}/demo/notify`,
    return_url: `${server.url}/demo/return`,
  })
})

test('a form that the page should have stopped is refused with what is wrong', async () => {
  const reply = await order({ ...FORM, amount: 2501 })
  assert.equal(reply.status, 422)
  const { error } = await reply.json()
  assert.equal(error.kind, 'validation')
  assert.deepEqual(
    error.issues
      .filter((/** @type {any} */ issue) => issue.severity === 'error')
      .map((/** @type {any} */ issue) => issue.code),
    ['amount_not_multiple'],
  )
  assert.match(error.message, /multiple de 5/)
})

test('a notification and a return are hints: only the service’s answer makes an order paid', async () => {
  const { transaction_id } = await (await order(FORM)).json()
  const forged = await fetch(`${server.url}/demo/notify`, {
    method: 'POST',
    headers: { 'x-token': 'forged' },
    body: new URLSearchParams({ cpm_trans_id: transaction_id, cpm_result: '00', cpm_amount: '2500' }),
  })
  assert.equal(forged.status, 200)
  await fetch(`${server.url}/demo/return?transaction_id=${transaction_id}`)
  const before = await state(transaction_id)
  assert.deepEqual([before.paid, before.state, before.final], [false, 'pending', false])
  assert.ok(happened(before).includes('notification_received'))

  const accepted = await fetch(`${server.url}/_sandbox/payments/${transaction_id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'accept' }),
  })
  assert.ok(accepted.ok)
  const then = await state(transaction_id)
  assert.deepEqual([then.paid, then.state, then.final], [true, 'accepted', true])
})

test('an accepted payment of another amount or currency is not paid', async () => {
  for (const [amount, currency, paid] of /** @type {const} */ ([
    ['2500', 'XOF', true],
    ['100', 'XOF', false],
    ['2500', 'XAF', false],
    [undefined, 'XOF', false],
    ['', 'XOF', false],
  ])) {
    const client = /** @type {any} */ ({
      checkout: {
        create: async () => ({ data: { payment_url: 'https://checkout.example/payment/1' } }),
        check: async () => ({
          state: 'accepted',
          final: true,
          code: '00',
          message: 'SUCCES',
          data: { amount, currency },
        }),
      },
    })
    const orders = new Orders({ origin: 'http://shop.example', clients: { fr: client, en: client } })
    const { transaction_id } = await orders.create(FORM)
    const answer = await orders.check(transaction_id)
    assert.equal(answer.paid, paid, `${amount} ${currency}`)
    assert.equal(happened(answer).includes('mismatch'), !paid)
  }
})

test('what happened is noted once, however often the page asks', async () => {
  const { transaction_id } = await (await order(FORM)).json()
  for (let times = 0; times < 3; times += 1) await state(transaction_id)
  assert.deepEqual(happened(await state(transaction_id)), ['order_created', 'checked'])
})

test('the notification address answers the service’s ping, and strangers', async () => {
  assert.equal((await fetch(`${server.url}/demo/notify`)).status, 200)
  const stranger = await fetch(`${server.url}/demo/notify`, {
    method: 'POST',
    body: new URLSearchParams({ cpm_trans_id: 'X' }),
  })
  assert.equal(stranger.status, 200)
  assert.equal((await fetch(`${server.url}/demo/orders/X`)).status, 404)
})

test('a customer sent back by POST arrives at the return page', async () => {
  const reply = await fetch(`${server.url}/demo/return`, {
    method: 'POST',
    body: new URLSearchParams({ transaction_id: 'DEMO-1', token: 't' }),
    redirect: 'manual',
  })
  assert.equal(reply.status, 303)
  assert.equal(reply.headers.get('location'), '/demo/return?transaction_id=DEMO-1')
})

test('bodies that are no form are refused', async () => {
  /** @param {string} type @param {string} body */
  const status = async (type, body) =>
    (await fetch(`${server.url}/demo/orders`, { method: 'POST', headers: { 'content-type': type }, body })).status
  assert.equal(await status('text/plain', '{}'), 415)
  assert.equal(await status('application/json', '{'), 400)
  assert.equal(await status('application/json', '[]'), 400)
  assert.equal(await status('application/json', JSON.stringify({ description: 'x'.repeat(70_000) })), 413)
})

test('the page allows no inline code, and only the page’s files are served', async () => {
  const page = await fetch(server.url)
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-/)
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/)
  for (const [path, type] of [
    ['/style.css', 'text/css; charset=utf-8'],
    ['/page/main.js', 'text/javascript; charset=utf-8'],
    ['/guichet/validate.js', 'text/javascript; charset=utf-8'],
  ]) {
    const reply = await fetch(server.url + path)
    assert.deepEqual([reply.status, reply.headers.get('content-type')], [200, type], path)
  }
  for (const path of [
    '/server.mjs',
    '/server/orders.mjs',
    '/guichet/%2e%2e/package.json',
    '/page/..%2f..%2fCargo.toml',
    '/.git',
  ]) {
    assert.notEqual((await fetch(server.url + path)).status, 200, path)
  }
})

test('a busy port is said in one sentence', async () => {
  const port = Number(new URL(server.url).port)
  await assert.rejects(start({ port }), (/** @type {Error} */ error) => {
    assert.match(error.message, new RegExp(`^port ${port} is busy; .*PORT=${port + 1} npm start$`))
    return true
  })
})
