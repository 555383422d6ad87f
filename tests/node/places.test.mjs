// @ts-check
/** The tables of places beside two packages that keep ISO's: countries, states, currencies. Names are the platform's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as regions from 'country-region-data'
import currencyOf from 'country-to-currency'
import { countries as countriesOf, code as currencyByCode } from 'currency-codes'
import isoCountries from 'i18n-iso-countries'
import { iso31661, iso31662 } from 'iso-3166'
import { checkCheckout, checkCurrency, checkState, countries, states } from 'guichet/validate'

/** Postal practice in the United States beyond ISO 3166-2: forces' mail, and states in free association. */
const POSTAL = ['AA', 'AE', 'AP', 'FM', 'MH', 'PW']
const HOME = {
  XOF: ['CI', 'SN', 'ML', 'TG', 'BJ', 'BF', 'NE', 'GW'], XAF: ['CM', 'GA', 'CG', 'TD', 'CF', 'GQ'], GNF: ['GN'], CDF: ['CD'],
}

test('countries are those that ISO 3166-1 assigns, by both packages', () => {
  const assigned = iso31661.filter(({ state }) => state === 'assigned').map(({ alpha2 }) => alpha2)
  assert.deepEqual(countries(), assigned.sort())
  // XK is in use for Kosovo; ISO has not assigned it.
  const second = Object.keys(isoCountries.getAlpha2Codes()).filter((code) => code !== 'XK')
  assert.deepEqual(countries(), second.sort())
})

test('states are those of ISO 3166-2 and of postal practice, by both packages', () => {
  for (const country of ['US', 'CA']) {
    const first = iso31662.filter(({ parent }) => parent === country).map(({ code }) => code.slice(3))
    assert.deepEqual(states(country), [...first, ...(country === 'US' ? POSTAL : [])].sort())
    const entry = regions.allCountries.find(([, code]) => code === country)
    const second = entry?.[2].map(([, code]) => String(code)) ?? []
    // The second leaves out the outlying islands, where nobody has an address.
    assert.deepEqual(states(country).filter((code) => code !== 'UM'), second.sort())
    for (const code of states(country)) assert.equal(checkState(code.toLowerCase(), { country }).ok, true)
  }
  assert.equal(checkState('QC', { country: 'US' }).issues[0].code, 'state_unknown')
})

test('the platform names every country in both languages', () => {
  for (const lang of ['en', 'fr']) {
    const names = new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' })
    assert.deepEqual(countries().filter((code) => !names.of(code)), [])
  }
})

test('each home country collects the currency that both packages give it, and another is advised against', () => {
  for (const [currency, codes] of Object.entries(HOME)) {
    for (const country of codes) {
      assert.equal(/** @type {Record<string, string>} */ (currencyOf)[country], currency)
      for (const other of ['XOF', 'XAF', 'GNF', 'CDF']) {
        const issues = checkCheckout({ currency: other, customer_country: country }, { only: ['currency'] }).issues
        const expected = other === currency ? [] : [['warning', 'currency_not_of_country', currency]]
        assert.deepEqual(issues.map(({ severity, code, params }) => [severity, code, params.expected]), expected, `${country} ${other}`)
      }
    }
  }
  const named = (/** @type {string} */ code) => currencyByCode(code)?.countries.length
  assert.deepEqual(['XOF', 'XAF', 'GNF', 'CDF'].map(named), [8, 6, 1, 1])
  assert.equal(countriesOf().length > 200, true)
})

test('currencies without a minor unit are those that ISO 4217 says', () => {
  assert.deepEqual(['XOF', 'XAF', 'GNF'].map((code) => currencyByCode(code)?.digits), [0, 0, 0])
})

test('the account’s currency makes another an error', () => {
  const codes = (/** @type {string} */ currency, /** @type {any} */ options) => checkCurrency(currency, options).issues.map(({ code, severity }) => `${code} ${severity}`)
  assert.deepEqual(codes('XAF', { accountCurrency: 'XAF' }), [])
  assert.deepEqual(codes('XOF', { accountCurrency: 'XAF' }), ['currency_not_of_account error'])
  assert.deepEqual(codes('XOF', { country: 'CM' }), ['currency_not_of_country warning'])
  const whole = checkCheckout({ currency: 'XOF', amount: 2500 }, { only: ['currency', 'amount'], accountCurrency: 'XAF', lang: 'fr' })
  assert.deepEqual(whole.issues.map(({ path, message }) => [path, message]), [['currency', "la devise XOF n'est pas celle du compte, qui encaisse en XAF"]])
})
