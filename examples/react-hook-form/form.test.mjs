// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { PaymentForm, resolver } from './form.mjs'

const OPTIONS = /** @type {any} */ ({ fields: {}, shouldUseNativeValidation: false, criteriaMode: 'firstError' })

test('React Hook Form: an error stands under its field, and what passes is normalised', async () => {
  const wrong = await resolver({ amount: '2501', currency: 'XOF' }, undefined, OPTIONS)
  assert.deepEqual(Object.keys(wrong.errors), ['amount'])
  assert.match(String(wrong.errors.amount?.message), /n'est pas un multiple de 5/)
  const right = await resolver({ amount: '2 500', currency: 'xof' }, undefined, OPTIONS)
  assert.deepEqual(right, { values: { amount: 2500, currency: 'XOF' }, errors: {} })
})

test('React Hook Form: the form renders', () => {
  assert.match(renderToStaticMarkup(createElement(PaymentForm, { onPay() {} })), /name="amount"/)
})
