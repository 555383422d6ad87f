// @ts-check
/** Examines services one after another, from the wire up: what is broken below explains what fails above. */
import { checkUrl, GuichetError } from 'guichet'
import { addressIn, addresses, bareGet, causeOf, connections, isOfCertificate } from './reach.js'

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
    if (isOfOtherGeneration(service, note)) continue
    const tried = service.base_url === undefined ? [] : await reached(service.base_url, resolve, note)
    if (tried) await works(service, note, tried)
  }
  if (notify_url) await notified(notify_url, noteOn('notify_url'))
  return findings
}

/** Keys of the new generation begin with `sk_`, those of the old never. @param {Service} service @param {Note} note */
const isOfOtherGeneration = ({ key, generation }, note) => {
  const isNew = key.startsWith('sk_')
  if (!key || generation === 'easytransfert' || isNew === (generation === 'aurore')) return false
  note('error', isNew ? 'wrong_generation' : 'old_generation')
  return true
}

/** The connections that got through; none at all is said. @param {string} address @param {typeof addresses} resolve @param {Note} note */
const reached = async (address, resolve, note) => {
  let url
  try {
    url = new URL(address)
  } catch {
    note('error', 'dns_failed', { host: 'base_url', cause: 'not an address' })
    return undefined
  }
  const { hostname: host } = url
  let found
  try {
    found = await resolve(host)
  } catch (error) {
    note('error', 'dns_failed', { host, cause: causeOf(error) })
    return undefined
  }
  const count = (/** @type {number} */ family) => found.filter((each) => each.family === family).length
  note('ok', 'resolves', { host, v4: count(4), v6: count(6) })
  const tried = await connections(url, found)
  const [through, failed] = [tried.filter(({ cause }) => !cause), tried.filter(({ cause }) => cause)]
  if (through.length === 0) {
    const cause = failed[0]?.cause ?? 'unknown'
    note('error', isOfCertificate(cause) ? 'certificate' : 'unreachable', { host: url.host, cause })
    return undefined
  }
  note('ok', 'reached', { families: through.map(({ family }) => family).join(', ') })
  for (const { family, cause } of failed) note('warning', 'family_unreachable', { family, other: through[0].family, cause: cause ?? '' })
  await manners(url, note)
  return through
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

/** @typedef {import('./reach.js').Tried} Tried */

/** @param {Service} service @param {Note} note @param {Tried[]} tried */
const works = async ({ key, base_url = '', generation, ask }, note, tried) => {
  try {
    await ask()
    if (key.startsWith('sk_live_') && isOfThisMachine(base_url)) note('warning', 'live_key_here', { host: new URL(base_url).host })
    note('ok', 'account_works')
  } catch (error) {
    if (!(error instanceof GuichetError)) throw error
    judge(error, generation, note, tried)
  }
}

/** @param {string} address */
const isOfThisMachine = (address) => {
  const checked = checkUrl(address)
  return checked.ok && checked.issues.some(({ code }) => code === 'url_not_public')
}

/** What the services' codes tell of an account. @type {Record<string, Finding['code']>} */
const CODES = {
  609: 'apikey_refused', 613: 'site_refused', 701: 'password_refused', 703: 'password_refused', 1005: 'credentials_refused',
  705: 'token_refused', 706: 'token_refused', 1002: 'token_refused', 1003: 'token_refused',
  708: 'address_not_listed', 2011: 'address_not_listed',
}

/** @param {GuichetError} error @param {Service['generation']} generation @param {Note} note @param {Tried[]} tried */
const judge = ({ kind, code = '', httpStatus: status = 0, issues, message, retryable }, generation, note, tried) => {
  const known = CODES[code]
  if (known === 'address_not_listed') return notListed(code, message, note, tried)
  if (known) return note('error', known, { code, message })
  switch (kind) {
    case 'validation':
      if (issues.some(({ code }) => code === 'keys_mixed')) return note('error', 'wrong_environment', { expected: String(issues[0].params.expected) })
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

/** Which address the service saw: by its own word, else those that this machine leaves from. @param {string} code @param {string} message @param {Note} note @param {Tried[]} tried */
const notListed = (code, message, note, tried) => {
  const address = addressIn(message)
  if (address) note('error', 'address_seen_not_listed', { code, address })
  else note('error', 'address_not_listed', { code, local: tried.map(({ family, from }) => `${family} ${from}`).join(', '), message })
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
