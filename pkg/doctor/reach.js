// @ts-check
/** Whether a host is there: its addresses, a connection to one of each family, its certificate, its clock. */
import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'

const PATIENCE = 5_000

/** @typedef {{ family: 'IPv4' | 'IPv6', cause?: string }} Tried */

/** @param {unknown} error */
export const causeOf = (error) => String(/** @type {any} */ (error)?.code ?? /** @type {any} */ (error)?.cause?.code ?? /** @type {any} */ (error)?.name ?? 'unknown')

/** @param {string} host @returns {Promise<{ address: string, family: number }[]>} */
export const addresses = (host) => lookup(host.replace(/^\[|\]$/g, ''), { all: true })

/** One connection to the first address of each family. @param {URL} url @param {{ address: string, family: number }[]} found @returns {Promise<Tried[]>} */
export const connections = (url, found) =>
  Promise.all([4, 6].flatMap((family) => found.filter((each) => each.family === family).slice(0, 1)).map((each) => connection(url, each)))

/** @param {URL} url @param {{ address: string, family: number }} to @returns {Promise<Tried>} */
const connection = ({ protocol, port, hostname }, { address, family }) =>
  new Promise((resolve) => {
    const secure = protocol === 'https:'
    const where = { host: address, port: Number(port) || (secure ? 443 : 80), timeout: PATIENCE }
    const done = (/** @type {string | undefined} */ cause) => {
      socket.destroy()
      resolve({ family: family === 4 ? 'IPv4' : 'IPv6', cause })
    }
    const socket = secure ? connectTls({ ...where, servername: hostname }, () => done(undefined)) : connectTcp(where, () => done(undefined))
    socket.on('timeout', () => done('ETIMEDOUT'))
    socket.on('error', (error) => done(causeOf(error)))
  })

/** A bare GET: no header but those asked for. @param {URL} url @param {Record<string, string>} headers @returns {Promise<{ status: number, date?: string } | undefined>} */
export const bareGet = (url, headers) =>
  new Promise((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, { headers, timeout: PATIENCE }, (reply) => {
      reply.resume()
      resolve({ status: reply.statusCode ?? 0, date: reply.headers.date })
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(undefined))
    request.end()
  })

/** Causes that Node gives when a certificate is not trusted. @param {string | undefined} cause */
export const isOfCertificate = (cause) => /CERT|SIGNATURE|ISSUER|ALTNAME|CHAIN/.test(cause ?? '')
