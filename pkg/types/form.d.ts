import type { Checked, CheckOptions, CheckoutRequest, Lang, Messages, Normalised } from './validate.js'

// Programs for servers know no pages, and read these types too.
declare global {
  interface HTMLFormElement {}
  interface SubmitEvent {}
}

/** Any check of a whole request: `checkCheckout`, `checkTransferSend`, `checkAirtimeSend`, `checkEasyTransfert`, … */
export type RequestCheck<Request> = (request: unknown, options?: never) => Checked<Request>

export interface BindFormOptions<Request = Normalised<CheckoutRequest>> {
  /** The rules. Default `checkCheckout`. */
  check?: RequestCheck<Request>
  /** Options of that check, such as `{ accountCurrency: 'XAF' }` or `{ services }`. */
  checkOptions?: object
  /** Language of messages and of countries' names. Default: the `lang` of the form or of what holds it. `setLang` changes it. */
  lang?: Lang | (string & {})
  /** Takes warnings for errors: the form is not sent with any. */
  strict?: boolean
  /** Sentences of your own. */
  messages?: Messages
  /** Whose numbers are typed without a calling code, while the form has no `customer_country`; chosen first in an empty list of countries. */
  country?: string
  /**
   * Hears what the check says each time it is asked: once at first, without an event, then at every key, when a field is left, and when the form is
   * to be sent. All issues are there, those of a field still being typed in too; what is to be told of them is shown by then.
   *
   * @example
   * onCheck: (checked) => { button.textContent = checked.ok ? `Pay ${checked.value.amount}` : 'Pay' }
   */
  onCheck?: (checked: Checked<Partial<Request>>, event?: Event) => void
  /** Gets the normalised request in place of the browser's own sending. Of what the form lacks, nothing is said: your server adds it. */
  onSubmit?: (request: Partial<Request>, event: SubmitEvent) => void
}

/** A form that is live. */
export interface BoundForm<Request = Normalised<CheckoutRequest>> {
  /** Tells every issue beside its field, and what the check says of the fields that the form has. */
  check(): Checked<Partial<Request>>
  /** Says in another language what is told, and names the countries in it; what is typed and chosen stays. */
  setLang(lang: Lang | (string & {})): void
  /** Leaves the page as it was. */
  destroy(): void
}

/**
 * Makes a plain HTML form live. Its fields are found by their documented names (`amount`, `customer_phone_number`, …); others are left alone.
 *
 * @example
 * <form id="pay"><label>Amount <input name="amount"></label> <button>Pay</button></form>
 *
 * bindForm(document.getElementById('pay'), { lang: 'fr', country: 'CI', onSubmit: (request) => post('/pay', request) })
 */
export function bindForm<Request = Normalised<CheckoutRequest>>(form: HTMLFormElement, options?: BindFormOptions<Request>): BoundForm<Request>

export type { CheckOptions }
