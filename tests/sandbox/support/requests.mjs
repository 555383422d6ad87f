// @ts-check
/** The requests of the tests: the example of seed 003 and how it is posted. */

/** @param {Record<string, unknown>} [changes] */
export const example = (changes) => ({
  amount: 2500,
  currency: 'XOF',
  apikey: 'XXXXXXXXXXXXXXXX',
  site_id: 'XXXXX',
  transaction_id: 'REFID12354',
  description: 'TRANSACTION DESCRIPTION',
  return_url: 'https://www.exemple.com/return',
  notify_url: 'https://www.exemple.com/notify',
  metadata: 'user001',
  customer_id: '001',
  customer_name: 'John',
  customer_surname: 'Doe',
  channels: 'MOBILE_MONEY',
  ...changes,
})

/** @param {unknown} body */
export const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} origin
 */
export const caller = (fetch, origin) => {
  /** @param {string} path @param {unknown} body */
  const post = async (path, body) => {
    const response = await fetch(origin + path, json(body))
    return { status: response.status, body: await response.json() }
  }
  return {
    post,
    /** @param {Record<string, unknown>} [changes] */
    create: (changes) => post('/v2/payment', example(changes)),
    /** @param {string} transaction_id */
    check: (transaction_id) => post('/v2/payment/check', { apikey: 'XXXXXXXXXXXXXXXX', site_id: 'XXXXX', transaction_id }),
    /** @param {string} transaction_id @param {Record<string, unknown>} order */
    order: (transaction_id, order) => post(`/_sandbox/payments/${transaction_id}`, order),
  }
}
