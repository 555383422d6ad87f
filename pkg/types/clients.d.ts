import type { Issue, CheckoutRequest, Currency, Lang } from './validate.js'

export interface CinetPayOptions {
  /** From your back-office, Integration menu. Keep it on your server. */
  apikey: string
  site_id: string | number
  /** Used for requests that give none. */
  notify_url?: string
  /** Used for requests that give none. */
  return_url?: string
  /** Where Checkout is: an https origin, or http on your own machine (the sandbox). Default `https://api-checkout.cinetpay.com`. */
  base_url?: string
  /** Milliseconds for a whole call, retries included. Default 30 000. */
  timeout?: number
  /** Language of error messages. Default `en`. */
  lang?: Lang
  /** Takes warnings for errors. */
  strict?: boolean
  /** Used instead of the global `fetch`; called with the address and plain options, as hand-written code would. */
  fetch?: (url: string, options: { method: string; headers: Record<string, string>; body?: string; redirect: 'manual'; signal: AbortSignal }) => Promise<unknown>
}

export interface CallOptions {
  /** Gives up the call: it rejects with a GuichetError of kind `aborted`. */
  signal?: AbortSignal
  /** Milliseconds for this call, retries included. */
  timeout?: number
}

/** The service's answer to `POST /v2/payment`. */
export interface CheckoutCreated {
  code: '201'
  message: string
  description: string
  data: {
    payment_token: string
    /** Send the customer there. */
    payment_url: string
  }
  api_response_id: string | null
  /** The identifier that was sent: keep it with the amount before you open the counter. */
  transaction_id: string
  /** Warnings. */
  issues: Issue[]
}

/** The service's answer to `POST /v2/payment/check`, and what it means. */
export interface CheckoutChecked {
  code: string
  message: string
  /** What the service says; every field may be missing, unknown ones are kept. Compare amount and currency with what you asked. */
  data: {
    amount?: string
    currency?: Currency | (string & {})
    status?: 'ACCEPTED' | 'REFUSED' | 'PENDING' | 'WAITING_FOR_CUSTOMER' | (string & {})
    payment_method?: string | null
    description?: string | null
    metadata?: string | null
    operator_id?: string | null
    payment_date?: string | null
    fund_availability_date?: string | null
    [undocumented: string]: unknown
  }
  api_response_id: string | null
  /** `unknown`: the answer contradicts itself or is not documented; ask again, never take it for a failure. */
  state: 'accepted' | 'refused' | 'pending' | 'unknown'
  /** Whether the state can no longer change. */
  final: boolean
}

/**
 * One CinetPay account.
 *
 * @example
 * const cinetpay = new CinetPay({ apikey: process.env.CINETPAY_APIKEY, site_id: process.env.CINETPAY_SITE_ID,
 *   notify_url: 'https://shop.example/notify', return_url: 'https://shop.example/return' })
 * const { data } = await cinetpay.checkout.create({ transaction_id: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1' })
 * // redirect to data.payment_url; later, before anything is delivered:
 * const { state } = await cinetpay.checkout.check('ORDER-1')
 */
export class CinetPay {
  /** @throws {GuichetError} of kind `validation`, also when a secret is given in a page. */
  constructor(options: CinetPayOptions)
  readonly checkout: {
    /** Initialises a payment. Safe to repeat: the same request gives the same counter. */
    create(request: CheckoutRequest, options?: CallOptions): Promise<CheckoutCreated>
    /** Asks where a payment stands. Refused and pending are answers, not errors. */
    check(payment: string | number | { transaction_id: string | number } | { token: string }, options?: CallOptions): Promise<CheckoutChecked>
  }
}

/** Why a call did not succeed. Its message says what to do next; it holds no secret, token or whole phone number. */
export class GuichetError extends Error {
  readonly name: 'GuichetError'
  readonly kind: 'validation' | 'api' | 'auth' | 'network' | 'timeout' | 'aborted' | 'outcome_unknown' | 'protocol'
  /** The service's code, such as `608`. */
  readonly code?: string
  readonly httpStatus?: number
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** What is wrong with the request. */
  readonly issues: Issue[]
}
