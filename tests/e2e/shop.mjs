// @ts-check
// What every end-to-end test starts from: the demo on a free port, a browser, a page that must stay free of complaints.

import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as findBrowser } from '../../scripts/tools.mjs'
import { start } from '../../www/server.mjs'

/** @typedef {import('playwright-core').Page} Page */

/** Starts the demo and the browser for the tests of a file; both end with it. */
export function shop() {
  /** @type {Awaited<ReturnType<typeof start>>} */
  let server
  /** @type {import('playwright-core').Browser} */
  let browser

  before(async () => {
    server = await start({ port: 0 })
    browser = await chromium.launch({
      executablePath: findBrowser().chrome,
      args: CHROME_ARGS,
    })
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })

  return {
    get url() {
      return server.url
    },

    /**
     * Runs a test on the shop's page in a browser context of its own. A complaint on any console of it fails the test:
     * a broken content security policy is one. Only what a test expects is let pass.
     * @param {import('playwright-core').BrowserContextOptions & { at?: string, prepare?: () => void, expected?: RegExp }} options
     * @param {(page: Page) => Promise<void>} test
     */
    async visit({ at = '/', prepare, expected, ...options }, test) {
      const context = await browser.newContext({ locale: 'en-GB', ...options })
      context.setDefaultTimeout(15_000)
      /** @type {string[]} */
      const complaints = []
      context.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()) && !expected?.test(message.text()))
          complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      if (prepare) await context.addInitScript(prepare)
      try {
        const page = await context.newPage()
        await page.goto(server.url + at)
        await page.getByRole('button', { name: /^(Pay|Payer)/ }).waitFor()
        await test(page)
        assert.deepEqual(complaints, [])
      } finally {
        await context.close()
      }
    },
  }
}

/** @param {Page} page */
export const payButton = (page) => page.getByRole('button', { name: /^(Pay|Payer)\b/ })

/** Presses pay and gives the counter, open in its window. @param {Page} page @returns {Promise<Page>} */
export async function pay(page) {
  const [counter] = await Promise.all([page.waitForEvent('popup'), payButton(page).click()])
  await counter.waitForURL(/\/payment\//)
  return counter
}

/**
 * Ends the payment at the counter, as a customer would.
 * @param {Page} counter @param {'accept' | 'refuse' | 'cancel'} action
 */
export async function decide(counter, action) {
  if (action === 'accept') {
    await counter.getByRole('radio').first().check()
    for (const phone of await counter.getByRole('textbox').all()) await phone.fill('+225 07 07 12 34 56')
  }
  await counter.locator(`[data-action=${action}]`).click()
}

/** Waits for the one word of the panel. @param {Page} page @param {string} word */
export async function waitForVerdict(page, word) {
  await page
    .getByRole('region', { name: /State of the payment|État du paiement/ })
    .getByText(word, { exact: true })
    .waitFor()
}

/** @param {Page} page @param {string | RegExp} text */
export const logged = (page, text) => page.getByRole('log').getByRole('listitem').filter({ hasText: text })

/** What the field's description says: its hint and its message. @param {import('playwright-core').Locator} field */
export async function described(field) {
  return field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .filter(Boolean)
      .join(' '),
  )
}
