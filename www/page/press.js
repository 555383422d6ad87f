// @ts-check
// Waiting for a press to end: a message that appears between its start and its end moves the button away from under it.

let pressed = false
/** @type {(() => void)[]} */
const waiting = []

addEventListener('pointerdown', () => (pressed = true), true)
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(
    end,
    () => {
      pressed = false
      // The click comes right after the pointer is up, in the same turn.
      setTimeout(() => waiting.splice(0).forEach((act) => act()))
    },
    true,
  )
}

/** @param {() => void} act Called now, or when the press under way has become a click. */
export function afterPress(act) {
  if (pressed) waiting.push(act)
  else act()
}
