// @ts-check
/** The tarball in Node: ES modules and CommonJS. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { EXPECTED, EXPECTED_CALL, EXPECTED_PAYMENT, EXPECTED_PAYOUT, project, run } from './support.mjs'

/** @type {string} */
let folder
before(async () => {
  folder = await project()
})

for (const file of ['print.mjs', 'print.cjs']) {
  test(`${file} validates, pays, pays out and is refused`, async () => {
    assert.deepEqual(JSON.parse(await run(process.execPath, [file], folder)), [EXPECTED, EXPECTED, EXPECTED_PAYMENT, EXPECTED_PAYOUT, EXPECTED_CALL, EXPECTED_CALL])
  })
}

test('the command is installed and says its version', async () => {
  const command = join(folder, 'node_modules', 'guichet', 'pkg', 'cli', 'main.js')
  assert.match(await run(process.execPath, [command, '--version'], folder), /^\d+\.\d+\.\d+\n$/)
})

test('what is not exported stays inside', async () => {
  await writeFile(join(folder, 'inside.mjs'), `import 'guichet/pkg/core/guichet.js'\n`)
  await assert.rejects(run(process.execPath, ['inside.mjs'], folder), /ERR_PACKAGE_PATH_NOT_EXPORTED/)
})
