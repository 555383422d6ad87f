// @ts-check
// Aurore's counter before everybody: axe finds nothing, nothing sticks out of a small screen, in both languages.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, test } from 'node:test'
import { Aurore } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as findBrowser } from '../../scripts/tools.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** @type {import('playwright-core').Browser} */
let browser
before(async () => {
  browser = await chromium.launch({ executablePath: findBrowser().chrome, args: CHROME_ARGS })
})
after(() => browser?.close())

/** @param {import('playwright-core').Page} page */
const look = async (page) => {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => (await /** @type {any} */ (window).axe.run()).violations.map((/** @type {any} */ { id }) => id))
  const outside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.deepEqual([found, outside], [[], 0])
}

for (const [lang, colorScheme, problem, ended] of /** @type {const} */ ([['en', 'light', 'phone', 'Payment accepted'], ['fr', 'dark', 'téléphone', 'Paiement accepté']])) {
  test(`the counter while it waits, with a problem, and when it has ended (${lang}, ${colorScheme})`, async (t) => {
    const sandbox = new Sandbox({ deliver: async () => new Response('') })
    const services = await listen(sandbox, { port: 0 })
    const aurore = new Aurore({
      api_key: 'sk_test_0123456789', api_password: 'p', base_url: services.url, notify_url: 'https://shop.example/n', success_url: `${services.url}/s`, failed_url: `${services.url}/f`,
    })
    const { payment_url } = await aurore.payment.create({
      merchant_transaction_id: 'ORDER-1', currency: 'XOF', amount: 2500, lang, designation: 'A basket of <many> things & one more thing with a longwordwithoutanyblankinit', client_email: 'awa@exemple.ci', client_first_name: 'Awa', client_last_name: 'Koné',
    })
    const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 640 } })
    t.after(() => Promise.all([page.close(), services.close(), sandbox.close()]))
    await page.goto(payment_url ?? '')
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang)
    await look(page)
    await page.getByRole('textbox').fill('12')
    await page.locator('[data-action=accept]').click()
    await page.getByRole('alert').getByText(problem).waitFor()
    await look(page)
    await sandbox.fetch('http://sandbox/_sandbox/payments/ORDER-1', { method: 'POST', body: '{"action":"accept"}' })
    await page.goto(payment_url ?? '')
    assert.equal(await page.getByRole('heading').innerText(), ended)
    await look(page)
  })
}
