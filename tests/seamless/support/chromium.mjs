// @ts-check
/** Chromium, and what a customer does in it. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as installed } from '../../../scripts/tools.mjs'
import { startSite } from './site.mjs'

/** @typedef {import('playwright-core').Page} Page */

/** What Chromium says when the merchant's own return page shows in the frame for a moment. */
const OWN_RETURN_PAGE = /allow-scripts and allow-same-origin/

/** Starts a site and the browser for the tests of a file; both end with it. */
export const shop = () => {
  /** @type {import('./site.mjs').Site} */ let site
  /** @type {import('playwright-core').Browser} */ let browser
  before(async () => {
    site = await startSite()
    browser = await chromium.launch({ executablePath: installed().chrome, args: [...CHROME_ARGS, '--js-flags=--expose-gc'], ignoreDefaultArgs: ['--disable-popup-blocking'] })
  })
  after(async () => {
    await browser?.close()
    await site?.close()
  })
  return {
    get site() {
      return site
    },

    /**
     * Runs a test on a page in a context of its own; complaints on its console fail the test unless they are expected.
     * @param {string} path @param {(page: Page) => Promise<void>} test
     * @param {import('playwright-core').BrowserContextOptions & { expected?: RegExp, prepare?: () => void, patience?: number }} [options]
     */
    async visit(path, test, { expected, prepare, patience = 20_000, ...options } = {}) {
      const context = await browser.newContext(options)
      context.setDefaultTimeout(10_000)
      /** @type {string[]} */
      const complaints = []
      context.on('console', (message) => {
        const favicon = message.location().url.endsWith('/favicon.ico')
        if (['error', 'warning'].includes(message.type()) && !favicon && !OWN_RETURN_PAGE.test(message.text()) && !expected?.test(message.text())) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      if (prepare) await context.addInitScript(prepare)
      try {
        const page = await context.newPage()
        await site.manner({})
        await page.goto(site.url + path)
        // A promise of the page's that never settles has no time limit of its own.
        const late = AbortSignal.timeout(patience)
        await Promise.race([test(page), new Promise((_, reject) => late.addEventListener('abort', () => reject(new Error('the page waits for ever'))))])
        assert.deepEqual(complaints, [])
      } finally {
        await context.close()
      }
    },
  }
}

/** The counter in the dialog's frame. @param {Page} page */
export const framed = (page) => page.frameLocator('[data-guichet] iframe')

/** Presses a button of the counter, as a customer would. @param {import('playwright-core').FrameLocator | Page} counter @param {'accept' | 'refuse' | 'cancel'} action */
export const decide = async (counter, action) => {
  if (action === 'accept') {
    await counter.getByRole('radio').first().check()
    for (const phone of await counter.getByRole('textbox').all()) await phone.fill('+225 07 07 12 34 56')
  }
  await counter.locator(`[data-action=${action}]`).click()
}

/** Sets what the button of the page does; functions are named. @param {Page} page @param {Record<string, unknown>} options */
export const prepare = (page, options) => page.evaluate((options) => Object.assign(/** @type {any} */ (window).options, options), options)

/** @param {Page} page @returns {Promise<any>} */
export const outcome = (page) => page.evaluate(() => /** @type {any} */ (window).outcome)

/** @param {Page} page @returns {Promise<any[]>} */
export const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard)
