// @ts-check
/** Compares its share of the cases. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadWorldPlan, parsePhone } from '../../pkg/index.js'
import { differences } from './compare.mjs'
import { generate } from './generate.mjs'
import { judge } from './oracle.mjs'

const { seed, from, count, step } = workerData
const SHOWN = 20

await loadWorldPlan()
let differ = 0
const tally = /** @type {Record<string, number>} */ ({})
for (let place = from; place < count; place += step) {
  const { text, country } = generate(seed, place)
  const verdict = judge(text, country)
  const kind = verdict.failure ?? (verdict.valid ? 'valid' : verdict.length) ?? ''
  tally[kind] = (tally[kind] ?? 0) + 1
  const found = differences(parsePhone(text, { country }), verdict)
  if (found.length === 0) continue
  differ++
  if (differ <= SHOWN) parentPort?.postMessage({ shown: `${place} ${JSON.stringify(text)} in ${country}: ${found.join('; ')}` })
}
parentPort?.postMessage({ differ, tally })
