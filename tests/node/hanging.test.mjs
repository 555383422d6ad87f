// @ts-check
/** What hangs: stores, journals, programs, and what is no signal. Every promise settles within the call's time or at the caller's abort. */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { Aurore, CinetPay, EasyTransfert, handleNotification } from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const BASE = 'http://sandbox.localhost'
const forever = () => new Promise(() => {})
const HANGING = { get: forever, set: forever, delete: forever }
const NOTIFY = 'https://shop.example/notify'
const ITEM = { client_transaction_id: 'PAY-1', prefix: '225', phone: '0707123456', amount: 500, name: 'Awa', surname: 'Koné', email: 'awa@exemple.ci' }
const TRANSFER = { merchant_transaction_id: 'T-1', currency: /** @type {const} */ ('XOF'), phone_number: '+2250707000001', amount: 5000, payment_method: 'OM_CI', reason: 'x' }

/** A sandbox, its clients, and the addresses that were asked. @param {object} [more] */
const set = (more) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const asked = /** @type {string[]} */ ([])
  const fetch = (/** @type {string} */ url, /** @type {any} */ options) => {
    asked.push(new URL(url).pathname)
    return sandbox.fetch(url, options)
  }
  const cinetpay = new CinetPay({
    apikey: 'test-apikey', site_id: '445160', password: 'p', secret_key: 'sandbox-secret-key', notify_url: NOTIFY, return_url: NOTIFY, base_url: BASE, fetch, ...more,
  })
  const aurore = new Aurore({ api_key: 'sk_test_0001', api_password: 'p', notify_url: NOTIFY, success_url: NOTIFY, failed_url: NOTIFY, base_url: BASE, fetch, ...more })
  return { sandbox, asked, cinetpay, aurore }
}

/** What a promise comes to, which must be within so many milliseconds. @param {PromiseLike<any>} promise @param {number} [most] */
const settled = async (promise, most = 2500) => {
  let timer
  const late = new Promise((resolve) => (timer = setTimeout(resolve, most, 'never')))
  const outcome = await Promise.race([Promise.resolve(promise).then((value) => ({ value }), (error) => ({ error })), late])
  clearTimeout(timer)
  assert.notEqual(outcome, 'never', 'it does not settle')
  return outcome
}

/** @param {Record<string, string>} fields */
const post = (fields) => new Request(NOTIFY, {
  method: 'POST', body: new URLSearchParams(fields),
  headers: { 'x-token': createHmac('sha256', 'sandbox-secret-key').update(Object.values(fields).join('')).digest('hex') },
})

/** @param {Sandbox} sandbox */
const accept = (sandbox) => sandbox.fetch(`${BASE}/_sandbox/payments/ORDER-1`, { method: 'POST', body: '{"action":"accept"}' })

test('a store that hangs keeps nobody from a token: it is lent anew', async () => {
  const { sandbox, cinetpay, aurore } = set({ store: HANGING })
  assert.ok((await settled(cinetpay.transfer.balance({ timeout: 1000 }))).value)
  assert.ok((await settled(aurore.balances({ timeout: 1000 }))).value)
  assert.ok((await settled(aurore.transfer.find('T-1', { timeout: 2000 }))).value === null)
  const results = await settled(cinetpay.transfer.send([ITEM], { addContacts: true, timeout: 2000 }), 6000)
  assert.deepEqual([results.value[0].outcome, sandbox.state().payouts.length], ['accepted', 1])
  await sandbox.close()
})

test('who gives up is heard while a store hangs', async () => {
  const { sandbox, asked, cinetpay, aurore } = set({ store: HANGING })
  const signal = () => AbortSignal.timeout(100)
  for (const promise of [cinetpay.transfer.balance({ signal: signal() }), aurore.balances({ signal: signal() }), aurore.transfer.create(TRANSFER, { signal: signal() }), aurore.payment.find('A', { signal: signal() })]) {
    assert.equal((await settled(promise, 1000)).error.kind, 'aborted')
  }
  const run = cinetpay.transfer.send([ITEM], { signal: signal() })
  assert.deepEqual([(await settled(run, 1000)).value[0].outcome, run.stopped?.kind], ['not_sent', 'aborted'])
  assert.deepEqual(asked, [])
  await sandbox.close()
})

