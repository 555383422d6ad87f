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
 * @param {Packed} packed
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const unpack = ({ text, singles, length }) => {
  const values = [...singles, ...Array.from({ length: 256 }, (_, value) => value).filter((value) => !singles.includes(value))]
  const places = Array.from({ length: 128 }, (_, code) => ALPHABET.indexOf(String.fromCharCode(code)))
  const bytes = new Uint8Array(length)
  for (let from = 0, to = 0; to < length; to++) {
    const pair = PAIRS.indexOf(text[from]) + 1
    if (pair) from++
    bytes[to] = values[pair * ALPHABET.length + places[text.charCodeAt(from++)]]
  }
  return bytes
}
