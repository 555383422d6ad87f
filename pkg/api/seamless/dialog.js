// @ts-check
/** The dialog over the page: a shadow tree of its own, so that the page's styles and the counter's leave each other alone. */
import { LOCK, LOCK_WITH_BAR, STYLE } from './style.js'

/**
 * @typedef {object} View
 * @property {string} lang
 * @property {string} title
 * @property {string} frame
 * @property {string} close
 * @property {string | null} note
 * @property {boolean} busy
 * @property {boolean} whole
 * @property {[name: string, text: string][]} buttons
 */

/** What a counter needs: its own origin's storage, forms, scripts, and the windows of banks. Never this page's place. */
const SANDBOX = 'allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox'
const CROSS = 'M5 5 L19 19 M19 5 L5 19'
const SVG = 'http://www.w3.org/2000/svg'

/** @param {string} text */
const sheet = (text) => {
  const made = new CSSStyleSheet()
  made.replaceSync(text)
  return made
}

/** @param {Element} parent @param {string} name @param {string} [className] @returns {any} */
const add = (parent, name, className) => {
  const element = document.createElement(name)
  if (className) element.className = className
  return parent.appendChild(element)
}

/** @param {HTMLElement} button */
const drawCross = (button) => {
  const svg = button.appendChild(document.createElementNS(SVG, 'svg'))
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = svg.appendChild(document.createElementNS(SVG, 'path'))
  for (const [name, value] of [['d', CROSS], ['stroke', 'currentColor'], ['stroke-width', '2.5'], ['stroke-linecap', 'round']]) path.setAttribute(name, value)
}

/** Keeps the page behind where it is. @returns {() => void} lets it go */
const holdPage = () => {
  const lock = sheet(window.innerWidth > document.documentElement.clientWidth ? LOCK_WITH_BAR : LOCK)
  const before = /** @type {HTMLElement | null} */ (document.activeElement)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, lock]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== lock)
    before?.focus?.({ preventScroll: true })
  }
}

/** @param {(...event: unknown[]) => void} happened */
export const openDialog = (happened) => {
  const release = holdPage()
  const host = add(document.body, 'div')
  host.setAttribute('data-guichet', '')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet(STYLE)]
  const dialog = add(root, 'dialog')
  dialog.setAttribute('aria-labelledby', 'title')
  dialog.tabIndex = -1
  const header = add(dialog, 'header')
  const title = add(header, 'h2')
  title.id = 'title'
  const close = add(header, 'button', 'close')
  close.type = 'button'
  drawCross(close)
  const note = add(dialog, 'p', 'note')
  note.setAttribute('role', 'status')
  const actions = add(dialog, 'div', 'actions')
  /** @type {HTMLIFrameElement | undefined} */
  let frame
  let frameName = ''
  let shown = ''

  const ask = () => happened('close')
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault()
    ask()
  }
  close.addEventListener('click', ask)
  dialog.addEventListener('cancel', cancel)
  // Browsers close it by themselves when Escape is pressed again.
  dialog.addEventListener('close', ask)
  dialog.showModal()
  dialog.focus()

  /** Buttons are made again only when they change: one that has the focus keeps it. @param {View['buttons']} buttons */
  const setButtons = (buttons) => {
    if (JSON.stringify(buttons) === shown) return
    shown = JSON.stringify(buttons)
    actions.replaceChildren()
    for (const [name, text] of buttons) {
      const button = add(actions, 'button')
      button.type = 'button'
      button.dataset.press = name
      button.textContent = text
      button.addEventListener('click', () => happened('pressed', name))
    }
  }

  return {
    /** The frame's window, whose messages count. */
    get window() {
      return frame?.contentWindow ?? undefined
    },

    /** @param {View} view */
    show(view) {
      host.lang = view.lang
      title.textContent = view.title
      close.setAttribute('aria-label', view.close)
      if (note.textContent !== (view.note ?? '')) note.textContent = view.note ?? ''
      note.classList.toggle('busy', view.busy)
      dialog.classList.toggle('whole', view.whole)
      setButtons(view.buttons)
      frameName = view.frame
    },

    /** @param {string} url */
    putFrame(url) {
      frame = /** @type {HTMLIFrameElement} */ (document.createElement('iframe'))
      frame.title = frameName
      frame.setAttribute('sandbox', SANDBOX)
      frame.allow = 'payment'
      frame.referrerPolicy = 'strict-origin-when-cross-origin'
      frame.src = url
      frame.addEventListener('load', () => {
        const href = readable(frame?.contentWindow)
        if (href) happened('returned', href)
        else happened('loaded')
      })
      dialog.classList.add('framed')
      actions.before(frame)
    },

    removeFrame() {
      frame?.remove()
      frame = undefined
      dialog.classList.remove('framed')
    },

    remove() {
      dialog.removeEventListener('close', ask)
      dialog.close()
      host.remove()
      release()
    },
  }
}

/** The address of a window that shows a page of this very origin. @param {Window | null | undefined} of */
export const readable = (of) => {
  try {
    const { href, origin } = /** @type {Window} */ (of).location
    return origin === location.origin && href !== 'about:blank' ? href : undefined
  } catch {
    // Another origin's, as a counter's is.
    return undefined
  }
}