test('a caller that waits for another one\'s login is heard too', async () => {
  const { cinetpay } = set({ fetch: forever })
  const first = cinetpay.transfer.balance({ timeout: 1500 })
  assert.equal((await settled(cinetpay.transfer.balance({ timeout: 300 }), 800)).error.kind, 'timeout')
  assert.equal((await settled(cinetpay.transfer.balance({ signal: AbortSignal.timeout(100) }), 800)).error.kind, 'aborted')
  assert.equal((await settled(first)).error.kind, 'timeout')
})

test('nothing leaves that a hanging store may not have, and what has left is not sent again', async () => {
  const { sandbox, asked, aurore } = set({ store: HANGING })
  for (let calls = 0; calls < 2; calls++) {
    const { error } = await settled(aurore.transfer.create(TRANSFER, { timeout: 900 }))
    assert.deepEqual([error.kind, error.retryable], ['timeout', true])
    assert.match(error.message, /store/)
  }
  assert.deepEqual([asked, sandbox.state().aurore.length], [[], 0])

  // The store answers until the copy is on its way.
  const kept = new Map()
  let hangs = false
  const store = {
    get: (/** @type {string} */ key) => (hangs ? forever() : kept.get(key)),
    set: (/** @type {string} */ key, /** @type {string} */ value) => (hangs ? forever() : void kept.set(key, value)),
    delete: (/** @type {string} */ key) => (hangs ? forever() : void kept.delete(key)),
  }
  let sent = 0
  const lossy = set({
    store,
    fetch: async (/** @type {string} */ url, /** @type {any} */ options) => {
      const reply = await sandbox.fetch(url, options)
      if (!new URL(url).pathname.endsWith('/v1/transfer')) return hangs ? forever() : reply
      sent++
      hangs = true
      throw new Error('the answer is lost')
    },
  })
  assert.equal((await settled(lossy.aurore.transfer.create(TRANSFER, { timeout: 900 }), 4000)).error.kind, 'outcome_unknown')
  assert.equal((await settled(lossy.aurore.transfer.create(TRANSFER, { timeout: 900 }))).error.kind, 'timeout')
  assert.deepEqual([sent, sandbox.state().aurore.length], [1, 1])
  await sandbox.close()
})

test('a store that hangs once the answer is there takes nothing from it', async () => {
  const kept = new Map()
  let hangs = false
  const { sandbox, aurore } = set({
    store: {
      get: (/** @type {string} */ key) => (hangs ? forever() : kept.get(key)),
      set: (/** @type {string} */ key, /** @type {string} */ value) => (hangs ? forever() : void kept.set(key, value)),
      delete: forever,
    },
  })
  aurore.on('response', ({ url }) => void (hangs = url.endsWith('/v1/transfer')))
  assert.equal((await settled(aurore.transfer.create(TRANSFER, { timeout: 1000 }))).value.state, 'accepted')
  await sandbox.close()
})

test('notifications are answered while a store or the records hang, and nobody hears twice', async (context) => {
  const fields = { cpm_site_id: '445160', cpm_trans_id: 'ORDER-1', cpm_amount: '2500', cpm_currency: 'XOF' }
  const { sandbox, cinetpay } = set()
  await cinetpay.checkout.create({ transaction_id: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'x' })
  await accept(sandbox)
  const heard = /** @type {string[]} */ ([])
  const failed = /** @type {unknown[]} */ ([])
  const handlers = (/** @type {string} */ name) => ({ checkout: () => void heard.push(name), failed: (/** @type {unknown} */ error) => void failed.push(error) })
  const with_ = (/** @type {object} */ store) => new CinetPay({ apikey: 'test-apikey', site_id: '445160', secret_key: 'sandbox-secret-key', base_url: BASE, fetch: sandbox.fetch, store: /** @type {any} */ (store) })

  const silent = await settled(handleNotification(with_(HANGING), handlers('silent'))(post(fields)), 4000)
  assert.deepEqual([silent.value.status, heard], [503, []])
  const forgetful = await settled(handleNotification(with_({ ...HANGING, get: () => undefined }), handlers('forgetful'))(post(fields)), 4000)
  assert.deepEqual([forgetful.value.status, heard], [200, ['forgetful']])

  context.mock.timers.enable({ apis: ['setTimeout'] })
  let looked = false
  const answer = handleNotification(cinetpay, { ...handlers('late'), asked: () => ((looked = true), /** @type {any} */ (forever())) })(post(fields))
  while (!looked) await new Promise((resolve) => setImmediate(resolve))
  context.mock.timers.tick(8_000)
  assert.deepEqual([(await answer).status, heard.length, failed.length], [500, 1, 1])
  context.mock.timers.reset()
  await sandbox.close()
})

