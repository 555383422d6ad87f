// @ts-check
/** `guichet sandbox` as a person starts and stops it. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import test from 'node:test'
import { fileURLToPath } from 'node:url'
import { caller } from './support/requests.mjs'

const CLI = fileURLToPath(new URL('../../pkg/cli/main.js', import.meta.url))

/** @param {string[]} args */
const start = (args) => {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (output.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (output.err += text))
  return { child, output }
}

/** @param {string[]} args */
const run = async (args) => {
  const { child, output } = start(args)
  const [code] = await once(child, 'close')
  return { code, ...output }
}

/** Starts a sandbox on a free port and waits until it says where. @param {import('node:test').TestContext} t @param {string[]} args */
const serve = async (t, ...args) => {
  const { child, output } = start(['sandbox', '--port', '0', ...args])
  t.after(() => child.kill('SIGKILL'))
  while (!output.out.includes('Ctrl-C')) {
    await Promise.race([once(child.stdout, 'data'), once(child, 'close').then(() => assert.fail(output.err))])
  }
  const [url] = output.out.match(/http:\/\/localhost:\d+/) ?? assert.fail(output.out)
  return { child, url, output, ...caller(fetch, url) }
}

test('it serves, says where, and ends on Ctrl-C', async (t) => {
  const { child, output, create, order, check } = await serve(t)
  assert.match(output.out, /sandbox-secret-key/)
  assert.equal((await create()).status, 201)
  assert.equal((await order('REFID12354', { action: 'cancel' })).status, 200)
  assert.equal((await check('REFID12354')).body.code, '627')
  child.kill('SIGINT')
  assert.deepEqual(await once(child, 'close'), [0, null])
})

test('its options reach the sandbox, and its keys are not printed', async (t) => {
  const { output, create, url } = await serve(
    t, '--account', 'XXXXXXXXXXXXXXXX:XXXXX:XAF:se:cret', '--secret-key', 'own-key', '--lang', 'en', '--rate-limit', '3',
  )
  assert.ok(!/se:cret|own-key|XXXXXXXX/.test(output.out))
  assert.match((await create()).body.description, /Account currency:'XAF'/)
  assert.equal((await create({ apikey: 'YYYYYYYYYYYYYYYY' })).body.code, '609')
  const { body } = await create({ currency: 'XAF' })
  assert.match(await (await fetch(body.data.payment_url)).text(), /<html lang="en">/)
  assert.equal((await create()).status, 429)
  assert.match(await (await fetch(url)).text(), /REFID12354/)
})

test('payouts wait for their mail, and their senders are known by their address', async (t) => {
  for (const [args, status] of /** @type {[string[], string][]} */ ([
    [[], 'CONFIRM'],
    [['--confirm-by-mail'], 'PENDING'],
    [['--confirm-by-mail', '--trusted-ip', '10.0.0.9', '--trusted-ip', '127.0.0.1'], 'CONFIRM'],
  ])) {
    const { url } = await serve(t, '--balance', '5000', ...args)
    /** @param {string} path @param {Record<string, string>} fields */
    const form = async (path, fields) => (await fetch(url + path, { method: 'POST', body: new URLSearchParams(fields) })).json()
    const { data: { token } } = await form('/v1/auth/login', { apikey: 'your_apikey_here', password: 'p' })
    const contact = { prefix: '225', phone: '0707123456', name: 'A', surname: 'B', email: 'a@b.ci' }
    await form(`/v1/transfer/contact?token=${token}`, { data: JSON.stringify([contact]) })
    const payout = { prefix: '225', phone: '0707123456', amount: 500, client_transaction_id: 'A-1', notify_url: `${url}/n` }
    await form(`/v1/transfer/money/send/contact?token=${token}`, { data: JSON.stringify([payout]) })
    const state = await (await fetch(`${url}/_sandbox/state`)).json()
    assert.equal(state.payouts[0].sending_status, status, args.join(' '))
    assert.deepEqual([state.accounts[0].available, state.accounts[0].inUsing], [4500, 500])
  }
})

test('what cannot be followed gets one sentence and code 1', async (t) => {
  for (const [args, says] of /** @type {[string[], RegExp][]} */ ([
    [['sandbox', '--prot', '1'], /--prot/],
    [['sandbox', '--port', '99999'], /--port must be a whole number from 0 to 65535/],
    [['sandbox', '--port', 'x'], /--port must be/],
    [['sandbox', '--balance', '-1'], /--balance/],
    [['sandbox', '--lang', 'de'], /lang must be fr or en/],
    [['sandbox', '--account', 'key'], /APIKEY:SITE_ID/],
    [['sandbox', '--account', 'key:site:EUR'], /must be XOF/],
    [['sandbox', '--origin', 'localhost'], /origin must be like/],
    [['serve'], /unknown command: serve/],
  ])) {
    const { code, out, err } = await run(args)
    assert.deepEqual([code, out], [1, ''], args.join(' '))
    assert.match(err, says)
    assert.ok(!err.includes('    at '), err)
  }
  const busy = createServer().listen(0, '127.0.0.1')
  t.after(() => busy.close())
  await once(busy, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (busy.address())
  const { code, err } = await run(['sandbox', '--port', String(port)])
  assert.equal(code, 1)
  assert.match(err, new RegExp(`port ${port} is taken`))
})

test('--help and --version', async () => {
  for (const args of [['--help'], ['sandbox', '-h'], []]) {
    const { code, out } = await run(args)
    assert.equal(code, 0)
    assert.match(out, /guichet sandbox \[options\]/)
  }
  assert.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
})
