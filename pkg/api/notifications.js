// @ts-check
/** Notifications as they reach a server of any kind, and what it answers. */
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

/** Fetch's own request, or that of a framework that has read the body. @param {any} request */
const partsOf = async (request) => {
  const { method, headers } = request
  const token = typeof headers?.get === 'function' ? headers.get('x-token') : headers?.['x-token']
  return [method, token, typeof request.text === 'function' ? await request.text() : bodyOf(request.body)]
}

/** @param {any} handlers @returns {import('./host.js').Program} */
const programOf = (handlers) => ({
  asked: (id) => handlers?.asked?.(id),
  handle: (event) => handlers?.[event.service]?.(event),
  failed: (error) => (handlers?.failed ?? console.error)(error),
})

/** @typedef {'checkout' | 'transfer' | 'airtime' | 'easytransfert'} Service */

export class Notifications {
  #core
  #host
  #receive

  /**
   * @param {() => any} core @param {import('./host.js').Host} host
   * @param {(task: number, service: Service | undefined, length: number) => string} receive the core's, for what is in the scratch buffer
   */
  constructor(core, host, receive) {
    this.#core = core
    this.#host = host
    this.#receive = receive
  }

  /** @param {any} request @param {object} handlers @param {{ service?: Service }} [options] */
  async handle(request, handlers, { service } = {}) {
    const parts = await partsOf(request)
    const { status, text } = await call(this.#core, this.#host, { program: programOf(handlers) }, (task, functions) =>
      this.#receive(task, service, write(functions, parts)))
    return new Response(text, { status, headers: { 'content-type': 'text/plain' } })
  }
}

/**
 * The same as a handler for servers that speak Fetch.
 * @param {{ notifications: Notifications }} account @param {object} handlers @param {{ service?: Service }} [options]
 */
export const handleNotification = ({ notifications }, handlers, options) => (/** @type {any} */ request) =>
  notifications.handle(request, handlers, options)
