// @ts-check
/** `guichet doctor` before set-ups that are broken, each in its own way. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'
import { examine } from '../../pkg/doctor/examine.js'
import { SENTENCES, sentenceOf } from '../../pkg/doctor/findings.js'
import { setUp } from '../../pkg/doctor/set-up.js'

const CLI = fileURLToPath(new URL('../../pkg/cli/main.js', import.meta.url))
const KEYS = { CINETPAY_APIKEY: '12912847765bc0db748fdd44.40081707', CINETPAY_SITE_ID: '445160', CINETPAY_PASSWORD: 'the-account-password', EASYTRANSFERT_API_KEY: 'the-transfert-key' }

/** The sandbox, and what an account has to know of it. @param {import('node:test').TestContext} t */
const services = async (t) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const { url, close } = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([close(), sandbox.close()]))
  return at(url)
}

/** @param {string} url */
const at = (url) => ({ ...KEYS, CINETPAY_BASE_URL: url, EASYTRANSFERT_BASE_URL: `${url}/easytransfert` })

/** @param {import('node:test').TestContext} t @param {import('node:http').RequestListener} answer */
const serve = async (t, answer) => {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`
}

/** What is wrong, as a person would run it. @param {Record<string, string>} environment @param {string[]} args */
const diagnose = async (environment, ...args) => {
  const child = spawn(process.execPath, [CLI, 'doctor', '--json', ...args], { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text))
  const [code] = await once(child, 'close')
  for (const secret of Object.entries(environment).flatMap(([name, value]) => (value && /KEY|PASSWORD/.test(name) ? [value] : []))) assert.ok(!(out + err).includes(secret), 'a secret is printed')
  assert.equal(err, '')
  /** @type {import('../../pkg/doctor/findings.js').Finding[]} */
  const findings = JSON.parse(out)
  const wrong = findings.filter(({ severity }) => severity !== 'ok').map(({ subject, code }) => `${subject}: ${code}`)
  return { code, findings, wrong }
}

test('an account that works has nothing wrong with it', async (t) => {
  const environment = await services(t)
  const notify_url = await serve(t, (_, response) => response.end('ok'))
  const { code, findings, wrong } = await diagnose(environment)
  assert.deepEqual([code, wrong.filter((each) => !each.endsWith('family_unreachable'))], [0, []])
  assert.deepEqual(findings.filter(({ code }) => code === 'account_works').map(({ subject }) => subject), ['CinetPay Checkout', 'CinetPay Transfer', 'EasyTransfert'])
  assert.deepEqual((await diagnose({}, '--notify-url', notify_url)).findings.map(({ code }) => code), ['notify_not_public', 'notify_works'])
})

/** @type {[string, (t: import('node:test').TestContext) => Promise<Record<string, string>>, string[]][]} */
const BROKEN = [
  ['a host that is gone', async () => at('https://api-checkout.guichet.invalid'),
    ['CinetPay Checkout: dns_failed', 'CinetPay Transfer: dns_failed', 'EasyTransfert: dns_failed']],
  ['a port where nobody listens', async () => ({ ...at('http://127.0.0.1:9'), EASYTRANSFERT_API_KEY: '' }),
    ['CinetPay Checkout: unreachable', 'CinetPay Transfer: unreachable']],
  ['a wrong apikey', async (t) => ({ ...(await services(t)), CINETPAY_APIKEY: 'wrong-apikey-000000', EASYTRANSFERT_API_KEY: '' }),
    ['CinetPay Checkout: apikey_refused', 'CinetPay Transfer: password_refused']],
  ['a wrong site_id', async (t) => ({ ...(await services(t)), CINETPAY_SITE_ID: 'wrong1', CINETPAY_PASSWORD: '', EASYTRANSFERT_API_KEY: '' }),
    ['CinetPay Checkout: site_refused']],
  ['a wrong password', async (t) => ({ ...(await services(t)), CINETPAY_PASSWORD: 'a-wrong-password', EASYTRANSFERT_API_KEY: '' }),
    ['CinetPay Transfer: password_refused']],
  ['a wrong key of EasyTransfert', async (t) => ({ EASYTRANSFERT_API_KEY: 'a-wrong-key-0000', EASYTRANSFERT_BASE_URL: (await services(t)).EASYTRANSFERT_BASE_URL }),
    ['EasyTransfert: key_refused']],
  ['a key of the other generation', async (t) => ({ ...(await services(t)), CINETPAY_APIKEY: 'sk_live_0123456789abcdef', CINETPAY_PASSWORD: '', EASYTRANSFERT_API_KEY: '' }),
    ['CinetPay Checkout: wrong_generation']],
  ['a firewall', async (t) => at(await serve(t, (_, response) => response.writeHead(403, { 'content-type': 'text/html' }).end('error code: 1010'))),
    ['CinetPay Checkout: blocked_by_firewall', 'CinetPay Transfer: blocked_by_firewall', 'EasyTransfert: blocked_by_firewall']],
  ['somebody else’s page', async (t) => at(await serve(t, (_, response) => response.end('<html>Welcome</html>'))),
    ['CinetPay Checkout: not_the_service', 'CinetPay Transfer: not_the_service', 'EasyTransfert: not_the_service']],
  ['an address that moved', async (t) => at(await serve(t, (_, response) => response.writeHead(301, { location: 'https://elsewhere.example/' }).end())),
    ['CinetPay Checkout: redirected', 'CinetPay Transfer: redirected', 'EasyTransfert: redirected']],
  ['an address that is not on the list', async (t) => {
    const base_url = await serve(t, (_, response) => response.end('{"code":708,"message":"NOT_ALLOWED","description":"You are not allowed"}'))
    return { CINETPAY_APIKEY: KEYS.CINETPAY_APIKEY, CINETPAY_PASSWORD: KEYS.CINETPAY_PASSWORD, CINETPAY_BASE_URL: base_url }
  }, ['CinetPay Transfer: address_not_listed']],
  ['a clock that is wrong, and requests without a name turned away', async (t) => {
    const { CINETPAY_BASE_URL } = await services(t)
    const base_url = await serve(t, (request, response) => {
      if (!request.headers['user-agent']) return void response.writeHead(403, { date: new Date(Date.now() - 3_600_000).toUTCString() }).end()
      const { url: path, method, headers } = request
      request.pipe(forward(CINETPAY_BASE_URL + path, { method, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 0, { ...reply.headers, date: new Date(Date.now() - 3_600_000).toUTCString() })
        reply.pipe(response)
      }))
    })
    const { CINETPAY_APIKEY, CINETPAY_SITE_ID } = KEYS
    return { CINETPAY_APIKEY, CINETPAY_SITE_ID, CINETPAY_BASE_URL: base_url }
  }, ['CinetPay Checkout: user_agent_needed', 'CinetPay Checkout: clock_skew']],
]

for (const [name, broken, wrong] of BROKEN) {
  test(`it names ${name}`, async (t) => {
    const found = await diagnose(await broken(t))
    // A name such as localhost may have an address of IPv6 where nobody listens; that is said too, where it is so.
    assert.deepEqual(found.wrong.filter((each) => !each.endsWith('family_unreachable')), wrong)
    assert.equal(found.code, 1)
  })
}

test('it names a family of addresses that does not get through', async (t) => {
  const { EASYTRANSFERT_API_KEY, EASYTRANSFERT_BASE_URL } = await services(t)
  const both = async () => [{ address: '127.0.0.1', family: 4 }, { address: '2001:db8::1', family: 6 }]
  const findings = await examine({ services: setUp({ EASYTRANSFERT_API_KEY, EASYTRANSFERT_BASE_URL }, 'en') }, both)
  assert.deepEqual(findings.filter(({ severity }) => severity !== 'ok').map(({ code, params: { family, other } }) => [code, family, other]), [['family_unreachable', 'IPv6', 'IPv4']])
  assert.equal(findings.at(-1)?.code, 'account_works')
})

test('it names what is wrong with notify_url', async (t) => {
  const failing = await serve(t, (_, response) => response.writeHead(404).end())
  for (const [notify_url, codes] of /** @type {[string, string[]][]} */ ([
    [failing, ['notify_not_public', 'notify_refuses']],
    ['http://127.0.0.1:9/notify', ['notify_not_public', 'notify_unreachable']],
    ['https://shop.guichet.invalid/notify', ['notify_unreachable']],
    ['shop', ['notify_invalid']],
  ])) {
    assert.deepEqual((await diagnose({}, '--notify-url', notify_url)).findings.map(({ code }) => code), codes, notify_url)
  }
})

test('every finding has its sentence in both languages, with the same parameters', () => {
  for (const [code, { en, fr }] of Object.entries(SENTENCES)) {
    const names = (/** @type {string} */ text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    assert.deepEqual(names(en), names(fr), code)
    assert.notEqual(en, fr)
  }
  assert.equal(sentenceOf({ code: 'notify_refuses', params: { status: 404 } }, 'fr').startsWith('notify_url répond HTTP 404'), true)
})
