// @ts-check
// The demo shop and the simulated services on one origin: a Node process that `npm start` runs.

import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { CinetPay } from 'guichet'
import { Sandbox } from 'guichet/sandbox'
import { nodeHandler } from 'guichet/sandbox/http'
import { sendJson } from './server/http.mjs'
import { Orders } from './server/orders.mjs'
import { shopRoutes } from './server/routes.mjs'
import { serveFile } from './server/static.mjs'

/** Any apikey and site_id is an account of the sandbox. A real shop reads its own from its secrets. */
const ACCOUNT = { apikey: '5f2d9c7e1b8a4c3d9e6f0a12', site_id: '445160' }

/**
 * Starts the demo.
 * @param {{ port?: number, host?: string }} [options] Port 0 takes a free one. The host is the address listened on; by default this machine alone.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function start({ port = 4010, host = '127.0.0.1' } = {}) {
  /** @type {(req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse) => void} */
  let handle = (_req, res) => sendJson(res, 503, { message: 'starting' })
  const server = createServer((req, res) => handle(req, res))
  const url = originOf(await listen(server, port, host), host)

  const sandbox = new Sandbox({ origin: url })
  const client = (/** @type {'fr' | 'en'} */ lang) => new CinetPay({ ...ACCOUNT, base_url: url, lang })
  const orders = new Orders({ origin: url, clients: { fr: client('fr'), en: client('en') } })
  const shop = shopRoutes(orders, url)
  const services = nodeHandler(sandbox)

  handle = async (req, res) => {
    try {
      if (await shop(req, res)) return
      if (await serveFile(req, res)) return
      services(req, res)
    } catch (error) {
      console.error(error)
      if (res.headersSent) res.destroy()
      else sendJson(res, 500, { message: 'the demo server failed; its terminal says why' })
    }
  }

  return {
    url,
    async close() {
      await sandbox.close()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<number>} The port listened on.
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      const busy = `port ${port} is busy; stop the program that listens there, or choose another port: PORT=${port + 1} npm start`
      reject(error.code === 'EADDRINUSE' ? new Error(busy) : error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** @param {number} port @param {string} host */
function originOf(port, host) {
  const everywhereOrHere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)
  const name = everywhereOrHere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const { url } = await start({ port: Number(process.env.PORT || 4010), host: process.env.HOST })
    console.log(`guichet demo and sandbox ready on ${url}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