test('an unsigned notification whose token a hanging store has comes again', async () => {
  const { sandbox, aurore } = set({ store: HANGING })
  const body = JSON.stringify({ notify_token: 'n', merchant_transaction_id: 'T-1', transaction_id: 'x' })
  const request = { method: 'POST', headers: {}, body }
  const { value } = await settled(handleNotification(aurore, { payment: () => assert.fail('heard') })(request), 4000)
  assert.equal(value.status, 503)
  assert.equal((await settled(aurore.notifications.verify(body), 5000)).error.kind, 'timeout')
  await sandbox.close()
})

test('a journal that hangs stops a list before anything leaves', async () => {
  // What stands in a journal that cannot be read is known of no item: the whole run is refused.
  const told = async (/** @type {any} */ run) => {
    const { value, error } = await settled(run)
    return value ? [value[0].outcome, run.stopped?.kind] : error.kind
  }
  for (const [journal, timely, given] of /** @type {[object, unknown, unknown][]} */ ([
    [{ read: forever, append: forever }, 'validation', 'aborted'], [{ read: () => [], append: forever }, ['not_sent', 'validation'], ['not_sent', 'aborted']],
  ])) {
    const { sandbox, cinetpay, asked } = set()
    assert.deepEqual(await told(cinetpay.transfer.send([ITEM], { journal: /** @type {any} */ (journal), timeout: 300 })), timely)
    assert.deepEqual(await told(cinetpay.transfer.send([ITEM], { journal: /** @type {any} */ (journal), signal: AbortSignal.timeout(100) })), given)
    assert.ok(asked.every((path) => !path.includes('money/send')))
    await sandbox.close()
  }
})

test('what is no signal is refused before anything leaves', async () => {
  const { sandbox, asked, cinetpay, aurore } = set()
  const easytransfert = new EasyTransfert({ api_key: 'et-key-0001', base_url: `${BASE}/easytransfert`, fetch: sandbox.fetch })
  for (const signal of /** @type {any[]} */ ([new AbortController(), {}, 5, 'abort', false])) {
    for (const promise of [cinetpay.checkout.check('X', { signal }), cinetpay.transfer.send([ITEM], { signal }), aurore.transfer.create(TRANSFER, { signal }), easytransfert.status('X', { signal })]) {
      const { error } = await settled(promise)
      assert.ok(error instanceof TypeError && /AbortSignal/.test(error.message), String(error))
    }
  }
  assert.deepEqual(asked, [])
  for (const signal of /** @type {any[]} */ ([null, undefined])) assert.equal((await settled(cinetpay.checkout.check('X', { signal }))).error.kind, 'api')
  await sandbox.close()
})

test('a reply that is far too long is no reply, and stops nothing else', async () => {
  const long = 'x'.repeat(2 ** 24 + 1)
  let aborted = 0
  const replies = [() => new Response(long), () => ({ status: 200, headers: new Headers({ 'content-length': String(5e8) }), text: () => assert.fail('read') })]
  for (const reply of replies) {
    const { cinetpay } = set({
      fetch: async (/** @type {string} */ _, /** @type {any} */ { signal }) => {
        signal.addEventListener('abort', () => aborted++)
        return reply()
      },
    })
    const { error } = await settled(cinetpay.checkout.check('X', { timeout: 200 }))
    assert.equal(error.kind, 'network')
    assert.match(error.message, /REPLY_TOO_LONG/)
  }
  assert.ok(aborted >= 2)
})

test('what a call has waited for keeps no timer', async () => {
  const { sandbox, cinetpay, aurore } = set({ store: { get: async () => undefined, set: async () => {}, delete: async () => {} } })
  await Promise.all([cinetpay.transfer.balance(), cinetpay.transfer.balance(), aurore.transfer.create(TRANSFER)])
  assert.deepEqual(process.getActiveResourcesInfo().filter((name) => name === 'Timeout'), [])
  await sandbox.close()
})
