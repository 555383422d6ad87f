// @ts-check
/** The one-file script for pages: everything as `guichet`, and the global `CinetPay` that pages of the provider's script call. */
import { makeDropIn } from './api/seamless/dropin.js'
import { core } from './core/page.js'
import { CinetPay } from './page.js'

export * from './page.js'

// Workers load scripts too, and have no page to put a counter over.
if (typeof document !== 'undefined') {
  Object.assign(globalThis, { CinetPay: makeDropIn(core, CinetPay, document.currentScript?.dataset ?? {}) })
}
