// @ts-check
/** Notifications as they reach a server of any kind, and what it answers. */
import { attempt } from './error.js'
import { call } from './host.js'
import { write } from './wire.js'

/**
 * A body as text or record, whoever has read it.
 * @param {any} body
 */
export const bodyOf = (body) => {
  switch (Object.prototype.toString.call(body)) {
    case '[object URLSearchParams]':
      return String(body)
    case '[object FormData]':
      // As text, so that a repeated field stays repeated.
      return String(new URLSearchParams([...body]))
    case '[object Uint8Array]':
    case '[object ArrayBuffer]':
      return new TextDecoder().decode(body)
    default:
      return body
  }
}

/** What is confirmed: with what was asked, where the caller says anything of it. @param {unknown} body @param {unknown} asked */
export const bodyAndAsked = (body, asked) => (asked === undefined ? [bodyOf(body)] : [bodyOf(body), asked])

/** Fetch's own request, or that of a framework that has read the body. @param {any} request */
const partsOf = async (request) => {
  const { method, headers } = request
  const token = typeof headers?.get === 'function' ? headers.get('x-token') : headers?.['x-token']
  return [method, token, typeof request.text === 'function' ? await request.text() : bodyOf(request.body)]
}

/** @param {any} handlers @returns {import('./host.js').Program} */
const programOf = (handlers) => ({
  asked: handlers.asked && ((id) => handlers.asked(id)),
  handle: (event) => (handlers[event.service] ? handlers[event.service](event) : handlers.outcome(event.outcome)),
  failed: async (error) => {
    try {
      await (handlers.failed ? handlers.failed(error) : console.error(error))
    } catch (another) {
      console.error(another)
    }
  },
})

/** @typedef {'checkout' | 'payment' | 'transfer' | 'airtime' | 'easytransfert'} Service */

/** The services that take payments, of which `outcome` hears too. @type {string[]} */
const PAYMENTS = ['checkout', 'payment']

export class Notifications {
  #core
  #host
  #services
  #receive
  #ready

  /**
   * @param {() => any} core @param {import('./host.js').Host} host
   * @param {readonly Service[]} services which may notify; the first, when nobody says which
   * @param {(task: number, service: Service, length: number) => string} receive the core's, for what is in the scratch buffer
   * @param {(service: Service) => void} [ready] the core's: throws where the account lacks what it takes
   */
  constructor(core, host, services, receive, ready) {
    this.#core = core
    this.#host = host
    this.#services = services
    this.#receive = receive
    this.#ready = ready
  }

  /** @param {any} request @param {object} handlers @param {{ service?: Service }} [options] */
  async handle(request, handlers, options) {
    return this.receiver(handlers, options)(request)
  }

  /** What would lose notifications later is refused at once. @param {any} handlers @param {{ service?: Service }} [options] */
  receiver(handlers, { service = this.#services[0] } = {}) {
    if (!this.#services.includes(service)) throw new TypeError(`no notifications come from ${service}: service is ${this.#services.join(', ')}`)
    const names = PAYMENTS.includes(service) ? [service, 'outcome'] : [service]
    if (!names.some((name) => handlers?.[name])) throw new TypeError(`nobody would hear of notifications: handlers has no ${names.join(' or ')}`)
    for (const name of [...names, 'asked', 'failed']) {
      if (handlers[name] && typeof handlers[name] !== 'function') throw new TypeError(`handlers.${name} must be a function`)
    }
    attempt(() => this.#ready?.(service))
    const program = programOf(handlers)
    return async (/** @type {any} */ request) => {
      const parts = await partsOf(request)
      const { status, text } = await call(this.#core, this.#host, { program }, (task, functions) => this.#receive(task, service, write(functions, parts)))
      return new Response(text, { status, headers: { 'content-type': 'text/plain' } })
    }
  }
}

/**
 * The same as a handler for servers that speak Fetch.
 * @param {{ notifications: Notifications }} account @param {object} handlers @param {{ service?: Service }} [options]
 */
export const handleNotification = ({ notifications }, handlers, options) => notifications.receiver(handlers, options)
