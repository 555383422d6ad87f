// @ts-check
/** Carries out what the core decides about one counter: dialog, window, timers, messages, questions. Decides nothing. */
import { write } from '../wire.js'
import { openDialog, readable } from './dialog.js'

/**
 * @typedef {object} Given
 * @property {object} options what src/seamless/options.rs reads
 * @property {string} [resume] the address of a return page to go on from
 * @property {() => Promise<{ counter: unknown, transaction_id?: unknown }>} [create] makes the payment
 * @property {(known: { transaction_id?: string, payment_token?: string, signal: AbortSignal }) => unknown} [check]
 * @property {AbortSignal} [signal]
 * @property {(event: string, presentation: string) => void} tell
 * @property {(outcome: any) => void} end
 * @property {() => void} over
 */

/** Longer messages are no counter's; about this much of them is looked at. */
const LARGEST_MESSAGE = 65_536
const FEATURES = 'popup,width=480,height=760'

/** @param {() => any} core @param {Given} given @returns {(...event: unknown[]) => void} tells an event */
export const openCounter = (core, { options, resume, create, check, signal, tell, end, over }) => {
  if (typeof document === 'undefined') throw new TypeError('a counter opens over a page: Seamless works in browsers alone')
  const functions = core()
  const counter = new functions.SeamlessCounter(write(functions, { ...options, page: location.href }))
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map()
  /** @type {unknown[][]} */
  const events = []
  /** @type {ReturnType<typeof openDialog> | undefined} */
  let dialog
  /** @type {Window | undefined} */
  let popup
  /** @type {AbortController | undefined} */
  let asking
  let busy = false
  let isOver = false

  /** What happens while effects are carried out waits for its turn. @param {unknown[]} event */
  const happened = (...event) => {
    events.push(event)
    if (busy) return
    busy = true
    try {
      for (let next = events.shift(); next && !isOver; next = events.shift()) {
        perform(counter.tell(write(functions, next, { bytes: LARGEST_MESSAGE })))
      }
    } finally {
      busy = false
    }
  }

  /** @param {string} effects */
  const perform = (effects) => {
    if (effects) for (const effect of JSON.parse(effects)) ACTS[effect.do](effect)
  }

  /** Only the counter's own window is listened to; whether what it says counts is not decided here. @param {MessageEvent} event */
  const hear = ({ source, origin, data }) => {
    if (source && source === (popup ?? dialog?.window)) happened('message', origin, data)
  }
  const abort = () => happened('abort')
  window.addEventListener('message', hear)
  signal?.addEventListener('abort', abort)

  /** @type {Record<string, (effect: any) => void>} */
  const ACTS = {
    view: (effect) => (dialog ??= openDialog(happened)).show(effect),
    frame: ({ url }) => dialog?.putFrame(url),
    unframe: () => dialog?.removeFrame(),
    hide: () => {
      dialog?.remove()
      dialog = undefined
    },
    window: ({ disowned, text }) => {
      popup = openWindow(disowned, text)
      happened(popup ? 'opened' : 'blocked')
    },
    go: ({ url }) => {
      if (!popup || popup.closed) return happened('left')
      popup.location.replace(url)
      happened('sent')
    },
    focus: () => popup?.focus(),
    close_window: () => {
      popup?.close()
      popup = undefined
    },
    look: () => {
      const href = readable(popup)
      if (!popup || popup.closed) happened('left')
      else if (href) happened('returned', href)
    },
    leave: ({ url }) => location.assign(url),
    create: () => {
      Promise.resolve(create?.()).then(
        (made) => happened('created', made?.counter, made?.transaction_id),
        (error) => happened('not_created', plain(error)),
      )
    },
    ask: ({ number, url, transaction_id, payment_token }) => {
      asking = new AbortController()
      const known = { transaction_id: transaction_id ?? undefined, payment_token: payment_token ?? undefined, signal: asking.signal }
      answerOf(() => (url ? fetch(url, { headers: { accept: 'application/json' }, cache: 'no-store', signal: known.signal }) : check?.(known))).then(
        (answer) => happened('answer', number, answer),
        () => happened('no_answer', number),
      )
    },
    stop_asking: () => asking?.abort(),
    wait: ({ timer, ms }) => {
      clearTimeout(timers.get(timer))
      timers.set(timer, setTimeout(() => happened('time', timer), ms))
    },
    forget: ({ timer }) => clearTimeout(timers.get(timer)),
    tell: ({ event, presentation }) => tell(event, presentation),
    end: ({ outcome }) => end(outcome),
    over: () => {
      isOver = true
      window.removeEventListener('message', hear)
      signal?.removeEventListener('abort', abort)
      asking?.abort()
      over()
      counter.free()
    },
  }

  if (resume !== undefined) {
    busy = true
    perform(counter.resume(write(functions, resume)))
    busy = false
  }
  happened(signal?.aborted ? 'abort' : 'start')
  return (...event) => void (isOver || happened(...event))
}

/** @param {boolean} disowned @param {string} text */
const openWindow = (disowned, text) => {
  const opened = window.open('', '_blank', FEATURES)
  if (!opened || opened.closed) return undefined
  try {
    // It can no longer send this page elsewhere; this page can still send it on.
    if (disowned) opened.opener = null
    opened.document.documentElement.lang = document.documentElement.lang
    opened.document.title = text
    opened.document.body.textContent = text
  } catch {
    // An empty page that cannot be written to says nothing.
  }
  return opened
}

/** What the page's function or server answers; a reply is read. @param {() => unknown} ask @returns {Promise<any>} */
export const answerOf = async (ask) => {
  const answer = await ask()
  const reply = /** @type {any} */ (answer)
  if (typeof reply?.json !== 'function') return answer
  if (!reply.ok) throw { httpStatus: reply.status }
  return reply.json()
}

/** An error as the core takes it: pages may throw anything. @param {any} error */
const plain = (error) => {
  const { name, kind, code, httpStatus, retryable, issues, message } = Object(error)
  return { name, kind, code, httpStatus, retryable, issues, message: typeof error === 'string' ? error : message }
}
