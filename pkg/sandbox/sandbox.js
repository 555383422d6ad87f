// @ts-check
/**
 * The sandbox as JavaScript sees it: a fetch that is answered in process, and notifications that are delivered by another.
 *
 * @typedef {object} Core
 * @property {(method: string, url: string, headers: string, body: string, now: number) => string} handle
 * @property {(now: number) => string} takeDue
 * @property {(now: number) => number | undefined} nextDue
 * @property {(id: number, status: number | undefined, now: number) => void} settle
 * @property {(now: number) => string} state
 *
 * @typedef {{ id: number, method: string, url: string, headers: [string, string][], body: string }} Delivery
 */

/** A merchant's server that has not answered a notification by then has failed. */
const DELIVERY_MS = 15_000
/** The longest wait that timers take; longer ones would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * @param {() => { SandboxCore: new (options: string) => Core }} core gives the initialised wasm glue
 * @returns {typeof import('./index.d.ts').Sandbox}
 */
export const makeSandbox = (core) =>
  class Sandbox {
    /** @type {Core} */ #core
    /** @type {typeof globalThis.fetch} */ #deliver
    /** @type {() => number} */ #now
    /** @type {Set<Promise<void>>} */ #underWay = new Set()
    /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer
    #closing = new AbortController()

    /** @param {import('./index.d.ts').SandboxOptions} [options] */
    constructor({ deliver, now, ...options } = {}) {
      const { SandboxCore } = core()
      this.#core = new SandboxCore(JSON.stringify(options))
      // Looked up at each delivery, so that a fetch replaced later (by a test) is used.
      this.#deliver = deliver ?? ((input, init) => globalThis.fetch(input, init))
      this.#now = now ?? Date.now
      this.fetch = this.fetch.bind(this)
    }

    /** @param {import('./index.d.ts').SandboxRequest} request */
    handle({ method = 'GET', url, headers = {}, body = '' }) {
      const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers)
      const answer = JSON.parse(this.#core.handle(method, String(url), JSON.stringify(pairs), body, this.#now()))
      this.#pump()
      return answer
    }

    /**
     * @param {RequestInfo | URL} input
     * @param {RequestInit} [init]
     */
    async fetch(input, init) {
      const request = new Request(input, init)
      const { method, url, headers, signal } = request
      const body = await request.text()
      signal.throwIfAborted()
      const { delay_ms, reply } = this.handle({ method, url, headers, body })
      if (delay_ms > 0) await pause(delay_ms, signal)
      if (!reply) throw new TypeError('fetch failed', { cause: new Error('the sandbox broke the connection') })
      const bodiless = [204, 205, 304].includes(reply.status)
      return new Response(bodiless ? null : reply.body, { status: reply.status, headers: reply.headers })
    }

    state() {
      return JSON.parse(this.#core.state(this.#now()))
    }

    async idle() {
      while (this.#underWay.size > 0) await Promise.all(this.#underWay)
    }

    async close() {
      this.#closing.abort()
      clearTimeout(this.#timer)
      await this.idle()
    }

    /** Sends what is due, and comes back when more is. */
    #pump() {
      clearTimeout(this.#timer)
      if (this.#closing.signal.aborted) return
      for (const delivery of JSON.parse(this.#core.takeDue(this.#now()))) {
        const sending = this.#send(delivery).then(() => {
          this.#underWay.delete(sending)
          this.#pump()
        })
        this.#underWay.add(sending)
      }
      const wait = this.#core.nextDue(this.#now())
      if (wait === undefined) return
      this.#timer = setTimeout(() => this.#pump(), Math.min(wait, LONGEST_TIMER_MS))
      // A retry in half an hour keeps no program alive. Browsers' timers are numbers.
      if (typeof this.#timer === 'object') this.#timer.unref?.()
    }

    /** @param {Delivery} delivery */
    async #send({ id, method, url, headers, body }) {
      let status
      try {
        // Never within the request that ended the payment: the merchant may call the sandbox before it answers.
        await Promise.resolve()
        status = await withinTime(this.#closing.signal, DELIVERY_MS, async (signal) => {
          // A GET may have no body, not even an empty one.
          const reply = await this.#deliver(url, { method, headers, body: method === 'GET' ? undefined : body, redirect: 'manual', signal })
          await reply.body?.cancel()
          return reply.status
        })
      } catch {
        // No reply came, or it broke off; the core plans another try.
      }
      this.#core.settle(id, status, this.#now())
    }
  }

/**
 * Gives up when the time or the signal says so. AbortSignal.any would be shorter, and is missing from Node 20.0 to 20.2.
 *
 * @template T
 * @param {AbortSignal} outer
 * @param {number} ms
 * @param {(signal: AbortSignal) => Promise<T>} act
 */
const withinTime = async (outer, ms, act) => {
  const inner = new AbortController()
  const stop = () => inner.abort()
  const timer = setTimeout(stop, ms)
  outer.addEventListener('abort', stop, { once: true })
  try {
    if (outer.aborted) stop()
    return await act(inner.signal)
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', stop)
  }
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
const pause = (ms, signal) =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
  })
