// @ts-check
/**
 * `npm run bench`: every suite of benches/*.mjs, side by side with named rivals. The table goes to the screen, every figure to benches/results.json.
 *
 * Contestants take turns, round after round, so that a machine that slows down slows all of them; what is said is the median round.
 * `-- name …` runs those suites alone, `-- --quick` makes fewer rounds.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Failure, ROOT, command, seconds } from './tools.mjs'

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {() => unknown} run one pass over the work; what it gives is kept, so that no compiler can leave the work out
 * @property {number} count how many pieces of work a pass does
 * @property {boolean} [ours]
 * @property {string} [note] what has to be known to read the figure, such as the agreement with a reference
 *
 * @typedef {object} Race
 * @property {string} title
 * @property {string} unit what one piece of work is
 * @property {Contestant[]} contestants
 *
 * @typedef {{ name: string, note: string, [figure: string]: string | number }} Row a figure that is not a race, such as memory
 * @typedef {{ title: string, races: Race[], rows?: { title: string, rows: Row[] }[] }} Suite what a file of benches/ gives: `export default async (): Promise<Suite>`
 */

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean', default: false } }, allowPositionals: true })
const ROUNDS = values.quick ? 3 : 15
const ROUND_MS = values.quick ? 40 : 120

/** What was run last; nothing outside this file can know that nobody looks at it. @type {unknown} */
export let kept

/** @param {Contestant} contestant @param {number} passes @returns {number} ns a piece */
const time = ({ run, count }, passes) => {
  const since = process.hrtime.bigint()
  for (let pass = 0; pass < passes; pass++) kept = run()
  return Number(process.hrtime.bigint() - since) / (passes * count)
}

/** @param {number[]} figures */
const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]

/** @param {Race} race */
const hold = ({ contestants }) => {
  // Warm, and learn how many passes fill a round.
  const passes = contestants.map((contestant) => {
    const until = performance.now() + ROUND_MS
    let count = 0
    while (performance.now() < until || count === 0) count++, (kept = contestant.run())
    return Math.max(1, Math.round(count * 0.9))
  })
  const rounds = contestants.map(() => /** @type {number[]} */ ([]))
  for (let round = 0; round < ROUNDS; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const at = (turn + round) % contestants.length
      rounds[at].push(time(contestants[at], passes[at]))
    }
  }
  return contestants.map(({ name, ours = false, note = '' }, at) => ({
    name, ours, note,
    nanoseconds: median(rounds[at]), fastest: Math.min(...rounds[at]), slowest: Math.max(...rounds[at]),
  }))
}

/** @param {Race} race */
const race = (race) => {
  const results = hold(race)
  console.log(`\n${race.title}`)
  console.log(line(['', `µs / ${race.unit}`, 'a second', 'beside ours', '']))
  const best = results.find(({ ours }) => ours)
  for (const { name, nanoseconds, ours, note } of results) {
    const ratio = best && !ours ? `${(nanoseconds / best.nanoseconds).toFixed(1)} ×` : ''
    console.log(line([name, (nanoseconds / 1000).toFixed(3), Math.round(1e9 / nanoseconds).toLocaleString('en'), ratio, note]))
  }
  return { title: race.title, unit: race.unit, results }
}

/** @param {string[]} cells */
const line = ([name, ...cells]) => name.padEnd(44) + cells.slice(0, -1).map((cell) => cell.padStart(16)).join('') + (cells.at(-1) ? `   ${cells.at(-1)}` : '')

const versionOf = (/** @type {string} */ name) => {
  const file = join(ROOT, 'node_modules', name, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined
}

await command(async () => {
  const files = readdirSync(join(ROOT, 'benches')).filter((name) => name.endsWith('.mjs')).map((name) => name.slice(0, -4))
  const unknown = positionals.filter((name) => !files.includes(name))
  if (unknown.length) throw new Failure(`no benchmark ${unknown.join(', ')}: there are ${files.join(', ')}`)
  const wanted = positionals.length ? positionals : files
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const target = join(ROOT, 'benches', 'results.json')
  const before = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')).suites : {}
  /** @type {Record<string, object>} */
  const suites = { ...before }
  for (const name of wanted) {
    const since = performance.now()
    /** @type {Suite} */
    const suite = await (await import(pathToFileURL(join(ROOT, 'benches', `${name}.mjs`)).href)).default()
    console.log(`\n▶ ${suite.title}`)
    const races = suite.races.map(race)
    for (const { title, rows } of suite.rows ?? []) {
      console.log(`\n${title}`)
      for (const { name, note, ...figures } of rows) {
        console.log(name.padEnd(44) + Object.entries(figures).map(([unit, figure]) => `${figure} ${unit}`.padStart(22)).join('') + (note ? `   ${note}` : ''))
      }
    }
    suites[name] = { title: suite.title, races, rows: suite.rows }
    console.log(`\n${name}: ${seconds(since)}`)
  }
  const machine = { node: process.version, platform: platform(), arch: arch(), cpu: cpus()[0]?.model, cpus: cpus().length }
  const rivals = Object.fromEntries(Object.keys(devDependencies).map((name) => [name, versionOf(name)]))
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim()
  writeFileSync(target, JSON.stringify({ machine, commit, rounds: ROUNDS, packages: rivals, suites }, null, 1) + '\n')
})
