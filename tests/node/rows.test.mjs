// @ts-check
/** Files of payouts: CSV text in, issues out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CinetPay, checkPayouts, checkTransferSend } from 'guichet'

const HEADER = 'prefix,phone,amount,client_transaction_id,notify_url'
const URL = 'https://a.example/n'

test('every issue comes with its row, as the check of one send tells it', () => {
  const text = [HEADER, `225,0707123456,500,A1,${URL}`, `225,0707123456,200,A2,${URL}`, `225,0707123456,"2 505",A1,${URL}`].join('\n')
  const checked = checkPayouts(text, { lang: 'fr' })
  const { issues } = checkTransferSend({ prefix: '225', phone: '0707123456', amount: '200', notify_url: URL }, { lang: 'fr' })
  assert.deepEqual(checked.issues[0], { row: 3, line: 3, ...issues[0] })
  assert.deepEqual(checked.issues.map(({ row, path, code }) => [row, path, code]), [[3, 'amount', 'amount_too_small'], [4, 'client_transaction_id', 'id_repeated']])
  assert.deepEqual([checked.ok, checked.rows, checked.wrong, checked.total], [false, 3, 2, 2])
})

test('a file without a mistake, as text, bytes, or parts of either cut anywhere', () => {
  const text = `${HEADER},name\r\n${Array.from({ length: 3000 }, (_, at) => `225,0707123456,${205 + 5 * at},😀${at},${URL},"Koné, Awa"`).join('\r\n')}`
  const bytes = new TextEncoder().encode(text)
  const parts = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, at) => bytes.subarray(at * 777, (at + 1) * 777))
  for (const file of [text, bytes, parts, [text.slice(0, 5001), text.slice(5001)]]) {
    assert.deepEqual(checkPayouts(file), { ok: true, rows: 3000, wrong: 0, total: 0, issues: [] })
  }
})

test('what is missing from the file is told once', () => {
  const { ok, issues } = checkPayouts('prefix;phone\n225;0707123456\n225;0707123456\n')
  assert.deepEqual([ok, issues.map(({ row, path, code }) => [row, path, code])], [false, [[1, 'amount', 'required']]])
  assert.equal(checkPayouts('prefix;phone\n', { limit: 0 }).ok, false)
  assert.deepEqual(checkPayouts('').issues.map(({ row, code }) => [row, code]), [[1, 'list_expected']])
  assert.equal(checkPayouts('').ok, false)
})

test('an issue says its row as spreadsheets count and its line as editors do', () => {
  const text = `${HEADER},name\r\n\r\n225,0707123456,500,A1,${URL},"Awa\r\nKoné"\r\n\r\n225,0707123456,1,A2,${URL},x\r\n`
  const { rows, wrong, issues } = checkPayouts(text)
  assert.deepEqual([rows, wrong, issues.map(({ row, line, code }) => [row, line, code])], [2, 1, [[5, 6, 'amount_too_small']]])
  assert.equal(text.split('\r\n')[issues[0].line - 1], `225,0707123456,1,A2,${URL},x`)
})

test('what would be read as something else is refused', () => {
  const told = (/** @type {string | Uint8Array} */ file, /** @type {any} */ options = {}) => {
    const { ok, issues } = checkPayouts(file, options)
    return [ok, ...issues.map(({ row, path, code, message }) => `${row} ${path} ${code} ${options.lang ? message : ''}`.trim())]
  }
  assert.deepEqual(told('prefix,phone,amount\n225,0707123456,250,000\n'), [false, '2  row_too_long'])
  assert.deepEqual(told('prefix,phone,amount\n225,0707123456,"250,000"\n225,0707123456,500,,\n'), [true])
  assert.deepEqual(told('prefix,phone,amount,amount\n225,0707123456,500,90000\n'), [false, '1 amount column_repeated'])
  assert.deepEqual(told(`${HEADER}\n`, { lang: 'fr' }), [false, "1  list_expected une liste d'au moins un élément est attendue, reçu\u00a0: un en-tête sans paiements"])
  assert.deepEqual(told(Buffer.from('prefix,phone,amount,name\n225,0707123456,500,Kon\u00e9\n', 'latin1')), [false, '2 name broken_text'])
  assert.deepEqual(told('prefix,phone,amount,operator\n225,0707123456,500,OM\n'), [true, '1 operator field_unknown'])
})

