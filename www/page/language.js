// @ts-check
// The page's language: the reader's choice, else the browser's, else English.

import { en, fr } from './texts.js'

/** @typedef {'fr' | 'en'} Lang */

const CHOICE = 'guichet-demo-lang'
const TEXTS = { fr, en }
/** @type {(() => void)[]} */
const listeners = []

/** @type {Lang} */
let lang = known(stored()) ?? navigator.languages.map(known).find(Boolean) ?? 'en'

/** @param {string | null} tag @returns {Lang | undefined} */
function known(tag) {
  const primary = tag?.split('-')[0]?.toLowerCase()
  return primary === 'fr' || primary === 'en' ? primary : undefined
}

/** Storage can be forbidden; the choice then lasts as long as the page. */
function stored() {
  try {
    return localStorage.getItem(CHOICE)
  } catch {
    return null
  }
}

export const currentLang = () => lang

/**
 * A text of the page, with its places filled.
 * @param {import('./texts.js').TextKey} key @param {Record<string, string | number>} [places]
 */
export function t(key, places = {}) {
  return TEXTS[lang][key].replace(/\{(\w+)\}/g, (_, name) => String(places[name] ?? ''))
}

/** @param {unknown} key @returns {key is import('./texts.js').TextKey} */
export const isText = (key) => typeof key === 'string' && Object.hasOwn(en, key)

/** @param {number} amount @param {string} currency The number as the language writes it, and the code of the currency. */
export const money = (amount, currency) => `${new Intl.NumberFormat(lang).format(amount)}\u00a0${currency}`

/** @param {Date} at */
export const clock = (at) => new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { timeStyle: 'medium' }).format(at)

/** @param {() => void} listener Called now, and at every change. */
export function onLanguage(listener) {
  listeners.push(listener)
  listener()
}

/** @param {Lang} chosen */
export function choose(chosen) {
  lang = chosen
  try {
    localStorage.setItem(CHOICE, chosen)
  } catch {
    // See stored().
  }
  for (const listener of listeners) listener()
}

/** Fills the texts of the document, now and at every change. */
export function translateDocument() {
  onLanguage(() => {
    document.documentElement.lang = lang
    for (const element of document.querySelectorAll('[data-text]')) {
      const key = element.getAttribute('data-text')
      if (isText(key)) element.textContent = t(key)
    }
    for (const element of document.querySelectorAll('[data-label]')) {
      const key = element.getAttribute('data-label')
      if (isText(key)) element.setAttribute('aria-label', t(key))
    }
    for (const button of document.querySelectorAll('button[data-lang]')) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-lang') === lang))
    }
  })
}
