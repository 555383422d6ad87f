// @ts-check
/** The inspector as people use it: every button works without a script, on small screens, in both themes and languages. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import test, { after, before } from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as findBrowser } from '../../scripts/tools.mjs'
import { caller } from './support/requests.mjs'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** @type {import('playwright-core').Browser} */
let browser
before(async () => {
  browser = await chromium.launch({ executablePath: findBrowser().chrome, args: CHROME_ARGS })
})
after(() => browser?.close())

/** A sandbox with one of everything, and its inspector open. @param {import('node:test').TestContext} t @param {import('playwright-core').BrowserContextOptions} [options] */
const visit = async (t, options) => {
  /** @type {string[]} */
  const notified = []
  /** @type {typeof globalThis.fetch} */
  const deliver = async (url, init) => {
    notified.push(`${init?.method} ${url}`)
    return new Response(null, { status: 500 })
  }
  const sandbox = new Sandbox({ deliver, confirm_by_mail: true })
  const server = await listen(sandbox, { port: 0 })
  const { post, create } = caller(fetch, server.url)
  /** @param {string} path @param {Record<string, string>} fields */
  const form = async (path, fields) =>
    (await fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields) })).json()
  const { data } = await form('/v1/auth/login', { apikey: 'your_apikey_here', password: 'a-password' })
  const item = { prefix: '225', phone: '0707123456' }
  await form(`/v1/transfer/contact?token=${data.token}`, { data: JSON.stringify([{ ...item, name: 'Awa', surname: 'Koné', email: 'awa@exemple.com' }]) })
  const payout = { ...item, amount: 1500, client_transaction_id: '<b>SALARY</b>', notify_url: 'https://shop.example/n' }
  await form(`/v1/transfer/money/send/contact?token=${data.token}`, { data: JSON.stringify([payout]) })
  await create()
  await post('/easytransfert/airtime', {
    amount: 5000, api_key: 'xxxxxxxxxxxxxxx', destination: '0503444777', service_id: 25, ipn_url: 'https://shop.example/ipn',
  })
  await sandbox.idle()

  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(15_000)
  /** @type {string[]} */
  const complaints = []
  context.on('console', (message) => complaints.push(message.text()))
  context.on('weberror', (error) => complaints.push(String(error.error())))
  const page = await context.newPage()
  await page.goto(server.url)
  t.after(async () => {
    await context.close()
    await server.close()
    await sandbox.close()
    assert.deepEqual(complaints, [])
  })
  return { page, sandbox, notified, url: server.url }
}

/** @param {import('playwright-core').Page} page */
const violations = async (page) => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run()
    return violations.map((/** @type {any} */ found) => `${found.id}: ${found.nodes.map((/** @type {any} */ node) => node.target).join(', ')}`)
  })
}

test('payouts are confirmed and ended, notifications sent again, time driven: by buttons', async (t) => {
  const { page, sandbox, notified } = await visit(t)
  const payouts = page.locator('#payouts')
  await payouts.getByRole('button', { name: /^Confirm/ }).click()
  assert.equal(sandbox.state().payouts[0].sending_status, 'CONFIRM')
  assert.equal(await payouts.getByRole('button', { name: /^Confirm/ }).count(), 0)

  await page.getByRole('group', { name: 'Drive the clock ahead' }).getByRole('button', { name: '+ 10 s' }).click()
  await payouts.getByText('REC · CONFIRM').waitFor()
  await payouts.getByRole('button', { name: /^Validate/ }).click()
  await payouts.getByText('VAL · CONFIRM').waitFor()
  await sandbox.idle()
  assert.deepEqual(notified, ['GET https://shop.example/n', 'POST https://shop.example/n'])

  await page.locator('#deliveries').getByRole('button', { name: /^Send again/ }).first().click()
  await page.locator('#deliveries tbody tr').nth(2).waitFor()
  await sandbox.idle()
  assert.equal(notified.length, 3)

  await page.locator('#payments').getByRole('button', { name: /^Accept/ }).click()
  await page.locator('#payments').getByText('accepted · 00').waitFor()
  await page.locator('#transferts').getByRole('button', { name: /^Reject/ }).click()
  await page.locator('#transferts').getByText('FAILED').waitFor()
})

test('faults and switches are ordered, and everything is forgotten', async (t) => {
  const { page, sandbox } = await visit(t)
  const faults = page.locator('#faults')
  await faults.getByLabel('Kind').selectOption('drop_after')
  await faults.getByLabel('Path').selectOption('/v1/transfer/check/money')
  await faults.getByLabel('Times').fill('2')
  await faults.getByRole('button', { name: 'Order' }).first().click()
  await faults.getByText('2 faults on order').waitFor()
  assert.deepEqual(sandbox.state().faults, [{ kind: 'drop_after', path: '/v1/transfer/check/money', times: 2 }])
  await faults.getByRole('button', { name: 'Order' }).last().click()
  await faults.getByText('"rate":0.3').waitFor()
  await faults.getByRole('button', { name: 'Fair weather' }).click()
  await faults.getByText('Fair weather').first().waitFor()
  assert.equal(sandbox.state().weather, null)

  await page.getByRole('button', { name: /^Turn on/ }).click()
  assert.equal(sandbox.state().settings.strict_numbers, true)
  await page.getByRole('button', { name: 'Expire all tokens' }).click()
  await page.getByRole('button', { name: 'Forget everything' }).click()
  await page.getByText('None yet.').first().waitFor()
  assert.deepEqual(sandbox.state().payouts, [])
})

test('requests are shown whole, and no secret nor number in them', async (t) => {
  const { page, url } = await visit(t)
  const log = page.locator('#requests')
  await log.locator('summary', { hasText: '/v1/auth/login' }).click()
  await log.getByText('password=•••').waitFor()
  for (const text of [await page.content(), await (await fetch(`${url}/_sandbox/state`)).text()]) {
    assert.ok(!/a-password|your_apikey_here|0707123456|0503444777|xxxxxxxxxxxxxxx|<b>SALARY/.test(text.replace(/"client_transaction_id":"<b>SALARY<\/b>"|\\"<b>SALARY<\/b>\\"/g, '')))
  }
  await page.locator('#payouts').getByText('<b>SALARY</b>').waitFor()
})

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing on the inspector (${colorScheme})`, async (t) => {
    const { page } = await visit(t, { colorScheme })
    await page.locator('#requests summary').first().click()
    assert.deepEqual(await violations(page), [])
  })
}

for (const lang of ['en', 'fr']) {
  test(`nothing sticks out of a screen of 320 pixels (${lang})`, async (t) => {
    const { page, url } = await visit(t, { viewport: { width: 320, height: 640 } })
    await page.goto(`${url}/_sandbox?lang=${lang}`)
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang)
    for (const summary of await page.locator('#requests summary').all()) await summary.click()
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0)
    await page.getByRole('group').first().getByRole('button').first().click()
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, `/_sandbox?lang=${lang}`, 'back on the same page')
  })
}
