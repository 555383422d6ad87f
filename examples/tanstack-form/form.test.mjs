// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FieldApi } from '@tanstack/form-core'
import { makePayoutForm } from './form.mjs'

test('TanStack Form: errors reach their fields; what passes is handed over normalised', async () => {
  /** @type {unknown[]} */
  const sent = []
  const form = makePayoutForm((value) => sent.push(value))
  form.mount()
  const amount = new FieldApi({ form, name: 'amount' })
  amount.mount()
  form.setFieldValue('phone', '05 04 31 55 45')
  form.setFieldValue('amount', '200')
  await form.handleSubmit()
  assert.deepEqual(sent, [])
  const [error] = /** @type {any[]} */ (amount.state.meta.errors)
  assert.equal(error.code, 'amount_too_small')
  form.setFieldValue('amount', '25 000 F')
  await form.handleSubmit()
  assert.deepEqual(sent, [{ prefix: '225', phone: '0504315545', amount: 25000, notify_url: 'https://shop.example/notify' }])
})
