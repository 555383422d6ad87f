// @ts-check
/** A form's phone numbers are those that a server makes of the same texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as lean from 'guichet/validate'
import { withNumbers } from '../../pkg/api/form/fields.js'

/** @param {Record<string, string | boolean>} values @param {string} [country] @returns {Record<string, any>} */
const read = (values, country) => withNumbers(values, lean, country)

const NUMBERS = ['07 07 12 34 56', '07123456', '77 123 456', '7712345678', '712345678', '088767611', '97123456', '0812345678', '+2250707123456', '2250707123456',
  '221771234567', '00225 07 07 12 34 56', '0033612345678', '+33612345678', '33612345678', '233241234567', '8613812345678', '12', 'call me']

test('a customer’s number comes to what the server makes of it, locked or not', () => {
  for (const number of NUMBERS) {
    for (const country of ['CI', 'SN', 'CM', 'BJ', 'CD', 'FR']) {
      for (const lock of [false, true]) {
        const request = { customer_phone_number: number, lock_phone_number: lock }
        const judge = (/** @type {any} */ values) => {
          const checked = lean.checkCheckout(values, { only: ['customer_phone_number'] })
          return checked.ok ? checked.value.customer_phone_number : false
        }
        const there = judge({ ...request, customer_country: country })
        // The country is the page's, or a field's.
        for (const [values, ofPage] of /** @type {const} */ ([[request, country], [{ ...request, customer_country: country }, 'ML']])) {
          assert.equal(judge(read(values, ofPage)), there, `${number} ${country} ${lock}`)
        }
      }
    }
  }
})

test('a whole number is taken apart where it is plain whose it is', () => {
  assert.deepEqual(read({ prefix: '225', phone: '+221 77 123 45 67' }), { prefix: '221', phone: '771234567' })
  assert.deepEqual(read({ prefix: '', phone: ' 00225 0707123456' }), { prefix: '225', phone: '0707123456' })
  assert.deepEqual(read({ phone: '+225 07 07 12 34 56' }, 'CI'), { phone: '0707123456' })
  // Nothing would say that it is another country's.
  assert.deepEqual(read({ phone: '+229 01 97 12 34 56' }, 'CI'), { phone: '+229 01 97 12 34 56' })
  assert.deepEqual(read({ phone: '0707123456' }, 'CI'), { phone: '0707123456' })
  // No plan takes it apart: it is left for the check to judge.
  assert.deepEqual(read({ prefix: '225', phone: '+33612345678' }, 'CI'), { prefix: '225', phone: '+33612345678' })
  assert.deepEqual(read({ destination: '+225 0707123456' }, 'CI'), { destination: '0707123456' })
  // The service would take a number without its code for one of its own country.
  assert.deepEqual(read({ destination: '+22370123456' }, 'BF'), { destination: '+22370123456' })
  assert.deepEqual(read({ destination: '+22370123456' }), { destination: '+22370123456' })
})
