// @ts-check
/** Transfer and Airtime over real HTTP against the sandbox, whose ledger has the last word. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CinetPay, GuichetError } from 'guichet'
import { FileJournal } from 'guichet/node'
import { Sandbox } from 'guichet/sandbox'
import { listen } from 'guichet/sandbox/http'

const APIKEY = '12912847765bc0db748fdd44.40081707'
const PASSWORD = 'a-password-of-the-account'
const ACCOUNT = { apikey: APIKEY, password: PASSWORD, notify_url: 'https://shop.example/notify' }

/** @param {import('node:test').TestContext} t @param {import('guichet/sandbox').SandboxOptions} [options] */
const serve = async (t, options) => {
  const sandbox = new Sandbox({ deliver: async () => new Response(''), balance: 1e12, ...options })
  const { url, close } = await listen(sandbox, { port: 0 })
  t.after(() => Promise.all([close(), sandbox.close()]))
  /** @param {string} path @param {object} body */
  const order = async (path, body) => {
    const reply = await fetch(`${url}/_sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    assert.ok(reply.ok, `${path} ${reply.status} ${await reply.text()}`)
  }
  /** @param {object} [more] */
  const client = (more) => new CinetPay({ ...ACCOUNT, base_url: url, ...more })
  return { sandbox, url, order, client }
}

/** Requests by the last parts of their paths. @param {CinetPay} cinetpay */
const counted = (cinetpay) => {
  const counts = /** @type {Record<string, number>} */ ({})
  cinetpay.on('request', ({ url }) => {
    const name = url.split('/v1/')[1]
    counts[name] = (counts[name] ?? 0) + 1
  })
  return counts
}

/** Numbers of Orange, none of which orders anything of the sandbox. @param {number} count @param {object} [more] */
const people = (count, more) =>
  Array.from({ length: count }, (_, at) => ({
    prefix: '225', phone: `07${20_010_000 + at}`, amount: 500, name: 'Awa', surname: 'Koné', email: 'awa@example.com', ...more,
  }))

/** @param {Promise<unknown> | PromiseLike<unknown>} promise @returns {Promise<GuichetError>} */
const failure = async (promise) => {
  const error = await promise.then(() => assert.fail('it succeeded'), (error) => error)
  assert.ok(error instanceof GuichetError, String(error))
  return error
}

for (const service of /** @type {const} */ (['transfer', 'airtime'])) {
  test(`${service}: contacts, money, balance and where it stands`, async (t) => {
    const { client, order } = await serve(t)
    const payouts = client()[service]
    const before = await payouts.balance()
    const [first, ...again] = await payouts.addContacts([...people(1), ...people(1)])
    assert.deepEqual([first.ok, first.code, again[0].ok, again[0].code], [true, '0', true, '726'])

    const results = await payouts.send(people(1, { client_transaction_id: 'PAY-1' }))
    assert.equal(results.length, 1)
    const [{ index, client_transaction_id, transaction_id, lot, outcome, code, final }] = results
    assert.deepEqual([index, client_transaction_id, outcome, code, final], [0, 'PAY-1', 'accepted', '0', false])
    assert.ok(transaction_id && lot)

    const after = await payouts.balance()
    assert.equal(Number(before.available) - Number(after.available), 500)
    assert.equal(after.inUsing, '500')

    await order('clock', { advance_ms: 60_000 })
    for (const key of ['PAY-1', { client_transaction_id: 'PAY-1' }, { transaction_id }, { lot }]) {
      const [found, ...others] = await payouts.find(/** @type {any} */ (key))
      assert.deepEqual([found.client_transaction_id, found.treatment_status, found.final, others.length], ['PAY-1', 'VAL', true, 0])
    }
    assert.deepEqual(await payouts.find('NEVER-SENT'), [])
  })
}

test('an identifier is one with and without blanks around it', async (t) => {
  const { client, order } = await serve(t)
  const { transfer } = client()
  const own = { client_transaction_id: ' PAY-1 ' }
  assert.deepEqual((await failure(transfer.send([...people(1, own), ...people(1, { client_transaction_id: 'PAY-1' })]))).issues.map(({ path, code }) => [path, code]), [['[1].client_transaction_id', 'id_repeated']])
  const [{ client_transaction_id, outcome }] = await transfer.send(people(1, own), { addContacts: true })
  assert.deepEqual([client_transaction_id, outcome], ['PAY-1', 'accepted'])
  await order('clock', { advance_ms: 60_000 })
  const [found] = await transfer.find(own)
  assert.equal(found.client_transaction_id, 'PAY-1')
  const { paid, matches } = await transfer.confirm(`transaction_id=${found.transaction_id}&client_transaction_id=PAY-1`, { ...people(1)[0], ...own })
  assert.deepEqual([paid, matches], [true, true])
})

test('ten thousand payouts, three answers in ten lost: each settled in one loop, and the ledger agrees', async (t) => {
  const { sandbox, order, client } = await serve(t, { request_log: 0 })
  await order('faults', { seed: 7, rate: 0.3, kinds: ['drop_after'], path: '/v1', longest_delay_ms: 0 })
  const list = people(10_000)
  const progress = /** @type {import('guichet').PayoutProgress[]} */ ([])
  const ids = new Set()
  const run = client().transfer.send(list, { addContacts: true, chunkSize: 500, onProgress: (now) => progress.push(now) })
  for await (const { client_transaction_id, outcome, index } of run) {
    assert.equal(outcome, 'accepted')
    assert.equal(index, ids.size)
    ids.add(client_transaction_id)
  }
  assert.equal(run.stopped, undefined)
  assert.equal(ids.size, list.length)
  assert.deepEqual(progress.at(-1), { done: 10_000, total: 10_000, accepted: 10_000, rejected: 0, unknown: 0, not_sent: 0 })
  assert.equal(progress.length, 20)
  const { payouts, accounts, weather } = sandbox.state()
  assert.ok((weather?.met ?? 0) > 5, `${weather?.met} answers were lost`)
  assert.equal(payouts.length, list.length)
  assert.deepEqual(new Set(payouts.map(({ client_transaction_id }) => client_transaction_id)), ids)
  assert.equal(accounts.find(({ service }) => service === 'transfer')?.available, 1e12 - 500 * list.length)
})

test('nothing leaves before it is asked for, and nothing more after breaking off', async (t) => {
  const { sandbox, client } = await serve(t)
  const run = client().transfer.send(people(30), { addContacts: true, chunkSize: 10 })
  assert.equal(sandbox.state().requests.length, 0)
  let seen = 0
  for await (const _ of run) if (++seen === 12) break
  assert.equal(sandbox.state().payouts.length, 20)
  assert.equal((await run).length, 30)
  assert.equal(sandbox.state().payouts.length, 30)
})

test('a list with mistakes is refused whole, each mistake by its place', async (t) => {
  const { sandbox, client } = await serve(t)
  const list = people(3)
  const wrong = [list[0], { ...list[1], amount: 200 }, { ...list[2], phone: '' }]
  const error = await failure(client({ lang: 'fr' }).transfer.send(wrong))
  assert.equal(error.kind, 'validation')
  assert.deepEqual(error.issues.map(({ path, severity }) => `${path} ${severity}`), ['[1].amount error', '[2].phone error'])
  for (const none of [[], 'list', null, undefined, {}]) {
    assert.deepEqual((await failure(client().transfer.send(/** @type {any} */ (none)))).issues.map(({ code }) => code), ['list_expected'])
  }
  const twice = people(2, { client_transaction_id: 'SAME' })
  assert.deepEqual((await failure(client().transfer.send(twice))).issues.map(({ path }) => path), ['[1].client_transaction_id'])
  assert.equal(sandbox.state().requests.length, 0)
})

test('what is refused is told item by item, and the rest is paid', async (t) => {
  const { client } = await serve(t)
  const list = [...people(1), { ...people(1)[0], phone: '0700000804' }, { ...people(2)[1], client_transaction_id: 'OK-1' }]
  const results = await client().transfer.send(list, { addContacts: true })
  assert.deepEqual(results.map(({ outcome, code }) => [outcome, code]), [['accepted', '0'], ['rejected', '804'], ['accepted', '0']])
  const [stranger] = await client().transfer.send([{ ...people(9)[8] }])
  assert.deepEqual([stranger.outcome, stranger.code], ['rejected', '724'])
})

test('a second payment under a known identifier is not made', async (t) => {
  const { sandbox, client } = await serve(t)
  const { transfer } = client()
  await transfer.send(people(1, { client_transaction_id: 'ONCE' }), { addContacts: true })
  const [same] = await transfer.send(people(1, { client_transaction_id: 'ONCE' }))
  assert.equal(same.outcome, 'accepted', 'the same payment again is the one that was made')
  const [other] = await transfer.send(people(1, { client_transaction_id: 'ONCE', amount: 700 }))
  assert.deepEqual([other.outcome, other.code], ['rejected', '805'])
  assert.equal(sandbox.state().payouts.length, 1)
})

test('a list that cannot go on says why, and what did not leave', async (t) => {
  const { sandbox, order, client } = await serve(t)
  const refused = client({ password: 'wrong-password' }).transfer.send(people(3))
  assert.deepEqual((await refused).map(({ outcome }) => outcome), ['not_sent', 'not_sent', 'not_sent'])
  assert.deepEqual([refused.stopped?.kind, refused.stopped?.code], ['auth', '701'])
  assert.ok(!JSON.stringify(refused.stopped).includes('wrong-password') && !String(refused.stopped?.stack).includes('wrong-password'))

  const stop = new AbortController()
  const run = client().transfer.send(people(30), { addContacts: true, chunkSize: 10, signal: stop.signal })
  const outcomes = []
  for await (const { outcome } of run) {
    outcomes.push(outcome)
    if (outcomes.length === 10) stop.abort()
  }
  assert.equal(run.stopped?.kind, 'aborted')
  assert.deepEqual(outcomes, [...Array(10).fill('accepted'), ...Array(20).fill('not_sent')])
  assert.equal(sandbox.state().payouts.length, 10)
  await order('reset', {})
})

test('one login serves calls at once, and two clients of one store', async (t) => {
  const { order, client } = await serve(t)
  /** @type {Map<string, string>} */
  const kept = new Map()
  const store = {
    get: async (/** @type {string} */ key) => kept.get(key),
    set: async (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    delete: async (/** @type {string} */ key) => kept.delete(key),
  }
  const [one, two] = [client({ store }), client({ store })]
  const [ones, twos] = [counted(one), counted(two)]
  await Promise.all(Array.from({ length: 5 }, () => one.transfer.balance()))
  await one.airtime.balance()
  await two.transfer.balance()
  assert.deepEqual([ones['auth/login'], twos['auth/login']], [1, undefined])
  for (const text of [...kept.keys(), ...kept.values()]) for (const secret of [APIKEY, PASSWORD]) assert.ok(!text.includes(secret), 'the store holds no secret of the account')

  await order('tokens', { action: 'expire' })
  await two.transfer.balance()
  assert.equal(twos['auth/login'], 1, 'an expired token is renewed')
  await one.transfer.balance()
  assert.equal(ones['auth/login'], 1, 'and the other client takes the new one')
})

test('a killed process resumes its list from the journal and pays nobody twice', async (t) => {
  const { sandbox, url, order } = await serve(t)
  const folder = await mkdtemp(join(tmpdir(), 'guichet-payouts-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const journal = join(folder, 'list.jsonl')
  const [client, node] = ['guichet', 'guichet/node'].map((name) => JSON.stringify(import.meta.resolve(name)))
  const program = `
    import { CinetPay } from ${client}
    import { FileJournal } from ${node}
    const { transfer } = new CinetPay(${JSON.stringify({ ...ACCOUNT, base_url: url })})
    const list = ${JSON.stringify(people(200))}
    const run = transfer.send(list, { addContacts: true, chunkSize: 5, journal: new FileJournal(${JSON.stringify(journal)}) })
    for await (const { outcome } of run) process.stdout.write(outcome + '\\n')`
  await order('faults', { seed: 3, rate: 0.1, kinds: ['drop_after'], path: '/v1/transfer/money', longest_delay_ms: 0 })
  /** @param {number} enough lines after which it is killed */
  const live = async (enough) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text
      if (said.split('\n').length > enough) child.kill('SIGKILL')
    })
    await new Promise((resolve) => child.once('close', resolve))
    return { killed: child.signalCode === 'SIGKILL', outcomes: said.split('\n').slice(0, -1) }
  }
  assert.ok((await live(20)).killed)
  assert.ok((await live(60)).killed)
  const paid = sandbox.state().payouts.length
  assert.ok(paid >= 60 && paid < 200, `${paid} payouts before the last life`)
  const last = await live(Infinity)
  assert.deepEqual(last.outcomes, Array(200).fill('accepted'))
  const { payouts, accounts } = sandbox.state()
  assert.deepEqual([payouts.length, new Set(payouts.map(({ client_transaction_id }) => client_transaction_id)).size], [200, 200])
  assert.equal(accounts.find(({ service }) => service === 'transfer')?.available, 1e12 - 500 * 200)

  const before = payouts.length
  const settled = await new CinetPay({ ...ACCOUNT, base_url: url }).transfer.send(people(200), { addContacts: true, journal: new FileJournal(journal) })
  assert.deepEqual([settled.length, sandbox.state().payouts.length], [200, before], 'a list that is done is not sent again')
})

test('without a password, payouts say what is missing', async (t) => {
  const { url } = await serve(t)
  const { transfer } = new CinetPay({ apikey: APIKEY, site_id: '445160', base_url: url })
  const error = await failure(transfer.balance())
  assert.deepEqual([error.kind, error.issues.map(({ path, code }) => `${path} ${code}`)], ['validation', ['password required']])
})
