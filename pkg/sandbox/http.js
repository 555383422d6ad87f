// @ts-check
/** The sandbox over HTTP, by Node's own server. */
import { createServer } from 'node:http'

/** As much as the sandbox takes; it refuses what is longer, so no more is kept. */
const LARGEST_BODY = 1024 * 1024

/** Every path of the sandbox begins with one of these; the first page is `/`. */
const PATHS = ['/v1/', '/v2/', '/payment/', '/checkout/', '/easytransfert/', '/_sandbox/']

/** @type {typeof import('./http.d.ts').servesPath} */
export const servesPath = (pathname) => PATHS.some((start) => `${pathname}/`.startsWith(start))

/** @type {typeof import('./http.d.ts').nodeHandler} */
export const nodeHandler = (sandbox) => async (request, response) => {
  try {
    const body = await read(request)
    const scheme = 'encrypted' in request.socket ? 'https' : 'http'
    const url = `${scheme}://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`
    const { delay_ms, reply } = sandbox.handle({ method: request.method, url, headers: pairs(request), body })
    if (delay_ms > 0) await new Promise((resolve) => setTimeout(resolve, delay_ms))
    if (!reply) {
      request.socket.destroy()
      return
    }
    response.writeHead(reply.status, reply.headers.flat())
    response.end(reply.body)
  } catch {
    // The client went away in the middle of its request.
    request.socket.destroy()
  }
}

/** @type {typeof import('./http.d.ts').listen} */
export const listen = (sandbox, { port = 4010, host = '127.0.0.1' } = {}) =>
  new Promise((resolve, reject) => {
    const server = createServer(nodeHandler(sandbox))
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : port
      const name = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host
      resolve({ url: `http://${name.includes(':') ? `[${name}]` : name}:${bound}`, close: () => close(server) })
    })
  })

/** @param {import('node:http').Server} server @returns {Promise<void>} */
const close = (server) =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** @param {import('node:http').IncomingMessage} request */
const read = async (request) => {
  const chunks = []
  let size = 0
  for await (const chunk of request) {
    // The rest is read and let go, so that the client hears the answer.
    if (size <= LARGEST_BODY) chunks.push(chunk)
    size += chunk.length
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The headers, and where the request comes from: the sandbox trusts some addresses. @param {import('node:http').IncomingMessage} request @returns {[string, string][]} */
const pairs = ({ headers, socket }) =>
  Object.entries({ 'x-forwarded-for': plain(socket.remoteAddress), ...headers }).map(([name, value]) => [name, String(value)])

/** An IPv4 address as people write it, without the prefix of dual-stack sockets. @param {string | undefined} address */
const plain = (address = '') => address.replace(/^::ffff:/, '')
