import type { EasyTransfertAirtime, EasyTransfertService, Issue, Lang } from './validate.js'
import type { CallOptions, ClientEvents, ClientFetch, Difference, NotificationBody, NotificationHandlers, NotificationRequest, Store } from './clients.js'

export interface EasyTransfertOptions {
  /** Whoever has it can pay: on servers only; in a page, giving it throws. */
  api_key: string
  /** The address of your contract, such as `https://proxy-airtime.easytransfert.app/api_v1/transaction`, which is the default. */
  base_url?: string
  /** Your account's services, by service_id; the documented ones are known. */
  services?: Record<number | string, EasyTransfertService>
  /** Used for requests that give none. */
  ipn_url?: string
  /** Where handled notifications are remembered. This process's memory when not given. */
  store?: Store
  /** Milliseconds for a whole call. Default 30 000; `waitFor` waits 15 minutes when you say nothing. */
  timeout?: number
  /** Language of error messages. Default `en`. */
  lang?: Lang
  /** Takes warnings for errors. */
  strict?: boolean
  /** Used instead of the global `fetch`. */
  fetch?: ClientFetch
}

/** A transaction as the service tells it (seed 004); every field may be missing, unknown ones are kept. */
export interface EasyTransfertTransaction {
  transaction_id: string
  /** May include fees. */
  amount?: number | string
  fee?: number | string
  destination?: string
  custom_data?: string
  state?: 'PENDING1' | 'PENDING2' | 'SUCCESSFUL' | 'FAILED' | (string & {})
  /** Whether `state` can no longer change. */
  final: boolean
  successful: boolean
  [other: string]: unknown
}

export interface EasyTransfertStarted extends EasyTransfertTransaction {
  /** Your reference, which the IPN brings back: the `custom_data` given, or the one that was made. Keep it. */
  customData: string
  /** Warnings. */
  issues: Issue[]
}

/** What you asked, from your own records. */
export interface AskedTransfert {
  amount?: number | string | bigint
  destination?: string
  custom_data?: string
}

export interface EasyTransfertConfirmed {
  /** SUCCESSFUL, with the amount and customer expected: the only thing to deliver upon. */
  paid: boolean
  state: string | null
  /** Whether `state` can no longer change. */
  final: boolean
  matches: boolean
  differences: Difference[]
  transaction: EasyTransfertTransaction
}

export interface EasyTransfertEvent extends EasyTransfertConfirmed {
  service: 'easytransfert'
  /** Your `custom_data` where the IPN has it, else the service's identifier. */
  transaction_id: string
  notification: Record<string, string>
}

/**
 * One account with EasyTransfert.
 *
 * @example
 * const easytransfert = new EasyTransfert({ api_key: process.env.EASYTRANSFERT_API_KEY ?? '', ipn_url: 'https://shop.example/ipn' })
 * const { transaction_id } = await easytransfert.airtime({ amount: 5000, destination: '0503444777', service_id: 25 })
 * const { successful } = await easytransfert.waitFor(transaction_id)
 */
export class EasyTransfert {
  /** @throws {GuichetError} of kind `validation`, also for a key in a page */
  constructor(options: EasyTransfertOptions)
  /**
   * Pays a customer or collects from one. The request leaves once.
   *
   * @throws {GuichetError} of kind `outcome_unknown` with `ids.custom_data` when no clear answer came
   */
  airtime(request: EasyTransfertAirtime, options?: CallOptions): Promise<EasyTransfertStarted>
  /** Asks once. A question within ten seconds of the last one waits until then: whoever asks faster gets blocked. */
  status(transaction_id: string, options?: CallOptions): Promise<EasyTransfertTransaction>
  /** Asks after 10, 20, 40, 60, 60, … seconds until it has succeeded or failed. */
  waitFor(transaction_id: string, options?: CallOptions): Promise<EasyTransfertTransaction>
  /** An IPN's fields. Nothing is verified: its signature is not documented. */
  parseNotification(body: NotificationBody): Record<string, string>
  /** Asks the service about a notified transaction, and compares the answer with what was asked; without `asked`, with what is notified. */
  confirm(body: NotificationBody, asked?: AskedTransfert | null, options?: CallOptions): Promise<EasyTransfertConfirmed>
  on<E extends keyof ClientEvents>(event: E, listener: (event: ClientEvents[E]) => void): () => void
  readonly notifications: {
    /** Answers an IPN: the transaction is asked for, compared, and handed to `handlers.easytransfert` once for each state. */
    handle(request: NotificationRequest, handlers: NotificationHandlers): Promise<Response>
  }
}
