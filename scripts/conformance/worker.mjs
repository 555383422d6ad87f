// @ts-check
/** Compares its share of the cases. */
import { parentPort, workerData } from 'node:worker_threads'
import { formatAsYouType, loadWorldPlan, parsePhone } from '../../pkg/index.js'
import { differences } from './compare.mjs'
import { generate } from './generate.mjs'
import { judge, typed } from './oracle.mjs'

const { seed, from, count, step } = workerData
const SHOWN = 20
/** One case in so many is typed too, and compared at each key. */
const TYPED = 10

/** The keys of a text, as a field takes them: digits, and a plus before them. @param {string} text */
const keysOf = (text) => (/^[+＋]/.test(text) ? '+' : '') + text.replace(/\D/g, '').slice(0, 24)

await loadWorldPlan()
let differ = 0
const tally = /** @type {Record<string, number>} */ ({})
for (let place = from; place < count; place += step) {
  const { text, country } = generate(seed, place)
  const verdict = judge(text, country)
  const kind = verdict.failure ?? (verdict.valid ? 'valid' : verdict.length) ?? ''
  tally[kind] = (tally[kind] ?? 0) + 1
  const found = differences(parsePhone(text, { country }), verdict)
  if (place % TYPED === 0) {
    const keys = keysOf(text)
    const wrong = typed(keys, country).findIndex((shown, at) => shown !== formatAsYouType(keys.slice(0, at + 1), { country }))
    if (wrong >= 0) found.push(`typed ${keys.slice(0, wrong + 1)}: ${formatAsYouType(keys.slice(0, wrong + 1), { country })}, libphonenumber ${typed(keys, country)[wrong]}`)
  }
  if (found.length === 0) continue
  differ++
  if (differ <= SHOWN) parentPort?.postMessage({ shown: `${place} ${JSON.stringify(text)} in ${country}: ${found.join('; ')}` })
}
parentPort?.postMessage({ differ, tally })
