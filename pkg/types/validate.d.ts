import type { AuroreCountry, AurorePaymentRequest, AuroreTransferRequest } from './aurore.js'
export * from './phone.js'
export * from './schema.js'

/** The language of messages: English unless `fr` is asked for. */
export type Lang = 'fr' | 'en'

/** The currencies that CinetPay collects. XOF, XAF and GNF have no minor unit; all amounts are whole units. */
export type Currency = 'XOF' | 'XAF' | 'CDF' | 'GNF' | 'USD'

/** What the counter offers. */
export type Channels = 'ALL' | 'MOBILE_MONEY' | 'CREDIT_CARD' | 'WALLET'

/** The rule that a value breaks. The set is closed. */
export type IssueCode =
  | 'not_a_record' | 'required' | 'required_for_card' | 'card_option_hidden' | 'not_text' | 'not_a_boolean' | 'not_a_function' | 'not_a_duration' | 'broken_text'
  | 'text_too_long' | 'unreadable' | 'field_unknown' | 'field_forbidden' | 'amount_not_a_number' | 'amount_not_whole'
  | 'amount_not_multiple' | 'amount_too_small' | 'amount_probably_too_small' | 'amount_too_large' | 'currency_unknown'
  | 'country_unknown' | 'state_required' | 'state_unknown' | 'state_format' | 'zip_code_length' | 'zip_code_size'
  | 'zip_code_pattern' | 'email_invalid' | 'email_hidden' | 'url_invalid' | 'url_credentials' | 'url_not_public'
  | 'transaction_id_characters' | 'transaction_id_advice' | 'channel_unknown' | 'lang_unknown' | 'phone_invalid'
  | 'phone_not_international' | 'phone_required_by_lock' | 'invoice_data_shape' | 'invoice_data_too_many' | 'secret_in_page'
  | 'phone_old_format' | 'phone_too_short' | 'phone_too_long' | 'phone_unlikely' | 'phone_plan_unknown' | 'amount_probably_not_multiple'
  | 'prefix_invalid' | 'phone_not_national' | 'id_repeated' | 'list_expected' | 'service_id_invalid' | 'otp_required' | 'otp_invalid'
  | 'not_a_count'
  | 'counter_url_refused' | 'presentation_unknown' | 'counter_open'
  | 'text_too_short' | 'payment_method_format' | 'payment_method_unknown' | 'country_not_served' | 'currency_not_of_country' | 'currency_not_of_account'
  | 'phone_not_of_country' | 'phone_of_other_operator' | 'required_for_direct_pay' | 'key_unknown' | 'keys_mixed' | 'account_unclear'
  | 'id_of_another' | 'no_counterpart' | 'phone_not_mobile' | 'email_unlikely'
  | 'amount_in_other_currency' | 'row_too_long' | 'column_repeated'

/** One thing that is wrong with a request. */
export interface Issue {
  /** The field, such as `amount` or `invoice_data.Matricule`; empty for a value checked alone or the request as a whole. */
  path: string
  code: IssueCode
  /** `error`: the service refuses it. `warning`: a person probably got it wrong; it is sent all the same, unless `strict`. */
  severity: 'error' | 'warning'
  /** A sentence for a person. */
  message: string
  /**
   * What the sentence shows: `got`, `expected`, `suggestion`, `lower` and `upper` (where one alone would do, `suggestion`), limits; docs/rules.md lists each code's. Whole, where the sentence shows the start of a long `got`;
   * of more than 200 characters, `got` has the first. Never a secret or a phone number.
   */
  params: Record<string, string | number>
}

/** The value, normalised, with warnings; or everything that is wrong with it. */
export type Checked<T> = { ok: true; value: T; issues: Issue[] } | { ok: false; issues: Issue[] }

/** `true` or `false`, or what a form sends for them. */
export type Flag = boolean | 'true' | 'on' | '1' | 'false' | 'off' | '0' | ''

/** A request as it is sent: amounts and service_ids are numbers, flags are booleans, identifiers and phone numbers are text. */
export type Normalised<Request> = {
  [Field in keyof Request]: Field extends 'amount' | 'service_id'
    ? number
    : Field extends 'lock_phone_number' | 'direct_pay'
    ? Extract<Request[Field], boolean | undefined>
    : Field extends 'transaction_id' | 'client_transaction_id' | 'site_id' | 'prefix' | 'phone' | 'destination'
      ? Extract<Request[Field], string | undefined>
      : Request[Field]
}

/**
 * A sentence by code: text with places, or a function that writes it. The places are the issue's `params`, such as `{got}` or `{lower}` (docs/rules.md lists each code's), and `{field}`: its
 * path, or for a value checked alone `value` (`la valeur` where `lang` is French).
 */
