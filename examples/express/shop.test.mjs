// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { shop } from './shop.mjs'

test('an order is paid at the counter, and the shop knows', async (t) => {
  /** @type {Map<string, import('./shop.mjs').Order>} */
  const orders = new Map([['ORDER-1', { amount: 2500, currency: 'XOF', paid: false }]])
  let url = ''
  const sandbox = new Sandbox({ deliver: (_, init) => fetch(`${url}/notify`, init) })
  const app = shop({
    apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', secret_key: 'sandbox-secret-key', fetch: sandbox.fetch,
    notify_url: 'https://shop.example/notify', return_url: 'https://shop.example/return',
  }, orders)
  /** @type {import('node:http').Server} */
  const server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  t.after(() => Promise.all([sandbox.close(), new Promise((resolve) => server.close(resolve))]))
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`

  const opened = await fetch(`${url}/orders/ORDER-1/pay`, { method: 'POST', redirect: 'manual' })
  assert.equal(opened.status, 303)
  assert.match(opened.headers.get('location') ?? '', /\/payment\//)
  assert.equal((await fetch(`${url}/orders/NONE/pay`, { method: 'POST' })).status, 404)

  assert.equal((await fetch(`${url}/notify`)).status, 200)
  const forged = new URLSearchParams({ cpm_site_id: '445160', cpm_trans_id: 'ORDER-1', cpm_amount: '2500', cpm_currency: 'XOF' })
  assert.equal((await fetch(`${url}/notify`, { method: 'POST', headers: { 'x-token': '00' }, body: forged })).status, 401)
  assert.equal(orders.get('ORDER-1')?.paid, false)

  await sandbox.fetch('https://sandbox.invalid/_sandbox/payments/ORDER-1', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"action":"accept"}',
  })
  await sandbox.idle()
  assert.equal(orders.get('ORDER-1')?.paid, true)
})
