// @ts-check
/**
 * The module's bytes as a string of printable ASCII, so that they survive any charset of the page that holds them.
 * A byte is one character, or for the rarer half of the values two: compressors keep finding the repetitions that
 * base64 hides from them, and brotli's result is a quarter smaller (CONTRIBUTING.md has the figures).
 */

/** Printable ASCII but what quotes, escapes, or ends a script: " ' ` \ $ < and the two that begin a pair: | and ~. */
export const ALPHABET =
  ' !#%&()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{}'

/** What begins a pair: the first for the first ALPHABET.length of the rarer values, the second for the others. */
export const PAIRS = '|~'

/** @typedef {{ text: string, singles: number[], length: number }} Packed the singles are the values of ALPHABET's characters */

/**
 * Tables of numbers and no text but the packed one: this loop is most of what a first call waits for.
 * @param {Packed} packed
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const unpack = ({ text, singles, length }) => {
  const values = Uint8Array.from({ length: 256 }, (_, at) => singles[at])
  const isSingle = new Uint8Array(256)
  for (const value of singles) isSingle[value] = 1
  for (let value = 0, at = singles.length; value < 256; value++) if (!isSingle[value]) values[at++] = value
  const places = new Uint8Array(128)
  for (let place = 0; place < ALPHABET.length; place++) places[ALPHABET.charCodeAt(place)] = place
  // What begins a pair stands beyond the alphabet.
  for (let row = 0; row < PAIRS.length; row++) places[PAIRS.charCodeAt(row)] = ALPHABET.length + row
  const bytes = new Uint8Array(length)
  for (let from = 0, to = 0; to < length; to++) {
    const place = places[text.charCodeAt(from++)]
    bytes[to] = values[place < ALPHABET.length ? place : (place - ALPHABET.length + 1) * ALPHABET.length + places[text.charCodeAt(from++)]]
  }
  return bytes
}
