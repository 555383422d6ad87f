// @ts-check
/** The journal in a file: what it says is written is there, whatever happens to the process. */
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { FileJournal } from 'guichet/node'

/** @type {string} */
let folder
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'guichet-journal-'))))
after(() => rm(folder, { recursive: true, force: true }))

test('lines come back in order, from this journal and from the next', async () => {
  const path = join(folder, 'order.jsonl')
  const journal = new FileJournal(path)
  assert.deepEqual(await journal.read(), [])
  const lines = Array.from({ length: 500 }, (_, at) => JSON.stringify({ at, text: 'é'.repeat(at) }))
  await Promise.all(lines.map((line) => journal.append(line)))
  await journal.append('last')
  assert.deepEqual(await journal.read(), [...lines, 'last'])
  await journal.close()
  const next = new FileJournal(pathToFileURL(path))
  await next.append('more')
  assert.deepEqual(await next.read(), [...lines, 'last', 'more'])
  await next.close()
})

test('a line cut short by the end of the process goes, and does not spoil the next', async () => {
  const path = join(folder, 'torn.jsonl')
  for (const [there, kept] of /** @type {const} */ ([
    ['one\ntwo\nthr', ['one', 'two']],
    ['thr', []],
    [`one\n${'x'.repeat(200_000)}`, ['one']],
    ['', []],
  ])) {
    await writeFile(path, there)
    const journal = new FileJournal(path)
    await journal.append('next')
    assert.deepEqual(await journal.read(), [...kept, 'next'])
    await journal.close()
  }
})

test('what cannot be written is said, and a line is one line', async () => {
  const journal = new FileJournal(join(folder, 'absent', 'journal.jsonl'))
  await assert.rejects(journal.append('one'), /ENOENT/)
  await assert.rejects(journal.append('one\ntwo'), TypeError)
  await assert.rejects(journal.read(), /ENOENT/)
})

test('a killed process leaves every line that it was told is written', async () => {
  const path = join(folder, 'killed.jsonl')
  const program = `
    import { FileJournal } from ${JSON.stringify(import.meta.resolve('guichet/node'))}
    const journal = new FileJournal(${JSON.stringify(path)})
    for (let at = 0; ; at++) {
      await journal.append('line ' + at)
      process.stdout.write(at + '\\n')
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
    if (said.split('\n').length > 20) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('close', resolve))
  assert.equal(child.signalCode, 'SIGKILL')
  await appendFile(path, 'half a li')
  const told = Number(said.split('\n').slice(0, -1).at(-1))
  const journal = new FileJournal(path)
  const lines = await journal.read()
  await journal.close()
  assert.ok(lines.length > told, `${lines.length} lines, ${told} told`)
  assert.deepEqual(lines, lines.map((_, at) => `line ${at}`))
  assert.equal(await readFile(path, 'utf8'), lines.map((line) => `${line}\n`).join(''))
})

test('what a full disk has cut short goes before the next line, and nothing is glued to it', { skip: !limits() && 'no prlimit' }, async () => {
  const path = join(folder, 'full.jsonl')
  // The disk is full in the middle of the second line, then has room again: one process, one journal.
  const program = `
    import { execFileSync } from 'node:child_process'
    import { FileJournal } from ${JSON.stringify(import.meta.resolve('guichet/node'))}
    const limit = (bytes) => execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=' + bytes + ':unlimited'])
    process.on('SIGXFSZ', () => {})
    const journal = new FileJournal(${JSON.stringify(path)})
    await journal.append('first')
    limit(20)
    const failed = await Promise.allSettled([journal.append('x'.repeat(40)), journal.append('y')])
    limit('unlimited')
    await journal.append('next')
    console.log(JSON.stringify([failed.map(({ status }) => status), await journal.read()]))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  assert.equal(stdout, `${JSON.stringify([['rejected', 'rejected'], ['first', 'next']])}\n`, stderr)
  assert.equal(await readFile(path, 'utf8'), 'first\nnext\n')
})

test('two that write one file are found out before a line is told to be there', async () => {
  const path = join(folder, 'two.jsonl')
  const [one, other] = [new FileJournal(path), new FileJournal(path)]
  assert.deepEqual([await one.read(), await other.read()], [[], []])
  await one.append('of one')
  await assert.rejects(other.append('of the other'), /another/)
  // Who reads again knows what is there.
  assert.deepEqual(await other.read(), ['of one'])
  await other.append('of the other')
  await assert.rejects(one.append('more'), /another/)
  await rm(path)
  await assert.rejects(other.append('into a file that is gone'), /ENOENT/)
})

test('one file is one place, whatever it is called', async () => {
  const path = join(folder, 'place.jsonl')
  const { place } = new FileJournal(path)
  assert.equal(typeof place, 'string')
  assert.equal(new FileJournal(pathToFileURL(path)).place, place)
  assert.equal(new FileJournal(join(folder, 'x', '..', 'place.jsonl')).place, place)
  await symlink(folder, join(folder, 'alias'), 'dir')
  assert.equal(new FileJournal(join(folder, 'alias', 'place.jsonl')).place, place)
  await new FileJournal(path).append('there')
  assert.equal(new FileJournal(join(folder, 'alias', 'place.jsonl')).place, place)
  assert.notEqual(new FileJournal(join(folder, 'elsewhere.jsonl')).place, place)
})

test('a journal that nobody closes holds no file open', async () => {
  const program = `
    import { readdirSync, readlinkSync } from 'node:fs'
    import { FileJournal } from ${JSON.stringify(import.meta.resolve('guichet/node'))}
    const used = async (at) => {
      const journal = new FileJournal(${JSON.stringify(join(folder, 'gc-'))} + at)
      await journal.append('line')
      await journal.read()
    }
    for (let at = 0; at < 20; at++) await used(at)
    const open = process.platform === 'linux' ? readdirSync('/proc/self/fd').filter((fd) => { try { return readlinkSync('/proc/self/fd/' + fd).includes('gc-') } catch { return false } }) : []
    await new Promise((resolve) => setTimeout(resolve, 10))
    globalThis.gc()
    await new Promise((resolve) => setTimeout(resolve, 100))
    console.log(open.length)`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], { encoding: 'utf8' })
  assert.deepEqual([status, stdout, stderr], [0, '0\n', ''])
})

/** Whether a process's files can be limited here, as a full disk limits them. */
function limits() {
  try {
    execFileSync('prlimit', ['--version'])
    return true
  } catch {
    return false
  }
}
