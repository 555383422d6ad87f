// @ts-check
/** Each code of Aurore's, reached in the sandbox, as a program sees it: a state, or an error of one kind. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Aurore, GuichetError } from 'guichet'
import { Sandbox } from 'guichet/sandbox'

const OPTIONS = { api_key: 'sk_test_0123456789', api_password: 'test-password-01', base_url: 'http://sandbox.localhost', notify_url: 'https://shop.example/notify' }
const TRANSFER = { currency: /** @type {const} */ ('XOF'), amount: 5000, phone_number: '+2250707000001', payment_method: 'OM_CI', reason: 'Salary' }

/** @typedef {{ sandbox: Sandbox, aurore: Aurore, client: (options?: object) => Aurore }} Stage */
/** A transfer; what cannot be found out is given up soon. @param {string} phone_number @returns {(stage: Stage) => Promise<unknown>} */
const to = (phone_number) => ({ aurore }) => aurore.transfer.create({ ...TRANSFER, phone_number }, { timeout: 2000 })
/** @param {Stage} stage @param {object} fault */
const fault = ({ sandbox }, fault) => sandbox.fetch('http://sandbox.localhost/_sandbox/faults', { method: 'POST', body: JSON.stringify(fault) })

/** How it is reached, and what comes of it: a state, or the kind of an error. @type {Record<string, [(stage: Stage) => Promise<unknown>, string]>} */
const CODES = {
  200: [async ({ aurore }) => (await aurore.balances())[0], 'a balance'],
  100: [to('+2250707000001'), 'accepted'],
  '-1': [to('+2250700000001'), 'outcome_unknown'],
  404: [async ({ aurore }) => (await aurore.transfer.find('NOBODY')) ?? { code: 404 }, 'nothing'],
  1002: [async (stage) => (await fault(stage, { status: 401, code: '1002', message: 'INVALID_TOKEN', times: 2, path: '/v1/transfer' }), to('+2250707000001')(stage)), 'auth'],
  1003: [async (stage) => (await fault(stage, { status: 401, code: '1003', message: 'EXPIRED_TOKEN', times: 2, path: '/v1/transfer' }), to('+2250707000001')(stage)), 'auth'],
  1004: [async (stage) => (await fault(stage, { status: 422, code: '1004', message: 'INVALID_PARAMS', path: '/v1/transfer' }), to('+2250707000001')(stage)), 'api'],
  1005: [({ client }) => client({ api_key: 'sk_test_wrong_key' }).balances(), 'auth'],
  1200: [async ({ aurore, client }) => {
    await aurore.transfer.create({ ...TRANSFER, merchant_transaction_id: 'PAY-1' })
    return client().transfer.create({ ...TRANSFER, merchant_transaction_id: 'PAY-1', amount: 6000 })
  }, 'outcome_unknown'],
  2001: [to('+2250700002001'), 'pending'],
  2002: [to('+2250700002002'), 'pending'],
  2003: [to('+2250700002003'), 'pending'],
  2004: [to('+2250700002004'), 'pending'],
  2005: [to('+2250700002005'), 'api'],
  2006: [to('+2250700002006'), 'api'],
  2007: [to('+2250700002007'), 'api'],
  2008: [to('+2250700002008'), 'pending'],
  2010: [to('+2250700002010'), 'refused'],
  2011: [({ client }) => client({ api_key: 'sk_test_code-2011' }).balances(), 'auth'],
}

for (const [code, [reach, expected]] of Object.entries(CODES)) {
  test(`${code}: ${expected}`, async (t) => {
    const sandbox = new Sandbox({ deliver: async () => new Response('') })
    t.after(() => sandbox.close())
    const client = (options = {}) => new Aurore({ ...OPTIONS, fetch: sandbox.fetch, ...options })
    /** @type {any} */
    const answer = await reach({ sandbox, aurore: client(), client }).catch((error) => error)
    const said = answer instanceof GuichetError ? answer.kind : answer.state ?? (answer.available_balance ? 'a balance' : 'nothing')
    assert.equal(said, expected, String(answer))
    assert.equal(String(answer.code), code)
    if (said === 'accepted' || said === 'refused' || said === 'pending') assert.equal(answer.final, said !== 'pending')
    if (said === 'outcome_unknown') assert.ok(answer.ids.merchant_transaction_id)
  })
}
