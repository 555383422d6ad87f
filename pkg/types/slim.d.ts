export * from './phone.js'
export {
  checkAmount, checkChannels, checkCheckout, checkCountry, checkCurrency, checkEmail, checkPhone, checkTransactionId, checkUrl,
} from './validate.js'
export type {
  Channels, Checked, CheckOptions, CheckoutRequest, Currency, Issue, IssueCode, Lang,
} from './validate.js'
export * from './clients.js'
export * from './form.js'
export * from './seamless.js'

/**
 * Loads the module, which this entry does not carry: `guichet/guichet.wasm`. Streams where it can. Harmless when repeated.
 *
 * @example
 * await init(fetch('/guichet.wasm')) // where your server has the package's guichet/guichet.wasm
 */
export function init(source: string | URL | Response | Promise<Response> | WebAssembly.Module | BufferSource): Promise<void>
