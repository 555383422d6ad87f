// @ts-check
/** What docs/seamless.md shows, run as it stands there. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { decide, framed, shop } from './support/chromium.mjs'
import { documentedPolicy } from './support/site.mjs'

const here = shop()
const root = new URL('../../', import.meta.url)
const text = await readFile(new URL('docs/seamless.md', root), 'utf8')
const blocks = (/** @type {string} */ language) => [...text.matchAll(new RegExp('```' + language + '\\n([^]*?)```', 'g'))].map(([, code]) => code ?? '')
const [dropIn, modern, hashed] = blocks('html')
const [checkout, resume] = blocks('js')

/** Serves a page of the documentation at an address of the shop's. @param {import('playwright-core').Page} page @param {string} html @param {string} [policy] */
const show = async (page, html, policy) => {
  const headers = policy ? { 'content-security-policy': policy } : {}
  here.site.routes['/documented'] = () => ['text/html', `<!doctype html><html lang="en"><title>Shop</title>${html}`, headers]
  here.site.routes['/checkout.js'] = () => ['text/javascript', checkout]
  await page.goto(`${here.site.url}/documented`)
}

for (const action of /** @type {const} */ (['accept', 'refuse'])) {
  test(`a page of the provider's script: ${action}`, () =>
    here.visit('/', async (page) => {
      const attributes = `src="/guichet.min.js" data-checkout-url="${here.site.services}"`
      await show(page, (dropIn ?? '').replace('src="/guichet.min.js"', attributes).replace('YOUR_APIKEY', 'test-apikey-12345').replace('YOUR_SITE_ID', '445160'))
      await page.getByRole('button', { name: 'Checkout' }).click()
      await decide(framed(page), action)
      await page.waitForFunction(() => document.body.dataset.closed === 'yes')
      assert.equal(await page.title(), action === 'accept' ? 'ACCEPTED' : 'REFUSED')
    }))

  test(`the Seamless class under the documented policy: ${action}`, () =>
    here.visit('/', async (page) => {
      await show(page, modern ?? '', documentedPolicy(here.site.services))
      await page.getByRole('button', { name: 'Pay' }).click()
      await decide(framed(page), action)
      await page.waitForFunction(() => document.title !== 'Shop')
      assert.equal(await page.title(), action === 'accept' ? 'Paid.' : 'Refused. You have not paid.')
    }))
}

test('a return page goes on', () =>
  here.visit('/', async (page) => {
    const { transaction_id } = await here.site.create()
    await here.site.end(transaction_id, 'accept')
    await page.goto(`${here.site.url}/open?transaction_id=${transaction_id}`)
    const state = await page.evaluate(`(async () => { ${resume}; return resumed.state })()`)
    assert.equal(state, 'accepted')
  }))

test('the hash that the build writes is the script\'s, and browsers hold it to that', () =>
  here.visit('/', async (page) => {
    const written = JSON.parse(await readFile(new URL('pkg/dist/integrity.json', root), 'utf8'))['guichet.min.js']
    const script = await readFile(new URL('pkg/dist/guichet.min.js', root))
    assert.equal(written, `sha384-${createHash('sha384').update(script).digest('base64')}`)
    const html = (hashed ?? '').replace('SHA384', written)
    await show(page, html)
    assert.equal(await page.evaluate(() => typeof (/** @type {any} */ (window).guichet?.Seamless)), 'function')
    await page.route('**/guichet.min.js', (route) => route.fulfill({ contentType: 'text/javascript', body: `${script}\n` }))
    await page.goto(`${here.site.url}/documented`)
    assert.equal(await page.evaluate(() => typeof (/** @type {any} */ (window).guichet)), 'undefined')
  }, { expected: /integrity/ }))
