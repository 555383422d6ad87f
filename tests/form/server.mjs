// @ts-check
/** A shop's page with a form of its own, under a policy that forbids inline styles and scripts. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join, normalize } from 'node:path'
import { ROOT } from '../../scripts/tools.mjs'

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; form-action 'self'; base-uri 'none'"

/** What a shop writes: documented names, its own labels, hints, and fields that are no business of ours. @param {'en' | 'fr'} lang */
const html = (lang) => {
  const say = (/** @type {string} */ en, /** @type {string} */ fr) => (lang === 'fr' ? fr : en)
  return `<!doctype html>
<html lang="${lang}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('Payment', 'Paiement')}</title>
<link rel="stylesheet" href="/page.css">
<main><h1>${say('Pay your order', 'Payez votre commande')}</h1>
<form id="pay" method="post" action="/paid">
  <input type="hidden" name="csrf" value="t0ken">
  <input type="hidden" name="currency" value="XOF">
  <label for="amount">${say('Amount', 'Montant')} *</label>
  <input id="amount" name="amount" aria-describedby="amount-hint" required>
  <small id="amount-hint">${say('In CFA francs', 'En francs CFA')}</small>
  <label><span aria-hidden="true">☎</span> ${say('Phone', 'Téléphone')} <input name="customer_phone_number" type="tel" autocomplete="tel"></label>
  <label>${say('E-mail', 'E-mail')} <input name="customer_email" type="email" autocomplete="email"></label>
  <label>${say('Country', 'Pays')} <select name="customer_country"></select></label>
  <label>${say('State', 'État ou province')} <select name="customer_state"></select></label>
  <label>${say('Note for us', 'Note pour nous')} <input name="note"></label>
  <button>${say('Pay', 'Payer')}</button>
</form>
<p id="result" role="status"></p></main>
<script type="module" src="/page.js"></script>
</html>`
}

const CSS = `:root { color-scheme: light dark; font: 1rem/1.4 system-ui, sans-serif; background: Canvas; color: CanvasText; }
body { margin: 1rem; } h1 { font-size: 1.3rem; }
form { display: grid; gap: .4rem; max-width: 24rem; }
label:not([hidden]) { display: grid; margin-top: .5rem; }
input, select, button { font: inherit; padding: .5rem; min-height: 2.75rem; box-sizing: border-box; width: 100%; }
[aria-invalid=true] { outline: 2px solid light-dark(#b00020, #ff8a95); }
[data-guichet-issue] { margin: 0; } [data-guichet-severity=error] { color: light-dark(#b00020, #ff8a95); }
[data-guichet-severity=warning] { color: light-dark(#7a4b00, #ffc46b); }`

const SCRIPT = `import { bindForm } from '/pkg/form.js'
import * as checks from '/pkg/validate.js'
const form = document.getElementById('pay')
window.guichet = { checks, bind: (options = {}) => (window.bound = bindForm(form, options)) }
window.handed = []
window.guichet.bind({ country: 'CI', onSubmit: (request) => window.handed.push(request) })
document.documentElement.dataset.ready = ''`

const FILES = /** @type {Record<string, [string, string]>} */ ({ '/page.css': ['text/css', CSS], '/page.js': ['text/javascript', SCRIPT] })

/** Serves the page and the package as it is in this folder. */
const makeServer = () =>
  createServer(async ({ url = '/', method }, answer) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const send = (/** @type {string} */ type, /** @type {string | Buffer} */ body) =>
      answer.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY }).end(body)
    if (method === 'POST') {
      return send('text/html', '<!doctype html><html lang="en"><title>Paid</title><p>paid')
    }
    if (FILES[pathname]) return send(...FILES[pathname])
    if (pathname === '/') return send('text/html', html(searchParams.get('lang') === 'fr' ? 'fr' : 'en'))
    const file = normalize(join(ROOT, pathname))
    if (!pathname.startsWith('/pkg/') || !file.startsWith(join(ROOT, 'pkg'))) return void answer.writeHead(404).end()
    try {
      send('text/javascript', await readFile(file))
    } catch {
      answer.writeHead(404).end()
    }
  })

/** @returns {Promise<{ url: string, close: () => void }>} */
export const serve = async () => {
  const server = makeServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
