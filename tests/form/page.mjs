// @ts-check
/** The form's page in Chromium, which must not complain. */
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as findBrowser } from '../../scripts/tools.mjs'
import { serve } from './server.mjs'

/** @typedef {import('playwright-core').Page} Page */

/** The server and the browser of a file's tests. */
export const formPage = () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server
  /** @type {import('playwright-core').Browser} */
  let browser
  before(async () => {
    server = await serve()
    browser = await chromium.launch({ executablePath: findBrowser().chrome, args: CHROME_ARGS })
  })
  after(async () => {
    await browser?.close()
    server?.close()
  })
  return {
    /** @param {import('playwright-core').BrowserContextOptions & { lang?: string, forgive?: (complaint: string) => boolean }} options @param {(page: Page) => Promise<void>} test */
    async visit({ lang = 'en', forgive = () => false, ...options }, test) {
      const context = await browser.newContext(options)
      context.setDefaultTimeout(10_000)
      /** @type {string[]} */
      const complaints = []
      context.on('console', (message) => void (['error', 'warning'].includes(message.type()) && complaints.push(message.text())))
      context.on('weberror', (error) => complaints.push(String(error.error())))
      try {
        const page = await context.newPage()
        await page.goto(`${server.url}/?lang=${lang}`)
        await page.locator('html[data-ready]').waitFor()
        await test(page)
        // A style or a script that the policy refuses is a complaint too. A browser asks for an icon by itself.
        assert.deepEqual(complaints.filter((text) => !/404/.test(text) && !forgive(text)), [])
      } finally {
        await context.close()
      }
    },
  }
}

/** What assistive technology reads out with a field. @param {import('playwright-core').Locator} field */
export const described = (field) =>
  field.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim())

/** @param {import('playwright-core').Locator} field @returns {Promise<string>} its text with a bar where the caret is */
export const withCaret = (field) =>
  field.evaluate((element) => {
    const { value, selectionStart } = /** @type {HTMLInputElement} */ (element)
    return (value.slice(0, selectionStart ?? 0) + '|' + value.slice(selectionStart ?? 0)).replace(/[\u202f\u00a0]/g, ' ')
  })
