// @ts-check
// The pages can be read and used by everybody: small screens, both themes, assistive technology.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { decide, pay, payButton, shop, waitForVerdict } from './shop.mjs'

const demo = shop()
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds, as short sentences. @param {import('playwright-core').Page} page */
async function violations(page) {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run()
    return violations.map(
      (/** @type {any} */ found) =>
        `${found.id}: ${found.nodes.map((/** @type {any} */ node) => node.target).join(', ')}`,
    )
  })
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing on the page and on the counter (${colorScheme})`, () =>
    demo.visit({ colorScheme }, async (page) => {
      assert.deepEqual(await violations(page), [], 'at first')

      await page.getByLabel('Amount').fill('2501')
      await page.getByLabel('Phone').fill('088767611')
      await page.getByLabel('Card').check()
      await payButton(page).click()
      await page.getByText('fields to correct').waitFor()
      assert.deepEqual(await violations(page), [], 'with errors and advice')

      await page.getByLabel('Mobile money').check()
      await page.getByRole('button', { name: 'Use 2,500' }).click()
      const counter = await pay(page)
      assert.deepEqual(await violations(counter), [], 'on the counter')
      await waitForVerdict(page, 'Waiting')
      assert.deepEqual(await violations(page), [], 'while waiting')

      await decide(counter, 'accept')
      await waitForVerdict(page, 'Paid')
      assert.deepEqual(await violations(page), [], 'when paid')
    }))
}

test('axe finds nothing on the page that the customer returns to', () =>
  demo.visit({}, async (page) => {
    await page.route('**/page/return.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: RETURN_WITHOUT_LEAVING }),
    )
    await page.goto(`${demo.url}/demo/return?transaction_id=DEMO-1`)
    await page.getByRole('heading', { name: 'Back from the counter' }).waitFor()
    assert.deepEqual(await violations(page), [])
  }))

const RETURN_WITHOUT_LEAVING = "import { translateDocument } from '/page/language.js'; translateDocument()"

test('on a small screen the news is brought into view, and the reader is not pulled back to it', () =>
  demo.visit({ viewport: { width: 360, height: 640 } }, async (page) => {
    const counter = await pay(page)
    await waitForVerdict(page, 'Waiting')
    const seen = () =>
      page.evaluate(() => {
        const { top, bottom } = document.getElementById('verdict')?.getBoundingClientRect() ?? new DOMRect()
        return top >= 0 && bottom <= innerHeight
      })
    assert.ok(await seen())
    await page.evaluate(() => scrollTo(0, 0))
    const asked = () => page.waitForResponse((response) => /\/demo\/orders\/DEMO-/.test(response.url()))
    await asked()
    await asked()
    assert.equal(await page.evaluate(() => scrollY), 0)
    await decide(counter, 'refuse')
    await waitForVerdict(page, 'Refused')
    assert.ok(await seen())
  }))

for (const locale of ['en-US', 'fr-CI']) {
  test(`nothing sticks out of a screen of 320 pixels (${locale})`, () =>
    demo.visit({ locale, viewport: { width: 320, height: 640 } }, async (page) => {
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      assert.equal(await overflow(), 0)
      await page.getByLabel(/^(Amount|Montant)/).fill('2501')
      await page.getByLabel(/^(Card|Carte)$/).check()
      await payButton(page).click()
      await page.getByText(/to correct|à corriger/).waitFor()
      assert.equal(await overflow(), 0, 'with errors')
      await page.getByLabel(/^Mobile money$/).check()
      await page.getByRole('button', { name: /^(Use|Prendre) 2.500$/ }).click()
      const counter = await pay(page)
      await decide(counter, 'accept')
      await waitForVerdict(page, locale === 'fr-CI' ? 'Payé' : 'Paid')
      assert.equal(await overflow(), 0, 'when paid')
    }))
}
