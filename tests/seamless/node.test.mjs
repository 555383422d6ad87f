// @ts-check
/** Where there is no page: importing is harmless, and opening says why it cannot be. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Seamless } from 'guichet'

test('a server may import and construct it; opening names the reason', async () => {
  const seamless = new Seamless({ lang: 'fr' })
  assert.equal(typeof seamless.on('close', () => {}), 'function')
  seamless.close()
  await assert.rejects(seamless.open({ paymentUrl: 'https://checkout.cinetpay.com/payment/0123456789' }), /works in browsers alone/)
  await assert.rejects(Seamless.resume({ href: 'https://x.ci/?transaction_id=A1' }), /works in browsers alone/)
  assert.throws(() => seamless.on(/** @type {any} */ ('paid'), () => {}), /there is no event paid/)
  assert.throws(() => seamless.on('close', /** @type {any} */ (undefined)), /a listener is a function/)
})