test('the client and the file agree on which identifiers are one', async () => {
  const client = new CinetPay({ apikey: 'k', password: 'secretpassword', fetch: async () => assert.fail('given up before') })
  for (const [one, other, repeated] of /** @type {const} */ ([['A1', 'A1 ', true], ['A1', '\u00a0A1', true], ['A1', 'A1\t', true], ['A1', 'a1', false], ['A1', 'A 1', false]])) {
    const list = [one, other].map((id) => ({ prefix: '225', phone: '0707123456', amount: 500, client_transaction_id: id, notify_url: URL }))
    const lines = list.map(({ prefix, phone, amount, client_transaction_id, notify_url }) => [prefix, phone, amount, client_transaction_id, notify_url].join(','))
    const inFile = checkPayouts([HEADER, ...lines].join('\n')).issues
    assert.equal(inFile.some(({ code }) => code === 'id_repeated'), repeated, other)
    const refused = await client.transfer.send(list, { signal: AbortSignal.abort() }).then(() => [], ({ issues }) => issues)
    assert.equal(refused.some((/** @type {any} */ { code }) => code === 'id_repeated'), repeated, other)
  }
})

test('issues beyond the limit are counted', () => {
  const checked = checkPayouts(`${HEADER}\n${`225,0707123456,200,,${URL}\n`.repeat(50)}`, { limit: 3 })
  assert.deepEqual([checked.issues.length, checked.total, checked.wrong], [3, 50, 50])
})

test('strict, airtime, and sentences of one’s own', () => {
  const text = `prefix,phone,amount,operator\n225,0707123456,155,\n225,0707123456,155,Orange\n`
  const told = (/** @type {any} */ options) => checkPayouts(text, { service: 'airtime', ...options }).issues.map(({ severity, message }) => [severity, message])
  assert.deepEqual(told({ messages: { amount_not_multiple: '{lower}!', amount_probably_not_multiple: '{lower}?' } }), [['warning', '150?'], ['error', '150!']])
  assert.deepEqual(told({ strict: true }).map(([severity]) => severity), ['error', 'error'])
})

test('what is no file is said, not thrown', () => {
  const told = (/** @type {any} */ file) => checkPayouts(file).issues.map(({ row, path, code }) => `${row} ${path} ${code}`.replace('  ', ' '))
  for (const file of [null, undefined, 5, {}, Symbol('x'), () => 1, new Date(), { length: 3 }, new Proxy({}, {})]) assert.deepEqual(told(file), ['1 unreadable', '1 list_expected'], String(typeof file))
  const rows = `${HEADER}\n225,0707123456,500,A1,${URL}\n`
  for (const part of [null, { amount: 5 }, ['x'], new Uint16Array(4)]) {
    const checked = checkPayouts(/** @type {any} */ ([rows, part, `225,0707123456,500,A2,${URL}`]))
    assert.equal(checked.ok, false)
    assert.deepEqual(checked.issues.map(({ row, code }) => [row, code]), [[3, 'unreadable']])
  }
  assert.equal(checkPayouts(rows, /** @type {any} */ (null)).ok, true)
  assert.deepEqual(told('x'.repeat(10_000_000)).at(-1), '1 amount required')
  assert.deepEqual(told(`${HEADER}\n225,0707123456,500,"${'x'.repeat(1_000_000)}`), ['2 text_too_long'])
  assert.deepEqual(told(`__proto__,${HEADER}\nx,225,0707123456,500,A1,${URL}`), ['1 __proto__ field_unknown'])
})

test('broken text is refused, whether a program has broken it or an encoding', () => {
  const told = (/** @type {any} */ file) => checkPayouts(file).issues.map(({ row, path, code }) => [row, path, code])
  const row = (/** @type {string} */ id) => `${HEADER}\n225,0707123456,500,${id},${URL}`
  for (const broken of ['A\ud83d', '\ude00', '"A\ud83d"', 'A\ufffd']) assert.deepEqual(told(row(broken)), [[2, 'client_transaction_id', 'broken_text']])
  assert.deepEqual(told(Buffer.from(row('Kon\u00e9'), 'latin1')), [[2, 'client_transaction_id', 'broken_text']])
  assert.deepEqual(told(row('😀')), [])
})
