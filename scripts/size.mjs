// @ts-check
/** `npm run size`: what a browser downloads for `import` of each entry, everything in it, beside its budget and its rivals. */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { DIST, Failure, ROOT, command } from './tools.mjs'

const KB = 1000

/** A row is bundled and minified as an application's bundler would; `also` are files that the entry downloads besides. */
const ROWS = [
  { name: 'guichet/validate', code: `export * from 'guichet/validate'`, budget: 16 * KB },
  { name: 'guichet/validate, checkAmount alone', code: `export { checkAmount } from 'guichet/validate'` },
  { name: 'guichet/form, with the validators', code: `export * from 'guichet/form'` },
  { name: 'guichet, as browsers get it', code: `export * from 'guichet'`, budget: 48 * KB },
  { name: 'guichet/slim and guichet.wasm', code: `export * from 'guichet/slim'`, also: ['page_bg.wasm'] },
  { name: 'guichet.min.js', file: 'guichet.min.js' },
  { name: 'guichet/world, when asked for', code: `export * from 'guichet/world'`, budget: 36 * KB },
  { name: 'rival: libphonenumber-js/min', code: `export { default } from 'libphonenumber-js/min'` },
  { name: 'rival: zod', code: `export { z } from 'zod'` },
]

/** @param {{ code?: string, file?: string, also?: string[] }} row @returns {Promise<Buffer[]>} the files downloaded */
const downloads = async ({ code, file, also = [] }) => {
  const files = [file, ...also].flatMap((name) => (name ? [readFileSync(join(DIST, name))] : []))
  if (!code) return files
  const { build } = await import('esbuild')
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'js', sourcefile: 'entry.js' },
    bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', platform: 'browser', legalComments: 'none',
    splitting: true, outdir: 'out', metafile: true,
  })
  // What is only imported when a function is called is not downloaded at first.
  const needed = new Set()
  const add = (/** @type {string} */ path) => {
    if (needed.has(path)) return
    needed.add(path)
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') add(next)
  }
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) if (entryPoint === 'entry.js' || entryPoint?.endsWith('<stdin>')) add(path)
  const first = outputFiles.filter(({ path }) => needed.has(relative(process.cwd(), path).replaceAll('\\', '/')))
  if (first.length === 0) throw new Failure(`nothing was built for ${code}`)
  return [...first.map(({ contents }) => Buffer.from(contents)), ...files]
}

/** @param {Buffer} bytes */
const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })

/** @param {Buffer[]} files @param {(file: Buffer) => Uint8Array} encode */
const total = (files, encode) => files.reduce((sum, file) => sum + encode(file).length, 0)

/** Prints the table. @returns {Promise<string[]>} a sentence for each entry over its budget */
export const measure = async () => {
  const over = []
  console.log(['', 'raw', 'gzip -9', 'brotli -11', 'budget'].map(cell).join(''))
  for (const row of ROWS) {
    const files = await downloads(row)
    const sizes = [total(files, (file) => file), total(files, (file) => gzipSync(file, { level: 9 })), total(files, brotli)]
    console.log([row.name, ...sizes.map(kilobytes), row.budget ? kilobytes(row.budget) : ''].map(cell).join(''))
    if (row.budget && sizes[2] > row.budget) over.push(`${row.name} is ${kilobytes(sizes[2])} KB, over its budget of ${kilobytes(row.budget)} KB`)
  }
  console.log(`in KB of ${KB} bytes`)
  return over
}

/** @param {number} bytes */
const kilobytes = (bytes) => (bytes / KB).toFixed(1)

/** @param {string} text @param {number} column */
const cell = (text, column) => (column ? text.padStart(12) : text.padEnd(38))

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await command(async () => {
    const over = await measure()
    if (over.length) throw new Failure(over.join('; '))
  })
}
