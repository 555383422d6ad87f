// @ts-check
/** EasyTransfert against the sandbox, over HTTP and on a clock that runs a thousand times faster. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { EasyTransfert, GuichetError, handleNotification } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

const KEY = 'test-api-key-0001'
const REQUEST = { amount: 5000, destination: '0503444777', service_id: 25 }
const OPTIONS = { api_key: KEY, ipn_url: 'https://shop.example/ipn', base_url: 'http://sandbox.localhost/easytransfert' }

/** A clock and timers a thousand times as fast, for client and sandbox. @param {import('node:test').TestContext} t */
const hurry = (t) => {
  const { setTimeout: slow } = globalThis
  const { now } = Date
  const [start, since] = [now(), performance.now()]
  Date.now = () => start + Math.round((performance.now() - since) * 1000)
  globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ act, ms = 0) => slow(act, ms / 1000))
  t.after(() => {
    globalThis.setTimeout = slow
    Date.now = now
  })
}

/** @param {Promise<unknown>} promise @returns {Promise<GuichetError>} */
const failure = async (promise) => {
  const error = await promise.then(() => assert.fail('it succeeded'), (error) => error)
  assert.ok(error instanceof GuichetError, String(error))
  return error
}

/** @param {Sandbox} sandbox @param {string} path @param {object} body */
const order = async (sandbox, path, body) => {
  const reply = await sandbox.fetch(`http://sandbox.localhost/_sandbox/${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  assert.ok(reply.ok, `${path} ${reply.status}`)
}

test('waiting asks with patience until it is done or failed', async (t) => {
  hurry(t)
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  t.after(() => sandbox.close())
  const client = new EasyTransfert({ ...OPTIONS, fetch: sandbox.fetch })
  let questions = 0
  client.on('request', ({ url }) => void (questions += Number(url.endsWith('/status'))))
  const { transaction_id } = await client.airtime(REQUEST)
  const done = await client.waitFor(transaction_id)
  assert.deepEqual([done.state, done.final, done.successful], ['SUCCESSFUL', true, true])
  assert.ok(questions <= 3, `${questions} questions`)

  const failing = await client.airtime({ ...REQUEST, destination: '0500000901' })
  const failed = await client.waitFor(failing.transaction_id)
  assert.deepEqual([failed.state, failed.final, failed.successful], ['FAILED', true, false])

  const stop = new AbortController()
  const { transaction_id: endless } = await client.airtime(REQUEST)
  const waiting = client.waitFor(endless, { signal: stop.signal })
  stop.abort()
  assert.equal((await failure(waiting)).kind, 'aborted')
})

test('what nobody answered is unknown, with the reference by which it can be found', async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  t.after(() => sandbox.close())
  const client = new EasyTransfert({ ...OPTIONS, fetch: sandbox.fetch })
  await order(sandbox, 'faults', { kind: 'drop_after', path: '/easytransfert/airtime' })
  const error = await failure(client.airtime({ ...REQUEST, custom_data: 'order_790' }))
  assert.deepEqual([error.kind, error.ids.custom_data], ['outcome_unknown', 'order_790'])
  assert.equal(sandbox.state().easytransfert.length, 1, 'it was sent once')
})

test('the rules of the service map: an Orange cash-out needs the code that the customer dials for', async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  t.after(() => sandbox.close())
  const services = { 70: { country: 'CI', operator: 'Orange', direction: /** @type {const} */ ('cash-out') } }
  const client = new EasyTransfert({ ...OPTIONS, services, fetch: sandbox.fetch, lang: 'fr' })
  const { issues, kind } = await failure(client.airtime({ ...REQUEST, destination: '0703444777', service_id: 70 }))
  assert.deepEqual([kind, issues.map(({ path }) => path)], ['validation', ['om_otp']])
  assert.match(issues[0].message, /#144/)
  const uneven = await failure(client.airtime({ ...REQUEST, amount: 5050 }))
  assert.deepEqual(uneven.issues.map(({ path, params }) => [path, params.lower, params.upper]), [['amount', 5000, 5100]])
})

test('no key reaches an error or a printed client', async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  t.after(() => sandbox.close())
  const key = 'wrong-api-key-9999'
  const client = new EasyTransfert({ ...OPTIONS, api_key: key, fetch: sandbox.fetch })
  const error = await failure(client.airtime(REQUEST))
  assert.equal(error.kind, 'auth')
  for (const text of [String(error), error.stack ?? '', JSON.stringify(error), inspect(error), inspect(client, { depth: 9 })]) {
    for (const secret of [key, REQUEST.destination]) assert.ok(!text.includes(secret))
  }
})

test('an IPN is confirmed with the service, handed over once, and a forged one is not', async (t) => {
  hurry(t)
  /** @type {((request: Request) => Promise<Response>) | undefined} */
  let receive
  const bodies = /** @type {string[]} */ ([])
  const sandbox = new Sandbox({
    deliver: async (url, init) => {
      bodies.push(String(init?.body ?? ''))
      return receive ? receive(new Request(url, init)) : new Response('', { status: 500 })
    },
  })
  t.after(() => sandbox.close())
  const client = new EasyTransfert({ ...OPTIONS, fetch: sandbox.fetch })
  const events = /** @type {import('guichet').EasyTransfertEvent[]} */ ([])
  receive = handleNotification(client, {
    asked: (id) => (id === 'order_791' ? { amount: 5000, destination: '0503444777' } : null),
    easytransfert: (event) => void events.push(event),
  })
  const { transaction_id } = await client.airtime({ ...REQUEST, custom_data: 'order_791' })
  await client.waitFor(transaction_id)
  for (let turn = 0; turn < 100 && events.length === 0; turn++) await new Promise((resolve) => setTimeout(resolve, 10_000))
  assert.deepEqual(events.map(({ service, transaction_id, paid, state }) => [service, transaction_id, paid, state]), [['easytransfert', 'order_791', true, 'SUCCESSFUL']])
  const real = bodies.find((body) => body.includes(transaction_id)) ?? assert.fail('no IPN came')
  const post = (/** @type {string} */ body) => /** @type {NonNullable<typeof receive>} */ (receive)(new Request('https://shop.example/ipn', { method: 'POST', body }))
  assert.equal((await post(real)).status, 200, 'a replay is answered')
  assert.equal(events.length, 1, 'and not handed over again')
  const forged = await post(real.replaceAll('0503444777', '0503444778'))
  assert.equal(forged.status, 400)
  assert.equal((await post('{"data":{}}')).status, 400)
  assert.equal((await receive(new Request('https://shop.example/ipn'))).status, 200, 'a ping')
  assert.equal(events.length, 1)
})

// The last: Node's own timers of open connections do not bear being hurried.
test('over HTTP: started, pending, done', async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const { url, close } = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([close(), sandbox.close()]))
  const client = new EasyTransfert({ ...OPTIONS, base_url: `${url}/easytransfert` })
  const started = await client.airtime({ ...REQUEST, custom_data: 'order_789' })
  assert.deepEqual([started.state, started.final, started.successful, started.customData], ['PENDING1', false, false, 'order_789'])
  assert.ok(started.transaction_id)
  const made = await client.airtime(REQUEST)
  assert.ok(made.customData && made.customData !== started.customData, 'a reference is made where none is given')
})
