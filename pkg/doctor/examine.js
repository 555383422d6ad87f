// @ts-check
/** Examines services one after another, from the wire up: what is broken below explains what fails above. */
import { checkUrl, GuichetError } from 'guichet'
import { addresses, bareGet, causeOf, connections, isOfCertificate } from './reach.js'

/** @typedef {import('./findings.js').Finding} Finding @typedef {import('./set-up.js').Service} Service */
/** @typedef {(severity: Finding['severity'], code: Finding['code'], params?: Finding['params']) => void} Note */

/** Tokens live five minutes, and a minute of them is kept in reserve. */
const MOST_SKEW_S = 60

/** @param {{ services: Service[], notify_url?: string }} what @param {typeof addresses} [resolve] @returns {Promise<Finding[]>} */
export const examine = async ({ services, notify_url }, resolve = addresses) => {
  /** @type {Finding[]} */
  const findings = []
  const noteOn = (/** @type {string} */ subject) => /** @type {Note} */ ((severity, code, params = {}) => void findings.push({ subject, severity, code, params }))
  for (const service of services) {
    const note = noteOn(service.subject)
    if (await isThere(service.base_url, resolve, note)) await works(service, note)
  }
  if (notify_url) await notified(notify_url, noteOn('notify_url'))
  return findings
}

/** @param {string} address @param {typeof addresses} resolve @param {Note} note */
const isThere = async (address, resolve, note) => {
  let url
  try {
    url = new URL(address)
  } catch {
    note('error', 'dns_failed', { host: 'base_url', cause: 'not an address' })
    return false
  }
  const { hostname: host } = url
  let found
  try {
    found = await resolve(host)
  } catch (error) {
    note('error', 'dns_failed', { host, cause: causeOf(error) })
    return false
  }
  const count = (/** @type {number} */ family) => found.filter((each) => each.family === family).length
  note('ok', 'resolves', { host, v4: count(4), v6: count(6) })
  const tried = await connections(url, found)
  const [through, failed] = [tried.filter(({ cause }) => !cause), tried.filter(({ cause }) => cause)]
  if (through.length === 0) {
    const cause = failed[0]?.cause ?? 'unknown'
    note('error', isOfCertificate(cause) ? 'certificate' : 'unreachable', { host: url.host, cause })
    return false
  }
  note('ok', 'reached', { families: through.map(({ family }) => family).join(', ') })
  for (const { family, cause } of failed) note('warning', 'family_unreachable', { family, other: through[0].family, cause: cause ?? '' })
  await manners(url, note)
  return true
}

/** The service's clock, and whether it takes requests that do not say what sends them. @param {URL} url @param {Note} note */
const manners = async (url, note) => {
  const named = await bareGet(url, { 'user-agent': 'guichet-doctor' })
  const unnamed = await bareGet(url, {})
  if (named && unnamed?.status === 403 && named.status !== 403) note('warning', 'user_agent_needed', { status: unnamed.status })
  const theirs = Date.parse(named?.date ?? '')
  if (Number.isNaN(theirs)) return
  const seconds = Math.round(Math.abs(Date.now() - theirs) / 1000)
  if (seconds > MOST_SKEW_S) note('error', 'clock_skew', { seconds })
  else note('ok', 'clock_right')
}

/** @param {Service} service @param {Note} note */
const works = async ({ key, generation, ask }, note) => {
  if (generation === 'v2' && key.startsWith('sk_')) return note('error', 'wrong_generation')
  try {
    await ask()
    note('ok', 'account_works')
  } catch (error) {
    if (!(error instanceof GuichetError)) throw error
    judge(error, note)
  }
}

/** What the services' codes tell of an account. @type {Record<string, Finding['code']>} */
const CODES = {
  609: 'apikey_refused', 613: 'site_refused', 701: 'password_refused', 703: 'password_refused', 1005: 'password_refused',
  708: 'address_not_listed', 2011: 'address_not_listed',
}

/** @param {GuichetError} error @param {Note} note */
const judge = ({ kind, code = '', httpStatus: status = 0, issues, message, retryable }, note) => {
  const known = CODES[code]
  if (known) return note('error', known, { code, message })
  switch (kind) {
    case 'validation':
      return note('error', 'options_refused', { issues: issues.map((issue) => issue.message).join('; ') })
    case 'auth':
      return note('error', 'key_refused', { code })
    case 'network':
    case 'timeout':
      return note('error', 'no_answer', { kind })
    case 'protocol':
      if (status === 401 || status === 403) return note('error', 'blocked_by_firewall', { status })
      return note('error', status >= 300 && status < 400 ? 'redirected' : 'not_the_service', { status })
    default:
      // The service has looked at the account and speaks of the question, which is about nothing.
      return retryable ? note('error', 'failing', { code, message }) : note('ok', 'account_works')
  }
}

/** @param {string} address @param {Note} note */
const notified = async (address, note) => {
  const checked = checkUrl(address)
  if (!checked.ok) return note('error', 'notify_invalid', { issues: checked.issues.map(({ message }) => message).join('; ') })
  const { host } = new URL(checked.value)
  if (checked.issues.some(({ code }) => code === 'url_not_public')) note('error', 'notify_not_public', { host })
  try {
    const { status } = await fetch(checked.value, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    if (status >= 200 && status < 300) note('ok', 'notify_works')
    else note('error', 'notify_refuses', { status })
  } catch (error) {
    note('error', 'notify_unreachable', { cause: causeOf(error) })
  }
}