export type Messages = { [code in IssueCode]?: string | ((issue: Issue) => string) }

export interface CheckOptions {
  /** Language of messages. Default `en`. */
  lang?: Lang
  /** Takes warnings for errors. */
  strict?: boolean
  /** Sentences of your own, for some codes or for all: another tone, or a language that the package does not have. */
  messages?: Messages
}

/** A request to `POST /v2/payment`, with the documented names (seed 003). Unknown fields are sent on with a warning. */
export interface CheckoutRequest {
  /** Yours, unique. Letters, digits, `-` and `.`: `# / $ &` make payments fail. */
  transaction_id: string | number
  /** Whole units: a multiple of 5 unless the currency is USD. Text as people type it (`"25 000 F"`) is read too. */
  amount: number | string | bigint
  currency: Currency | (string & {})
  description: string
  /** Where the service notifies your server. The client's own is used when left out. */
  notify_url?: string
  /** Where the customer comes back to: for display only. The client's own is used when left out. */
  return_url?: string
  /** Default `ALL`. */
  channels?: Channels | (string & {})
  /** The counter's language. */
  lang?: 'fr' | 'en' | (string & {})
  metadata?: string
  /** At most three lines for the invoice. */
  invoice_data?: Record<string, string | number>
  /** Fixes the paying number to `customer_phone_number`, given as country code and number. */
  lock_phone_number?: Flag
  alternative_currency?: string
  customer_id?: string
  customer_name?: string
  customer_surname?: string
  /** E.164, such as `+2250707123456`. */
  customer_phone_number?: string
  customer_email?: string
  customer_address?: string
  customer_city?: string
  /** ISO 3166-1 alpha-2. */
  customer_country?: string
  /** Two letters; mandatory for US and CA. */
  customer_state?: string
  customer_zip_code?: string
  /** The client's own are used when left out. */
  apikey?: string
  site_id?: string | number
  [undocumented: string]: unknown
}

/**
 * Checks a whole checkout request, nothing being sent. `apikey` and `site_id` are not required here: the client adds them.
 *
 * @example
 * const checked = checkCheckout(new FormData(form), { lang: 'fr', only: ['amount', 'currency'] })
 * if (!checked.ok) show(checked.issues)
 */
export function checkCheckout(
  request: unknown,
  options?: CheckOptions & {
    /** Only these fields: for a form that holds a part of the request. */
    only?: readonly (keyof CheckoutRequest & string)[]
    /** What your account collects: another currency is an error then, as it is at the service (608). */
    accountCurrency?: Currency
  },
): Checked<Normalised<CheckoutRequest>>

/** A person who can be paid or topped up (seeds 000 and 001). */
export interface Contact {
  /** Country calling code, such as `225`; `+225` and `00225` are read too. */
  prefix: string | number
  /** National number. */
  phone: string | number
  name: string
  surname: string
  /** Advised: a warning when it is left out. */
  email?: string
  [undocumented: string]: unknown
}

/** Money to a contact (seed 001): more than 200 and less than 1 500 000 XOF; other countries' minimums are warnings. */
export interface TransferItem {
  /** Country calling code of the receiver. */
  prefix: string | number
  /** National number of the receiver. */
  phone: string | number
  /** Whole units of the receiver's currency. */
  amount: number | string | bigint
  /** Yours, unique. Made when not given. */
  client_transaction_id?: string | number
  /** The client's when not given. */
  notify_url?: string
  payment_method?: string
  /** Used with `addContacts`. */
  name?: string
  surname?: string
  email?: string
  [undocumented: string]: unknown
}

/** Airtime for a contact: a multiple of 50 with Orange, of 5 with MTN and Moov (seed 000). */
export interface AirtimeItem extends TransferItem {
  /** The receiver's operator. A wrong multiple is an error when it is given, a warning when it is told from the number. It is not sent. */
  operator?: 'Orange' | 'MTN' | 'Moov' | (string & {})
}

/** An item of Transfer on its own, as the service gets it. */
export interface TransferSendRequest extends TransferItem {
  notify_url: string
}

/** An item of Airtime on its own, as the service gets it. */
export interface AirtimeSendRequest extends AirtimeItem {
  notify_url: string
}

/** What a service_id of your account does. */
export interface EasyTransfertService {
  /** ISO 3166-1 alpha-2. */
  country?: string
  /** By any of its names: `Orange`, `OM`, `Orange Money`, `ORANGE_CI`, … */
  operator: string
  /** `cash-in`: money to the customer. `cash-out`: money from the customer. */
  direction: 'cash-in' | 'cash-out'
}

