import type { CheckoutRequest, Lang } from './validate.js'
import type { AurorePayment, CheckoutCreated, GuichetError, Opened } from './clients.js'

/**
 * The payment counter over your page: in a dialog, in a window of its own, or in the place of the page. Browsers only.
 *
 * @example
 * const seamless = new Seamless({ checkStatus: '/orders/status', lang: 'fr' })
 * button.onclick = async () => {
 *   const outcome = await seamless.open({ paymentUrl: () => createOrder() })
 *   if (outcome.state === 'accepted' && outcome.confirmed) showThanks()
 * }
 */
export class Seamless {
  /** @param defaults what every `open` begins with */
  constructor(defaults?: Omit<SeamlessOptions, 'paymentUrl' | 'paymentToken' | 'request' | 'transactionId'>)

  /**
   * Opens the counter. Call it in the click: a window that is opened later is blocked. Resolves once, with the outcome. It rejects only where nothing can be opened at
   * all: on a server, where the page's policy or an old browser refuses WebAssembly, with a `signal` that is none.
   * With `presentation: 'redirect'` the page goes away instead, and `Seamless.resume` goes on where the customer comes back.
   */
  open(options: SeamlessOptions): Promise<SeamlessOutcome>

  /** Takes the counter away, as the customer's own closing would. Harmless when none is open. */
  close(): void

  /** @returns what ends it */
  on<E extends keyof SeamlessEvents>(event: E, listener: (event: SeamlessEvents[E]) => void): () => void

  /**
   * Goes on with a payment on the page that the counter has sent the customer to: reads `transaction_id`, or Aurore's `merchant_transaction_id`, from its address and asks
   * `checkStatus` until it knows, for half a minute at most. `null` when the address names no payment.
   */
  static resume(options?: SeamlessResumeOptions): Promise<SeamlessOutcome | null>
}

export interface SeamlessOptions {
  /**
   * The counter: `data.payment_url` of what your server created, as it is, or whatever will give it: a promise, or a function that is called in
   * the click. An answer of `checkout.create`, `payment.create` or `createCheckout` is taken whole, and so is the reply (`fetch`) that brings it. What throws, and a
   * reply that is not OK, is the outcome `failed`.
   */
  paymentUrl?: string | Promise<PaymentAddress> | (() => PaymentAddress | Promise<PaymentAddress>)
  /** The counter's token alone, of CinetPay Checkout. */
  paymentToken?: string
  /** Initialises the payment from the page, with the apikey in it. The provider's own design; a server that makes payments is safer. */
  request?: CheckoutRequest & { apikey: string; site_id: string | number }
  /** Where `request` is sent: an https origin, or the sandbox. Its origin may have counters. Default `https://api-checkout.cinetpay.com`. */
  checkoutUrl?: string
  /** `auto` (default): a dialog where the counter lets itself be framed, else a window. */
  presentation?: 'modal' | 'popup' | 'redirect' | 'auto'
  /**
   * Who knows the truth: the address of your server, which gets `transaction_id` (else `payment_token`) in its query, or a function. It answers
   * what `checkout.check` or `findCheckout` gave it, the service's own answer, or `{ state }`. Asked while the counter is open, less and less often, and at once
   * when the customer is done. It alone confirms an outcome.
   */
  checkStatus?: string | URL | ((known: { transaction_id?: string; payment_token?: string; signal: AbortSignal }) => unknown)
  /** Your identifier of the payment, where `paymentUrl` is only an address. */
  transactionId?: string
  /** Gives up: the outcome is `failed`, its error of kind `aborted`. The payment itself may still be made. */
  signal?: AbortSignal
  /** Language of the dialog. Default `fr`. */
  lang?: Lang
  /** Further origins that counters may have: https, or this very machine. CinetPay's own are known. */
  counterOrigins?: string | string[]
  /** Whether the counter goes away when the outcome is known. Default true. */
  closeAfterResponse?: boolean
  /** Your words in the place of the dialog's. */
  texts?: Partial<Record<'title' | 'frame' | 'close' | 'opening' | 'inWindow' | 'blocked' | 'checking' | 'open' | 'show' | 'openInWindow', string>>
}

export type PaymentAddress =
  | string
  | URL
  | Response
  | { payment_url: string; transaction_id?: string }
  | Pick<CheckoutCreated, 'data' | 'transaction_id'>
  | Pick<Opened, 'url' | 'reference'>
  | Pick<AurorePayment, 'payment_url' | 'merchant_transaction_id'>

export interface SeamlessResumeOptions extends Pick<SeamlessOptions, 'checkStatus' | 'signal' | 'lang' | 'transactionId'> {
  /** The page's address. Default `location.href`. */
  href?: string
}

interface Known {
  transaction_id?: string
  payment_token?: string
}

/** How it ended. Deliver nothing by it: your server delivers, by its own check or notification. */
export type SeamlessOutcome =
  | (Known & {
      state: 'accepted' | 'refused'
      /** Whether your server said so. False: only the counter did. */
      confirmed: boolean
      /** The service's documented fields, all texts, empty where it gives none. */
      response: SeamlessResponse
    })
  | (Known & {
      /** `pending`: the customer is done and nobody knows yet; `closed`: the counter was closed. In both the payment may still be made. */
      state: 'pending' | 'closed'
      confirmed: false
    })
  | (Known & {
      /** The counter did not open, or the signal gave it up. */
      state: 'failed'
      confirmed: false
      error: GuichetError
    })

export interface SeamlessResponse {
  amount: string
  currency: string
  status: 'ACCEPTED' | 'REFUSED'
  payment_method: string
  description: string
  metadata: string
  operator_id: string
  payment_date: string
}

export interface SeamlessEvents {
  /** The counter is before the customer. */
  open: { presentation: 'modal' | 'popup' }
  /** The browser blocked its window; the dialog shows a button that opens it. */
  blocked: { presentation: 'popup' }
  outcome: SeamlessOutcome
  /** The counter that was open is gone, or the dialog that waited for it was closed. Nothing follows it. */
  close: { presentation: 'modal' | 'popup' }
}
