// @ts-check
/** `npm run bench` runs every file of benches/: each is a suite. */
import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'

const BENCHES = new URL('../../benches/', import.meta.url)

test('each file of benches/ is a suite', async () => {
  const files = (await readdir(BENCHES)).filter((name) => name.endsWith('.mjs'))
  assert.ok(files.length > 2)
  for (const name of files) assert.equal(typeof (await import(new URL(name, BENCHES).href)).default, 'function', name)
})
