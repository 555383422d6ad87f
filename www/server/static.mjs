// @ts-check
// The page's files and the package's, with their types and a strict content security policy.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @typedef {import('./http.mjs').Req} Req */
/** @typedef {import('./http.mjs').Res} Res */

const WWW = new URL('../', import.meta.url)
const PACKAGE = new URL('../../pkg/', import.meta.url)

const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
})

/** What a path of the page may be: plain names, no dot files, no way up. */
const PLAIN = /^(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)*$/

/**
 * Serves `/`, the page's files, and the package under `/guichet/`.
 * @param {Req} req @param {Res} res
 * @returns {Promise<boolean>} Whether the path is one of these, and is answered.
 */
export async function serveFile(req, res) {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false
  const path = new URL(req.url ?? '/', 'http://shop').pathname.slice(1)
  if (path === '') {
    await servePage(req, res, 'index.html')
    return true
  }
  const file = fileOf(path)
  const body = file && (await readFile(file).catch(() => undefined))
  if (!file || !body) return false
  send(req, res, TYPES[extname(fileURLToPath(file))] ?? '', body)
  return true
}

/** @param {string} path @returns {URL | undefined} */
function fileOf(path) {
  if (path === 'favicon.ico') return new URL('favicon.svg', WWW)
  if (!PLAIN.test(path) || !TYPES[extname(path)]) return undefined
  if (path.startsWith('guichet/')) return new URL(path.slice('guichet/'.length), PACKAGE)
  return path.startsWith('page/') || !path.includes('/') ? new URL(path, WWW) : undefined
}

/**
 * @param {Req} req @param {Res} res @param {string} name A file of www.
 * @param {string} [services] The origin of the services, for a page that calls them and frames their counter.
 */
export async function servePage(req, res, name, services) {
  const html = (await readFile(new URL(name, WWW), 'utf8')).replaceAll('{services}', services ?? '')
  send(req, res, 'text/html; charset=utf-8', Buffer.from(html), { 'content-security-policy': policy(html, services) })
}

/** @param {Req} req @param {Res} res @param {string} type @param {Buffer} body @param {Record<string, string>} [headers] */
function send(req, res, type, body, headers = {}) {
  res.writeHead(200, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    ...headers,
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}

/**
 * Scripts of this origin alone. An import map can only be inline, so it is allowed by its hash; WebAssembly by its own word.
 * @param {string} html @param {string} [services]
 */
function policy(html, services) {
  const inline = [...html.matchAll(/<script type="importmap">([^]*?)<\/script>/g)].map(
    ([, text]) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`,
  )
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...inline].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // The counter sends the customer back into its frame.
    ...(services ? [`connect-src 'self' ${services}`, `frame-src 'self' ${services}`, "frame-ancestors 'self'"] : ["frame-ancestors 'none'"]),
  ].join('; ')
}
