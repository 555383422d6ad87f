import type { Issue, Currency, Flag, Lang } from './validate.js'
import type { OutcomeHandlers } from './gateway.js'
import type { CallOptions, ClientEvents, ClientFetch, Difference, NotificationBody, NotificationRequest, Store } from './clients.js'

/** ISO 3166-1 alpha-2, of the countries that Aurore serves. */
export type AuroreCountry = 'CI' | 'BF' | 'ML' | 'SN' | 'TG' | 'GN' | 'CM' | 'BJ' | 'CD' | 'NE' | 'TD' | 'CG' | 'CF' | 'GA' | 'GQ'

/** An operator in a country. One that is not listed passes, with a warning. */
export type AuroreMethod =
  | `${'OM' | 'MOOV' | 'MTN' | 'WAVE'}_CI`
  | `${'OM' | 'MOOV' | 'WAVE'}_BF`
  | `${'OM' | 'MOOV'}_ML`
  | `${'OM' | 'FREE' | 'EXPRESSO' | 'WAVE'}_SN`
  | `${'MOOV' | 'TMONEY'}_TG`
  | `${'OM' | 'MTN'}_GN`
  | `${'OM' | 'MTN'}_CM`
  | `${'MOOV' | 'MTN'}_BJ`
  | `${'OM' | 'AIRTEL' | 'MPESA' | 'AFRICELL'}_CD`
  | `${'AIRTEL' | 'MOOV' | 'ZAMANI'}_NE`
  | (string & {})

/** One account: Aurore has one for each country. */
export interface AuroreAccount {
  /** `sk_test_…` or `sk_live_…`: it decides where requests go. On servers only; in a page, giving it throws. */
  api_key: string
  api_password: string
  /** Whose account it is. Needed where there are several. */
  country?: AuroreCountry | Lowercase<AuroreCountry>
}

export interface AuroreSharedOptions {
  /** Where Aurore is, instead of where the key says: an https address, or http on your own machine. */
  base_url?: string
  /** Used for requests that give none; 120 characters at most, each. */
  notify_url?: string
  success_url?: string
  failed_url?: string
  /**
   * Where tokens are kept, and what was asked: the service does not say an amount again, so notifications are confirmed against this. This
   * process's memory when not given, which forgets it all with the process; a Keyv serves many servers.
   */
  store?: Store
  /** Milliseconds for a whole call, look-ups included. Default 30 000. */
  timeout?: number
  /** Language of error messages. Default `en`. The counter's is the request's `lang`. */
  lang?: Lang
  /** Takes warnings for errors. */
  strict?: boolean
  /** Used instead of the global `fetch`. */
  fetch?: ClientFetch
}

export type AuroreOptions = AuroreSharedOptions & (AuroreAccount | { accounts: readonly (AuroreAccount & { country: NonNullable<AuroreAccount['country']> })[] })

export interface AuroreCallOptions extends CallOptions {
  /** Which account, where neither the method, the number nor the currency tells. */
  country?: AuroreCountry | Lowercase<AuroreCountry>
}

/** `POST /v1/payment`. */
export interface AurorePaymentRequest {
  /** The country's own. */
  currency: Currency | Lowercase<Currency>
  /** 1 to 30 characters, unique: it makes the payment happen at most once. Made when not given. */
  merchant_transaction_id?: string | number
  /** Whole units: 100 to 2 500 000. */
  amount: number | string | bigint
  /** Of the counter. Default `fr`. */
  lang?: Lang
  /** What is paid for: 1 to 255 characters. */
  designation: string
  client_email: string
  /** 2 to 255 characters. */
  client_first_name: string
  client_last_name: string
  /** The client's when not given, like the other addresses. */
  success_url?: string
  failed_url?: string
  notify_url?: string
  payment_method?: AuroreMethod
  /** E.164; a national number is completed by the method's country. */
  client_phone_number?: string
  /** Asks the customer's telephone at once, without a counter. Needs `payment_method` and `client_phone_number`. */
  direct_pay?: Flag
  /** 4 to 6 digits, where the operator gives its customers one. */
  otp_code?: string
  channel?: 'PUSH' | 'OTP' | 'QRCODE'
  [undocumented: string]: unknown
}

