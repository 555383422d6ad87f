// @ts-check
/** The client over real HTTP against the sandbox, and in process. */
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import { CinetPay, GuichetError } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

const ACCOUNT = { apikey: '12912847765bc0db748fdd44.40081707', site_id: '445160' }
const REQUEST = {
  transaction_id: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1', channels: 'MOBILE_MONEY',
  notify_url: 'http://127.0.0.1:9/notify', return_url: 'http://127.0.0.1:9/return',
}

/** @type {Sandbox} */ let sandbox
/** @type {{ url: string, close(): Promise<void> }} */ let server

before(async () => {
  sandbox = new Sandbox({ deliver: async () => new Response('') })
  server = await listen(sandbox, { port: 0 })
})
after(async () => {
  await server.close()
  await sandbox.close()
})

/** @param {object} [more] */
const client = (more) => new CinetPay({ ...ACCOUNT, base_url: server.url, ...more })

/** @param {string} path @param {object} body */
const order = async (path, body) => {
  const reply = await fetch(server.url + path, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  assert.ok(reply.ok, `${path} ${reply.status}`)
}

/** @param {Promise<unknown>} promise @returns {Promise<GuichetError>} */
const failure = async (promise) => {
  const error = await promise.then(() => assert.fail('it succeeded'), (error) => error)
  assert.ok(error instanceof GuichetError, String(error))
  return error
}

test('a payment is created, paid at the counter and checked', async () => {
  const { checkout } = client()
  const created = await checkout.create({ ...REQUEST, transaction_id: 'PAID-1' })
  assert.equal(created.code, '201')
  assert.equal(created.message, 'CREATED')
  assert.equal(created.transaction_id, 'PAID-1')
  assert.ok(created.data.payment_url.startsWith(`${server.url}/payment/`))
  assert.deepEqual(created.issues.map(({ path, code }) => `${path} ${code}`), ['notify_url url_not_public'])

  const waiting = await checkout.check('PAID-1')
  assert.deepEqual([waiting.state, waiting.final], ['pending', false])
  await order('/_sandbox/payments/PAID-1', { action: 'accept' })
  const paid = await checkout.check({ token: created.data.payment_token })
  assert.deepEqual([paid.code, paid.state, paid.final], ['00', 'accepted', true])
  assert.deepEqual([paid.data.amount, paid.data.currency, paid.data.status], ['2500', 'XOF', 'ACCEPTED'])
})

test('the same request gives the same counter, a changed one none', async () => {
  const { checkout } = client()
  const request = { ...REQUEST, transaction_id: 'SAME-1' }
  const [first, second] = [await checkout.create(request), await checkout.create(request)]
  assert.equal(first.data.payment_token, second.data.payment_token)
  assert.equal((await failure(checkout.create({ ...request, amount: 2505 }))).code, '608')
})

test('a wrong request is not sent', async () => {
  let sent = 0
  const { checkout } = client({ fetch: async () => { sent += 1; return new Response('{}') } })
  const error = await failure(checkout.create({ ...REQUEST, amount: 2501, currency: 'EUR', transaction_id: 'A/1', customer_country: 'XX' }))
  assert.equal(error.kind, 'validation')
  assert.equal(error.issues.filter(({ severity }) => severity === 'error').length, 4)
  assert.equal(sent, 0)
  assert.match((await failure(client({ lang: 'fr' }).checkout.create({ ...REQUEST, amount: 2501 }))).message, /multiple de 5/)
})

test('wrong credentials are named, and shown nowhere', async () => {
  for (const [account, code] of /** @type {const} */ ([
    [{ apikey: 'wrong-key-0123456789', site_id: '445160' }, '609'],
    [{ apikey: ACCOUNT.apikey, site_id: 'invalid' }, '613'],
  ])) {
    const error = await failure(client(account).checkout.create(REQUEST))
    assert.deepEqual([error.kind, error.code, error.retryable], ['auth', code, false])
    const shown = inspect(error, { depth: 9, showHidden: true }) + error.stack + JSON.stringify(error)
    assert.ok(!shown.includes(account.apikey), shown)
  }
  const { checkout } = client()
  assert.ok(!inspect(checkout, { depth: 9, showHidden: true }).includes(ACCOUNT.apikey))
})

test('constructing a client says everything that is missing', () => {
  for (const options of [undefined, null, {}, { apikey: ' ', site_id: '' }]) {
    assert.throws(() => new CinetPay(/** @type {any} */ (options)), (/** @type {any} */ error) => {
      assert.ok(error instanceof GuichetError)
      return error.issues.map(({ path }) => path).join() === 'apikey,site_id'
    })
  }
})

test('options and calls that make no sense are named', async () => {
  /** @param {object} options */
  const paths = (options) => {
    try {
      client(options)
    } catch (error) {
      return /** @type {GuichetError} */ (error).issues.map(({ path, code }) => `${path} ${code}`)
    }
  }
  assert.deepEqual(paths({ fetch: 'fetch' }), ['fetch not_a_function'])
  assert.deepEqual(paths({ timeout: '5s', lang: 'de' }), ['timeout not_a_duration', 'lang lang_unknown'])
  assert.equal(paths({ timeout: 5000, lang: 'fr', strict: true, fetch: undefined }), undefined)
  const { checkout } = client()
  for (const timeout of [0, -1, Number.NaN, /** @type {any} */ ('5s')]) {
    assert.deepEqual((await failure(checkout.check('X-1', { timeout }))).issues.map(({ path }) => path), ['timeout'])
  }
})

test('a fault that passes is not noticed; one that stays is told', async () => {
  const { checkout } = client()
  await order('/_sandbox/faults', { kind: 'drop_before', times: 1, path: '/v2/payment' })
  assert.equal((await checkout.create({ ...REQUEST, transaction_id: 'FAULT-1' })).code, '201')
  await order('/_sandbox/faults', { kind: 'drop_after', times: 1, path: '/v2/payment' })
  assert.equal((await checkout.create({ ...REQUEST, transaction_id: 'FAULT-2' })).code, '201')
  await order('/_sandbox/faults', { kind: 'html', times: 4, path: '/v2/payment' })
  assert.equal((await failure(checkout.create({ ...REQUEST, transaction_id: 'FAULT-3' }))).kind, 'protocol')
})

test('nothing listens: network, with the system\'s word', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => closed.once('listening', resolve))
  const { port } = /** @type {import('node:net').AddressInfo} */ (closed.address())
  await new Promise((resolve) => closed.close(resolve))
  const error = await failure(client({ base_url: `http://127.0.0.1:${port}`, timeout: 1500 }).checkout.check('X-1'))
  assert.deepEqual([error.kind, error.retryable], ['network', true])
  assert.match(error.message, /ECONNREFUSED/)
})

