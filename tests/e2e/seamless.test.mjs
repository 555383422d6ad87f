// @ts-check
// The demo's page with the counter over it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, shop } from './shop.mjs'

const demo = shop()

for (const [action, said] of /** @type {const} */ ([['accept', 'Paid, says the service.'], ['refuse', 'Refused. Nothing was paid.']])) {
  test(`the counter opens over the page and nobody leaves: ${action}`, () =>
    demo.visit({ expected: /allow-scripts and allow-same-origin/ }, async (page) => {
      await page.getByRole('link', { name: 'The same over the page: Seamless' }).click()
      await page.getByRole('button', { name: 'Pay 2,500 XOF' }).click()
      await page.locator('iframe').waitFor()
      await decide(/** @type {any} */ (page.frameLocator('iframe')), action)
      await page.getByRole('status').getByText(said).waitFor()
      await page.locator('iframe').waitFor({ state: 'detached' })
      assert.match(page.url(), /^http:\/\/127\.0\.0\.1:\d+\/demo\/seamless$/)
    }))
}
