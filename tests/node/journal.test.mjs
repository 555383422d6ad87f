// @ts-check
/** The journal in a file: what it says is written is there, whatever happens to the process. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
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
