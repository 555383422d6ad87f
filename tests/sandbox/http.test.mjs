// @ts-check
/** The sandbox over real HTTP, with a merchant's server that is notified. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, request as rawRequest } from 'node:http'
import test from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { listen, nodeHandler, servesPath } from 'guichet/sandbox/http'
import { caller, example, json } from './support/requests.mjs'

/** @param {import('node:test').TestContext} t */
const serve = async (t) => {
  const sandbox = new Sandbox()
  const server = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([server.close(), sandbox.close()]))
  return { sandbox, url: server.url, ...caller(fetch, server.url) }
}

/** A merchant that answers the first tries with the statuses given. @param {import('node:test').TestContext} t @param {number[]} [statuses] */
const merchant = async (t, statuses = []) => {
  /** @type {{ method: string | undefined, token: string | string[] | undefined, fields: URLSearchParams }[]} */
  const notified = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    notified.push({ method: request.method, token: request.headers['x-token'], fields: new URLSearchParams(body) })
    response.writeHead(statuses.shift() ?? 200).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { notified, notify_url: `http://127.0.0.1:${address.port}/notify` }
}

test('a payment is made, paid at the counter, notified and checked over HTTP', async (t) => {
  const { sandbox, url, create, check } = await serve(t)
  const { notified, notify_url } = await merchant(t)
  const created = await create({ notify_url })
  const counter = created.body.data.payment_url
  assert.ok(counter.startsWith(`${url}/payment/`), counter)
  const page = await fetch(`${counter}?lang=en`)
  assert.match(await page.text(), /<html lang="en">/)
  const style = await fetch(`${url}/_sandbox/counter.css`)
  assert.match(style.headers.get('content-type') ?? '', /^text\/css/)

  const body = new URLSearchParams({ action: 'accept', payment_method: 'OM', phone: '2250504315545' })
  const back = await fetch(counter, { method: 'POST', body, redirect: 'manual' })
  assert.equal(back.status, 303)
  assert.match(back.headers.get('location') ?? '', /^https:\/\/www\.exemple\.com\/return\?transaction_id=REFID12354&token=/)
  await sandbox.idle()
  assert.equal((await check('REFID12354')).body.code, '00')
  assert.equal(notified.length, 1)
  assert.match(String(notified[0].token), /^[0-9a-f]{64}$/)
  assert.equal(notified[0].fields.get('cpm_trans_id'), 'REFID12354')
})

test('a merchant that fails is notified again after 30 seconds of the driven clock', async (t) => {
  const { sandbox, create, order, post } = await serve(t)
  const { notified, notify_url } = await merchant(t, [500])
  await create({ notify_url })
  await order('REFID12354', { action: 'refuse' })
  await sandbox.idle()
  await post('/_sandbox/clock', { advance_ms: 30_000 })
  await sandbox.idle()
  assert.deepEqual(sandbox.state().deliveries[0].tries, [500, 200])
  assert.deepEqual(notified.map(({ fields }) => fields.get('cpm_error_message')), ['PAYMENT_FAILED', 'PAYMENT_FAILED'])
})

test('a payout is pinged, paid by the clock and notified by a form over HTTP', async (t) => {
  const { sandbox, url, post } = await serve(t)
  const { notified, notify_url } = await merchant(t, [200, 500])
  /** @param {string} path @param {Record<string, string>} fields */
  const form = async (path, fields) => (await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields) })).json()
  const { data: { token } } = await form('/v1/auth/login', { apikey: 'your_apikey_here', password: 'your_password_here' })
  const contact = { prefix: '225', phone: '0707123456', name: 'Awa', surname: 'Koné', email: 'awa@exemple.com' }
  await form(`/v1/transfer/contact?token=${token}`, { data: JSON.stringify([contact]) })
  const payout = { prefix: '225', phone: '0707123456', amount: 500, client_transaction_id: 'A-1', notify_url }
  await form(`/v1/transfer/money/send/contact?token=${token}`, { data: JSON.stringify([payout]) })
  await sandbox.idle()
  await post('/_sandbox/clock', { advance_ms: 20_000 })
  await sandbox.idle()
  await post('/_sandbox/clock', { advance_ms: 30_000 })
  await sandbox.idle()
  assert.deepEqual(notified.map(({ method, fields }) => [method, fields.get('treatment_status')]), [
    ['GET', null], ['POST', 'VAL'], ['POST', 'VAL'],
  ])
  assert.deepEqual(sandbox.state().deliveries.map(({ tries }) => tries), [[200], [500, 200]])
})

test('a merchant that is down does not disturb the sandbox', async (t) => {
  const { sandbox, create, order, check } = await serve(t)
  const down = createServer().listen(0, '127.0.0.1')
  await once(down, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (down.address())
  await new Promise((resolve) => down.close(resolve))
  await create({ notify_url: `http://127.0.0.1:${port}/notify` })
  await order('REFID12354', { action: 'cancel' })
  await sandbox.idle()
  assert.deepEqual(sandbox.state().deliveries[0].tries, [null])
  assert.equal((await check('REFID12354')).body.code, '627')
})

test('errors keep their HTTP status', async (t) => {
  const { url, create, post } = await serve(t)
  assert.deepEqual(await create({ apikey: 'wrong-apikey' }).then(({ status, body }) => [status, body.code]), [403, '609'])
  assert.deepEqual(await create({ site_id: 'wrong' }).then(({ status, body }) => [status, body.code]), [400, '613'])
  assert.deepEqual(await create({ amount: 2501 }).then(({ status, body }) => [status, body.code]), [400, '608'])
  assert.equal((await post('/nothing', {})).status, 404)
  assert.equal((await fetch(`${url}/v2/payment`)).status, 405)
  assert.equal((await fetch(`${url}/v2/payment`, { method: 'POST', body: new URLSearchParams({ amount: '1' }) })).status, 400)
  const large = { ...json(example()), body: ' '.repeat(3 * 1024 * 1024) }
  assert.equal((await fetch(`${url}/v2/payment`, large)).status, 413)
})

test('a connection that breaks on order breaks for the client', async (t) => {
  const { create, post, check } = await serve(t)
  await post('/_sandbox/faults', { kind: 'drop_after', path: '/v2/payment' })
  await assert.rejects(create(), TypeError)
  assert.equal((await check('REFID12354')).body.code, '662')
})

test('a client that goes away in the middle of its request does no harm', async (t) => {
  const { url, create } = await serve(t)
  const request = rawRequest(`${url}/v2/payment`, { method: 'POST', headers: { 'content-length': 1000 } })
  request.on('error', () => {})
  request.write('{')
  await new Promise((resolve) => setTimeout(resolve, 20))
  request.destroy()
  assert.equal((await create()).status, 201)
})

test('nodeHandler serves within a server of the merchant’s own', async (t) => {
  const sandbox = new Sandbox()
  const handler = nodeHandler(sandbox)
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (servesPath(pathname)) return handler(request, response)
    response.end('shop')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const origin = `http://127.0.0.1:${port}`
  assert.equal(await (await fetch(`${origin}/`)).text(), 'shop')
  const { body } = await caller(fetch, origin).create()
  assert.ok(body.data.payment_url.startsWith(`${origin}/payment/`))
})

test('a port that is taken rejects', async (t) => {
  const { url } = await serve(t)
  await assert.rejects(listen(new Sandbox(), { port: Number(new URL(url).port) }), { code: 'EADDRINUSE' })
})
