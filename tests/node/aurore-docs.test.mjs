// @ts-check
/** What docs/aurore.md shows, run as it stands there; the providers' addresses lead to the sandbox. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import * as guichet from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const text = await readFile(new URL('../../docs/aurore.md', import.meta.url), 'utf8')
const blocks = [...text.matchAll(/^( *)```js\n([^]*?)^ *```$/gm)].map(([, indent, code]) => code.replace(new RegExp(`^${indent}`, 'gm'), ''))

const PROVIDERS = ['https://api.cinetpay.net', 'https://api-checkout.cinetpay.com']
const ENVIRONMENT = {
  AURORE_API_KEY: 'sk_test_0123456789', AURORE_API_PASSWORD: 'p', CINETPAY_APIKEY: 'XXXXXXXXXXXXXXXX', CINETPAY_SITE_ID: '445160', CINETPAY_SECRET_KEY: 'sandbox-secret-key',
  ...Object.fromEntries(['CI', 'SN', 'CM'].flatMap((country) => [[`AURORE_KEY_${country}`, `sk_test_${country}_000001`], [`AURORE_PASSWORD_${country}`, 'p']])),
}
const CUSTOMER = { firstName: 'Awa', lastName: 'Koné', email: 'awa@exemple.ci' }

/** Runs a block with names that the page has from elsewhere, and gives those that it makes. @param {string} code @param {Record<string, unknown>} known @param {string[]} made @returns {Promise<any>} */
const run = (code, known, ...made) => {
  const body = code.replace(/^import \{(.*)\} from 'guichet'$/gm, 'const {$1} = guichet')
  const names = { guichet, process: { env: ENVIRONMENT }, ...known }
  const AsyncFunction = /** @type {any} */ (async () => {}).constructor
  return new AsyncFunction(...Object.keys(names), `${body}\nreturn { ${made.join(', ')} }`)(...Object.values(names))
}

/** @param {import('node:test').TestContext} t @param {import('guichet/sandbox').SandboxOptions} [options] */
const start = (t, options) => {
  /** @type {Record<string, (request: Request) => Promise<Response>>} */
  const addresses = {}
  const sandbox = new Sandbox({ deliver: async (url, init) => addresses[new URL(String(url)).pathname]?.(new Request(String(url), init)) ?? new Response('', { status: 404 }), ...options })
  t.after(() => sandbox.close())
  t.mock.method(globalThis, 'fetch', async (/** @type {RequestInfo} */ input, /** @type {RequestInit} */ init) => {
    const { origin } = new URL(input instanceof Request ? input.url : String(input))
    assert.ok(PROVIDERS.includes(origin), origin)
    return sandbox.fetch(input, init)
  })
  const orders = Object.assign(
    new Map(['ORDER-1', 'ORDER-4', 'ORDER-5', 'ORDER-6'].map((id) => [id, { amount: 2500, currency: 'XOF', description: id, customer: CUSTOMER }])),
    { delivered: /** @type {string[]} */ ([]), deliver: (/** @type {string} */ id) => void orders.delivered.push(id) },
  )
  /** @param {string} id */
  const accept = async (id) => {
    const reply = await sandbox.fetch(`http://sandbox/_sandbox/payments/${id}`, { method: 'POST', body: '{"action":"accept"}' })
    assert.equal(reply.status, 200, id)
    await sandbox.idle()
  }
  return { sandbox, addresses, orders, accept }
}

const [payments, direct, transfers, notifications, countries, both, recipe] = blocks

test('the page has the blocks that are run here', () => {
  assert.equal(blocks.length, 7)
  assert.match(recipe, /gateways/)
})

