// @ts-check
// The shop's own routes, all under /demo/.

import { GuichetError } from 'guichet'
import { BadRequest, readForm, readJson, sendJson } from './http.mjs'
import { servePage } from './static.mjs'

/** @typedef {import('./http.mjs').Req} Req */
/** @typedef {import('./http.mjs').Res} Res */

/**
 * @param {import('./orders.mjs').Orders} orders
 * @param {string} services The origin of the services.
 * @returns {(req: Req, res: Res) => Promise<boolean>} Whether the request was the shop's, and is answered.
 */
export function shopRoutes(orders, services) {
  return async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://shop')
    if (!pathname.startsWith('/demo/')) return false
    try {
      const reading = req.method === 'GET' || req.method === 'HEAD'
      const id = /^\/demo\/orders\/([\w.-]{1,100})$/.exec(pathname)?.[1]
      if (pathname === '/demo/orders' && req.method === 'POST') await create(orders, req, res)
      else if (id && reading) await check(orders, id, res)
      else if (pathname === '/demo/notify' && reading) res.writeHead(200, { 'content-type': 'text/plain' }).end('OK')
      else if (pathname === '/demo/notify' && req.method === 'POST') await notify(orders, req, res)
      else if (pathname === '/demo/seamless' && reading) await servePage(req, res, 'seamless.html', services)
      else if (pathname === '/demo/return' && reading) await servePage(req, res, 'return.html')
      else if (pathname === '/demo/return' && req.method === 'POST') await returnByPost(req, res, searchParams)
      else sendJson(res, 404, { message: 'no such route' })
    } catch (error) {
      if (error instanceof GuichetError) sendJson(res, statusOf(error), { error: publicFields(error) })
      else if (error instanceof BadRequest) sendJson(res, error.status, { message: error.message })
      else throw error
    }
    return true
  }
}

/** @param {import('./orders.mjs').Orders} orders @param {Req} req @param {Res} res */
async function create(orders, req, res) {
  sendJson(res, 201, await orders.create(await readJson(req)))
}

/** @param {import('./orders.mjs').Orders} orders @param {string} id @param {Res} res */
async function check(orders, id, res) {
  if (!orders.has(id)) return sendJson(res, 404, { message: 'no such order' })
  sendJson(res, 200, await orders.check(id))
}

/** The service wants its 200 whatever the shop makes of it; a check that fails now is made again when the page asks. */
/** @param {import('./orders.mjs').Orders} orders @param {Req} req @param {Res} res */
async function notify(orders, req, res) {
  const id = (await readForm(req)).get('cpm_trans_id') ?? ''
  res.writeHead(200, { 'content-type': 'text/plain' }).end('OK')
  if (!orders.has(id)) return
  try {
    await orders.notified(id)
  } catch (error) {
    if (!(error instanceof GuichetError)) throw error
  }
}

/** The service may send the customer back by POST; the page reads its address. */
/** @param {Req} req @param {Res} res @param {URLSearchParams} query */
async function returnByPost(req, res, query) {
  const form = await readForm(req)
  const id = form.get('transaction_id') ?? form.get('cpm_trans_id') ?? query.get('transaction_id') ?? ''
  res.writeHead(303, { location: `/demo/return?${new URLSearchParams({ transaction_id: id })}` }).end()
}

/** @param {GuichetError} error */
function publicFields({ name, kind, code, httpStatus, retryable, issues, message }) {
  return { name, kind, code, httpStatus, retryable, issues, message }
}

/** @param {GuichetError} error */
function statusOf(error) {
  if (error.kind === 'validation') return 422
  return error.kind === 'timeout' ? 504 : 502
}
