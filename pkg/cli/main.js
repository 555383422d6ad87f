#!/usr/bin/env node
// @ts-check
/** `npx guichet …`: finds the command. */
import { createRequire } from 'node:module'
import * as doctor from './doctor.js'
import * as sandbox from './sandbox.js'
import { Refusal, say } from './terminal.js'

/** @type {Record<string, { HELP: string, run(args: string[]): Promise<void> }>} */
const COMMANDS = { sandbox, doctor }

const HELP = `${Object.values(COMMANDS).map(({ HELP }) => HELP).join('\n')}
guichet --version             the version
guichet --help                this text`

const main = async () => {
  const [name, ...args] = process.argv.slice(2)
  if (name === '--version' || name === '-v') return say(createRequire(import.meta.url)('../../package.json').version)
  if (name === undefined || [name, ...args].some((word) => word === '--help' || word === '-h')) return say(HELP)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Refusal(`unknown command: ${name}`)
  await command.run(args)
}

main().catch((error) => {
  if (!(error instanceof Refusal)) throw error
  process.stderr.write(`guichet: ${error.message}\nguichet --help lists the options.\n`)
  process.exitCode = 1
})
