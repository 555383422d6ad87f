// @ts-check
/** `npx guichet doctor`: why a real account does not work. */
import { examine } from '../doctor/examine.js'
import { sentenceOf } from '../doctor/findings.js'
import { setUp } from '../doctor/set-up.js'
import { Refusal, optionsOf, say } from './terminal.js'

export const HELP = `guichet doctor [options]      says why an account does not work; sends no money, opens no payment, prints no secret

  --notify-url URL            where your notifications should arrive
  --lang fr|en                language of what is said (default: en)
  --json                      findings as JSON

  Reads accounts from the environment; each service that has a key is examined:
    CINETPAY_APIKEY, CINETPAY_SITE_ID, CINETPAY_PASSWORD, CINETPAY_BASE_URL, CINETPAY_CLIENT_BASE_URL
    EASYTRANSFERT_API_KEY, EASYTRANSFERT_BASE_URL
  From a file: node --env-file=.env node_modules/.bin/guichet doctor
`

const OPTIONS = /** @type {const} */ ({
  'notify-url': { type: 'string' },
  lang: { type: 'string', default: 'en' },
  json: { type: 'boolean' },
})

const MARKS = { ok: '✓', warning: '!', error: '✗' }

/** @param {string[]} args */
export const run = async (args) => {
  const { lang, json, 'notify-url': notify_url } = optionsOf(OPTIONS, args)
  if (lang !== 'fr' && lang !== 'en') throw new Refusal('--lang must be fr or en')
  const services = setUp(process.env, lang)
  if (services.length === 0 && !notify_url) throw new Refusal('no account to examine: set CINETPAY_APIKEY and CINETPAY_SITE_ID, or EASYTRANSFERT_API_KEY, or give --notify-url')
  const findings = (await examine({ services, notify_url })).map((finding) => ({ ...finding, message: sentenceOf(finding, lang) }))
  if (json) say(JSON.stringify(findings, null, 2))
  else report(findings)
  process.exitCode = findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

/** @param {(import('../doctor/findings.js').Finding & { message: string })[]} findings */
const report = (findings) => {
  let part = ''
  for (const { subject, severity, message } of findings) {
    if (subject !== part) say(`${part ? '\n' : ''}${subject}`)
    part = subject
    say(`  ${MARKS[severity]} ${message}`)
  }
}
