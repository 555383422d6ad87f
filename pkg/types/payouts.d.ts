import type { CallOptions, Currency, Difference, GuichetError, NotificationBody } from './clients.js'
import type { AirtimeItem, Contact, Issue, TransferItem } from './validate.js'

/** What the account has, in its currency's whole units, as the service writes them. */
export interface Balance {
  amount: string | null
  /** What sends under way hold. */
  inUsing: string | null
  /** What can be sent. */
  available: string | null
}

/** What became of a contact. */
export interface ContactResult {
  /** Its place in the list. */
  index: number
  /** Whether the number is among the contacts now; one that was there before (726) counts. */
  ok: boolean
  code: string | null
  message: string | null
  lot: string | null
  /** Warnings. */
  issues: Issue[]
}

/** What is known of one item of a list. */
export interface ItemResult {
  /** Its place in the list. */
  index: number
  /** Yours: the one given, or the one that was made for it. Keep it. */
  client_transaction_id: string
  /** The service's, once it is known. */
  transaction_id: string | null
  /** What was sent together. */
  lot: string | null
  /**
   * `accepted`: the service has taken it, once; whether it is paid is another question, see `treatment_status`. `rejected`: refused, nothing was
   * paid. `unknown`: it may have been taken; look it up before anything else. `not_sent`: it never left, or was turned back unread; nothing was
   * paid.
   */
  outcome: 'accepted' | 'rejected' | 'unknown' | 'not_sent'
  /** The service's code, such as `804`. */
  code: string | null
  /** The service's name for the code; for what was not answered, why: `network`, `timeout`, `aborted`, …. */
  message: string | null
  /** NEW waits, REC is being processed, NOS is pending, VAL is paid, REJ is not. */
  treatment_status: 'NEW' | 'REC' | 'NOS' | 'VAL' | 'REJ' | (string & {}) | null
  /** Whether `treatment_status` can no longer change. */
  final: boolean
  /** Whether an earlier run with the same journal has sent it, and nothing left for it in this one. */
  earlier: boolean
  /** Warnings. */
  issues: Issue[]
}

/** A send as the service knows it; every field may be missing, unknown ones are kept. */
export interface Payout {
  transaction_id?: string
  client_transaction_id?: string
  lot?: string
  amount?: string | number
  receiver?: string
  receiver_e164?: string
  operator?: string
  sending_status?: 'CONFIRM' | 'PENDING' | (string & {})
  treatment_status?: 'NEW' | 'REC' | 'NOS' | 'VAL' | 'REJ' | (string & {})
  /** Whether `treatment_status` can no longer change. */
  final: boolean
  [other: string]: unknown
}

/**
 * Where the lines of one list are kept, so that a process that was killed resumes it. `FileJournal` of `guichet/node` is one. Two runs at once
 * with one journal are refused.
 */
export interface Journal {
  /** Two journals with the same place are one, such as two of one file. Without it, each object is a journal of its own. */
  readonly place?: string
  /** Resolves when the line is where a power cut leaves it. */
  append(line: string): unknown
  /** Every line, in order, as it was appended. Only one that was cut off while it was written may be left out, or given as it is. */
  read(): Iterable<string> | Promise<Iterable<string>>
}

export interface PayoutProgress {
  done: number
  total: number
  accepted: number
  rejected: number
  unknown: number
  not_sent: number
}

export interface SendOptions extends CallOptions {
  /** Milliseconds for each chunk, look-ups included. */
  timeout?: number
  /** Adds the receivers to the contacts first; items then carry `name` and `surname`. Default false. */
  addContacts?: boolean
  /** Items in one request, 500 at most. Default 50. */
  chunkSize?: number
  /**
   * With the same journal and list again, what was accepted is told from the journal, what is open is looked up, and what was rejected or not
   * sent is sent, under the same identifier. Another list needs another journal.
   */
  journal?: Journal
  /** Called after each chunk. */
  onProgress?(progress: PayoutProgress): void
}

/**
 * A list of payouts under way: sent chunk by chunk as its results are taken, so nothing leaves before it is iterated or awaited, and nothing
 * more after you break off.
 */
export interface PayoutRun extends AsyncIterable<ItemResult>, PromiseLike<ItemResult[]> {
  /** Why the list stopped before its end, if it did: login refused, balance spent, aborted, …. What was left is `not_sent`. */
  readonly stopped: GuichetError | undefined
  catch<T = never>(rejected?: ((error: unknown) => T | PromiseLike<T>) | null): Promise<ItemResult[] | T>
  finally(settled?: (() => void) | null): Promise<ItemResult[]>
}

/** The fields of a payout's notification. All texts; unsigned: anybody can post one. */
export interface PayoutNotification {
  transaction_id?: string
  client_transaction_id?: string
  lot?: string
  amount?: string
  receiver?: string
  operator?: string
  sending_status?: string
  treatment_status?: string
  comment?: string
  validated_at?: string
  [other: string]: string | undefined
}

/** What you asked, from your own records: the item as it was sent, or amount and receiver, and more of these to be compared. */
export interface AskedPayout {
  amount?: number | string | bigint
  currency?: Currency | (string & {})
  prefix?: string | number
  phone?: string | number
  receiver?: string
  client_transaction_id?: string
}

/** What the service answers about a notified payout, beside what was asked. */
export interface PayoutConfirmed {
  /** VAL, with the amount and receiver expected. */
  paid: boolean
  /** `null` when the service does not know it. */
  treatment_status: string | null
  /** Whether `treatment_status` can no longer change. */
  final: boolean
  /** Whether everything compared is as expected. */
  matches: boolean
  differences: Difference[]
  payout: Payout | null
}

export interface PayoutEvent extends PayoutConfirmed {
  service: 'transfer' | 'airtime'
  /** Yours where the notification has it, else the service's. */
  transaction_id: string
  notification: PayoutNotification
}

/** Transfer or Airtime of a CinetPay account. The client needs a `password`. */
export interface Payouts<Item> {
  balance(options?: CallOptions): Promise<Balance>
  /** Adds receivers. One that is there already counts as added. */
  addContacts(contacts: readonly Contact[], options?: CallOptions): Promise<ContactResult[]>
  /**
   * Sends a list of any length, each item at most once: what got no clear answer is looked up by its identifier, and only what the service has
   * never heard of is sent again.
   *
   * @throws {GuichetError} of kind `validation`, naming every item that breaks a rule; nothing has been sent then
   * @example
   * for await (const { client_transaction_id, outcome, code } of cinetpay.transfer.send(list, { addContacts: true })) {
   *   await payroll.note(client_transaction_id, outcome, code)
   * }
   */
  send(list: readonly Item[], options?: SendOptions): PayoutRun
  /** Looks up one send, or all of a lot. An empty list says that the service has not heard of it. A text is your identifier. */
  find(key: string | { transaction_id: string } | { client_transaction_id: string } | { lot: string | number }, options?: CallOptions): Promise<Payout[]>
  /** A notification's fields. Nothing is verified: these services sign nothing. */
  parseNotification(body: NotificationBody): PayoutNotification
  /** Asks the service about a notified payout, and compares the answer with what was asked; without `asked`, with what is notified. */
  confirm(body: NotificationBody, asked?: AskedPayout | null, options?: CallOptions): Promise<PayoutConfirmed>
}

export type Transfer = Payouts<TransferItem>
export type Airtime = Payouts<AirtimeItem>
