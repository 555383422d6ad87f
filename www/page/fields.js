// @ts-check
// The fields of the form: CinetPay's own names, in the order a customer fills them.

/**
 * @typedef {{ name: string, control: 'text' | 'select' | 'radio', choices?: string[], type?: string, inputmode?: string,
 *   autocomplete?: string, list?: string, value?: string, wide?: boolean }} Field
 */

/** @type {Field[]} */
export const PAYMENT_FIELDS = [
  { name: 'amount', control: 'text', inputmode: 'numeric', autocomplete: 'off', value: '2500' },
  { name: 'currency', control: 'select', choices: ['XOF', 'XAF', 'GNF', 'CDF', 'USD'], value: 'XOF' },
  { name: 'description', control: 'text', autocomplete: 'off', wide: true },
  {
    name: 'channels',
    control: 'radio',
    choices: ['ALL', 'MOBILE_MONEY', 'CREDIT_CARD', 'WALLET'],
    value: 'ALL',
    wide: true,
  },
]

/** @type {Field[]} */
export const CUSTOMER_FIELDS = [
  { name: 'customer_surname', control: 'text', autocomplete: 'given-name' },
  { name: 'customer_name', control: 'text', autocomplete: 'family-name' },
  { name: 'customer_phone_number', control: 'text', type: 'tel', autocomplete: 'tel' },
  { name: 'customer_email', control: 'text', type: 'email', autocomplete: 'email' },
  { name: 'customer_address', control: 'text', autocomplete: 'street-address', wide: true },
  { name: 'customer_city', control: 'text', autocomplete: 'address-level2' },
  { name: 'customer_zip_code', control: 'text', autocomplete: 'postal-code' },
  { name: 'customer_country', control: 'text', autocomplete: 'country', list: 'countries' },
  { name: 'customer_state', control: 'text', autocomplete: 'address-level1' },
]

/** Every field of the form. `lang` is the counter's language: the page's own. @type {(keyof import('guichet/validate').CheckoutRequest & string)[]} */
export const FORM_FIELDS = [...PAYMENT_FIELDS, ...CUSTOMER_FIELDS].map(({ name }) => name).concat('lang')

/** Countries offered while typing; any ISO 3166-1 code can be typed. */
export const SUGGESTED_COUNTRIES = 'BF BJ CA CD CF CG CI CM FR GA GN GQ ML NE SN TD TG US'.split(' ')
