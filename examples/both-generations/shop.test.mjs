// @ts-check
/** The same shop, unchanged, on Checkout v2 and on Aurore: paid, refused, pending, forged, lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Aurore, CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { shop } from './shop.mjs'

const NOTIFY = 'https://shop.example/notify'
const CUSTOMER = {
  firstName: 'Awa', lastName: 'Koné', email: 'awa@exemple.ci', phone: '+2250707070700', address: 'Rue des Jardins', city: 'Abidjan', country: 'CI', zipCode: '00225',
}

/** @type {Record<string, { open: (fetch: import('guichet').ClientFetch) => import('guichet').Gateway, forged: string }>} */
const GENERATIONS = {
  v2: {
    open: (fetch) => new CinetPay({
      apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', secret_key: 'sandbox-secret-key', fetch, notify_url: NOTIFY, return_url: 'https://shop.example/orders/ORDER-1',
    }),
    forged: 'cpm_site_id=445160&cpm_trans_id=ORDER-1&cpm_amount=2500&cpm_currency=XOF',
  },
  aurore: {
    open: (fetch) => new Aurore({
      api_key: 'sk_test_0123456789', api_password: 'test-password', base_url: 'http://sandbox.localhost', fetch,
      notify_url: NOTIFY, success_url: 'https://shop.example/orders/ORDER-1', failed_url: 'https://shop.example/orders/ORDER-1',
    }),
    forged: '{"notify_token":"0000000000","merchant_transaction_id":"ORDER-1","transaction_id":"AU1"}',
  },
}

for (const [generation, { open, forged }] of Object.entries(GENERATIONS)) {
  /** @param {import('node:test').TestContext} t */
  const start = (t) => {
    /** @type {Map<string, import('./shop.mjs').Bought>} */
    const orders = new Map([['ORDER-1', { amount: 2500, currency: 'XOF', customer: CUSTOMER, delivered: 0 }]])
    /** @type {(request: Request) => Promise<Response>} */
    let serve
    const sandbox = new Sandbox({ deliver: (url, init) => serve(new Request(/** @type {string} */ (url), init)) })
    t.after(() => sandbox.close())
    const restart = () => void (serve = shop(open(sandbox.fetch), orders))
    restart()
    const ask = (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) => serve(new Request(`https://shop.example${path}`, init))
    const state = async () => (await ask('/orders/ORDER-1')).json()
    const order = (/** @type {string} */ path, /** @type {object} */ body) =>
      sandbox.fetch(`http://sandbox.localhost/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
    const press = async (/** @type {string} */ action) => {
      const opened = await ask('/orders/ORDER-1/pay', { method: 'POST' })
      assert.equal(opened.status, 303, await opened.text())
      const form = new URLSearchParams({ action, payment_method: 'OM', phone: '+2250707070700' })
      const pressed = await sandbox.fetch(opened.headers.get('location') ?? '', { method: 'POST', body: form })
      await sandbox.idle()
      return pressed
    }
    return { sandbox, orders, ask, state, order, press, restart }
  }
  const delivered = (/** @type {Map<string, import('./shop.mjs').Bought>} */ orders) => orders.get('ORDER-1')?.delivered

  test(`${generation}: an order is paid at the counter, delivered once, and found`, async (t) => {
    const { orders, ask, state, press } = start(t)
    const pressed = await press('accept')
    assert.equal(pressed.status, 303)
    assert.match(pressed.headers.get('location') ?? '', /^https:\/\/shop\.example\/orders\/ORDER-1/)
    assert.equal(delivered(orders), 1)
    assert.deepEqual(await state(), { paid: true, state: 'accepted' })
    assert.equal((await ask('/orders/NONE/pay', { method: 'POST' })).status, 404)
    assert.equal((await ask('/notify')).status, 200, 'a ping')
  })

  test(`${generation}: one that is refused or waits is not delivered`, async (t) => {
    const { orders, ask, state, press } = start(t)
    assert.equal((await ask('/orders/ORDER-1')).status, 502, 'nobody has opened it')
    await ask('/orders/ORDER-1/pay', { method: 'POST' })
    assert.deepEqual(await state(), { paid: false, state: 'pending' })
    await press('refuse')
    assert.deepEqual([delivered(orders), await state()], [0, { paid: false, state: 'refused' }])
  })

  test(`${generation}: a forged notification delivers nothing`, async (t) => {
    const { orders, ask } = start(t)
    await ask('/orders/ORDER-1/pay', { method: 'POST' })
    assert.equal((await ask('/notify', { method: 'POST', headers: { 'x-token': '00' }, body: forged })).status, 401)
    assert.equal(delivered(orders), 0)
  })

  test(`${generation}: an order whose price has changed since it was opened is paid, but not as asked`, async (t) => {
    const { orders, ask, state, order, sandbox } = start(t)
    await ask('/orders/ORDER-1/pay', { method: 'POST' })
    const bought = orders.get('ORDER-1') ?? assert.fail()
    bought.amount = 25_000
    await order('payments/ORDER-1', { action: 'accept' })
    await sandbox.idle()
    assert.deepEqual([bought.delivered, await state()], [0, { paid: false, state: 'accepted' }])
  })

  test(`${generation}: a shop that was started again, with another price, is not paid by what it opened before`, async (t) => {
    const { orders, sandbox, ask, order, restart, state } = start(t)
    await ask('/orders/ORDER-1/pay', { method: 'POST' })
    restart()
    const bought = orders.get('ORDER-1') ?? assert.fail()
    bought.amount = 25_000
    const again = await ask('/orders/ORDER-1/pay', { method: 'POST' })
    assert.equal(again.status, 502, await again.text())
    await order('payments/ORDER-1', { action: 'accept' })
    await sandbox.idle()
    assert.deepEqual([bought.delivered, await state()], [0, { paid: false, state: 'accepted' }])
  })

  test(`${generation}: a question that the service drops is asked again; a service that is down is told`, async (t) => {
    const { state, ask, order, press } = start(t)
    await press('accept')
    await order('faults', { kind: 'drop_before' })
    assert.deepEqual(await state(), { paid: true, state: 'accepted' })
    await order('faults', { kind: 'server_error', times: 20 })
    assert.equal((await ask('/orders/ORDER-1')).status, 503)
  })
}
