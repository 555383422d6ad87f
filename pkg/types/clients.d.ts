import type { Aurore, AuroreHandlers } from './aurore.js'
import type { OutcomeHandlers } from './gateway.js'
import type { EasyTransfert, EasyTransfertEvent, AskedTransfert } from './easytransfert.js'
import type { Airtime, AskedPayout, PayoutEvent, Transfer } from './payouts.js'
import type { Issue, CheckoutRequest, Currency, Lang } from './validate.js'

export type { Currency } from './validate.js'
export * from './aurore.js'
export * from './easytransfert.js'
export * from './gateway.js'
export * from './payouts.js'

/** Called with the address and plain options, as hand-written code would. */
export type ClientFetch = (
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<unknown>

export interface CinetPayOptions {
  /** From your back-office, Integration menu. Keep it on your server. */
  apikey: string
  /** Needed for Checkout; an account with a `password` may pay out only. */
  site_id?: string | number
  /** Of Transfer and Airtime, from your back-office: on servers only; in a page, giving it throws. */
  password?: string
  /** Used for requests that give none. */
  notify_url?: string
  /** Used for requests that give none. */
  return_url?: string
  /** What notifications are signed with: on servers only; in a page, giving it throws. */
  secret_key?: string
  /** Where handled notifications are remembered. This process's memory when not given; a Keyv serves many servers. */
  store?: Store
  /**
   * Where Checkout is: an https address, or http on your own machine. Default `https://api-checkout.cinetpay.com`. With an address of your own,
   * such as the sandbox's, Transfer and Airtime are under its `/v1`.
   */
  base_url?: string
  /** Where Transfer and Airtime are. Default `https://client.cinetpay.com/v1`. */
  client_base_url?: string
  /** Milliseconds for a whole call, retries included. Default 30 000. */
  timeout?: number
  /** Payouts in one request, 500 at most. Default 50. */
  chunkSize?: number
  /** Language of error messages. Default `en`. */
  lang?: Lang
  /** Takes warnings for errors. */
  strict?: boolean
  /** Used instead of the global `fetch`. */
  fetch?: ClientFetch
}

/**
 * The shape of a Keyv: any database that it has an adapter for serves. It is waited for three seconds at most, and a third of the call's time: tokens are
 * then lent anew, and nothing is sent that it has to know of first.
 */
export interface Store {
  get(key: string): Promise<string | undefined | null> | string | undefined | null
  /** `ttl` in milliseconds; for ever when not given. */
  set(key: string, value: string, ttl?: number): unknown
  delete(key: string): unknown
}

/** What a client tells its listeners. No secret, header, query or body is in it. */
export interface RequestEvent {
  method: 'GET' | 'POST'
  /** Without its query. */
  url: string
  /** 1 for the first try of a call. */
  attempt: number
}
export interface ResponseEvent extends RequestEvent {
  /** Missing when no reply came. */
  status?: number
  /** Why none came. */
  failure?: 'network' | 'timeout' | 'aborted'
  /** Milliseconds. */
  duration: number
}
export interface RetryEvent extends RequestEvent {
  /** Milliseconds before the next try. */
  pause: number
}
export interface ClientEvents {
  request: RequestEvent
  response: ResponseEvent
  retry: RetryEvent
}

export interface CallOptions {
  /** Gives up the call: it rejects with a GuichetError of kind `aborted`. An AbortController's `signal`, not itself. */
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
    /** Always as text, `2500`, whichever way the service writes it. */
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

/** A notification's body: as text, as a form, or as the object that a framework made of it. */
export type NotificationBody = string | URLSearchParams | FormData | Uint8Array | ArrayBuffer | object

/** The fields of Checkout's notification. All texts; a hint, not the truth. */
export interface CheckoutNotification {
  cpm_site_id: string
  /** Your transaction_id. */
  cpm_trans_id: string
  /** `2000-12-21 19:19:00` */
  cpm_trans_date: string
  cpm_amount: string
  cpm_currency: string
  payment_method: string
  /** The number that paid, without its country's code. */
  cel_phone_num: string
  /** `225` */
  cpm_phone_prefixe: string
  /** Your metadata. */
  cpm_custom: string
  /** Your description. */
  cpm_designation: string
  /** `SUCCES`, or why it was not. */
  cpm_error_message: string
  [other: string]: string
}

/** What you asked of the customer, from your own records. */
export interface Asked {
  amount?: number | string | bigint
  currency?: Currency | (string & {})
}

/** What is not as expected. Numbers of phones are hidden but for their last two digits. */
export interface Difference {
  field: string
  /** Null where your records do not say. */
  expected: string | null
  answered: string | null
}

/** What the service answers about a notified payment, beside what was asked. */
export interface CheckoutConfirmed {
  /** Accepted, with the amount and currency expected: the only thing to deliver upon. */
  paid: boolean
  state: CheckoutChecked['state']
  /** Whether the state can no longer change. */
  final: boolean
  /** Whether amount and currency are those asked: what your records do not say is not. Without them, whether they are those notified. */
  matches: boolean
  differences: Difference[]
  /** The service's answer. */
  payment: CheckoutChecked
}

export interface CheckoutEvent extends CheckoutConfirmed {
  service: 'checkout'
  transaction_id: string
  notification: CheckoutNotification
}

type AnyAsked = Asked | AskedPayout | AskedTransfert

/** Which service of a CinetPay account notifies that address. Each needs an address of its own. Default `checkout`. */
export interface NotificationOptions {
  service?: 'checkout' | 'transfer' | 'airtime'
}

export interface NotificationHandlers {
  /** What you asked under that identifier, from your records: the answer is compared with it, and what it does not say is a difference. */
  asked?(transaction_id: string): AnyAsked | undefined | null | Promise<AnyAsked | undefined | null>
  /**
   * Called once for each outcome of a payment. When it throws, the service is answered 500 and notifies again. Servers that share a store
   * and hear of it in the same instant may both call it: let your database decide which comes first.
   */
  checkout?(event: CheckoutEvent): unknown
  /** The same for payouts, once for each `treatment_status`. */
  transfer?(event: PayoutEvent): unknown
  airtime?(event: PayoutEvent): unknown
  /** The same for EasyTransfert, once for each `state`. */
  easytransfert?(event: EasyTransfertEvent): unknown
  /** Hears what a handler or `asked` threw. `console.error` when not given. */
  failed?(error: unknown): void
}

/** Handlers of which one is there at least. */
export type HandlersWith<Name extends keyof NotificationHandlers> = NotificationHandlers & Required<Pick<NotificationHandlers, Name>>

/** Fetch's Request, or that of a framework that has read the body, such as Express. */
export type NotificationRequest = Request | { method: string; headers: Record<string, string | string[] | undefined>; body?: unknown }

/**
 * The handler of an account's notifications, for servers that speak Fetch.
 *
 * @throws TypeError when no handler fits the service
 * @throws {GuichetError} of kind `validation` when the account lacks what it takes: `site_id` and `secret_key`, or `password`
 * @example
 * app.all('/notify', (context) => receive(context.req.raw)) // Hono
 * const receive = handleNotification(cinetpay, {
 *   asked: (id) => orders.find(id),
 *   checkout: ({ transaction_id, paid }) => paid && orders.deliver(transaction_id),
 * })
 */
export function handleNotification(
  account: CinetPay,
  handlers: HandlersWith<'checkout'>,
  options?: { service?: 'checkout' },
): (request: NotificationRequest) => Promise<Response>
export function handleNotification(
  account: CinetPay,
  handlers: HandlersWith<'transfer'>,
  options: { service: 'transfer' },
): (request: NotificationRequest) => Promise<Response>
export function handleNotification(
  account: CinetPay,
  handlers: HandlersWith<'airtime'>,
  options: { service: 'airtime' },
): (request: NotificationRequest) => Promise<Response>
export function handleNotification(account: EasyTransfert, handlers: HandlersWith<'easytransfert'>): (request: NotificationRequest) => Promise<Response>
/** The same for payments of either generation: `outcome` hears what came of them. */
export function handleNotification(gateway: CinetPay | Aurore, handlers: OutcomeHandlers): (request: NotificationRequest) => Promise<Response>
export function handleNotification(
  account: Aurore,
  handlers: AuroreHandlers & Required<Pick<AuroreHandlers, 'payment'>>,
  options?: { service?: 'payment' },
): (request: NotificationRequest) => Promise<Response>
export function handleNotification(
  account: Aurore,
  handlers: AuroreHandlers & Required<Pick<AuroreHandlers, 'transfer'>>,
  options: { service: 'transfer' },
): (request: NotificationRequest) => Promise<Response>

/**
 * One CinetPay account.
 *
 * @example
 * const { CINETPAY_APIKEY = '', CINETPAY_SITE_ID = '' } = process.env
 * const cinetpay = new CinetPay({ apikey: CINETPAY_APIKEY, site_id: CINETPAY_SITE_ID,
 *   notify_url: 'https://shop.example/notify', return_url: 'https://shop.example/return' })
 * const { data } = await cinetpay.checkout.create({ transaction_id: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1' })
 * // redirect to data.payment_url; later, before anything is delivered:
 * const { paid } = await findCheckout({ gateway: cinetpay, reference: 'ORDER-1', asked: { amount: 2500, currency: 'XOF' } })
 */
export class CinetPay {
  /** @throws {GuichetError} of kind `validation`, also when a secret is given in a page. */
  constructor(options: CinetPayOptions)
  readonly checkout: {
    /** Initialises a payment. Safe to repeat: the same request gives the same counter. */
    create(request: CheckoutRequest, options?: CallOptions): Promise<CheckoutCreated>
    /** Asks where a payment stands. Refused and pending are answers, not errors. */
    check(payment: string | number | { transaction_id: string | number } | { token: string }, options?: CallOptions): Promise<CheckoutChecked>
    /**
     * Whether a notification is the service's and speaks of this site: its header `x-token` signs it with your secret key. Compared in
     * constant time. A field that is there twice is refused.
     *
     * @throws {GuichetError} of kind `validation` when the client was given no `secret_key`, or the body is no form
     * @example
     * if (!cinetpay.checkout.verify(await request.text(), request.headers.get('x-token'))) return new Response('', { status: 401 })
     */
    verify(
      body: NotificationBody,
      xToken: string | null | undefined,
      options?: {
        /** `received`: every field as it came, as one sample of the provider's signs. Default `documented`. */
        order?: 'documented' | 'received'
      },
    ): boolean
    /** A notification's fields. Nothing is verified. */
    parseNotification(body: NotificationBody): CheckoutNotification
    /** Asks the service about a notified payment, and compares the answer with what was asked; without `asked`, with what is notified. */
    confirm(body: NotificationBody, asked?: Asked | null, options?: CallOptions): Promise<CheckoutConfirmed>
  }
  /**
   * Listens to requests, replies and further tries, for logs and measures.
   *
   * @returns ends the listening
   * @example
   * cinetpay.on('response', ({ url, status, duration }) => log.info({ url, status, duration }))
   */
  on<E extends keyof ClientEvents>(event: E, listener: (event: ClientEvents[E]) => void): () => void
  readonly notifications: {
    /**
     * Answers a notification: pings 200; what is not signed 401; else the payment is confirmed, compared, and handed to `handlers` once.
     * 503 and 500 make the service notify again: when it could not be asked, when the handler takes over ten seconds, or throws.
     * Payouts' notifications are unsigned: what the service does not say too is answered 400.
     *
     * @throws as `handleNotification`
     */
    handle(request: NotificationRequest, handlers: NotificationHandlers | OutcomeHandlers, options?: NotificationOptions): Promise<Response>
  }
  /** Money to people (seed 001): more than 200 and less than 1 500 000 XOF. */
  readonly transfer: Transfer
  /** Airtime for people (seed 000). */
  readonly airtime: Airtime
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
  /** What the operation can be looked up by when its outcome is unknown: `transaction_id`, `client_transaction_id`, `custom_data`, …. */
  readonly ids: Readonly<Record<string, string>>
}
