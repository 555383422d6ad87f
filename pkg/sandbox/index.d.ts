/**
 * CinetPay (Checkout, Transfer, Airtime, Aurore) and EasyTransfert simulated: any client is pointed at it by its `fetch` or its base URL; no account,
 * no money.
 *
 * @example
 * import { CinetPay } from 'guichet'
 * import { Sandbox } from 'guichet/sandbox'
 *
 * const sandbox = new Sandbox()
 * const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: 'XXXXX', fetch: sandbox.fetch })
 *
 * An `apikey` that contains `wrong`, `invalid` or `bad` always gets 609 AUTH_NOT_FOUND, a `site_id` that does 613.
 */
export class Sandbox {
  /** @throws Error with a sentence that names the option that is wrong */
  constructor(options?: SandboxOptions)

  /**
   * A `fetch` that is answered by the sandbox, whatever the host of the address. Bound: it can be passed on as it is.
   * Redirects are not followed: the way back from the counter is in the header `location`.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>

  /** Answers one request at once. What `fetch` and the HTTP server are made of. */
  handle(request: SandboxRequest): SandboxAnswer

  /** Payments, payouts, notifications, requests, faults; keys and phone numbers masked. The same as `GET /_sandbox/state`. */
  state(): SandboxState

  /** Resolves when no notification is under way. One that failed waits for its retry and is not waited for. */
  idle(): Promise<void>

  /** Stops deliveries and retries. */
  close(): Promise<void>
}

/** Loads the module ahead of the first use. Optional, and harmless when called again. */
export function init(): Promise<void>

export interface SandboxOptions {
  /** Where the counter is reached, such as `https://sandbox.example`; the origin that each request is sent to when not given. */
  origin?: string
  /** What notifications are signed with. `sandbox-secret-key` when not given. */
  secret_key?: string
  /** The accounts that exist; any apikey and site_id of a plausible shape when there is none. */
  accounts?: SandboxAccount[]
  /** A whole number that tokens and identifiers follow from: the same seed, the same story. 0 when not given. */
  seed?: number
  /** The counter's language where neither its address nor the payment names one. */
  lang?: 'fr' | 'en'
  /** More requests in a minute get 429 TOO_MANY_REQUEST. No limit when not given. */
  rate_limit_per_minute?: number
  /** What each account has at each of Transfer, Airtime and EasyTransfert at first, in XOF. Ten million when not given. */
  balance?: number
  /** Whether payouts wait for the merchant's mail (`sending_status` PENDING) before they are paid. False when not given. */
  confirm_by_mail?: boolean
  /** The addresses whose payouts need no mail, such as `127.0.0.1`. */
  trusted_ips?: string[]
  /** Whether numbers from before a renumbering, as in the provider's own samples, are refused. False when not given. */
  strict_numbers?: boolean
  /** The accounts of Aurore, one a country; any of a plausible key when there is none. */
  aurore_accounts?: { api_key: string; api_password?: string; country?: string }[]
  /** What Aurore's `expires_in` says. 86 400, a day, when not given. */
  aurore_token_seconds?: number
  /** The only addresses that may ask Aurore, by `x-forwarded-for`; others get 2011. Any when empty. */
  allowed_ips?: string[]
  /** How many of the latest requests the inspector shows. 200 when not given; 0 keeps none. */
  request_log?: number
  /** How the counter behaves towards the page that opened it. */
  counter?: SandboxCounter
  /** Sends the notifications to the merchant. The global `fetch` when not given. */
  deliver?: typeof globalThis.fetch
  /** Milliseconds since 1970, for tests that hold the time. `Date.now` when not given. */
  now?: () => number
}

export interface SandboxCounter {
  /**
   * What it posts there when a payment ends: the documented answer of Checkout (also at first) or of its successor, the same twice, nothing, or
   * nothing that is documented. `hang`: a button leads to a page that waits, and the payment goes on waiting.
   */
  messages?: 'checkout' | 'aurore' | 'twice' | 'silent' | 'garbage' | 'hang'
  /** Whether other pages may frame it. True when not given; Aurore's counter never lets anybody. */
  framing?: boolean
}

export interface SandboxAccount {
  apikey: string
  site_id: string | number
  /** The only currency that the account collects; any when not given. */
  currency?: 'XOF' | 'XAF' | 'CDF' | 'GNF' | 'USD'
  /** What its notifications are signed with; the sandbox's own key when not given. */
  secret_key?: string
  /** What it logs in to Transfer and Airtime with; any when not given. */
  password?: string
}