/** Money to a customer (cash-in) or from one (cash-out), by the service's direction. */
export interface EasyTransfertAirtime {
  /** FCFA, a multiple of 100. */
  amount: number | string | bigint
  /** National number, without the country's code. */
  destination: string | number
  service_id: number | string
  /** The client's when not given. */
  ipn_url?: string
  /** Your reference, which the IPN brings back. Made when not given. */
  custom_data?: string
  /** The code that the customer got by dialling, where the service is an Orange cash-out and its country pays by code. */
  om_otp?: string
  [undocumented: string]: unknown
}

/** The same on its own, as the service gets it. */
export interface EasyTransfertRequest extends EasyTransfertAirtime {
  ipn_url: string
  api_key?: string
}

/** Checks a contact of Transfer. */
export function checkTransferContact(contact: unknown, options?: CheckOptions): Checked<Normalised<Contact>>
/** Checks money to a contact. */
export function checkTransferSend(send: unknown, options?: CheckOptions): Checked<Normalised<TransferSendRequest>>
/** Checks a contact of Airtime. */
export function checkAirtimeContact(contact: unknown, options?: CheckOptions): Checked<Normalised<Contact>>
/** Checks airtime for a contact. */
export function checkAirtimeSend(send: unknown, options?: CheckOptions): Checked<Normalised<AirtimeSendRequest>>
/** Checks a request of EasyTransfert; `api_key` is not required here: the client adds it. */
export function checkEasyTransfert(
  request: unknown,
  options?: CheckOptions & {
    /** Your account's services, by service_id; the documented ones are known. */
    services?: Record<number | string, EasyTransfertService>
  },
): Checked<Normalised<EasyTransfertRequest>>

/** A payment of Aurore, as the service gets it. */
export interface AurorePaymentSent extends AurorePaymentRequest {
  merchant_transaction_id: string | number
  lang: Lang
  success_url: string
  failed_url: string
  notify_url: string
}

/** A transfer of Aurore, as the service gets it. */
export interface AuroreTransferSent extends AuroreTransferRequest {
  merchant_transaction_id: string | number
  notify_url: string
}

/** Whose account the request goes to; its `payment_method` says it too. */
type OfAccount = CheckOptions & { country?: AuroreCountry | Lowercase<AuroreCountry> }

/** Checks a payment of Aurore. */
export function checkAurorePayment(request: unknown, options?: OfAccount): Checked<Normalised<AurorePaymentSent>>
/** Checks a transfer of Aurore. */
export function checkAuroreTransfer(request: unknown, options?: OfAccount): Checked<Normalised<AuroreTransferSent>>

/** The 249 countries of ISO 3166-1 as alpha-2 codes; `Intl.DisplayNames` has their names. */
export function countries(): string[]
/** The states of a country where checkout asks for one (US, CA), as two-letter codes; else none. */
export function states(country: string): string[]

/** Checks an amount of checkout, in whole units of `currency` (multiple of 5, except USD; minimums). */
export function checkAmount(value: unknown, options?: CheckOptions & { currency?: Currency | (string & {}) }): Checked<number>
/** Checks a currency, in any case: `xof` → `XOF`. */
export function checkCurrency(value: unknown, options?: CheckOptions & { accountCurrency?: Currency; country?: string }): Checked<Currency>
/** Checks an ISO 3166-1 alpha-2 country code, in any case: `ci` → `CI`. */
export function checkCountry(value: unknown, options?: CheckOptions): Checked<string>
/** Checks a state or province: one of the country's where the service asks for it (US, CA), else two letters. */
export function checkState(value: unknown, options?: CheckOptions & { country?: string }): Checked<string>
/** Checks a postal code, by the pattern of its country where that has one. `strict` wants the documented size of five. */
export function checkZipCode(value: unknown, options?: CheckOptions & { country?: string }): Checked<string>
/** Checks a language of the counter. */
export function checkLang(value: unknown, options?: CheckOptions): Checked<Lang>
/** Checks the counter's channels. */
export function checkChannels(value: unknown, options?: CheckOptions): Checked<Channels>
/** Checks a transaction_id; `params.suggestion` holds a cleaned one. */
export function checkTransactionId(value: unknown, options?: CheckOptions): Checked<string>
/**
 * Checks a customer's phone number by the plan of its country: `+225 07 07 12 34 56` → `+2250707123456`. Only what is no number at all is an error;
 * an unlikely number, one of an old format or of a plan that is not loaded is a warning.
 */
export function checkPhone(value: unknown, options?: CheckOptions & { country?: string }): Checked<string>
/** Checks an e-mail address. */
export function checkEmail(value: unknown, options?: CheckOptions): Checked<string>
/** Checks an absolute http or https address that the service can reach. */
export function checkUrl(value: unknown, options?: CheckOptions): Checked<string>

/**
 * Compiles the module without blocking. Optional, and harmless when repeated: without it the module is compiled at the first call.
 */
export function init(): Promise<void>
