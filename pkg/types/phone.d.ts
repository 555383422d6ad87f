/**
 * What can be said of a number. `possible`: its length fits, but no known range has it. `unknown_plan`: it has the shape of E.164, and
 * `loadWorldPlan()` would tell more.
 */
export type PhoneStatus = 'valid' | 'possible' | 'invalid' | 'unknown_plan'

/**
 * Why a number is not valid. `old_format`: of before Côte d'Ivoire (2021) or Benin (2024) lengthened their numbers; `suggestion` is what it became.
 * `local_only`: complete for callers of the same area alone.
 */
export type PhoneReason =
  | 'too_short' | 'too_long' | 'invalid_length' | 'local_only' | 'no_such_prefix' | 'invalid_country_code' | 'not_a_number' | 'old_format'

/** Kinds of lines, as libphonenumber tells them apart. */
export type PhoneType =
  | 'fixed_line' | 'mobile' | 'fixed_line_or_mobile' | 'toll_free' | 'premium_rate' | 'shared_cost' | 'voip' | 'personal_number' | 'pager'
  | 'uan' | 'voicemail'

/** Who issued a number's range: advice, since numbers are carried from one operator to another. Wave rides on any number and owns none. */
export interface Operator {
  /** What people call it, such as `Orange`. */
  name: string
  /** What the services call its mobile money, such as `OM` (Transfer) and `OM_CI` (Aurore). */
  words: string[]
  /** Airtime is sold in multiples of so many francs (seed 000: Orange 50, MTN and Moov 5); 1 where nothing is said. */
  multiple: number
}

/** As each service takes a number. */
export interface PhoneShapes {
  /** Transfer and Airtime contacts: the country's digits, such as `225`. */
  prefix?: string
  /** Transfer and Airtime contacts: the national number. */
  phone?: string
  /** Checkout's `lock_phone_number`: every digit, without a plus. */
  lock_phone_number?: string
  /** EasyTransfert's destination: the national number. */
  destination?: string
}

/** A text, read as a phone number. */
export interface PhoneNumber {
  /** The text. */
  readonly input: string
  readonly status: PhoneStatus
  /** Why it is not valid. */
  readonly reason?: PhoneReason
  /** Plus, calling code, national number: `+2250707123456`. What to keep. There for possible and unknown numbers too. */
  readonly e164?: string
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly type?: PhoneType
  /** The calling code, such as `225`. */
  readonly callingCode?: string
  /** The national (significant) number: no prefix, leading zeros that belong to it kept. */
  readonly nationalNumber?: string
  readonly extension?: string
  /** As people of its country write it: `07 07 12 3456`. */
  readonly national?: string
  /** As people elsewhere write it: `+225 07 07 12 3456`. */
  readonly international?: string
  /** `tel:+225-07-07-12-3456`. */
  readonly rfc3966?: string
  /** E.164 of the number that one of an old format became. */
  readonly suggestion?: string
  readonly operator?: Operator
  readonly shapes: PhoneShapes
  /** Whether it is valid as a number of that country (alpha-2). */
  isValidFor(country: string): boolean
  toJSON(): Omit<PhoneNumber, 'isValidFor' | 'toJSON' | 'shapes'>
}

/** Answers for a list, kept compactly: a number of 32 bits each. */
export interface PhoneBatch extends Iterable<PhoneNumber> {
  readonly length: number
  status(at: number): PhoneStatus | undefined
  reason(at: number): PhoneReason | undefined
  e164(at: number): string | undefined
  country(at: number): string | undefined
  type(at: number): PhoneType | undefined
  /** As `parsePhone` gives it; from the end where `at` is below 0. */
  at(at: number): PhoneNumber | undefined
}

export interface PhoneOptions {
  /** Whose number it is when it is written without a calling code: ISO 3166-1 alpha-2, in any case. */
  country?: string
}

/**
 * Reads a phone number as people write it: spaces, `+`, `00`, `tel:`, extensions, letters, full-width and Arabic-Indic digits. Never throws.
 * The answers are libphonenumber's (all but `old_format`), of the home countries until `loadWorldPlan()`.
 *
 * @example
 * parsePhone('07 07 12 34 56', { country: 'CI' }).e164 // '+2250707123456'
 * parsePhone('+22507123456').suggestion // '+2250707123456': a number of before 2021
 */
export function parsePhone(input: unknown, options?: PhoneOptions): PhoneNumber

/**
 * As `parsePhone`, for an array or a text of one number a line, several times as fast.
 *
 * @example
 * const numbers = parsePhones(rows.map((row) => row.phone), { country: 'CI' })
 * const wrong = rows.filter((_, at) => numbers.status(at) !== 'valid')
 */
export function parsePhones(list: readonly unknown[] | string, options?: { country?: string | readonly (string | undefined)[] }): PhoneBatch

/** An example of a country's numbers as E.164: for placeholders. Of a mobile line unless another type is asked for. */
export function phoneExample(country: string, type?: PhoneType): string | undefined

/** A number as each service takes it. */
export function phoneShapes(number: PhoneNumber | string, options?: PhoneOptions): PhoneShapes

/** Formats what has been typed so far, as libphonenumber's formatter does: `070712` → `07 07 12`. */
export function formatAsYouType(text: string, options?: PhoneOptions): string

export interface PhoneTyperOptions extends PhoneOptions {
  /** Keeps out digits that cannot lead to a number. */
  strict?: boolean
  /** Only numbers of these types. */
  kinds?: PhoneType[]
  /** Only numbers of this operator: a service's word (`OM`) or its name. */
  operator?: string
}

/** What a field shows after an edit. */
export interface TypedPhone {
  /** What to show. */
  text: string
  /** Where the caret goes. */
  caret: number
  status: PhoneStatus
  reason?: PhoneReason
  type?: PhoneType
  e164?: string
  /** Whether it is or can still become a number such as the options ask for. */
  possible: boolean
  /** How many digits are missing; `min` is 0 when it may be complete. */
  missing: { min: number; max: number }
  /** The digits that can follow, such as `0157`. */
  nextDigits: string
}

/**
 * Formats a field while it is typed in; the caret stays behind the digit that it stood behind. Typing, pasting, filling in and deleting are one
 * call each: the text as it is, where the caret is, and the event, so that deleting a space deletes the digit beyond it.
 *
 * @example
 * const typer = createPhoneTyper({ country: 'CI', strict: true, kinds: ['mobile'] })
 * input.addEventListener('input', (event) => {
 *   const { text, caret } = typer.input(input.value, input.selectionStart, event)
 *   input.value = text
 *   input.setSelectionRange(caret, caret)
 * })
 */
export function createPhoneTyper(options?: PhoneTyperOptions): {
  input(text: string, caret?: number | null, event?: { inputType?: string }): TypedPhone
  /** What it last gave to show. */
  readonly text: string
}

/** Loads the plans of every country (34 KB as brotli), once. From then on `unknown_plan` is no answer of this entry any more; `guichet` and `guichet/validate` each have a core of their own. */
export function loadWorldPlan(): Promise<void>
