// @ts-check
// Reading and answering small HTTP messages.

/** @typedef {import('node:http').IncomingMessage} Req */
/** @typedef {import('node:http').ServerResponse} Res */

const LARGEST_BODY = 64 * 1024

/** What the sender did wrong, answered with its status. */
export class BadRequest extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @param {Req} req @returns {Promise<string>} */
export async function readBody(req) {
  const chunks = []
  let length = 0
  for await (const chunk of req) {
    length += chunk.length
    if (length > LARGEST_BODY) throw new BadRequest(413, 'the body is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** @param {Req} req @returns {Promise<Record<string, unknown>>} */
export async function readJson(req) {
  if (!req.headers['content-type']?.startsWith('application/json')) {
    throw new BadRequest(415, 'send JSON: content-type application/json')
  }
  const text = await readBody(req)
  try {
    const body = JSON.parse(text)
    if (body && typeof body === 'object' && !Array.isArray(body)) return body
  } catch {
    // Answered below, as is JSON of another kind.
  }
  throw new BadRequest(400, 'the body is not a JSON object')
}

/** @param {Req} req @returns {Promise<URLSearchParams>} */
export async function readForm(req) {
  return new URLSearchParams(await readBody(req))
}

/** @param {Res} res @param {number} status @param {unknown} body */
export function sendJson(res, status, body) {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  res.end(JSON.stringify(body))
}
