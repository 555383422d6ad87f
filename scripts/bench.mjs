// @ts-check
/** `npm run bench`: every suite of benches/*.mjs; the table goes to the screen, every figure to benches/results.json. `-- name …` runs those alone. */
import { readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT, command, seconds } from './tools.mjs'

await command(async () => {
  const wanted = process.argv.slice(2)
  const results = /** @type {Record<string, object[]>} */ ({})
  for (const file of readdirSync(join(ROOT, 'benches')).filter((file) => file.endsWith('.mjs'))) {
    const { name, run } = await import(pathToFileURL(join(ROOT, 'benches', file)).href)
    if (wanted.length && !wanted.includes(name)) continue
    const since = performance.now()
    results[name] = await run()
    console.log(`\n▶ ${name}: ${seconds(since)}`)
    console.table(results[name])
  }
  const machine = { node: process.version, cpu: cpus()[0]?.model, cpus: cpus().length }
  writeFileSync(join(ROOT, 'benches', 'results.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`)
})
