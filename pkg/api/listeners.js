// @ts-check
/** Who listens to what a client does. */

/** @typedef {Record<string, Set<(event: any) => void>>} Listeners */

/**
 * Tells somebody of something. A listener has no say in payments: what it throws, or promises and does not keep, is written down and no more.
 *
 * @param {((event: any) => unknown) | undefined} listener @param {object} event
 */
export const tell = async (listener, event) => {
  try {
    await listener?.(event)
  } catch (error) {
    console.error(error)
  }
}

/** @returns {Listeners} */
export const listeners = () => ({ request: new Set(), response: new Set(), retry: new Set() })

/**
 * @param {Listeners} all @param {string} event @param {(event: any) => void} listener
 * @param {(any: boolean) => void} tell whether the core is to tell
 * @returns {() => void} ends it
 */
export const listen = (all, event, listener, tell) => {
  if (!Object.hasOwn(all, event)) throw new TypeError(`there is no event ${event}: listen to ${Object.keys(all).join(', ')}`)
  if (typeof listener !== 'function') throw new TypeError('a listener is a function')
  all[event].add(listener)
  tell(true)
  return () => {
    all[event].delete(listener)
    tell(Object.values(all).some((set) => set.size > 0))
  }
}
