// @ts-check
/** The package as its users get it: packed, and installed in a project of its own. */
import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { cp, mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CONSUMERS = fileURLToPath(new URL('consumers/', import.meta.url))

const shell = process.platform === 'win32'
const execute = promisify(execFile)

/** The environment without the mark that makes a nested node:test report to its parent. */
const { NODE_TEST_CONTEXT: _, ...environment } = process.env

/**
 * Runs a program and gives what it printed; it rejects, with that, when the program fails.
 * @param {string} program @param {string[]} args @param {string} cwd
 */
export const run = async (program, args, cwd) => {
  try {
    return (await execute(program, args, { cwd, env: environment, shell: shell && program === 'npm', maxBuffer: 2 ** 26 })).stdout
  } catch (/** @type {any} */ error) {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`)
  }
}

/** A folder that goes with the process: a hook of node:test would remove it when the hook that made it ends. */
export const scratch = async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'guichet-packaging-')))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** Packs what the build has written. @returns {Promise<string>} the tarball's path */
export const tarball = async () => {
  const folder = await scratch()
  const [{ filename }] = JSON.parse(await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], ROOT))
  return join(folder, filename)
}

/** A project where the tarball is installed, with the consumers of this folder beside. @returns {Promise<string>} its folder */
export const project = async () => {
  const folder = await scratch()
  await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }\n')
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts', await tarball()], folder)
  await cp(CONSUMERS, folder, { recursive: true })
  return folder
}

/** What consumers/exercise.mjs gives wherever the package works. */
export const EXPECTED = {
  amount: ['amount_not_multiple'],
  french: "le montant 2501 n'est pas un multiple de 5\u202f; les plus proches sont 2500 et 2505",
  issues: [
    ['transaction_id', 'transaction_id_characters'],
    ['amount', 'amount_not_multiple'],
    ['currency', 'currency_unknown'],
    ['customer_country', 'country_unknown'],
  ],
  sample: true,
}

export const EXPECTED_PAYMENT = {
  created: '201',
  before: 'pending',
  after: 'accepted',
  notified: true,
  refused: { kind: 'auth', code: '609', isGuichetError: true, tellsTheKey: false },
}

export const EXPECTED_PAYOUT = { aurore: ['accepted', 'https://api.cinetpay.net', 'aurore', 'pending'], paid: ['accepted', 'rejected'], codes: ['0', '804'], topped: 'SUCCESSFUL', verified: false }

export const EXPECTED_CALL = { before: 'unknown_plan', status: 'valid', country: 'US', national: '(201) 555-0123', home: '+2250707123456' }