test('payments, direct payments, transfers and notifications', async (t) => {
  const { sandbox, addresses, orders, accept } = start(t)
  const { aurore, payment, found } = await run(payments, { store: undefined }, 'aurore', 'payment', 'found')
  assert.match(payment.payment_url, /^https:\/\/api\.cinetpay\.net\/checkout\//)
  assert.equal(found.state, 'pending')
  assert.equal((await run(direct, { aurore }, 'direct')).direct.state, 'accepted')
  /** @type {[string, string][]} */
  const noted = []
  const salaries = [
    { id: 'MAY-1', phone: '+2250707000001', amount: 90_000, method: 'OM_CI' },
    { id: 'MAY-2', phone: '+2250700002006', amount: 90_000, method: 'OM_CI' },
  ]
  await run(transfers, { aurore, salaries, payroll: { note: (/** @type {[string, string]} */ ...told) => noted.push(told) } })
  assert.deepEqual(noted, [['MAY-1', 'accepted'], ['MAY-2', '2006']])
  addresses['/notify'] = (await run(notifications, { aurore, orders }, 'receive')).receive
  await accept('ORDER-1')
  assert.deepEqual(orders.delivered, ['ORDER-1'])
  assert.equal(sandbox.state().aurore.length, 3)
})

test('several countries behind one object', async (t) => {
  const { sandbox } = start(t, { aurore_accounts: ['CI', 'SN', 'CM'].map((country) => ({ api_key: `sk_test_${country}_000001`, country })) })
  const { countries: aurore, order, balances } = await run(countries, { Aurore: guichet.Aurore, store: undefined }, 'countries', 'order', 'balances')
  assert.deepEqual(balances.map(({ country = '' }) => country), ['CI', 'SN', 'CM'])
  assert.equal(sandbox.state().aurore.length, 3)
  await assert.rejects(aurore.payment.create({ ...order, currency: 'XOF' }), { kind: 'validation' })
})

for (const generation of ['v2', 'aurore']) {
  test(`one order with either generation: ${generation}`, async (t) => {
    const { addresses, orders, accept } = start(t)
    const address = { notify_url: 'https://shop.example/notify' }
    const gateway = generation === 'v2'
      ? new guichet.CinetPay({ apikey: ENVIRONMENT.CINETPAY_APIKEY, site_id: '445160', secret_key: 'sandbox-secret-key', return_url: 'https://shop.example/thanks', ...address })
      : new guichet.Aurore({ api_key: ENVIRONMENT.AURORE_API_KEY, api_password: 'p', success_url: 'https://shop.example/thanks', failed_url: 'https://shop.example/sorry', ...address })
    const made = await run(both, { gateway, orders, customer: CUSTOMER }, 'url', 'generation', 'outcome', 'receive')
    assert.deepEqual([made.generation, made.outcome.state, made.outcome.paid], [generation, 'pending', false])
    addresses['/notify'] = made.receive
    await accept('ORDER-4')
    assert.deepEqual(orders.delivered, ['ORDER-4'])
  })
}

test('the recipe: v2 ends its own orders while Aurore takes the new ones', async (t) => {
  const { addresses, orders, accept } = start(t)
  const known = { orders, store: undefined }
  const before = await run(recipe.replace('process.env.AURORE_API_KEY ?', 'false ?'), known, 'gateways', 'open', 'find', 'receive')
  assert.match(await before.open('ORDER-5'), /\/payment\//)
  const after = await run(recipe, known, 'gateways', 'open', 'find', 'receive')
  assert.match(await after.open('ORDER-6'), /\/checkout\//)
  for (const [generation, receive] of Object.entries(after.receive)) addresses[`/notify/${generation}`] = receive
  await accept('ORDER-5')
  await accept('ORDER-6')
  assert.deepEqual(orders.delivered, ['ORDER-5', 'ORDER-6'])
  for (const [id, generation] of [['ORDER-5', 'v2'], ['ORDER-6', 'aurore']]) {
    const outcome = await after.find(id)
    assert.deepEqual([outcome.generation, outcome.paid, outcome.reference, outcome.amount, outcome.currency], [generation, true, id, '2500', 'XOF'])
  }
})
