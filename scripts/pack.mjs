// @ts-check
/** A module's bytes as a script; pkg/load/unpack.js reads them back and says why they look so. */
import { ALPHABET, PAIRS, unpack } from '../pkg/load/unpack.js'
import { Failure } from './tools.mjs'

/**
 * The most frequent values get one character: where they can, that of their own code, so that the texts inside stay readable for compressors.
 * @param {Uint8Array} bytes
 */
export const pack = (bytes) => {
  const counts = new Uint32Array(256)
  for (const value of bytes) counts[value]++
  const values = Array.from({ length: 256 }, (_, value) => value)
  const frequent = new Set([...values].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, ALPHABET.length))
  const own = new Set([...ALPHABET].map((character) => character.charCodeAt(0)).filter((code) => frequent.has(code)))
  const others = values.filter((value) => frequent.has(value) && !own.has(value))
  const singles = [...ALPHABET].map((character) => {
    const code = character.charCodeAt(0)
    return own.has(code) ? code : Number(others.shift())
  })
  const ordered = [...singles, ...values.filter((value) => !frequent.has(value))]
  const written = values.map((value) => {
    const place = ordered.indexOf(value)
    const [pair, within] = [Math.floor(place / ALPHABET.length), place % ALPHABET.length]
    return (pair ? PAIRS[pair - 1] : '') + ALPHABET[within]
  })
  const packed = { text: Array.from(bytes, (value) => written[value]).join(''), singles, length: bytes.length }
  if (!Buffer.from(bytes).equals(unpack(packed))) throw new Failure('the packed module does not read back')
  return `export const packed = ${JSON.stringify(packed)}\n`
}
