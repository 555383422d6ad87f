// @ts-check
/** What a field has shown, to go back to and forth from: a browser's own undo knows what was typed, not what became of it, and mixes the two up. */

/** @typedef {{ text: string, caret: number }} Step */

const MOST_STEPS = 200

export const makeHistory = () => {
  /** @type {Step[]} */
  let steps = []
  let at = -1
  return {
    /** @param {string} text @param {number} caret */
    note(text, caret) {
      if (steps[at]?.text === text) return
      steps = [...steps.slice(0, at + 1), { text, caret }].slice(-MOST_STEPS)
      at = steps.length - 1
    },
    undo: () => (at > 0 ? steps[--at] : undefined),
    redo: () => (at < steps.length - 1 ? steps[++at] : undefined),
  }
}

/** Which of the two a key asks for, if any. @param {KeyboardEvent} event @returns {'undo' | 'redo' | undefined} */
export const askedBy = ({ key, ctrlKey, metaKey, altKey, shiftKey }) => {
  if (altKey || ctrlKey === metaKey) return undefined
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && ctrlKey ? 'redo' : undefined
}