/** `POST /v1/transfer`. */
export interface AuroreTransferRequest {
  currency: Currency | Lowercase<Currency>
  /** 1 to 30 characters, unique: it makes the transfer happen at most once. Made when not given. */
  merchant_transaction_id?: string | number
  /** E.164; a national number is completed by the method's country. */
  phone_number: string
  /** Whole units: 100 to 1 500 000. */
  amount: number | string | bigint
  payment_method: AuroreMethod
  /** 1 to 255 characters. */
  reason: string
  notify_url?: string
  [undocumented: string]: unknown
}

/** What the service's `code` may be; a `GuichetError` has it as text. */
export type AuroreCode =
  | 200 | 100 | -1 | 404 | 1002 | 1003 | 1004 | 1005 | 1200 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 2007 | 2008 | 2010 | 2011
  | (number & {}) | (string & {})

/** `status`, the name of its `code`. */
export type AuroreStatus =
  | 'OK' | 'SUCCESS' | 'INITIATED' | 'PENDING' | 'EXPIRED' | 'FAILED' | 'INSUFFICIENT_BALANCE' | 'OTP_ERROR' | 'OTP_EXPIRED'
  | 'USER_NOT_FOUND' | 'USER_IS_BLOCKED' | (string & {})

/** A payment or transfer as the service tells it; every field of the service's may be missing, unknown ones are kept. */
export interface AuroreOperation {
  code: AuroreCode
  status?: AuroreStatus
  merchant_transaction_id: string
  transaction_id?: string
  /** Where it stands. `unknown`: the answer contradicts itself or nobody documents it; ask again, never take it for a failure. */
  state: 'accepted' | 'refused' | 'pending' | 'unknown'
  /** Whether `state` can no longer change. */
  final: boolean
  [other: string]: unknown
}

export interface AurorePayment extends AuroreOperation {
  /** Send the customer there, by popup or redirect: the counter refuses frames. Missing with `direct_pay`, and of what was found only. */
  payment_url?: string
  payment_token?: string
  /** What the notification will carry. Kept in the store. */
  notify_token?: string
  /** Only of what was found. */
  user?: { name?: string | null; email?: string | null; phone_number?: string | null; [undocumented: string]: unknown } | null
}

export interface AuroreTransfer extends AuroreOperation {
  amount?: number | string
  fee_amount?: number | string
  phone_number?: string
  currency?: Currency | (string & {})
  notify_token?: string
}

export interface AuroreWarned {
  /** Warnings. */
  issues: Issue[]
}

/** Any of an operation's identifiers. */
export type AuroreKey = string | number | { merchant_transaction_id: string | number } | { transaction_id: string } | { payment_token: string }

export interface AuroreBalance {
  available_balance?: number | string
  currency?: Currency | (string & {})
  country?: AuroreCountry | (string & {})
  [undocumented: string]: unknown
}

/** What you asked, from your own records. */
export interface AuroreAsked {
  amount?: number | string | bigint
  currency?: Currency | (string & {})
  /** Where you keep it yourself. */
  notify_token?: string
}

export interface AuroreConfirmed {
  /** SUCCESS, of the amount and currency asked: the only thing to deliver upon. */
  paid: boolean
  /** Null when the service does not know it. */
  state: AuroreOperation['state'] | null
  final: boolean
  /** Whether what was asked, by the store, is what your records say, where you give them. What the store or they do not say is not known, and does not match. */
  matches: boolean
  differences: Difference[]
  /** What was asked, by the store: the service does not say it again. */
  amount: string | null
  currency: string | null
  /** The service's answer. */
  transaction: AurorePayment | AuroreTransfer | null
}

export interface AuroreEvent extends AuroreConfirmed {
  service: 'payment' | 'transfer'
  /** Your merchant_transaction_id. */
  transaction_id: string
  notification: Record<string, string>
}

