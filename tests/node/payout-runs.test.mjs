// @ts-check
/** Lists and their journals: one run at a time, one list a journal, and what a later run does with what is there. */
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CinetPay, GuichetError } from 'guichet'
import { FileJournal } from 'guichet/node'
import { Sandbox } from 'guichet/sandbox'

const BASE = 'http://sandbox.localhost'

/** @param {import('node:test').TestContext} t @param {import('guichet/sandbox').SandboxOptions} [options] */
const serve = async (t, options) => {
  const sandbox = new Sandbox({ deliver: async () => new Response(''), ...options })
  const folder = await mkdtemp(join(tmpdir(), 'guichet-runs-'))
  t.after(() => Promise.all([sandbox.close(), rm(folder, { recursive: true, force: true })]))
  let requests = 0
  /** @param {object} [more] */
  const client = (more) =>
    new CinetPay({
      apikey: 'test-apikey', password: 'pw', notify_url: 'https://shop.example/n', base_url: BASE,
      fetch: (url, init) => (requests++, sandbox.fetch(url, init)), ...more,
    })
  /** @param {string} path @param {object} body */
  const order = async (path, body) => {
    const reply = await sandbox.fetch(`${BASE}/_sandbox/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    assert.ok(reply.ok, `${path} ${reply.status}`)
  }
  return { sandbox, client, order, path: join(folder, 'list.jsonl'), requests: () => requests, paid: () => sandbox.state().payouts.length }
}

/** Without identifiers of their own. @param {number} count @param {object} [more] */
const people = (count, more) =>
  Array.from({ length: count }, (_, at) => ({
    prefix: '225', phone: `07${20_010_000 + at}`, amount: 500, name: 'Awa', surname: 'Koné', email: 'awa@example.com', ...more,
  }))

/** @returns {import('guichet').Journal & { lines: string[] }} */
const inMemory = () => {
  /** @type {string[]} */
  const lines = []
  return { lines, append: async (line) => void lines.push(line), read: async () => lines }
}

/** @param {PromiseLike<unknown>} promise @returns {Promise<GuichetError>} */
const failure = async (promise) => {
  const error = await promise.then(() => assert.fail('it succeeded'), (error) => error)
  assert.ok(error instanceof GuichetError, String(error))
  return error
}

/** @param {readonly { outcome: string }[]} results */
const outcomes = (results) => results.map(({ outcome }) => outcome)

test('of two runs at once with one journal, the second is refused before anything of it leaves', async (t) => {
  const { client, path, paid } = await serve(t)
  const { transfer } = client({ lang: 'fr' })
  const shared = inMemory()
  for (const [at, [one, other]] of [[shared, shared], [new FileJournal(path), new FileJournal(path)]].entries()) {
    const first = transfer.send(people(3), { addContacts: true, journal: one }).finally()
    const second = transfer.send(people(3), { addContacts: true, journal: other })
    const [told, refused] = await Promise.all([first, failure(second)])
    assert.deepEqual(outcomes(told), Array(3).fill('accepted'))
    assert.equal(refused.kind, 'validation')
    assert.match(refused.message, /journal/)
    assert.match(refused.message, /Un autre envoi/)
    assert.equal(paid(), 3 * (at + 1))
    // The first has ended: the second may go on, and finds everybody paid.
    assert.deepEqual((await second).map(({ outcome, earlier }) => [outcome, earlier]), Array(3).fill(['accepted', true]))
    assert.equal(paid(), 3 * (at + 1))
  }
  const first = client().transfer.send(people(3), { journal: shared }).finally()
  assert.match((await failure(client().transfer.send(people(3), { journal: shared }))).message, /Another run/)
  await first
})

test('a loop that is broken off lets its journal go, and goes on with what another has done meanwhile', async (t) => {
  const { client, paid } = await serve(t)
  const { transfer } = client()
  const journal = inMemory()
  const options = { addContacts: true, chunkSize: 2, journal }
  const run = transfer.send(people(6), options)
  for await (const _ of run) {
    assert.equal((await failure(transfer.send(people(6), options))).kind, 'validation')
    break
  }
  assert.equal(paid(), 2)
  assert.deepEqual(outcomes(await transfer.send(people(6), options)), Array(6).fill('accepted'))
  assert.deepEqual((await run).map(({ outcome, earlier }) => [outcome, earlier]), [...Array(2).fill(['accepted', false]), ...Array(4).fill(['accepted', true])])
  assert.equal(paid(), 6)
})

test('a disk that is full in the middle of a line makes nobody paid twice', async (t) => {
  const { client, path, paid } = await serve(t)
  const { transfer } = client()
  const file = new FileJournal(path)
  // The fault of the disk: half of the line is there, and its writer is told that it failed.
  let room = 3
  const journal = {
    place: file.place,
    read: () => file.read(),
    append: async (/** @type {string} */ line) => {
      if (--room === 0) {
        const { appendFile } = await import('node:fs/promises')
        await appendFile(path, line.slice(0, line.length / 2))
        throw new Error('ENOSPC')
      }
      await file.append(line)
    },
  }
  const options = { addContacts: true, chunkSize: 3, journal }
  const full = await transfer.send(people(6), options)
  const sent = paid()
  assert.equal(outcomes(full).filter((outcome) => outcome === 'accepted').length, sent)
  assert.ok(sent < 6)
  room = Infinity
  assert.deepEqual(outcomes(await transfer.send(people(6), options)), Array(6).fill('accepted'))
  assert.deepEqual(outcomes(await transfer.send(people(6), { ...options, journal: new FileJournal(path) })), Array(6).fill('accepted'))
  assert.equal(paid(), 6)
})

test('a journal belongs to one list: another is refused, and the same is told from it', async (t) => {
  const { client, path, paid, requests } = await serve(t)
  const { transfer, airtime } = client()
  const may = people(3)
  const first = await transfer.send(may, { addContacts: true, journal: new FileJournal(path) })
  assert.deepEqual(first.map(({ outcome, earlier }) => [outcome, earlier]), Array(3).fill(['accepted', false]))
  const before = requests()
  const others = {
    'one more': people(4), 'one less': people(2), 'another order': [may[1], may[0], may[2]],
    'another amount': [may[0], { ...may[1], amount: 505 }, may[2]], 'an identifier': [{ ...may[0], client_transaction_id: 'JUNE-1' }, may[1], may[2]],
  }
  for (const [name, list] of Object.entries(others)) {
    const error = await failure(transfer.send(list, { addContacts: true, journal: new FileJournal(path) }))
    assert.deepEqual([error.kind, error.issues], ['validation', []], name)
    assert.match(error.message, /another list/, name)
  }
  assert.match((await failure(airtime.send(may, { journal: new FileJournal(path) }))).message, /another list/)
  const elsewhere = client({ base_url: 'https://rehearsal.example' })
  assert.match((await failure(elsewhere.transfer.send(may, { addContacts: true, journal: new FileJournal(path) }))).message, /another list/)
  assert.deepEqual((await transfer.send(may, { addContacts: true, journal: new FileJournal(path) })).map(({ outcome, earlier }) => [outcome, earlier]), Array(3).fill(['accepted', true]))
  assert.deepEqual([paid(), requests()], [3, before])
})

test('with a key that was renewed, what was sent is looked for, and nobody is paid twice', async (t) => {
  const { sandbox, client, path, paid } = await serve(t)
  const list = people(3)
  const options = { addContacts: true, chunkSize: 2 }
  const before = client().transfer.send(list, { ...options, journal: new FileJournal(path) })
  let taken = 0
  for await (const _ of before) if (++taken === 2) break
  assert.equal(paid(), 2)
  // The service knows the account by its new key.
  const renewed = () =>
    client({
      apikey: 'renewed-apikey',
      fetch: (/** @type {string} */ url, /** @type {any} */ init) => sandbox.fetch(url, { ...init, body: init.body?.replace('renewed-apikey', 'test-apikey') }),
    })
  const again = await renewed().transfer.send(list, { ...options, journal: new FileJournal(path) })
  assert.deepEqual(again.map(({ outcome, earlier }) => [outcome, earlier]), [['accepted', true], ['accepted', true], ['accepted', false]])
  assert.deepEqual((await renewed().transfer.send(list, { ...options, journal: new FileJournal(path) })).map(({ outcome, earlier }) => [outcome, earlier]), Array(3).fill(['accepted', true]))
  assert.equal(paid(), 3)
  // A key of an account that has never heard of them: nothing says that they were not paid.
  const strange = await client({ apikey: 'strange-apikey' }).transfer.send(list, { addContacts: true, journal: new FileJournal(path) })
  assert.deepEqual(strange.map(({ outcome, earlier }) => [outcome, earlier]), Array(3).fill(['unknown', true]))
  assert.deepEqual(strange.map(({ client_transaction_id }) => client_transaction_id), again.map(({ client_transaction_id }) => client_transaction_id))
  assert.equal(paid(), 3)
})

test('what was refused is sent again by a later run, under its identifier', async (t) => {
  const { client, path, order, paid } = await serve(t, { balance: 6000 })
  // The operator turns the first one down after twenty seconds, and the money comes back.
  const [one, other] = people(2, { amount: 5000 })
  const list = [{ ...one, phone: '0700000901' }, other]
  const send = () => client().transfer.send(list, { addContacts: true, chunkSize: 1, journal: new FileJournal(path) })
  const poor = await send()
  assert.deepEqual(poor.map(({ outcome, code }) => [outcome, code]), [['accepted', '0'], ['rejected', '602']])
  const still = await send()
  assert.deepEqual(still.map(({ outcome, code, earlier }) => [outcome, code, earlier]), [['accepted', '0', true], ['rejected', '602', false]])
  await order('clock', { advance_ms: 30_000 })
  const rich = await send()
  assert.deepEqual(rich.map(({ outcome, earlier }) => [outcome, earlier]), [['accepted', true], ['accepted', false]])
  assert.equal(rich[1].client_transaction_id, poor[1].client_transaction_id)
  assert.deepEqual((await send()).map(({ outcome, earlier }) => [outcome, earlier]), Array(2).fill(['accepted', true]))
  assert.equal(paid(), 2)
})

test('a rejected item may be corrected in its place, and then stays as it is', async (t) => {
  const { client, path, paid } = await serve(t)
  const { transfer } = client()
  const list = people(5)
  const wrong = list.with(2, { ...list[2], phone: '0700000717' })
  /** @param {typeof list} items */
  const send = (items) => transfer.send(items, { addContacts: true, chunkSize: 2, journal: new FileJournal(path) })
  const first = await send(wrong)
  assert.deepEqual(outcomes(first), ['accepted', 'accepted', 'rejected', 'accepted', 'accepted'])
  const second = await send(list)
  assert.deepEqual(second.map(({ outcome, earlier }) => [outcome, earlier]), [...Array(2).fill(['accepted', true]), ['accepted', false], ...Array(2).fill(['accepted', true])])
  assert.equal(second[2].client_transaction_id, first[2].client_transaction_id)
  assert.match((await failure(send(wrong))).message, /another list/)
  assert.deepEqual((await send(list)).map(({ outcome, earlier }) => [outcome, earlier]), Array(5).fill(['accepted', true]))
  assert.equal(paid(), 5)
})

test('a journal that is damaged, foreign or of another version is refused, never misread', async (t) => {
  const { client, requests } = await serve(t)
  const journal = inMemory()
  await client().transfer.send(people(3), { addContacts: true, chunkSize: 1, journal })
  const whole = [...journal.lines]
  const before = requests()
  const version1 = '{"v":1,"at":1767600000000,"asked":[["a","0123456789abcdef0123456789abcdef",false]]}'
  for (const [lines, said] of /** @type {[string[], RegExp][]} */ ([
    [whole.with(2, whole[2].slice(0, 30)), /damaged/],
    [whole.with(2, `${whole[2].slice(0, -3)}\0\0`), /damaged/],
    [whole.slice(1), /damaged/],
    [['a shopping list', 'milk'], /damaged/],
    [['{"milk":1}'], /damaged/],
    [[version1], /another version/],
    [[...whole, whole[0].replace('"v":2', '"v":3')], /another version/],
  ])) {
    const error = await failure(client().transfer.send(people(3), { journal: { ...inMemory(), read: () => lines } }))
    assert.equal(error.kind, 'validation')
    assert.match(error.message, said)
  }
  const unread = await failure(client().transfer.send(people(3), { journal: { append: () => {}, read: () => Promise.reject(new Error('EIO')) } }))
  assert.match(unread.message, /cannot be read or written/)
  assert.equal(requests(), before)
})

test('nothing in a journal gives a person’s number away', async (t) => {
  const { client, path } = await serve(t)
  const list = people(2)
  await client().transfer.send(list, { addContacts: true, journal: new FileJournal(path) })
  const text = await readFile(path, 'utf8')
  for (const { phone } of list) assert.ok(!text.includes(phone) && !text.includes(phone.slice(1)))
  assert.ok(!text.includes('test-apikey'))
  // All that is there is not enough to try every number there is: the same list under another key has nothing in common with it.
  const other = inMemory()
  await client({ apikey: 'test-apikey-2' }).transfer.send(list, { addContacts: true, journal: other })
  const words = new Set(text.match(/[0-9a-f]{24,}/g))
  for (const word of other.lines.join('').match(/[0-9a-f]{24,}/g) ?? []) assert.ok(!words.has(word), word)
})

test('a progress bar that breaks has no say in payments', async (t) => {
  const { client, paid } = await serve(t)
  const errors = t.mock.method(console, 'error', () => {})
  const bars = [
    () => { throw new Error('the bar broke') },
    async () => { throw new Error('the bar broke later') },
    () => ({ then: (/** @type {unknown} */ _, /** @type {(error: Error) => void} */ failed) => failed(new Error('a promise of another make')) }),
  ]
  for (const [at, onProgress] of bars.entries()) {
    const told = []
    for await (const { outcome } of client().transfer.send(people(6), { addContacts: true, chunkSize: 2, onProgress })) told.push(outcome)
    assert.deepEqual(told, Array(6).fill('accepted'))
    await new Promise((resolve) => setImmediate(resolve))
    assert.deepEqual([paid(), errors.mock.callCount()], [6 * (at + 1), 3 * (at + 1)])
  }
})
