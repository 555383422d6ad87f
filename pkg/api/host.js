// @ts-check
/**
 * Carries out what the core orders: sends requests, waits. src/js/tasks.rs tells how orders and outcomes cross.
 *
 * @typedef {object} Host what a client gives its calls
 * @property {((url: string, options: object) => any) | undefined} [fetch]
 *
 * @typedef {{ host: Host, signal?: AbortSignal, resolve(answer: any): void, reject(error: unknown): void }} Task
 * @typedef {[kind: string, task: number, order: number, details: any, length: number]} Head
 */
import { GuichetError } from './error.js'
import { writeText } from './wire.js'

const [FAILED, TIMED_OUT, ABORTED] = [0, 1, 2]
/** Longest time that timers take; longer ones would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** @type {Map<number, Task>} */
const tasks = /* @__PURE__ */ new Map()
let last = 0

/**
 * Has the core begin a call, and gives what it ends with.
 *
 * @param {() => any} core @param {Host} host @param {AbortSignal | undefined} signal
 * @param {(task: number, functions: any) => string} begin
 * @returns {Promise<any>}
 */
export const call = async (core, host, signal, begin) => {
  const functions = core()
  try {
    return await new Promise((resolve, reject) => {
      const task = ++last
      tasks.set(task, { host, signal, resolve, reject })
      follow(functions, begin(task, functions))
    })
  } catch (thrown) {
    // Made here, so that its stack shows the caller.
    throw GuichetError.from(thrown)
  }
}

/** @param {any} functions @param {string} orders */
const follow = (functions, orders) => {
  if (!orders) return
  let at = orders.indexOf('\n') + 1
  /** @type {Head[]} */
  const heads = JSON.parse(orders.slice(0, at))
  for (const [kind, number, order, details, length] of heads) {
    const text = orders.slice(at, (at += length))
    const task = /** @type {Task} */ (tasks.get(number))
    if (kind === 'answer' || kind === 'error') {
      tasks.delete(number)
      if (kind === 'answer') task.resolve(JSON.parse(text))
      else task.reject(JSON.parse(text))
    } else {
      ACTS[kind](functions, task, order, details, text)
    }
  }
}

/** @param {any} functions @param {number} order @param {number} number @param {string} text */
const handIn = (functions, order, number, text) => follow(functions, functions.hand_in(order, number, writeText(functions, text)))

/**
 * Ends an order once: by what `act` hands in, by the time, or by the caller's signal.
 *
 * @param {any} functions @param {Task} task @param {number} order @param {{ timeout: number, abortable: boolean }} details
 * @param {(number: number) => void} [stop] what is to be stopped when the time or the caller ends it
 * @returns {(number: number, text: string) => void} hands in
 */
const limited = (functions, task, order, { timeout, abortable }, stop) => {
  const signal = abortable ? task.signal : undefined
  let open = true
  const end = (/** @type {number} */ number, /** @type {string} */ text) => {
    if (!open) return
    open = false
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    handIn(functions, order, number, text)
  }
  const abort = () => {
    stop?.(ABORTED)
    end(ABORTED, '')
  }
  const timer = setTimeout(() => {
    stop?.(TIMED_OUT)
    end(TIMED_OUT, '')
  }, Math.min(timeout, LONGEST_TIMER_MS))
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort)
  return end
}

/** @param {any} functions @param {Task} task @param {number} order @param {any} details @param {(signal: AbortSignal) => any} start */
const exchange = async (functions, task, order, details, start) => {
  const controller = new AbortController()
  const end = limited(functions, task, order, details, () => controller.abort())
  if (controller.signal.aborted) return
  let number = FAILED
  let text = ''
  try {
    const reply = await start(controller.signal)
    const body = await reply.text()
    text = headersOf(functions, reply) + body
    number = Number(reply.status) || FAILED
  } catch (error) {
    const { code, cause } = /** @type {any} */ (error) ?? {}
    text = String(code ?? cause?.code ?? '')
  }
  end(number, text)
}

/** @type {string[] | undefined} */
let names

/** A reply is read by what it can do: it may come from another realm, or be made by hand. @param {any} functions @param {any} reply */
const headersOf = (functions, { headers }) => {
  names ??= /** @type {string[]} */ (functions.headers_read().split('\n'))
  let lines = ''
  for (const name of names) lines += `${headers?.get?.(name) ?? ''}\n`
  return lines
}

/** @type {Record<string, (functions: any, task: Task, order: number, details: any, text: string) => void>} */
const ACTS = {
  send: (functions, task, order, details, body) => {
    const { method, url, headers } = details
    exchange(functions, task, order, details, (signal) => task.host.fetch?.(url, { method, headers, redirect: 'manual', signal, ...(method === 'GET' ? {} : { body }) }))
  },
  fetch: (functions, task, order, details) => {
    exchange(functions, task, order, details, (signal) => fetch(functions.built_request(order, signal)))
  },
  sleep: (functions, task, order, details) => {
    limited(functions, task, order, details)
  },
}
