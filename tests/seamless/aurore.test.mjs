// @ts-check
/** Aurore's counter: it refuses frames, so it gets a window or the place of the page; the shop's server says how it ended. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Aurore, createCheckout, findCheckout } from 'guichet'
import { decide, heard, outcome, prepare, shop } from './support/chromium.mjs'

/** @typedef {import('playwright-core').Page} Page */

const here = shop()
/** @type {(order: string, body: object) => Promise<Response>} */
const order = (path, body) => here.site.sandbox.fetch(`http://sandbox/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })

/** The shop's server takes its orders with Aurore; its pages stay as they are. @type {typeof here.visit} */
const visit = (path, test, options) => {
  const { site } = here
  const gateway = new Aurore({
    api_key: 'sk_test_0123456789', api_password: 'test-password-01', base_url: site.services,
    notify_url: 'https://shop.example/notify', success_url: `${site.url}/back`, failed_url: `${site.url}/back`,
  })
  const customer = { firstName: 'Awa', lastName: 'Koné', email: 'awa@exemple.ci' }
  /** @param {unknown} value */
  const json = (value) => ['application/json', JSON.stringify(value)]
  site.routes['/create'] = async () => json(await createCheckout({
    gateway, order: { reference: `A${Date.now()}`, amount: 2500, currency: 'XOF', description: 'Basket', lang: 'en', customer },
  }))
  site.routes['/status'] = async ({ searchParams }) =>
    json(await findCheckout({ gateway, reference: searchParams.get('transaction_id') ?? '', asked: { amount: 2500, currency: 'XOF' } }))
  return here.visit(path, test, options)
}

/** The shop's button, with what the shop gives it. @param {Page} page @param {Record<string, unknown>} options */
const opened = async (page, options) => {
  await prepare(page, options)
  await page.evaluate(() => Object.assign(/** @type {any} */ (window).options, { paymentUrl: /** @type {any} */ (window).order }))
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#pay')])
  await popup.waitForURL(/\/checkout\//)
  return popup
}

for (const [action, state] of /** @type {const} */ ([['accept', 'accepted'], ['refuse', 'refused'], ['cancel', 'refused']])) {
  test(`it gets a window by itself, and the shop's server confirms: ${action}`, () =>
    visit('/', async (page) => {
      const popup = await opened(page, { checkStatus: '/status' })
      assert.equal(await popup.evaluate(() => window.opener), null)
      await decide(popup, action)
      const found = await outcome(page)
      assert.deepEqual([found.state, found.confirmed], [state, true])
      assert.match(found.transaction_id, /^A\d+$/)
      assert.ok(popup.isClosed() || (await popup.waitForEvent('close')))
      assert.deepEqual((await heard(page)).map(([what]) => what), ['open', 'outcome', 'close'])
    }))
}

test('a customer who confirms on the telephone is waited for, whatever the window says', () =>
  visit('/', async (page) => {
    const popup = await opened(page, { checkStatus: '/status' })
    await popup.getByRole('textbox').fill('+225 0707070701')
    await Promise.all([popup.waitForEvent('close'), popup.locator('[data-action=accept]').click()])
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).outcomes), [])
    await order('clock', { advance_ms: 20_000 })
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['accepted', true])
  }))

test('without a server to ask, its own word is a hint', () =>
  visit('/', async (page) => {
    const popup = await opened(page, {})
    await decide(popup, 'accept')
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['accepted', false])
  }))

test('a redirect comes back and is gone on with', () =>
  visit('/', async (page) => {
    for (const [action, state] of /** @type {const} */ ([['accept', 'accepted'], ['refuse', 'refused']])) {
      await page.goto(here.site.url)
      await prepare(page, { presentation: 'redirect' })
      await page.evaluate(() => Object.assign(/** @type {any} */ (window).options, { paymentUrl: /** @type {any} */ (window).order }))
      await page.click('#pay')
      await page.waitForURL(/\/checkout\//)
      await decide(page, action)
      await page.waitForURL(/\/back\?/)
      const found = await page.evaluate(() => /** @type {any} */ (window).resumed)
      assert.deepEqual([found.state, found.confirmed], [state, true])
      assert.match(found.transaction_id, /^A\d+$/)
    }
  }))

test('a page that frames it all the same shows nothing of it', () =>
  visit('/open', async (page) => {
    const { url } = await (await fetch(`${here.site.url}/create`, { method: 'POST' })).json()
    await page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
      return new Promise((resolve) => frame.addEventListener('load', resolve))
    }, url)
    assert.equal(await page.frameLocator('iframe').locator('[data-action=accept]').count(), 0)
  }, { expected: /X-Frame-Options|frame-ancestors|chrome-error|Refused to display/i }))
