// @ts-check
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { handleNotification } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { sharedAccount } from './account.mjs'

test('the second server takes the first one’s token, and handles no notification again', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'guichet-keyv-'))
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  const account = {
    apikey: 'XXXXXXXXXXXXXXXX', password: 'the-password', site_id: '445160', notify_url: 'https://shop.example/notify', fetch: sandbox.fetch,
  }
  const servers = [1, 2].map(() => sharedAccount(account, join(folder, 'store.sqlite')))
  t.after(async () => {
    await Promise.all([sandbox.close(), ...servers.map(({ close }) => close())])
    await rm(folder, { recursive: true, force: true })
  })
  const [one, two] = servers.map(({ cinetpay }) => cinetpay)
  let logins = 0
  for (const cinetpay of [one, two]) cinetpay.on('request', ({ url }) => void (logins += Number(url.endsWith('/auth/login'))))
  await one.transfer.balance()
  await two.transfer.balance()
  await two.airtime.balance()
  assert.equal(logins, 1)

  const [{ client_transaction_id, transaction_id }] = await one.transfer.send(
    [{ prefix: '225', phone: '0720010001', amount: 500, name: 'Awa', surname: 'Koné' }], { addContacts: true })
  const body = String(new URLSearchParams({ client_transaction_id, transaction_id: transaction_id ?? '', amount: '500', treatment_status: 'NEW' }))
  let handled = 0
  for (const cinetpay of [one, two]) {
    const receive = handleNotification(cinetpay, { transfer: () => void handled++ }, { service: 'transfer' })
    assert.equal((await receive(new Request('https://shop.example/notify', { method: 'POST', body }))).status, 200)
  }
  assert.equal(handled, 1)
})
