// @ts-check
/** The counter in a window of its own, or in the place of the page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, framed, heard, outcome, prepare, shop } from './support/chromium.mjs'

const here = shop()
const gone = (/** @type {import('playwright-core').Page} */ page) => page.waitForFunction(() => !document.querySelector('[data-guichet]'))
const opened = async (/** @type {import('playwright-core').Page} */ page, selector = '#pay') => {
  const [popup] = await Promise.all([page.waitForEvent('popup'), page.click(selector)])
  return popup
}

for (const confirmed of [true, false]) {
  test(`the window opens in the click, before the payment is made, and ${confirmed ? 'has no hold of the page' : 'may speak to it'}`, () =>
    here.visit('/', async (page) => {
      await page.evaluate((confirmed) => {
        const { options, order } = /** @type {any} */ (window)
        const late = async () => {
          await new Promise((resolve) => setTimeout(resolve, 300))
          return order()
        }
        Object.assign(options, { paymentUrl: late, presentation: 'popup', ...(confirmed && { checkStatus: '/status' }) })
      }, confirmed)
      const popup = await opened(page)
      await popup.getByText('Opening the payment counter…').waitFor()
      await popup.locator('[data-action=accept]').waitFor()
      assert.equal(await popup.evaluate(() => window.opener === null), confirmed)
      await page.getByText('The payment counter is open in another window.').waitFor()
      await decide(popup, 'accept')
      const found = await outcome(page)
      assert.deepEqual([found.state, found.confirmed], ['accepted', confirmed])
      await gone(page)
      assert.ok(popup.isClosed() || (await popup.waitForEvent('close')))
      assert.deepEqual((await heard(page)).map(([what]) => what), ['open', 'outcome', 'close'])
    }))
}

test('a window that the browser blocks becomes a button in the page', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await page.evaluate(() => {
      const open = window.open
      Object.assign(window, { open: () => null, unblock: () => Object.assign(window, { open }) })
    })
    await prepare(page, { paymentUrl: payment_url, presentation: 'popup', checkStatus: '/status' })
    await page.click('#pay')
    await page.getByRole('status').getByText('Your browser did not let').waitFor()
    await page.evaluate(() => /** @type {any} */ (window).unblock())
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Open the counter' }).click()])
    await decide(popup, 'refuse')
    assert.equal((await outcome(page)).state, 'refused')
    assert.deepEqual((await heard(page)).map(([what]) => what), ['blocked', 'open', 'outcome', 'close'])
  }))

test('a window outside of a click is blocked for real, and found so', () =>
  here.visit('/', async (page) => {
    await page.getByRole('button', { name: 'Open the counter' }).waitFor()
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Open the counter' }).click()])
    await popup.locator('[data-action=accept]').waitFor()
  }, {
    prepare: () => addEventListener('load', () => {
      if (location.pathname !== '/') return
      const { seamless, order } = /** @type {any} */ (window)
      seamless.open({ paymentUrl: order, presentation: 'popup' })
    }),
  }))

test('a window that is closed is found, and asked about', () =>
  here.visit('/', async (page) => {
    for (const [checkStatus, act, state] of /** @type {const} */ ([[undefined, undefined, 'closed'], ['/status', undefined, 'closed'], ['/status', 'accept', 'accepted']])) {
      const { payment_url, transaction_id } = await here.site.create()
      await prepare(page, { paymentUrl: payment_url, presentation: 'popup', checkStatus })
      const popup = await opened(page)
      await popup.locator('[data-action=accept]').waitFor()
      await page.waitForTimeout(2200)
      if (act) await here.site.end(transaction_id, act)
      await popup.close()
      assert.equal((await outcome(page)).state, state)
      await gone(page)
    }
  }))

test('a window that is closed while the payment is made ends it', () =>
  here.visit('/', async (page) => {
    await page.evaluate(() => {
      const { options } = /** @type {any} */ (window)
      Object.assign(options, { paymentUrl: () => new Promise(() => {}), presentation: 'popup' })
    })
    const popup = await opened(page)
    await popup.getByText('Opening the payment counter…').waitFor()
    await popup.close()
    assert.equal((await outcome(page)).state, 'closed')
    await gone(page)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['outcome', 'close'])
  }))

test('a window that is gone when the payment is made was never open', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await page.evaluate((payment_url) => {
      const { open } = window
      // Gone in the very turn in which the counter is known: nobody has looked meanwhile.
      const windows = /** @type {(Window | null)[]} */ ([])
      Object.assign(window, { open: (/** @type {string} */ url, /** @type {string} */ name, /** @type {string} */ features) => windows[windows.push(open(url, name, features)) - 1] })
      Object.assign(/** @type {any} */ (window).options, {
        paymentUrl: async () => {
          windows[0]?.close()
          return payment_url
        },
        presentation: 'popup',
      })
    }, payment_url)
    await page.click('#pay')
    assert.equal((await outcome(page)).state, 'closed')
    await gone(page)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['outcome', 'close'])
  }))

test('a window that is closed as soon as the counter is there can be opened again', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url, presentation: 'popup', checkStatus: '/status' })
    const popup = await opened(page)
    await popup.waitForURL(payment_url)
    await popup.close()
    const button = page.getByRole('button', { name: 'Open the counter' })
    const [again] = await Promise.all([page.waitForEvent('popup'), button.click()])
    await decide(again, 'accept')
    assert.equal((await outcome(page)).state, 'accepted')
    await gone(page)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['open', 'outcome', 'close'])
  }))

test('a frame that stays empty can be left for a window', () =>
  here.visit('/', async (page) => {
    await here.site.manner({ framing: false })
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.click('#pay')
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Nothing here? Open it in a window' }).click()])
    await decide(popup, 'accept')
    assert.equal((await outcome(page)).state, 'accepted')
  }, { expected: /X-Frame-Options|frame-ancestors|chrome-error|Refused to display/i }))

test('a redirect comes back and is gone on with', () =>
  here.visit('/', async (page) => {
    for (const action of /** @type {const} */ (['accept', 'refuse'])) {
      await page.goto(here.site.url)
      const { payment_url, transaction_id } = await here.site.create()
      await prepare(page, { paymentUrl: payment_url, presentation: 'redirect' })
      await page.click('#pay')
      await decide(page, action)
      await page.waitForURL(/\/back\?/)
      const found = await page.evaluate(() => /** @type {any} */ (window).resumed)
      assert.deepEqual([found.state, found.confirmed, found.transaction_id], [action === 'accept' ? 'accepted' : 'refused', true, transaction_id])
    }
    await page.goto(`${here.site.url}/back`)
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).resumed), null)
    const unasked = await page.evaluate(() => /** @type {any} */ (window).guichet.Seamless.resume({ href: 'https://x.ci/?transaction_id=A1' }))
    assert.deepEqual([unasked.state, unasked.confirmed, unasked.transaction_id], ['pending', false, 'A1'])
  }))

test('the counter may go on in the frame of a page in a frame', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      frame.style.cssText = 'width:400px;height:700px'
      document.body.append(frame)
    }, `${here.site.url}/assigned`)
    const inner = page.frameLocator('iframe').first()
    await inner.getByRole('button', { name: 'Payer' }).click()
    await decide(inner.frameLocator('iframe'), 'refuse')
    await inner.locator('[data-guichet]').waitFor({ state: 'detached' })
    assert.ok(payment_url && framed(page))
  }, { expected: /Refused to frame|Framing|frame-src/ }))
