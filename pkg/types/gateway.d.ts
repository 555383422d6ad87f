import type { Issue, Currency, Lang } from './validate.js'
import type { Asked, CallOptions, CinetPay, Difference, NotificationRequest } from './clients.js'
import type { Aurore, AuroreCallOptions, AuroreMethod } from './aurore.js'

/** An order that either generation of CinetPay takes. docs/aurore.md tells what each field becomes. */
export interface Order {
  /** Your own identifier, unique: 1 to 30 characters serve both generations. */
  reference: string | number
  /** Whole units; a multiple of 5 serves both. */
  amount: number | string | bigint
  currency: Currency | Lowercase<Currency>
  description: string
  /** Aurore needs first name, last name and e-mail; v2 all of them to offer the card. */
  customer?: {
    firstName?: string
    lastName?: string
    email?: string
    /** E.164. */
    phone?: string
    address?: string
    city?: string
    country?: string
    state?: string
    zipCode?: string
  }
  /** The client's when not given, like the other addresses. */
  notifyUrl?: string
  returnUrl?: string
  /** Of Aurore, after a payment that failed; `returnUrl` when not given. */
  failedUrl?: string
  /** Of v2. */
  channels?: 'ALL' | 'MOBILE_MONEY' | 'CREDIT_CARD' | 'WALLET'
  /** Of Aurore. */
  method?: AuroreMethod
  /** Of v2. */
  metadata?: string
  /** Of the counter. */
  lang?: Lang
}

export interface Opened {
  generation: 'v2' | 'aurore'
  reference: string
  /** Send the customer there, by redirect or popup. */
  url: string | null
  token: string | null
  state: 'accepted' | 'refused' | 'pending' | 'unknown'
  /** Whether the state can no longer change. */
  final: boolean
  /** Warnings, named after the order's fields; also of what has no counterpart and is left out. */
  issues: Issue[]
}

export interface Outcome {
  generation: 'v2' | 'aurore'
  reference: string
  /** Paid, with the amount and currency asked: the only thing to deliver upon. */
  paid: boolean
  state: 'accepted' | 'refused' | 'pending' | 'unknown'
  /** Whether the state can no longer change. */
  final: boolean
  matches: boolean
  differences: Difference[]
  /** v2 says it; of Aurore it is what was asked, by the store. */
  amount: string | null
  currency: string | null
  /** The operator's word, which v2 says. */
  method: string | null
  /** The service's code. */
  code: string | null
}

/** A client of either generation. */
export type Gateway = CinetPay | Aurore

/**
 * Opens a counter for an order, with v2 or Aurore.
 *
 * @throws {GuichetError} as `gateway.checkout.create` or `gateway.payment.create`; its issues name the order's fields
 * @example
 * const gateway = process.env.AURORE_KEY ? new Aurore({ … }) : new CinetPay({ … })
 * const { url } = await createCheckout({ gateway, order: { reference: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1', customer } })
 */
export function createCheckout(given: { gateway: Gateway; order: Order } & AuroreCallOptions): Promise<Opened>
/**
 * Asks what came of an order, and compares it with what you asked.
 *
 * @throws {GuichetError} of kind `api` for a reference that the service knows nothing of
 */
export function findCheckout(given: { gateway: Gateway; reference: string | number; asked: Asked } & CallOptions): Promise<Outcome>

export interface OutcomeHandlers {
  /** What you asked under that reference, from your records: the answer is compared with it, and what it does not say is a difference. */
  asked?(reference: string): Asked | undefined | null | Promise<Asked | undefined | null>
  /** Called once for each state of a payment, of either generation. When it throws, the service is answered 500 and notifies again. */
  outcome(outcome: Outcome): unknown
  /** Hears what a handler or `asked` threw. `console.error` when not given. */
  failed?(error: unknown): void
}
