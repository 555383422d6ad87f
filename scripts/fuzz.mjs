// @ts-check
/**
 * `npm run fuzz -- --seconds N`: every target of fuzz/ for its part of the time, led by what its inputs reach. Its last line counts executions and crashes; an input
 * that crashes is kept in target/fuzz/found. Needs a C++ compiler, for the fuzzer.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure, ROOT, command, environment, run } from './tools.mjs'

const FUZZ = join(ROOT, 'fuzz')
const TARGET = join(ROOT, 'target', 'fuzz')
/** What cargo-fuzz gives rustc too, but for the sanitizers that need a nightly toolchain: which edges an input takes is counted, panics are not optimised away. */
const FLAGS = [
  '--cfg', 'fuzzing', '-Cpasses=sancov-module', '-Cllvm-args=-sanitizer-coverage-level=4', '-Cllvm-args=-sanitizer-coverage-inline-8bit-counters',
  '-Cllvm-args=-sanitizer-coverage-pc-table', '-Cllvm-args=-sanitizer-coverage-trace-compares', '-Ccodegen-units=1', '-Cdebug-assertions',
]

await command(() => {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })
  const seconds = Number(values.seconds)
  if (!(seconds > 0)) throw new Failure(`--seconds is a number above 0, not ${values.seconds}`)
  const host = spawnSync('rustc', ['-vV'], { cwd: ROOT, env: environment(), encoding: 'utf8' }).stdout.match(/^host: (.+)$/m)?.[1] ?? ''
  // With --target, the flags do not reach build scripts.
  run('cargo', ['build', '--quiet', '--release', '--locked', '--target', host], {
    cwd: FUZZ, env: { CARGO_TARGET_DIR: TARGET, CARGO_ENCODED_RUSTFLAGS: FLAGS.join('\x1f') },
  })
  const targets = readdirSync(join(FUZZ, 'fuzz_targets')).map((file) => file.replace(/\.rs$/, ''))
  const found = join(TARGET, 'found')
  mkdirSync(found, { recursive: true })
  let executions = 0
  let crashes = 0
  for (const target of targets) {
    const corpus = join(TARGET, 'corpus', target)
    mkdirSync(corpus, { recursive: true })
    const folders = [corpus, join(FUZZ, 'seeds', target)].filter(existsSync)
    const options = [`-max_total_time=${Math.max(1, Math.round(seconds / targets.length))}`, '-print_final_stats=1', '-max_len=600', `-artifact_prefix=${found}/${target}-`]
    const { status, stderr } = spawnSync(join(TARGET, host, 'release', target), [...options, ...folders], { encoding: 'utf8', maxBuffer: 2 ** 30 })
    const count = Number(stderr.match(/stat::number_of_executed_units:\s*(\d+)/)?.[1] ?? 0)
    if (status !== 0) crashes++
    if (status !== 0 || count === 0) console.log(stderr.split('\n').slice(-30).join('\n'))
    console.log(`${status === 0 ? '✓' : '✗'} ${target}: ${count} executions`)
    executions += count
  }
  console.log(`executions ${executions}, crashes ${crashes}`)
  if (crashes || !executions) process.exitCode = 1
})
