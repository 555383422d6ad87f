// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { app } from './server.mjs'

/** @param {unknown} order */
const post = (order) => app.request('/pay', { method: 'POST', body: JSON.stringify(order), headers: { 'content-type': 'application/json' } })

test('Hono: a wrong order is 400 with its issues, a right one is normalised', async () => {
  const wrong = await post({ amount: 2501, currency: 'XOF' })
  assert.equal(wrong.status, 400)
  const { error } = /** @type {any} */ (await wrong.json())
  assert.deepEqual(error.map((/** @type {any} */ { path, code }) => [path, code]), [[['amount'], 'amount_not_multiple']])
  const right = await post({ amount: '2 500', currency: 'xof', customer_phone_number: '07 07 12 34 56', customer_country: 'ci' })
  assert.deepEqual(await right.json(), { amount: 2500, currency: 'XOF', customer_phone_number: '+2250707123456', customer_country: 'CI' })
})
