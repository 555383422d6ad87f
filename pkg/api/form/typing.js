// @ts-check
/** Formats a field as it is typed, the caret staying where the person put it. */

import { askedBy, makeHistory } from './history.js'

const INPUT_TYPES = { undo: 'historyUndo', redo: 'historyRedo' }

/** Groups of three, parted by what does not break a line. */
const SEPARATOR = '\u202f'
const PLAIN = /^[\d\s]*$/
const digitsOf = (/** @type {string} */ text) => text.replace(/\D/g, '')

/** Groups an amount's digits. Text that holds anything but digits and spaces is left alone: the check judges it. */
export const amountTyper = () => {
  let shown = ''
  return {
    /** @param {string} text @param {number} caret @param {{ inputType?: string }} event */
    input(text, caret, event) {
      if (!PLAIN.test(text)) {
        shown = text
        return { text, caret }
      }
      let digits = digitsOf(text)
      let before = digitsOf(text.slice(0, caret)).length
      // Deleting a separator means the digit beside it, or the key would do nothing.
      if (text.length < shown.length && PLAIN.test(shown) && digits === digitsOf(shown)) {
        const at = event.inputType === 'deleteContentBackward' ? --before : event.inputType === 'deleteContentForward' ? before : digits.length
        if (at >= 0) digits = digits.slice(0, at) + digits.slice(at + 1)
        before = Math.max(before, 0)
      }
      shown = digits.replace(/\B(?=(\d{3})+$)/g, SEPARATOR)
      let place = 0
      for (let seen = 0; seen < before; place++) if (shown[place] !== SEPARATOR) seen++
      return { text: shown, caret: place }
    },
  }
}

/**
 * @param {HTMLInputElement} field
 * @param {() => any} makeTyper asked for again when a typing starts: the country may be another
 * @param {AbortSignal} signal
 */
export const attach = (field, makeTyper, signal) => {
  const history = makeHistory()
  /** @type {any} */
  let typer
  const start = () => {
    const made = makeTyper()
    typer = typeof made === 'function' ? made() : made
    if (field.value) typer.input(field.value, field.value.length, {})
  }
  const caretNow = () => field.selectionStart ?? field.value.length
  /** @param {string} text @param {number} caret */
  const show = (text, caret) => {
    if (text === field.value) return
    const focused = /** @type {Document | ShadowRoot} */ (field.getRootNode()).activeElement === field
    // Past a property of the field's own: React has one, and would think that it had heard of this.
    Reflect.set(Object.getPrototypeOf(field), 'value', text, field)
    // A selection set in another field would take the focus in some browsers.
    if (focused) field.setSelectionRange(caret, caret)
  }
  /** @param {string} [inputType] */
  const format = (inputType) => {
    if (!typer || !inputType) start()
    const { text, caret } = typer.input(field.value, caretNow(), { inputType })
    show(text, caret)
    history.note(text, caret)
  }
  /** @param {'undo' | 'redo'} way @param {Event} event */
  const go = (way, event) => {
    event.preventDefault()
    history.note(field.value, caretNow())
    const step = history[way]()
    if (!step) return
    show(step.text, step.caret)
    start()
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: INPUT_TYPES[way] }))
  }
  /** @param {string} type @param {(event: any) => void} act */
  const on = (type, act) => field.addEventListener(type, act, { signal })
  on('focus', () => {
    start()
    history.note(field.value, field.value.length)
  })
  // Before the form hears of it, which then checks what is shown. An input method that composes is left to finish.
  on('input', ({ inputType, isComposing }) => {
    if (!isComposing && !Object.values(INPUT_TYPES).includes(inputType)) format(inputType)
  })
  on('compositionend', () => format('insertCompositionText'))
  on('keydown', (event) => {
    const way = event.isComposing ? undefined : askedBy(event)
    if (way) go(way, event)
  })
  // From a menu, or the shake of a phone.
  on('beforeinput', (event) => {
    if (event.inputType === INPUT_TYPES.undo) go('undo', event)
    if (event.inputType === INPUT_TYPES.redo) go('redo', event)
  })
}
