// @ts-check
/** What a page downloads instead of the clients of servers: the same names, so that shared code builds, and a sentence for who uses them there. */
import { makeAccount } from './account.js'
import { Checkout } from './checkout.js'
import { GuichetError } from './error.js'

/** @param {string} name @param {unknown} lang */
const onServersOnly = (name, lang) => {
  const message = lang === 'fr'
    ? `${name} ne marche que sur un serveur : il y faut un secret, que tout visiteur d’une page pourrait lire`
    : `${name} works on servers only: it takes a secret, which every visitor of a page could read`
  return new GuichetError({ kind: 'validation', message })
}

/** @param {() => any} core */
export const makeCinetPayInPage = (core) =>
  makeAccount(core, (core, host, account, lang) =>
    Object.defineProperties({ checkout: new Checkout(core, host, account) }, Object.fromEntries(
      ['transfer', 'airtime', 'notifications'].map((name) => [name, { get() { throw onServersOnly(`CinetPay.${name}`, lang) } }]),
    )))

/** A class that cannot be made here. @param {string} name */
export const makeServersClass = (name) =>
  class {
    /** @param {any} [options] */
    constructor(options) {
      throw onServersOnly(name, options?.lang)
    }
  }

/** @returns {never} */
export const handleNotification = () => {
  throw onServersOnly('handleNotification', undefined)
}
