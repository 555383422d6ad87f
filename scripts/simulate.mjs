// @ts-check
/** `npm run simulate -- --runs N --seed S`: builds the simulation for speed and runs it. Its last line counts what went wrong. */
import { spawnSync } from 'node:child_process'
import { ROOT, command, environment } from './tools.mjs'

await command(() => {
  const cargo = ['run', '--quiet', '--locked', '--profile', 'simulate', '-p', 'guichet-simulation', '--']
  const { status, error } = spawnSync('cargo', [...cargo, ...process.argv.slice(2)], { cwd: ROOT, env: environment(), stdio: 'inherit' })
  if (error) throw error
  process.exitCode = status ?? 1
})
