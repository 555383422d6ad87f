// @ts-check
/** What a service repeats of secrets and numbers reaches no error, result or journal. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Aurore, CinetPay, EasyTransfert } from 'guichet'

const [KEY, PASSWORD, TOKEN] = ['SECRETAPIKEY', 'SECRET/PASS+', 'LIVETOKEN.a/b+c']
const TOLD = `key ${KEY} password ${PASSWORD} token ${TOKEN} of +225 07 07 12 34 56, 07.07.12.34.56, 07-07-12-34-56, (07) 07123456, ?token=${encodeURIComponent(TOKEN)}`
const TELLS = /SECRET|LIVETOKEN|a%2Fb|0?7.?0?7.?12/

/** A service that says what it was told to, after the login. @param {object} login @param {object} said */
const service = (login, said) => async (/** @type {string} */ url) => Response.json(url.includes('login') ? login : said)
const ACCOUNT = { apikey: KEY, password: PASSWORD, base_url: 'http://sandbox.localhost', notify_url: 'https://shop.example/n' }
const LOGIN = { code: 0, data: { token: TOKEN } }

/** @param {Promise<any>} promise */
const errorOf = (promise) => promise.then(() => assert.fail('no error'), (error) => error)

test('an error tells neither token, key nor number', async () => {
  const refusals = { code: 706, message: `INVALID_TOKEN ${TOLD}`, description: TOLD, data: [] }
  const v2 = new CinetPay({ ...ACCOUNT, site_id: '445160', fetch: service(LOGIN, refusals) })
  const unclear = new CinetPay({ ...ACCOUNT, fetch: service(LOGIN, { ...refusals, code: 999 }) })
  const told = TOLD.replace(KEY, `sk_test_${KEY}`)
  const said = { code: 1004, status: `INVALID_PARAMS ${told}`, description: told }
  const aurore = new Aurore({
    api_key: `sk_test_${KEY}`, api_password: PASSWORD, base_url: ACCOUNT.base_url, notify_url: ACCOUNT.notify_url,
    fetch: service({ code: 200, status: 'OK', access_token: TOKEN, expires_in: 86400 }, said),
  })
  const easytransfert = new EasyTransfert({ api_key: KEY, base_url: `${ACCOUNT.base_url}/easytransfert`, fetch: async () => Response.json({ message: TOLD.replace(PASSWORD, '').replace(/token.*? of|, \?.*/g, ''), statut_code: 422 }, { status: 422 }) })
  for (const promise of [
    v2.transfer.balance(), v2.transfer.find('A'), unclear.transfer.balance(), v2.transfer.addContacts([{ prefix: '225', phone: '0707123456', name: 'A', surname: 'B', email: 'a@b.ci' }]),
    aurore.balances(), aurore.transfer.create({ currency: 'XOF', phone_number: '+2250707123456', amount: 5000, payment_method: 'OM_CI', reason: 'x' }),
    easytransfert.status('EFB.1'),
  ]) {
    const error = await errorOf(promise)
    assert.match(error.message, /•••/)
    assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error), TELLS)
  }
})

test('neither do results and journal of a list', async () => {
  for (const code of ['802', '0', '999']) {
    const lines = /** @type {string[]} */ ([])
    const journal = { append: (/** @type {string} */ line) => void lines.push(line), read: () => lines }
    const said = { code: 0, data: [[{ code, status: `NAME ${TOLD}`, client_transaction_id: 'PAY-1' }]] }
    const cinetpay = new CinetPay({ ...ACCOUNT, fetch: service(LOGIN, said), timeout: 6000 })
    const run = cinetpay.transfer.send([{ client_transaction_id: 'PAY-1', prefix: '225', phone: '0707123456', amount: 500, name: 'A' }], { journal })
    const results = await run
    if (code !== '999') assert.match(String(results[0].message), /^NAME key •••/)
    assert.doesNotMatch(JSON.stringify([results, lines, run.stopped ?? '']), TELLS)
    const [contact] = await cinetpay.transfer.addContacts([{ prefix: '225', phone: '0707123456', name: 'A', surname: 'B', email: 'a@b.ci' }])
    assert.doesNotMatch(JSON.stringify(contact), TELLS)
  }
})
