// @ts-check
// The counter's window: opened in the click, watched until it closes, heard when the customer comes back.

import { t } from './language.js'

/** The name that lets a second opening use the same window. */
export const WINDOW = 'guichet-counter'

/** @typedef {{ returned: string }} Returned The transaction_id that the customer came back with. */
export const CHANNEL = 'guichet-demo'

const LOOK_EVERY = 400

/**
 * Opens an empty window. Browsers allow it only while they handle the click, before any answer of a server.
 * @returns {Window | null} Null when the browser blocks it.
 */
export function openWindow() {
  const opened = window.open('', WINDOW, 'popup,width=460,height=760')
  if (!opened || opened.closed) return null
  try {
    const { document: blank } = opened
    blank.documentElement.style.colorScheme = 'light dark'
    blank.title = t('opening')
    blank.body.textContent = t('opening')
  } catch {
    // The window already shows a counter of another origin: it is about to be sent on.
  }
  return opened
}

/** @param {Window} counter @param {() => void} onClosed @returns {() => void} Stops watching. */
export function watch(counter, onClosed) {
  const timer = setInterval(() => {
    if (!counter.closed) return
    clearInterval(timer)
    onClosed()
  }, LOOK_EVERY)
  return () => clearInterval(timer)
}

/** @param {(transaction_id: string) => void} listener */
export function onReturn(listener) {
  new BroadcastChannel(CHANNEL).addEventListener('message', ({ data }) => {
    if (typeof data?.returned === 'string') listener(data.returned)
  })
}
