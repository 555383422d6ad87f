// @ts-check
/** The one-file script for pages: everything as `guichet`, and the global `CinetPay` that pages of the provider's script call. */
import { makeDropIn } from './api/seamless/dropin.js'
import { core, init } from './core/page.js'
import { CinetPay } from './page.js'

export * from './page.js'

// Workers load scripts too, and have no page to put a counter over.
if (typeof document !== 'undefined') {
  // So that the first click finds it ready: old browsers compile nothing large at once. A failure is told by what is called then.
  init().catch(() => {})
  Object.assign(globalThis, { CinetPay: makeDropIn(core, init, CinetPay, document.currentScript?.dataset ?? {}) })
}
