// @ts-check
/** What every command shares: options in, sentences out. */
import { parseArgs } from 'node:util'

/** What the person typed cannot be followed: one sentence, no trace. */
export class Refusal extends Error {}

/** @template {import('node:util').ParseArgsOptionsConfig} T @param {T} options @param {string[]} args */
export const optionsOf = (options, args) => {
  try {
    return parseArgs({ options, args }).values
  } catch (error) {
    throw new Refusal(sentence(error))
  }
}

/** @param {unknown} error */
export const sentence = (error) => (error instanceof Error ? error.message : String(error))

/** @param {string} text */
export const say = (text) => process.stdout.write(`${text}\n`)
