// @ts-check
/** The provider's own Postman collection (API Payout 1.1.0), request by request in its order, against the sandbox over HTTP. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

/** @typedef {{ key: string, value: string }} Pair */
/** @typedef {{ name: string, request: { method: string, header: Pair[], body: { mode: string, urlencoded?: Pair[] }, url: string }, response: { name: string, code: number, body: string }[] }} Item */

/** @type {{ item: Item[] }} */
const collection = JSON.parse(await readFile(new URL('fixtures/payout.postman_collection.json', import.meta.url), 'utf8'))

/** @param {import('node:test').TestContext} t @param {import('guichet/sandbox').SandboxOptions} [options] */
const serve = async (t, options) => {
  const sandbox = new Sandbox({ deliver: async () => new Response(), ...options })
  const server = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([server.close(), sandbox.close()]))
  return { sandbox, url: server.url }
}

/**
 * Sends an item as Postman does, its host and token replaced.
 * @param {string} origin @param {Item} item @param {string} [token] @param {Record<string, string>} [query]
 */
const send = async (origin, { request: { method, header, body, url } }, token = '', query = {}) => {
  const address = new URL(url)
  if (address.searchParams.has('token')) address.searchParams.set('token', token)
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
  const response = await fetch(origin + address.pathname + address.search, {
    method,
    headers: header.map(({ key, value }) => /** @type {[string, string]} */ ([key, value])),
    body: body.mode === 'urlencoded' ? new URLSearchParams(body.urlencoded?.map(({ key, value }) => [key, value])) : undefined,
  })
  assert.equal(response.headers.get('x-ratelimit-limit'), '60')
  assert.equal(response.headers.get('x-ratelimit-remaining'), '59')
  return { status: response.status, body: await response.json() }
}

/** The keys of a value, and of what it holds: the shape of an answer. @param {any} value @returns {any} */
const shape = (value) => {
  if (Array.isArray(value)) return value.map(shape)
  if (value === null || typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
}

const [login, balance, contacts, payouts, check] = collection.item

/** @param {Item} item @param {(items: Record<string, unknown>[]) => Record<string, unknown>[]} change @returns {Item} */
const changed = (item, change) => {
  const value = JSON.stringify(change(JSON.parse(item.request.body.urlencoded?.[0].value ?? '')))
  return { ...item, request: { ...item.request, body: { mode: 'urlencoded', urlencoded: [{ key: 'data', value }] } } }
}

test('the whole collection is answered as documented', async (t) => {
  const { sandbox, url } = await serve(t)
  const [refused, accepted] = login.response

  const loggedIn = await send(url, login)
  assert.equal(loggedIn.status, accepted.code)
  assert.deepEqual(shape(loggedIn.body), shape(JSON.parse(accepted.body)))
  const { token } = loggedIn.body.data

  const money = await send(url, balance, token)
  assert.deepEqual(money.body, {
    code: 0, message: 'OPERATION_SUCCES', data: { amount: 10_000_000, inUsing: 0, available: 10_000_000 },
  })

  const added = await send(url, contacts, token)
  assert.equal(added.status, 200)
  assert.deepEqual(added.body.data[0].map((/** @type {any} */ contact) => [contact.phone, contact.code, contact.status]), [
    ['53798590', 0, 'success'], ['77895086', 0, 'success'],
  ])
  assert.match(added.body.data[0][0].lot, /^\d{22}$/)

  // The collection sends money to a number that it has not added: every item says so.
  const early = await send(url, payouts, token)
  assert.deepEqual(early.body.data[0].map((/** @type {any} */ item) => [item.code, item.status]), [
    [724, 'ERROR_PHONE_NOT_MY_CONTACT'], [724, 'ERROR_PHONE_NOT_MY_CONTACT'],
  ])
  await send(url, changed(contacts, ([first]) => [{ ...first, phone: '07895086' }]), token)

  const sent = await send(url, payouts, token)
  assert.equal(sent.body.code, 0)
  const [one, two] = sent.body.data[0]
  assert.deepEqual(
    [one.client_transaction_id, one.amount, one.code, two.client_transaction_id, two.amount, two.code],
    ['MYMERCHANTID1', '500', 0, '20180606111287', '800', 0],
  )
  assert.match(one.transaction_id, /^EA\d{6}\.\d{6}\.[A-Z]\d{6}$/)
  assert.equal(one.lot, two.lot)
  assert.deepEqual((await send(url, balance, token)).body.data, { amount: 10_000_000, inUsing: 1300, available: 9_998_700 })

  const again = await send(url, payouts, token)
  assert.deepEqual(again.body.data[0].map((/** @type {any} */ item) => item.status), ['CLIENT_TRANSACTION_ID_EXIST', 'CLIENT_TRANSACTION_ID_EXIST'])

  const unknown = await send(url, check, token)
  assert.deepEqual(unknown.body, { code: 723, message: 'NOT_FOUND', description: 'Aucun element trouvé', data: [] })
  const found = await send(url, check, token, { client_transaction_id: 'MYMERCHANTID1' })
  assert.deepEqual(Object.keys(found.body.data[0]), [
    'transaction_id', 'client_transaction_id', 'lot', 'amount', 'receiver', 'receiver_e164', 'operator', 'sending_status',
    'transfer_valid', 'treatment_status', 'comment', 'validated_at',
  ])
  assert.deepEqual(
    [found.body.data[0].transaction_id, found.body.data[0].amount, found.body.data[0].receiver_e164], [one.transaction_id, '500', '+22507895086'],
  )
  assert.equal(sandbox.state().payouts.length, 2)

  const wrong = { ...login, request: { ...login.request, body: { mode: 'urlencoded', urlencoded: [
    { key: 'apikey', value: 'a-wrong-apikey' }, { key: 'password', value: 'p' },
  ] } } }
  const failed = await send(url, wrong)
  assert.equal(failed.status, refused.code)
  assert.deepEqual(failed.body, JSON.parse(refused.body))
})

test('with strict numbers the collection’s numbers from before the renumbering are refused', async (t) => {
  const { url } = await serve(t, { strict_numbers: true })
  const { token } = (await send(url, login)).body.data
  const added = await send(url, contacts, token)
  assert.deepEqual(added.body.data[0].map((/** @type {any} */ contact) => [contact.code, contact.status]), [
    [802, 'INVALID_PHONE'], [802, 'INVALID_PHONE'],
  ])
  const renumbered = await send(url, changed(contacts, ([first]) => [{ ...first, phone: '0707895086' }]), token)
  assert.equal(renumbered.body.data[0][0].code, 0)
})
