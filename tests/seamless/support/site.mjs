// @ts-check
/** A shop, the services and a stranger, each on an origin of its own. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

const PAGES = new URL('../pages/', import.meta.url)
const SCRIPT = new URL('../../../pkg/dist/guichet.min.js', import.meta.url)
const ACCOUNT = { apikey: 'test-apikey-12345', site_id: '445160' }
/** What the sample of seed 003 names, and what stands there instead. */
const PROVIDERS_SCRIPT = 'src="https://cdn.cinetpay.com/seamless/main.js"'

/** @typedef {Awaited<ReturnType<typeof startSite>>} Site */

/** @param {import('guichet/sandbox').SandboxOptions} [options] */
export const startSite = async (options) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('OK'), ...options })
  const services = await listen(sandbox, { port: 0 })
  const client = new CinetPay({ ...ACCOUNT, base_url: services.url })
  let orders = 0

  /** What there is; tests add pages of their own. @type {Record<string, (url: URL) => unknown>} */
  const routes = {
    '/': () => page('shop.html', documentedPolicy(services.url)),
    // Without a policy, so that strangers get as far as they can.
    '/open': () => page('shop.html'),
    '/shop.js': () => script('shop.js'),
    '/guichet.min.js': async () => ['text/javascript', await readFile(SCRIPT)],
    '/seed': () => sample('seed-003.html'),
    '/assigned': () => sample('assigned.html'),
    '/back': () => page('back.html', documentedPolicy(services.url)),
    '/back.js': () => script('back.js'),
    '/create': async () => json(await create()),
    '/status': async ({ searchParams }) => {
      const id = searchParams.get('transaction_id')
      const token = searchParams.get('payment_token')
      return json(await client.checkout.check(id ? { transaction_id: id } : { token: token ?? '' }))
    },
  }

  const create = async () => {
    const transaction_id = `S${Date.now()}-${++orders}`
    const { data } = await client.checkout.create({
      transaction_id, amount: 2500, currency: 'XOF', description: 'Basket', channels: 'MOBILE_MONEY', lang: 'en',
      notify_url: 'https://shop.example/notify', return_url: `${shop.url}/back`,
    })
    return { transaction_id, ...data }
  }

  /** The page with the script's address changed, and attributes beside it. @param {string} name */
  const sample = async (name) => {
    const html = await readFile(new URL(name, PAGES), 'utf8')
    if (!html.includes(PROVIDERS_SCRIPT)) throw new Error(`${name} names no script of the provider's`)
    const ours = `src="/guichet.min.js" data-checkout-url="${services.url}" data-apikey="${ACCOUNT.apikey}" data-site-id="${ACCOUNT.site_id}"`
    return ['text/html; charset=utf-8', html.replace(PROVIDERS_SCRIPT, ours)]
  }

  const shop = await serve((url) => routes[url.pathname]?.(url))
  const stranger = await serve((url) => STRANGER[url.pathname]?.(url, services.url))

  return {
    url: shop.url,
    services: services.url,
    stranger: stranger.url,
    sandbox,
    routes,
    create,
    /** How the counter behaves. @param {import('guichet/sandbox').SandboxCounter} counter */
    manner: (counter) => sandbox.fetch('http://sandbox/_sandbox/settings', { method: 'POST', body: JSON.stringify({ counter }) }),
    /** What a customer elsewhere does. @param {string} id @param {'accept' | 'refuse' | 'cancel'} action */
    end: (id, action) => sandbox.fetch(`http://sandbox/_sandbox/payments/${id}`, { method: 'POST', body: JSON.stringify({ action }) }),
    async close() {
      await Promise.all([shop.close(), stranger.close(), services.close(), sandbox.close()])
    },
  }
}

const DOCUMENTED = /^default-src 'none'.*$/m.exec(await readFile(new URL('../../../docs/seamless.md', import.meta.url), 'utf8'))?.[0] ?? ''

/** The policy that docs/seamless.md gives, for a counter elsewhere. @param {string} counter */
export const documentedPolicy = (counter) => DOCUMENTED.replace('https://checkout.cinetpay.com', counter)

/** Pages of whoever means no good. @type {Record<string, (url: URL, services: string) => unknown>} */
const STRANGER = {
  '/post': () => ['text/html', `<script>parent.postMessage({ status: 'ACCEPTED' }, '*'); opener?.postMessage({ status: 'ACCEPTED' }, '*')</script>`],
}

/** @param {string} name @param {string} [policy] */
const page = async (name, policy) => ['text/html; charset=utf-8', await readFile(new URL(name, PAGES)), policy ? { 'content-security-policy': policy } : {}]
const script = async (/** @type {string} */ name) => ['text/javascript', await readFile(new URL(name, PAGES))]
const json = (/** @type {unknown} */ value) => ['application/json', JSON.stringify(value)]

/** @param {(url: URL) => any} answer */
const serve = async (answer) => {
  const server = createServer(async (request, response) => {
    try {
      const found = await answer(new URL(request.url ?? '/', 'http://here'))
      if (!found) return response.writeHead(404).end()
      const [type, body, headers] = found
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body)
    } catch (error) {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined))
        server.closeAllConnections()
      }),
  }
}
