// @ts-check
/** What others' tools say of the tarball, and what it must not hold. */
import assert from 'node:assert/strict'
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { ALPHABET, PAIRS, unpack } from '../../pkg/load/unpack.js'
import { pack } from '../../scripts/pack.mjs'
import { ROOT, project, run, tarball } from './support.mjs'

/** @type {string} */
let folder
before(async () => {
  folder = await project()
  await copyFile(join(folder, 'types.mts'), join(folder, 'types.cts'))
  const [, first] = /```js\n([^]*?)```/.exec(await readFile(join(ROOT, 'README.md'), 'utf8')) ?? assert.fail('README shows no code')
  await writeFile(join(folder, 'readme.mts'), `${first}\ndeclare function deliver(): void\nvoid data.payment_url\n`)
})

test('publint has nothing to say', async () => {
  const { messages } = await publint({ pkgDir: join(folder, 'node_modules', 'guichet'), pack: false, strict: true })
  assert.deepEqual(messages, [])
})

test('are the types wrong? no', async () => {
  const packed = createPackageFromTarballData(new Uint8Array(await readFile(await tarball())))
  const result = await checkPackage(packed, { excludeEntrypoints: ['./guichet.min.js', './guichet.wasm', './integrity.json', './package.json'] })
  assert.ok(result.types, 'the package has types')
  // TypeScript's node10 resolution is older than the exports map.
  const problems = result.problems.filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
  assert.deepEqual(problems, [])
})

const PAGE = ['es2022', 'dom']
for (const { name, options, files } of [
  { name: 'nodenext, both kinds of module', options: { module: 'nodenext', lib: PAGE }, files: ['types.mts', 'types.cts'] },
  { name: 'a bundler', options: { module: 'esnext', moduleResolution: 'bundler', lib: PAGE }, files: ['types.mts'] },
  { name: 'node16, without the types of pages', options: { module: 'node16', lib: ['es2022'] }, files: ['server.mts', 'readme.mts'] },
]) {
  test(`TypeScript with ${name}`, async () => {
    const compilerOptions = {
      strict: true, noEmit: true, skipLibCheck: false, target: 'es2022',
      types: ['node'], typeRoots: [join(ROOT, 'node_modules', '@types')], ...options,
    }
    const settings = join(folder, `tsconfig.${compilerOptions.module}.json`)
    await writeFile(settings, JSON.stringify({ compilerOptions, files }))
    await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', settings], folder)
  })
}

test('no path of this machine is in what is published', async () => {
  const inside = join(folder, 'node_modules', 'guichet')
  const files = (await readdir(inside, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const secrets = [homedir(), ROOT.replace(/[\\/]$/, ''), '/registry/src/', '.cargo/'].filter((path) => path.length > 1)
  let modules = 0
  for (const { parentPath, path, name } of files) {
    const bytes = await readFile(join(parentPath ?? path, name))
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `${name} holds a path`)
    if (name.endsWith('.wasm')) modules++
  }
  assert.equal(modules, 4)
})

test('packed bytes are printable ASCII that no script or page takes for something else, and read back', () => {
  const all = Uint8Array.from({ length: 2048 }, (_, index) => (index < 1024 ? index % 256 : (index * index) % 251))
  for (const bytes of [all, new Uint8Array(0), new Uint8Array(300).fill(0xff)]) {
    const packed = JSON.parse(pack(bytes).replace(/^export const packed = /, ''))
    assert.deepEqual(unpack(packed), bytes)
    assert.doesNotMatch(packed.text, /[^\x20-\x7e]|["'`\\<$]/)
  }
  assert.equal(new Set(ALPHABET + PAIRS).size, 89)
})
