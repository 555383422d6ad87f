// @ts-check
/**
 * Carries out what the core orders: sends requests, waits, reaches the merchant's store and program. src/js/tasks.rs tells how orders and
 * outcomes cross.
 *
 * @typedef {object} Store the shape of Keyv
 * @property {(key: string) => any} get
 * @property {(key: string, value: string, ttl?: number) => any} set
 * @property {(key: string) => any} delete
 *
 * @typedef {object} Host what a client gives its calls
 * @property {((url: string, options: object) => any) | undefined} [fetch]
 * @property {Store} store
 * @property {Record<string, Set<(event: any) => void>>} listeners by what they listen to
 *
 * @typedef {object} Program what handles notifications
 * @property {((transaction_id: string) => any) | undefined} asked
 * @property {(event: any) => any} handle
 * @property {(error: unknown) => void} failed hears what the others threw, and throws nothing
 *
 * @typedef {object} Journal what keeps a list's lines
 * @property {string} [place] two with the same place are one journal
 * @property {(line: string) => any} append
 * @property {() => any} read
 *
 * @typedef {object} Task
 * @property {Host} host
 * @property {AbortSignal} [signal]
 * @property {Program} [program]
 * @property {Journal} [journal]
 * @property {Promise<number>} [work] the program at work
 * @property {(answer: any) => void} resolve
 * @property {(error: unknown) => void} reject
 *
 * @typedef {[kind: string, task: number, order: number, details: any, length: number]} Head
 */
import { GuichetError } from './error.js'
import { tell } from './listeners.js'
import { writeText } from './wire.js'

const [FAILED, TIMED_OUT, ABORTED, DONE, MISSING] = [0, 1, 2, 3, 4]
/** Far more than the services answer, in UTF-16 units: what is longer would stop everything else while it is read. */
const LONGEST_REPLY = 2 ** 24
/** Longest time that timers take; longer ones would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** @type {Map<number, Task>} */
const tasks = /* @__PURE__ */ new Map()
/** What ends the waiting for orders under way, without handing anything in. @type {Map<number, () => void>} */
const waits = /* @__PURE__ */ new Map()
let last = 0

/** @param {any} signal */
const isSignal = (signal) => typeof signal?.aborted === 'boolean' && typeof signal.addEventListener === 'function'

/**
 * Has the core begin a call, and gives what it ends with.
 *
 * @param {() => any} core @param {Host} host @param {{ signal?: AbortSignal, program?: Program, journal?: Journal }} given
 * @param {(task: number, functions: any) => string} begin
 * @returns {Promise<any>}
 */
