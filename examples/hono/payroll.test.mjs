// @ts-check
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Sandbox } from 'guichet/sandbox'
import { payroll } from './payroll.mjs'

test('two people are paid, a third is refused, and their ends are known', async (t) => {
  const salary = { prefix: '225', amount: 90_000, name: 'Awa', surname: 'Koné' }
  /** @type {Map<string, import('./payroll.mjs').Salary & { status?: string }>} */
  const salaries = new Map([['MAY-1', '0720010001'], ['MAY-2', '0520010002'], ['MAY-3', '0700000901']].map(([id, phone]) => [id, { ...salary, phone, client_transaction_id: id }]))
  /** @type {import('hono').Hono | undefined} */
  let app
  const sandbox = new Sandbox({ deliver: async (url, init) => app?.request('/notify', init) ?? new Response('', { status: 500 }) })
  t.after(() => sandbox.close())
  app = payroll({ apikey: 'XXXXXXXXXXXXXXXX', password: 'the-password', notify_url: 'https://shop.example/notify', fetch: sandbox.fetch }, salaries)

  const told = await (await app.request('/pay', { method: 'POST' })).text()
  assert.equal(told, 'MAY-1 accepted 0\nMAY-2 accepted 0\nMAY-3 accepted 0\n')
  await sandbox.fetch('https://sandbox.invalid/_sandbox/clock', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"advance_ms":60000}',
  })
  await sandbox.idle()
  assert.deepEqual([...salaries.values()].map(({ status }) => status), ['paid', 'paid', 'not paid'])

  const forged = new URLSearchParams({ client_transaction_id: 'MAY-3', amount: '90000', receiver: '0700000901', treatment_status: 'VAL' })
  await app.request('/notify', { method: 'POST', body: forged })
  assert.equal(salaries.get('MAY-3')?.status, 'not paid')
})
