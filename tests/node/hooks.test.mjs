// @ts-check
/** What a client tells its listeners, and what it does not. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const APIKEY = '12912847765bc0db748fdd44.40081707'
const REQUEST = {
  transaction_id: 'HOOK-1', amount: 2500, currency: 'XOF', description: 'Riz', customer_phone_number: '+2250707123456',
  notify_url: 'https://shop.example/notify', return_url: 'https://shop.example/return',
}

const shop = () => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const cinetpay = new CinetPay({ apikey: APIKEY, site_id: '445160', base_url: 'http://sandbox.localhost', fetch: sandbox.fetch })
  const heard = /** @type {any[]} */ ([])
  const hear = (/** @type {string} */ event) => (/** @type {object} */ told) => void heard.push({ on: event, ...told })
  return { sandbox, cinetpay, heard, hear }
}

/** @param {Sandbox} sandbox @param {object} fault */
const order = (sandbox, fault) =>
  sandbox.fetch('http://sandbox.localhost/_sandbox/faults', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) })

test('requests, replies and further tries are told, without a word of what they carry', async () => {
  const { sandbox, cinetpay, heard, hear } = shop()
  for (const event of /** @type {const} */ (['request', 'response', 'retry'])) cinetpay.on(event, hear(event))
  await order(sandbox, { kind: 'drop_before', times: 1, path: '/v2/payment' })
  await cinetpay.checkout.create(REQUEST)
  const url = 'http://sandbox.localhost/v2/payment'
  assert.deepEqual(heard.map(({ on, event, attempt, status, failure }) => [on, event, attempt, status ?? failure]), [
    ['request', 'request', 1, undefined],
    ['response', 'response', 1, 'network'],
    ['retry', 'retry', 1, undefined],
    ['request', 'request', 2, undefined],
    ['response', 'response', 2, 201],
  ].filter(Boolean))
  assert.ok(heard.every((told) => told.url === url && told.method === 'POST'))
  assert.ok(heard[2].pause >= 0 && heard[4].duration >= 0)
  const text = JSON.stringify(heard)
  for (const secret of [APIKEY, '0707123456', 'HOOK-1', 'shop.example']) assert.ok(!text.includes(secret), secret)
  await sandbox.close()
})

test('who has ended listening hears no more, and a listener that throws stops nothing', async (context) => {
  const { sandbox, cinetpay, heard, hear } = shop()
  const complaints = context.mock.method(console, 'error', () => {})
  const end = cinetpay.on('request', hear('request'))
  cinetpay.on('response', () => {
    throw new Error('the log is full')
  })
  cinetpay.on('response', hear('response'))
  await cinetpay.checkout.create(REQUEST)
  end()
  await cinetpay.checkout.create(REQUEST)
  assert.deepEqual(heard.map(({ on }) => on), ['request', 'response', 'response'])
  assert.equal(complaints.mock.callCount(), 2)
  assert.throws(() => cinetpay.on(/** @type {any} */ ('requests'), () => {}), /listen to request, response, retry/)
  assert.throws(() => cinetpay.on('retry', /** @type {any} */ ('no')), TypeError)
  await sandbox.close()
})

test('a secret given in a page throws', (context) => {
  Object.assign(globalThis, { window: {}, document: {} })
  context.after(() => {
    for (const name of ['window', 'document']) Reflect.deleteProperty(globalThis, name)
  })
  for (const name of ['secret_key', 'password']) {
    assert.throws(
      () => new CinetPay({ apikey: APIKEY, site_id: '445160', [name]: 'hunter2hunter2' }),
      (/** @type {any} */ error) => error.issues[0].code === 'secret_in_page' && error.issues[0].path === name && !error.message.includes('hunter2'),
    )
  }
  assert.ok(new CinetPay({ apikey: APIKEY, site_id: '445160' }))
})
