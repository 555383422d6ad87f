// @ts-check
/** `npm run conformance -- --count N --seed S`: this package beside google-libphonenumber, on texts made to tell them apart. The last line is `checked N, differ D`. */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { command, seconds } from './tools.mjs'

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '7' } } })
const count = Number(values.count)
const seed = Number(values.seed)

/** @param {number} from @param {number} step @returns {Promise<{ differ: number, tally: Record<string, number> }>} */
const share = (from, step) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./conformance/worker.mjs', import.meta.url), { workerData: { seed, from, count, step } })
    worker.on('message', ({ shown, ...result }) => (shown ? console.log(shown) : resolve(result)))
    worker.on('error', reject)
    worker.on('exit', (code) => code && reject(new Error(`a worker ended with code ${code}`)))
  })

await command(async () => {
  const since = performance.now()
  const step = availableParallelism()
  const shares = await Promise.all(Array.from({ length: step }, (_, from) => share(from, step)))
  const tally = /** @type {Record<string, number>} */ ({})
  for (const part of shares) for (const [kind, number] of Object.entries(part.tally)) tally[kind] = (tally[kind] ?? 0) + number
  const differ = shares.reduce((sum, part) => sum + part.differ, 0)
  console.log(`libphonenumber's answers: ${Object.entries(tally).map(([kind, number]) => `${kind} ${number}`).join(', ')}`)
  console.log(`seed ${seed}, ${step} at a time, ${seconds(since)}`)
  if (differ) process.exitCode = 1
  console.log(`checked ${count}, differ ${differ}`)
})
