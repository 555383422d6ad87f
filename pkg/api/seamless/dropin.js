// @ts-check
/** The global `CinetPay` of the one-file script: pages written for the provider's own script find what they call. */
import { openCounter } from './counter.js'
import { absolute, createBy } from './seamless.js'

const CALLBACKS = /** @type {const} */ (['waitResponse', 'onError', 'onClose'])

/**
 * @param {() => any} core
 * @param {() => Promise<void>} init
 * @param {new (options: any) => any} CinetPay the client that makes payments
 * @param {DOMStringMap} attributes of the script's own tag
 */
export const makeDropIn = (core, init, CinetPay, attributes) => {
  const { checkoutUrl, statusUrl, lang, apikey, siteId } = attributes
  /** @type {Record<string, any>} */
  let config = {}
  /** @type {Record<string, (data: any) => void>} */
  const callbacks = {}
  /** What came before anybody listened. @type {Map<string, unknown>} */
  const early = new Map()
  let isOpen = false

  /** @param {string} name @param {unknown} [data] */
  const call = (name, data) => {
    const callback = callbacks[name]
    if (!callback) return void early.set(name, data)
    try {
      callback(data)
    } catch (error) {
      // A page's own mistake does not keep the counter from being taken away.
      console.error(error)
    }
  }

  /** @param {string} name */
  const register = (name) => (/** @type {any} */ callback) => {
    if (typeof callback !== 'function') return
    callbacks[name] = callback
    if (!early.has(name)) return
    const data = early.get(name)
    early.delete(name)
    queueMicrotask(() => call(name, data))
  }

  /** @param {any} [given] */
  const setConfig = (given) => {
    config = { ...config, ...given }
  }

  /** @param {any} [given] */
  const getCheckout = (given) => {
    const { type, mode, close_after_response, lang: configured, ...account } = config
    const request = { ...account, ...given }
    request.apikey ||= apikey
    request.site_id ||= siteId
    const spoken = /^en/i.test(configured ?? given?.lang ?? lang ?? document.documentElement.lang) ? 'en' : 'fr'
    // The counter speaks as the dialog does.
    request.lang ||= spoken
    /** @type {any} */
    let client
    /** What the pages' own samples read where the counter is closed, too. @type {{ status: string } | undefined} */
    let last
    const busy = isOpen
    if (!busy) early.clear()
    isOpen = true
    let isOver = busy
    /** Before the last callback: a page may open the next counter in it. */
    const over = () => {
      if (!isOver) isOpen = false
      isOver = true
    }
    /** @param {any} error */
    const fail = ({ name, message }) => {
      over()
      call('onError', { message: name, description: message })
    }
    const begin = () => {
      try {
        openCounter(core, {
          options: {
            toCome: true,
            busy,
            lang: spoken,
            request,
            whole: type === 'MOBILE',
            closeAfterResponse: close_after_response === true,
            counterOrigins: checkoutUrl ? [checkoutUrl] : [],
            statusUrl: statusUrl && absolute(statusUrl),
            checkStatus: true,
            // Whoever gives a server wants its word. Else the counter's is passed on, as the provider's own script does.
            confirmedOnly: Boolean(statusUrl),
          },
          create: async () => {
            const made = await createBy(CinetPay, request, { base_url: checkoutUrl, lang: spoken })
            client = made.client
            return made
          },
          check: ({ transaction_id, signal }) => client.checkout.check(transaction_id, { signal }),
          tell: (event) => {
            if (event !== 'close') return
            over()
            call('onClose', last)
          },
          end: (outcome) => {
            last = outcome.response ?? { status: outcome.state.toUpperCase() }
            if (outcome.error) {
              over()
              call('onError', { message: outcome.error.service_message ?? outcome.error.kind, description: outcome.error.message })
            } else if (outcome.state === 'accepted' || outcome.state === 'refused') call('waitResponse', outcome.response)
          },
          over,
        })
      } catch (error) {
        fail(error)
      }
    }
    try {
      core()
    } catch {
      // Not ready, and not to be made so at once: old browsers compile nothing large on a page's main thread.
      return void init().then(begin, fail)
    }
    begin()
  }

  return Object.defineProperties({ setConfig, getCheckout }, Object.fromEntries(
    // Called as functions or assigned to, both as pages do.
    CALLBACKS.map((name) => [name, { enumerable: true, get: () => register(name), set: (callback) => register(name)(callback) }]),
  ))
}
