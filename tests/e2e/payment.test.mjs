// @ts-check
// From the form through the counter and back: the page says paid when the service does.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, logged, pay, payButton, shop, waitForVerdict } from './shop.mjs'

const demo = shop()

test('a payment accepted at the counter is paid once the service has been asked', () =>
  demo.visit({}, async (page) => {
    await page.getByLabel('Amount').fill('25 000')
    await page.getByLabel('Description').fill('Three baskets & a "lamp"')
    const counter = await pay(page)
    await waitForVerdict(page, 'Waiting')
    await Promise.all([counter.waitForEvent('close'), decide(counter, 'accept')])
    await waitForVerdict(page, 'Paid')
    await logged(page, 'Notification received').waitFor()
    await logged(page, 'Customer returned').waitFor()
    await logged(page, 'accepted · 00 SUCCES').waitFor()
    const steps = await page.getByRole('log').getByRole('listitem').allTextContents()
    assert.match(steps[0] ?? '', /Form checked/)
    assert.match(steps[1] ?? '', /Order created/)
    assert.match(steps[2] ?? '', /Counter opened/)
    assert.match((await page.getByRole('region', { name: 'State of the payment' }).textContent()) ?? '', /25,000\sXOF/)
  }))

for (const action of /** @type {const} */ (['refuse', 'cancel'])) {
  test(`a payment that the customer ends with ${action} is refused`, () =>
    demo.visit({}, async (page) => {
      const counter = await pay(page)
      await decide(counter, action)
      await waitForVerdict(page, 'Refused')
      await logged(page, 'refused · 6').waitFor()
      assert.equal(await logged(page, 'accepted').count(), 0)
    }))
}

test('a counter closed without a word leaves the payment open, and it can be opened again', () =>
  demo.visit({ locale: 'fr-CI' }, async (page) => {
    const counter = await pay(page)
    await counter.close()
    await waitForVerdict(page, 'Fermé')
    await logged(page, 'Guichet fermé').waitFor()
    const [again] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'Ouvrir le guichet' }).click(),
    ])
    await again.waitForURL(/\/payment\//)
    await decide(again, 'accept')
    await waitForVerdict(page, 'Payé')
  }))

test('where windows are blocked the counter opens in the tab, and the page goes on when the customer is back', () =>
  demo.visit({ prepare: () => void (window.open = () => null) }, async (page) => {
    await Promise.all([page.waitForURL(/\/payment\//), payButton(page).click()])
    await decide(page, 'accept')
    await waitForVerdict(page, 'Paid')
    await logged(page, 'Customer returned').waitFor()
    assert.match(page.url(), /\/\?transaction_id=DEMO-[\w-]+$/)
    await logged(page, 'Order created').waitFor()
    await logged(page, 'Notification received').waitFor()
    await page.reload()
    await waitForVerdict(page, 'Paid')
    assert.equal(await logged(page, 'Customer returned').count(), 0)
  }))

test('a payment can be made with the keyboard alone', () =>
  demo.visit({}, async (page) => {
    const keyboard = page.keyboard
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.id)
    await keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the form')
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    assert.equal(await focused(), 'amount')
    await keyboard.press('Control+A')
    await keyboard.type('5000')
    const passed = []
    while ((await focused()) !== 'pay' && passed.length < 20) {
      passed.push(await focused())
      await keyboard.press('Tab')
    }
    assert.deepEqual(passed.slice(0, 5), ['amount', 'currency', 'description', 'channels', 'customer_surname'])
    const [counter] = await Promise.all([page.waitForEvent('popup'), keyboard.press('Enter')])
    await counter.waitForURL(/\/payment\//)
    await payWithKeyboard(counter)
    await waitForVerdict(page, 'Paid')
  }))

test('a second press while the order is being created makes no second order', () =>
  demo.visit({}, async (page) => {
    let orders = 0
    await page.route('**/demo/orders', async (route) => {
      orders += 1
      await payButton(page).dispatchEvent('click')
      await route.continue()
    })
    await pay(page)
    await logged(page, 'Counter opened').waitFor()
    assert.equal(orders, 1)
  }))

test('an order that the shop does not know is said to be unknown', () =>
  demo.visit({ at: '/?transaction_id=DEMO-NONE', expected: /404/ }, async (page) => {
    await waitForVerdict(page, 'Unknown')
    await page.getByRole('button', { name: 'New order' }).click()
    await waitForVerdict(page, 'Not started')
    assert.equal(page.url(), `${demo.url}/`)
  }))

test('a server that stops answering is said so, and asked again', () =>
  demo.visit({ expected: /ERR_FAILED/ }, async (page) => {
    let lost = true
    await page.route('**/demo/orders/*', (route) => (lost ? route.abort() : route.continue()))
    const counter = await pay(page)
    await logged(page, 'cannot be reached').waitFor()
    lost = false
    await decide(counter, 'accept')
    await waitForVerdict(page, 'Paid')
  }))

test('an order that cannot be created is said so, and the empty window goes', () =>
  demo.visit({ expected: /ERR_FAILED/ }, async (page) => {
    await page.route('**/demo/orders', (route) => route.abort())
    const [counter] = await Promise.all([page.waitForEvent('popup'), payButton(page).click()])
    await waitForVerdict(page, 'Not created')
    await logged(page, 'Order not created').waitFor()
    if (!counter.isClosed()) await counter.waitForEvent('close')
    await page.unroute('**/demo/orders')
    await pay(page)
    await waitForVerdict(page, 'Waiting')
  }))

/** Chooses the first operator, gives a phone number, presses the accept button: no pointer. @param {import('playwright-core').Page} counter */
async function payWithKeyboard(counter) {
  const focused = () =>
    counter.evaluate(() => {
      const at = document.activeElement
      return at?.getAttribute('data-action') ?? at?.getAttribute('type') ?? at?.tagName ?? ''
    })
  for (let steps = 0; steps < 30; steps += 1) {
    await counter.keyboard.press('Tab')
    const kind = await focused()
    if (kind === 'radio') await counter.keyboard.press('Space')
    if (kind === 'tel') await counter.keyboard.type('+2250707123456')
    if (kind === 'accept') return counter.keyboard.press('Enter')
  }
  assert.fail('the accept button cannot be reached with Tab')
}
