// @ts-check
/** Lists under way, and what is around them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const BASE = 'http://sandbox.localhost'

/** @param {import('node:test').TestContext} t */
const serve = async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  t.after(() => sandbox.close())
  const client = () => new CinetPay({ apikey: 'test-apikey', password: 'pw', notify_url: 'https://shop.example/n', base_url: BASE, fetch: sandbox.fetch })
  return { client, paid: () => sandbox.state().payouts.length }
}

/** Without identifiers of their own. @param {number} count @param {object} [more] */
const people = (count, more) =>
  Array.from({ length: count }, (_, at) => ({
    prefix: '225', phone: `07${20_010_000 + at}`, amount: 500, name: 'Awa', surname: 'Koné', email: 'awa@example.com', ...more,
  }))

test('a progress bar that breaks has no say in payments', async (t) => {
  const { client, paid } = await serve(t)
  const errors = t.mock.method(console, 'error', () => {})
  const bars = [
    () => { throw new Error('the bar broke') },
    async () => { throw new Error('the bar broke later') },
    () => ({ then: (/** @type {unknown} */ _, /** @type {(error: Error) => void} */ failed) => failed(new Error('a promise of another make')) }),
  ]
  for (const [at, onProgress] of bars.entries()) {
    const told = []
    for await (const { outcome } of client().transfer.send(people(6), { addContacts: true, chunkSize: 2, onProgress })) told.push(outcome)
    assert.deepEqual(told, Array(6).fill('accepted'))
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual([paid(), errors.mock.callCount()], [6 * (at + 1), 3 * (at + 1)])
  }
})