test('a service that never answers: timeout within the time given, and abort at once', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await new Promise((resolve) => silent.once('listening', resolve))
  const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address())
  const { checkout } = client({ base_url: `http://127.0.0.1:${port}` })
  try {
    assert.equal((await failure(checkout.check('X-1', { timeout: 150 }))).kind, 'timeout')
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    assert.equal((await failure(checkout.create(REQUEST, { signal: controller.signal }))).kind, 'aborted')
    assert.equal((await failure(checkout.check('X-1', { signal: AbortSignal.abort() }))).kind, 'aborted')
  } finally {
    silent.closeAllConnections()
    silent.close()
  }
})

test('redirects are not followed', async () => {
  let followed = false
  const elsewhere = createServer((request, response) => {
    followed ||= request.url === '/elsewhere'
    response.writeHead(307, { location: '/elsewhere' }).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => elsewhere.once('listening', resolve))
  const { port } = /** @type {import('node:net').AddressInfo} */ (elsewhere.address())
  try {
    const error = await failure(client({ base_url: `http://127.0.0.1:${port}` }).checkout.create(REQUEST))
    assert.equal(error.kind, 'protocol')
    assert.equal(followed, false)
  } finally {
    elsewhere.closeAllConnections()
    elsewhere.close()
  }
})

test('in process: no server, the same answers', async () => {
  const inside = new Sandbox({ deliver: async () => new Response('') })
  const { checkout } = new CinetPay({ ...ACCOUNT, base_url: 'http://sandbox.localhost', fetch: inside.fetch })
  const created = await checkout.create(REQUEST)
  assert.ok(created.data.payment_url.startsWith('http://sandbox.localhost/payment/'))
  const page = await (await inside.fetch(created.data.payment_url)).text()
  assert.match(page, /data-action="accept"/)
  await inside.fetch('http://sandbox.localhost/_sandbox/payments/ORDER-1', { method: 'POST', body: '{"action":"refuse"}', headers: { 'content-type': 'application/json' } })
  const { state, code } = await checkout.check('ORDER-1')
  assert.deepEqual([state, code], ['refused', '600'])
  await inside.close()
})

test('many calls at once keep their answers apart', async () => {
  const { checkout } = client()
  const ids = Array.from({ length: 50 }, (_, index) => `MANY-${index}`)
  const created = await Promise.all(ids.map((id, index) => checkout.create({ ...REQUEST, transaction_id: id, amount: 100 + index * 5 })))
  assert.deepEqual(created.map(({ transaction_id }) => transaction_id), ids)
  const checked = await Promise.all(ids.map((id) => checkout.check(id)))
  assert.deepEqual(checked.map(({ data }) => data.amount), ids.map((_, index) => String(100 + index * 5)))
})
