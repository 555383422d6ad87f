// @ts-check
/** `npx guichet sandbox`: the sandbox on a port of this machine. */
import { Sandbox } from 'guichet/sandbox'
import { listen } from '../sandbox/http.js'
import { Refusal, optionsOf, say, sentence } from './terminal.js'

export const HELP = `guichet sandbox [options]     CinetPay and EasyTransfert simulated over HTTP; no account, no money

  --port 4010                 port to listen on; 0 takes a free one
  --host 127.0.0.1            address to listen on; 0.0.0.0 lets other machines in
  --lang fr|en                language of the counter where the payment names none
  --secret-key KEY            what notifications are signed with (default: sandbox-secret-key)
  --account APIKEY:SITE_ID[:CURRENCY[:SECRET_KEY]]
                              an account; repeat it for more; without any, every plausible one exists
  --origin URL                where customers reach the counter, when behind a proxy
  --seed NUMBER               tokens and identifiers follow from it (default: 0)
  --rate-limit NUMBER         requests a minute before 429 (default: none)
  --balance NUMBER            what each account has at each service, in XOF (default: 10000000)
  --confirm-by-mail           payouts wait until they are confirmed
  --trusted-ip ADDRESS        an address whose payouts need no confirmation; repeat it for more
  --strict-numbers            numbers from before a renumbering are refused
`

const OPTIONS = /** @type {const} */ ({
  port: { type: 'string', default: '4010' },
  host: { type: 'string', default: '127.0.0.1' },
  lang: { type: 'string' },
  'secret-key': { type: 'string' },
  account: { type: 'string', multiple: true },
  origin: { type: 'string' },
  seed: { type: 'string' },
  'rate-limit': { type: 'string' },
  balance: { type: 'string' },
  'confirm-by-mail': { type: 'boolean' },
  'trusted-ip': { type: 'string', multiple: true },
  'strict-numbers': { type: 'boolean' },
})

/** @typedef {ReturnType<typeof optionsOf<typeof OPTIONS>>} Values */

/** @param {string[]} args */
export const run = async (args) => {
  const values = optionsOf(OPTIONS, args)
  const sandbox = make(values)
  const { url, close } = await serve(sandbox, values)
  const key = values['secret-key'] ? 'the key that you gave' : 'sandbox-secret-key'
  say(`guichet sandbox on ${url}

  inspector   ${url}: everything in the sandbox, and all that it answers
  payments    POST ${url}/v2/payment, then POST ${url}/v2/payment/check
  payouts     POST ${url}/v1/auth/login, then ${url}/v1/transfer/… and /v1/airtime/…
  transferts  POST ${url}/easytransfert/airtime, then POST ${url}/easytransfert/status
  control     POST ${url}/_sandbox/payments/{transaction_id} {"action":"accept"} and the like
  x-token     signed with ${key}
  accounts    ${values.account ? `${values.account.length} declared` : 'any apikey and site_id of a plausible shape'}

Ctrl-C stops it.`)
  const stop = async () => {
    await Promise.all([close(), sandbox.close()])
    process.exit(0)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** @param {Values} values */
const make = (values) => {
  const options = {
    lang: /** @type {'fr' | 'en' | undefined} */ (values.lang),
    secret_key: values['secret-key'],
    origin: values.origin,
    accounts: values.account?.map(account),
    seed: whole('--seed', values.seed, Number.MAX_SAFE_INTEGER),
    rate_limit_per_minute: whole('--rate-limit', values['rate-limit'], 2 ** 32 - 1),
    balance: whole('--balance', values.balance, Number.MAX_SAFE_INTEGER),
    confirm_by_mail: values['confirm-by-mail'],
    trusted_ips: values['trusted-ip'],
    strict_numbers: values['strict-numbers'],
  }
  try {
    return new Sandbox(options)
  } catch (error) {
    throw new Refusal(sentence(error))
  }
}

/** @param {Sandbox} sandbox @param {Values} values */
const serve = async (sandbox, values) => {
  const port = whole('--port', values.port, 65_535)
  try {
    return await listen(sandbox, { port, host: values.host })
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code
    if (code === 'EADDRINUSE') throw new Refusal(`port ${port} is taken; choose another with --port, or --port 0 for a free one`)
    if (code === 'EACCES') throw new Refusal(`port ${port} may not be used; choose one above 1023 with --port`)
    throw new Refusal(`cannot listen on ${values.host}:${port}: ${sentence(error)}`)
  }
}

/** A secret key may hold colons: it is the last part. @param {string} text */
const account = (text) => {
  const [apikey, site_id, currency, ...secret] = text.split(':')
  if (!apikey || !site_id) throw new Refusal('--account must be APIKEY:SITE_ID[:CURRENCY[:SECRET_KEY]]')
  return {
    apikey,
    site_id,
    currency: /** @type {'XOF' | undefined} */ (currency || undefined),
    secret_key: secret.length > 0 ? secret.join(':') : undefined,
  }
}

/** @param {string} name @param {string | undefined} text @param {number} most */
const whole = (name, text, most) => {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > most) throw new Refusal(`${name} must be a whole number from 0 to ${most}`)
  return number
}