export const call = async (core, host, { signal, program, journal }, begin) => {
  if (signal !== undefined && signal !== null && !isSignal(signal)) throw new TypeError('signal must be an AbortSignal: of an AbortController, give its signal')
  const functions = core()
  try {
    return await new Promise((resolve, reject) => {
      const task = ++last
      tasks.set(task, { host, signal, program, journal, resolve, reject })
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
  const close = () => {
    open = false
    waits.delete(order)
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
  const end = (/** @type {number} */ number, /** @type {string} */ text) => {
    if (!open) return
    close()
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
  waits.set(order, close)
  if (signal?.aborted) abort()
  else signal?.addEventListener('abort', abort)
  return end
}

/** @param {any} functions @param {Task} task @param {number} order @param {any} details @param {(signal: () => AbortSignal) => any} start */
const exchange = async (functions, task, order, details, start) => {
  /** @type {AbortController | undefined} */
  let controller
  let stopped = false
  const end = limited(functions, task, order, details, () => {
    stopped = true
    controller?.abort()
  })
  if (stopped) return
  let number = FAILED
  let text = ''
  try {
    // Made when it is looked at: it costs as much as the rest of this function, and a fetch in process may do without.
    const reply = await start(() => (controller ??= new AbortController()).signal)
    const isTooLong = reply.headers?.get?.('content-length') > LONGEST_REPLY
    const body = isTooLong ? '' : await reply.text()
    if (isTooLong || body.length > LONGEST_REPLY) {
      controller?.abort()
      throw { code: 'REPLY_TOO_LONG' }
    }
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

/**
 * Hands in what the merchant's code gives.
 * @param {(number: number, text: string) => void} end @param {() => any} ask
 */
const answered = async (end, ask) => {
  let number = FAILED
  let text = ''
  try {
    const given = await ask()
    number = given === undefined || given === null ? MISSING : DONE
    text = typeof given === 'string' ? given : ''
  } catch {
    // The core knows what to do without: a store that fails is an empty one.
  }
  end(number, text)
}

/** The same, of which the core itself says how long it waits. @param {any} functions @param {number} order @param {() => any} ask */
const stored = (functions, order, ask) => answered((number, text) => handIn(functions, order, number, text), ask)

/** The same, waited for so long. @param {any} functions @param {Task} task @param {number} order @param {{ patience: number }} details @param {boolean} abortable @param {() => any} ask */
const awaited = (functions, task, order, { patience }, abortable, ask) => answered(limited(functions, task, order, { timeout: patience, abortable }), ask)

/** What a program ends with. Its error is the merchant's own. @param {Program | undefined} program @param {any} event */
const ended = async (program, event) => {
  try {
    await program?.handle(event)
    return DONE
  } catch (error) {
    program?.failed(error)
    return FAILED
  }
}

/** What the merchant's records say, as JSON; null where they say nothing. Amounts may be bigints, as those of requests. @param {unknown} found */
const recordOf = (found) => JSON.stringify(found ?? null, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? 'null'

/** @type {Record<string, (functions: any, task: Task, order: number, details: any, text: string) => void>} */
const ACTS = {
  send: (functions, task, order, details, body) => {
    const { method, url, headers } = details
    exchange(functions, task, order, details, (signal) =>
      task.host.fetch?.(url, { method, headers, body: method === 'GET' ? undefined : body, redirect: 'manual', get signal() { return signal() } }))
  },
  fetch: (functions, task, order, details) => {
    exchange(functions, task, order, details, (signal) => fetch(functions.built_request(order, signal())))
  },
  store_get: (functions, { host }, order, { key }) => {
    stored(functions, order, () => host.store.get(key))
  },
  store_set: (functions, { host }, order, { key, ttl }, value) => {
    stored(functions, order, () => host.store.set(key, value, ttl ?? undefined))
  },
  store_delete: (functions, { host }, order, { key }) => {
    stored(functions, order, () => host.store.delete(key))
  },
  journal_append: (functions, task, order, details, line) => {
    awaited(functions, task, order, details, true, async () => {
      await task.journal?.append(line)
      return ''
    })
  },
  journal_read: (functions, task, order, details) => {
    awaited(functions, task, order, details, true, async () => {
      const lines = []
      for (const line of await task.journal?.read()) lines.push(String(line))
      return lines.join('\n')
    })
  },
  asked: (functions, task, order, { patience }, id) => {
    const { program } = task
    const late = () => program?.failed(new Error(`asked has not answered within ${patience} ms`))
    const end = limited(functions, task, order, { timeout: patience, abortable: false }, late)
    answered(end, async () => {
      try {
        return program?.asked && recordOf(await program.asked(id))
      } catch (error) {
        program?.failed(error)
        throw error
      }
    })
  },
  handle: (functions, task, order, { patience }, event) => {
    const end = limited(functions, task, order, { timeout: patience, abortable: false })
    task.work = ended(task.program, JSON.parse(event))
    task.work.then((number) => end(number, ''))
  },
  rest: (functions, task, order, _, early) => {
    task.resolve(JSON.parse(early))
    task.work?.then((number) => handIn(functions, order, number, ''))
  },
  notice: (_, { host }, __, notice) => {
    for (const listener of host.listeners[notice.event]) tell(listener, notice)
  },
  sleep: (functions, task, order, details) => {
    limited(functions, task, order, details)
  },
  forget: (_, __, order) => {
    waits.get(order)?.()
  },
}
