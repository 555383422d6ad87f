// @ts-check
// The example shop on Checkout v2 and on Aurore: a customer in Chromium goes to the counter of either, and comes back.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { Aurore, CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'
import { chromium } from 'playwright-core'
import { shop } from '../../examples/both-generations/shop.mjs'
import { CHROME_ARGS, browser as findBrowser } from '../../scripts/tools.mjs'
import { decide } from '../seamless/support/chromium.mjs'

const CUSTOMER = {
  firstName: 'Awa', lastName: 'Koné', email: 'awa@exemple.ci', phone: '+2250707070700', address: 'Rue des Jardins', city: 'Abidjan', country: 'CI', zipCode: '00225',
}

/** The only line of a shop that differs. @type {Record<string, { counter: RegExp, gateway: (base_url: string, shop: string) => import('guichet').Gateway }>} */
const GENERATIONS = {
  v2: {
    counter: /\/payment\//,
    gateway: (base_url, shop) => new CinetPay({
      apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', secret_key: 'sandbox-secret-key', base_url, notify_url: `${shop}/notify`, return_url: `${shop}/orders/ORDER-1`,
    }),
  },
  aurore: {
    counter: /\/checkout\//,
    gateway: (base_url, shop) => new Aurore({
      api_key: 'sk_test_0123456789', api_password: 'test-password', base_url, notify_url: `${shop}/notify`, success_url: `${shop}/orders/ORDER-1`, failed_url: `${shop}/orders/ORDER-1`,
    }),
  },
}

/** @type {import('playwright-core').Browser} */
let browser
before(async () => {
  browser = await chromium.launch({ executablePath: findBrowser().chrome, args: CHROME_ARGS })
})
after(() => browser?.close())

/** Node's requests and replies as the web's. @param {(request: Request) => Promise<Response>} answer */
const serve = async (answer) => {
  const server = createServer(async (incoming, outgoing) => {
    const chunks = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method, url, headers } = incoming
    const body = chunks.length ? Buffer.concat(chunks) : undefined
    const reply = await answer(new Request(`http://localhost${url}`, { method, body, headers: /** @type {Record<string, string>} */ (headers) }))
    outgoing.writeHead(reply.status, Object.fromEntries(reply.headers)).end(Buffer.from(await reply.arrayBuffer()))
  })
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { url: `http://localhost:${port}`, close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())) }
}

for (const [generation, { counter, gateway }] of Object.entries(GENERATIONS)) {
  for (const [action, expected, delivered] of /** @type {const} */ ([['accept', { paid: true, state: 'accepted' }, 1], ['refuse', { paid: false, state: 'refused' }, 0]])) {
    test(`${generation}: a customer leaves for the counter and comes back: ${action}`, async (t) => {
      const sandbox = new Sandbox()
      const services = await listen(sandbox, { port: 0 })
      /** @type {Map<string, import('../../examples/both-generations/shop.mjs').Bought>} */
      const orders = new Map([['ORDER-1', { amount: 2500, currency: 'XOF', customer: CUSTOMER, delivered: 0 }]])
      /** @type {(request: Request) => Promise<Response>} */
      let answer
      const buy = '<!DOCTYPE html><title>Shop</title><link rel="icon" href="data:,"><form method="post" action="/orders/ORDER-1/pay"><button>Buy</button></form>'
      const { url, close } = await serve(async (request) =>
        new URL(request.url).pathname === '/' ? new Response(buy, { headers: { 'content-type': 'text/html' } }) : answer(request))
      answer = shop(gateway(services.url, url), orders)
      const page = await browser.newPage()
      t.after(() => Promise.all([page.close(), close(), services.close(), sandbox.close()]))
      await page.goto(url)
      await page.getByRole('button', { name: 'Buy' }).click()
      await page.waitForURL(counter)
      await decide(page, action)
      await page.waitForURL(/\/orders\/ORDER-1/)
      assert.deepEqual(JSON.parse(await page.locator('body').innerText()), expected)
      await sandbox.idle()
      assert.equal(orders.get('ORDER-1')?.delivered, delivered)
    })
  }
}
