// @ts-check
/** The accounts that the environment names, and a harmless question to each service. */
import { randomUUID } from 'node:crypto'
import { CinetPay, EasyTransfert } from 'guichet'

/**
 * @typedef {object} Service
 * @property {string} subject what it is called in findings
 * @property {string} base_url
 * @property {string} key the key that tells the generation; never shown
 * @property {'v2' | 'easytransfert'} generation
 * @property {() => Promise<unknown>} ask a question that moves nothing
 */

/** Milliseconds for a question: whoever waits at a terminal wants to know. */
const PATIENCE = 15_000

/** @param {Record<string, string | undefined>} environment @param {'fr' | 'en'} lang @returns {Service[]} */
export const setUp = (environment, lang) => {
  const {
    CINETPAY_APIKEY: apikey, CINETPAY_SITE_ID: site_id, CINETPAY_PASSWORD: password, CINETPAY_BASE_URL: base_url,
    CINETPAY_CLIENT_BASE_URL: client_base_url, EASYTRANSFERT_API_KEY: api_key, EASYTRANSFERT_BASE_URL: transfert_url,
  } = environment
  const account = { apikey: apikey ?? '', site_id, password, base_url, client_base_url, lang, timeout: PATIENCE }
  /** @type {Service[]} */
  const services = []
  // A payment that nobody can have made: the service must look at the account before it says so.
  const nobodys = `doctor-${randomUUID()}`
  if (apikey && (site_id || !password)) {
    services.push({
      subject: 'CinetPay Checkout', base_url: base_url || 'https://api-checkout.cinetpay.com', key: apikey, generation: 'v2',
      ask: async () => new CinetPay(account).checkout.check(nobodys),
    })
  }
  if (apikey && password) {
    services.push({
      subject: 'CinetPay Transfer', base_url: client_base_url || (base_url ? `${base_url}/v1` : 'https://client.cinetpay.com/v1'), key: apikey, generation: 'v2',
      ask: async () => new CinetPay(account).transfer.balance(),
    })
  }
  if (api_key) {
    services.push({
      subject: 'EasyTransfert', base_url: transfert_url || 'https://proxy-airtime.easytransfert.app/api_v1/transaction', key: api_key, generation: 'easytransfert',
      ask: async () => new EasyTransfert({ api_key, base_url: transfert_url, lang, timeout: PATIENCE }).status(nobodys),
    })
  }
  return services
}
