// @ts-check
/** `Seamless`: the counter over a page of the merchant's. */
import { GuichetError } from '../error.js'
import { answerOf, openCounter } from './counter.js'

const EVENTS = ['open', 'blocked', 'outcome', 'close']

/**
 * @param {() => any} core
 * @param {new (options: any) => any} CinetPay the client that makes payments
 */
export const makeSeamless = (core, CinetPay) =>
  class Seamless {
    #defaults
    /** @type {Record<string, Set<(event: any) => void>>} */
    #listeners = Object.fromEntries(EVENTS.map((name) => [name, new Set()]))
    /** @type {((...event: unknown[]) => void) | undefined} */
    #tell

    /** @param {Record<string, any>} [defaults] */
    constructor(defaults = {}) {
      this.#defaults = defaults
    }

    /** @param {Record<string, any>} [options] @returns {Promise<any>} */
    open(options = {}) {
      const { checkStatus, signal, paymentUrl, paymentToken, request, checkoutUrl, ...rest } = { ...this.#defaults, ...options }
      const busy = this.#tell !== undefined
      return new Promise((resolve) => {
        let last = false
        const tell = openCounter(core, {
          options: {
            ...rest,
            ...status(checkStatus),
            paymentUrl: typeof paymentUrl === 'string' ? paymentUrl : undefined,
            paymentToken,
            request,
            toCome: Boolean(request) || (paymentUrl && typeof paymentUrl !== 'string'),
            counterOrigins: [rest.counterOrigins ?? [], checkoutUrl ?? []].flat(),
            busy,
          },
          create: () => (request ? createBy(CinetPay, request, { base_url: checkoutUrl, lang: rest.lang }) : given(paymentUrl)),
          check: checkStatus,
          signal,
          tell: (event, presentation) => this.#notify(event, { presentation }),
          end: (outcome) => {
            const whole = finished(outcome)
            resolve(whole)
            if (!busy) this.#notify('outcome', whole)
          },
          over: () => {
            last = true
            if (!busy) this.#tell = undefined
          },
        })
        if (!busy && !last) this.#tell = tell
      })
    }

    /** @param {'open' | 'blocked' | 'outcome' | 'close'} event @param {(event: any) => void} listener */
    on(event, listener) {
      if (!EVENTS.includes(event)) throw new TypeError(`there is no event ${event}: listen to ${EVENTS.join(', ')}`)
      if (typeof listener !== 'function') throw new TypeError('a listener is a function')
      this.#listeners[event].add(listener)
      return () => void this.#listeners[event].delete(listener)
    }

    close() {
      this.#tell?.('close')
    }

    /** @param {Record<string, any>} [options] @returns {Promise<any>} */
    static resume({ checkStatus, signal, href = location.href, ...rest } = {}) {
      return new Promise((resolve) => {
        openCounter(core, {
          options: { ...rest, ...status(checkStatus), toCome: true },
          resume: href,
          check: checkStatus,
          signal,
          tell: () => {},
          end: (outcome) => resolve(finished(outcome)),
          over: () => {},
        })
      })
    }

    /** @param {string} name @param {any} event */
    #notify(name, event) {
      for (const listener of [...this.#listeners[name]]) {
        try {
          listener(event)
        } catch (error) {
          // A listener has no say in payments.
          console.error(error)
        }
      }
    }
  }

/** An address is asked, a function is called. @param {unknown} checkStatus */
const status = (checkStatus) => ({
  statusUrl: checkStatus && typeof checkStatus !== 'function' ? absolute(checkStatus) : undefined,
  checkStatus: typeof checkStatus === 'function',
})

/** An address as the page means it; what is none goes on as it is, to be refused. @param {unknown} address */
export const absolute = (address) => {
  try {
    return new URL(String(address), location.href).href
  } catch {
    return String(address)
  }
}

/** @param {any} outcome */
const finished = (outcome) => (outcome?.error ? { ...outcome, error: new GuichetError(outcome.error) } : outcome)

/** What the page's own server made: its address alone, either service's answer, or `createCheckout`'s; or its reply with one of them. @param {any} paymentUrl */
const given = async (paymentUrl) => {
  const made = await answerOf(() => (typeof paymentUrl === 'function' ? paymentUrl() : paymentUrl))
  return {
    counter: made?.data?.payment_url ?? made?.payment_url ?? made?.url ?? made?.href ?? made,
    transaction_id: made?.merchant_transaction_id ?? made?.reference ?? made?.transaction_id,
  }
}

/**
 * Makes the payment from the page, with the apikey that stands in it.
 * @param {new (options: any) => any} CinetPay @param {any} request @param {object} options
 */
export const createBy = async (CinetPay, request, options) => {
  const { apikey, site_id } = request
  const client = new CinetPay({ apikey, site_id, return_url: location.href.split('#')[0], ...options })
  const { data, transaction_id } = await client.checkout.create(request)
  return { counter: data.payment_url, transaction_id, client }
}