export interface AuroreHandlers {
  /** What you asked under that identifier, from your records: it is compared with what was asked of the service, and what it does not say is a difference. */
  asked?(merchant_transaction_id: string): AuroreAsked | undefined | null | Promise<AuroreAsked | undefined | null>
  /** Called once for each state of a payment. When it throws, the service is answered 500 and notifies again. */
  payment?(event: AuroreEvent): unknown
  /** The same for transfers. */
  transfer?(event: AuroreEvent): unknown
  /** Hears what a handler or `asked` threw. `console.error` when not given. */
  failed?(error: unknown): void
}

/** What the address is notified of; each needs an address of its own. Default `payment`. */
export interface AuroreNotificationOptions {
  service?: 'payment' | 'transfer'
}

/**
 * A merchant's accounts with CinetPay's new generation.
 *
 * @example
 * const { AURORE_KEY = '', AURORE_PASSWORD = '' } = process.env
 * const aurore = new Aurore({ api_key: AURORE_KEY, api_password: AURORE_PASSWORD, store,
 *   notify_url: 'https://shop.example/notify', success_url: 'https://shop.example/thanks', failed_url: 'https://shop.example/sorry' })
 * const { payment_url } = await aurore.payment.create({ currency: 'XOF', amount: 2500, designation: 'Order 1',
 *   client_email: 'awa@exemple.ci', client_first_name: 'Awa', client_last_name: 'Koné' })
 * // redirect to payment_url
 */
export class Aurore {
  /** @throws {GuichetError} of kind `validation`, also for secrets in a page and for keys of both environments */
  constructor(options: AuroreOptions)
  /** Where requests go: `base_url` as given, else by the key. */
  readonly base_url: string
  readonly payment: {
    /**
     * Initialises a payment, at most once for its identifier: the same call again gives the same counter.
     *
     * @throws {GuichetError} of kind `outcome_unknown` with `ids` when it could not be found out in time: call again with the same request;
     * of kind `api` and code 1200 when the payment exists and its counter's address was lost: create another
     */
    create(request: AurorePaymentRequest, options?: AuroreCallOptions): Promise<AurorePayment & AuroreWarned>
    /** Null when the service knows nothing of it. */
    find(key: AuroreKey, options?: AuroreCallOptions): Promise<AurorePayment | null>
  }
  readonly transfer: {
    /**
     * Sends money to a person, at most once for its identifier. What is lost on the way is looked for before anything else happens.
     *
     * @throws {GuichetError} of kind `outcome_unknown` with `ids` when it could not be found out in time: call again with the same request
     */
    create(request: AuroreTransferRequest, options?: AuroreCallOptions): Promise<AuroreTransfer & AuroreWarned>
    find(key: AuroreKey, options?: AuroreCallOptions): Promise<AuroreTransfer | null>
  }
  /** One for each account, or that of `country`. */
  balances(options?: AuroreCallOptions): Promise<AuroreBalance[]>
  on<E extends keyof ClientEvents>(event: E, listener: (event: ClientEvents[E]) => void): () => void
  readonly notifications: {
    /** A notification's fields. Nothing is verified. */
    parse(body: NotificationBody): Record<string, string>
    /** Whether it carries the token that its payment was made with, by the store or `asked.notify_token`. Compared in constant time. */
    verify(body: NotificationBody, asked?: AuroreAsked | null, options?: AuroreNotificationOptions): Promise<boolean>
    /** Asks the service where it stands, and compares what was asked, by the store, with your records. */
    confirm(body: NotificationBody, asked?: AuroreAsked | null, options?: AuroreCallOptions & AuroreNotificationOptions): Promise<AuroreConfirmed>
    /**
     * Answers a notification within the service's ten seconds: 401 without the payment's token; else it is asked for, compared, and handed to
     * `handlers` once for each state. 503 and 500 make the service notify again.
     */
    handle(request: NotificationRequest, handlers: AuroreHandlers | OutcomeHandlers, options?: AuroreNotificationOptions): Promise<Response>
  }
}