export interface SandboxRequest {
  /** `GET` when not given. */
  method?: string
  /** Absolute, such as `http://localhost:4010/v2/payment`. */
  url: string | URL
  headers?: Record<string, string> | Iterable<[string, string]>
  body?: string
}

export interface SandboxAnswer {
  /** Milliseconds before the reply arrives; 0 but for a fault on order. */
  delay_ms: number
  /** `null` when the connection breaks: a fault on order. */
  reply: { status: number; headers: [string, string][]; body: string } | null
}

export interface SandboxState {
  /** The sandbox's clock, milliseconds since 1970. */
  now_ms: number
  /** The same as `2022-09-15 22:57:15`, UTC. */
  now: string
  settings: Required<Pick<SandboxOptions, 'confirm_by_mail' | 'trusted_ips' | 'strict_numbers' | 'allowed_ips' | 'counter'>> & { rate_limit_per_minute: number | null; aurore_token_seconds: number | null }
  payments: SandboxPayment[]
  /** What each account has at Transfer and Airtime. */
  accounts: SandboxBalance[]
  /** Of Transfer and Airtime, in the order in which they were asked for. */
  payouts: SandboxPayout[]
  easytransfert: SandboxTransfert[]
  /** Payments and transfers of Aurore, in the order in which they were asked for. */
  aurore: SandboxAuroreOperation[]
  deliveries: SandboxDelivery[]
  /** The faults on order. */
  faults: { kind: string; path: string | null; times: number }[]
  /** How many faults on order are still to come. */
  faults_waiting: number
  /** The faults by seed; `null` when there are none. `met` counts those that have come. */
  weather: { seed: number; rate: number; kinds: string[]; path: string | null; met: number } | null
  /** How many requests the network holds back: they arrive later. */
  requests_held: number
  /** The latest requests to the services. */
  requests: SandboxLogLine[]
}

export interface SandboxAuroreOperation {
  kind: 'payment' | 'transfer'
  /** Masked. */
  api_key: string
  merchant_transaction_id: string
  transaction_id: string
  amount: number
  currency: string
  /** Masked. */
  phone: string | null
  /** Such as `2002`, and its name. */
  code: string
  status: string
  final: boolean
  created: string
  updated: string
  /** The path of its counter; of payments only. */
  counter: string | null
}

export interface SandboxPayment {
  site_id: string
  /** Masked. */
  apikey: string
  transaction_id: string
  amount: number
  currency: string
  description: string
  state: 'waiting' | 'accepted' | 'refused' | 'cancelled' | 'expired'
  /** What `/v2/payment/check` answers, such as `00`. */
  code: string
  payment_method: string | null
  /** Masked. */
  phone: string | null
  created: string
  ended: string | null
  /** The path of its counter. */
  counter: string
}

export interface SandboxBalance {
  /** Masked. */
  apikey: string
  service: 'transfer' | 'airtime'
  amount: number
  /** Reserved for payouts that are not final. */
  inUsing: number
  available: number
  contacts: number
}

export interface SandboxPayout {
  transaction_id: string
  client_transaction_id: string | null
  lot: string
  amount: number
  /** Masked. */
  receiver: string
  operator: string
  sending_status: 'CONFIRM' | 'PENDING'
  treatment_status: 'NEW' | 'REC' | 'NOS' | 'VAL' | 'REJ'
  created: string
  validated: string | null
}

export interface SandboxTransfert {
  transaction_id: string
  /** Masked. */
  api_key: string
  direction: 'cash_in' | 'cash_out'
  service_id: number
  amount: number
  /** Masked. */
  destination: string
  custom_data: string | null
  state: 'PENDING1' | 'PENDING2' | 'SUCCESSFUL' | 'FAILED'
  created: string
  updated: string
}

/** A request and what it got, without secrets. */
export interface SandboxLogLine {
  at: string
  method: string
  target: string
  asked: string
  /** `null` when the connection broke. */
  status: number | null
  answered: string
  fault: string | null
  /** Whether the network had held it back. */
  late: boolean
}

export interface SandboxDelivery {
  id: number
  site_id: string
  transaction_id: string
  /** A `GET` only asks whether the address is there. */
  method: 'GET' | 'POST'
  /** Without its query. */
  notify_url: string
  stage: 'waiting' | 'under_way' | 'delivered' | 'given_up'
  /** When the next try is due, on the sandbox's clock. */
  due_ms: number | null
  /** The status of each try; `null` where no reply came. */
  tries: (number | null)[]
}
