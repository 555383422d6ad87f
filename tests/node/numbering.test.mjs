// @ts-check
/** The tables against their source, and the answers against the reference. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} args */
const run = async (...args) => (await promisify(execFile)(process.execPath, args, { cwd: ROOT, maxBuffer: 2 ** 26 })).stdout

test('the committed tables are proven, and what npm run numbering writes', async () => {
  const said = await run('scripts/numbering.mjs', '--check')
  assert.match(said, /world\.bin: \d+ bytes, 254 regions; proven: /)
  assert.match(said, /phone\/tables\/ is what npm run numbering writes/)
})

test('google-libphonenumber gives the same answers', async () => {
  assert.match(await run('scripts/conformance.mjs', '--count', '20000', '--seed', '1'), /^checked 20000, differ 0$/m)
})
