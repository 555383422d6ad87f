// @ts-check
// Puts the page together.

import { init } from 'guichet/validate'
import { DeveloperPanel } from './developer.js'
import { byId } from './dom.js'
import { CheckoutForm } from './form.js'
import { Journal } from './journal.js'
import { choose, translateDocument } from './language.js'
import { StatePanel } from './panel.js'
import { Payment } from './payment.js'

// Optional where engines compile at once; older ones refuse to on a page's main thread.
await init()

translateDocument()
for (const button of document.querySelectorAll('button[data-lang]')) {
  button.addEventListener('click', () => choose(button.getAttribute('data-lang') === 'fr' ? 'fr' : 'en'))
}

let seen = 'idle'

/** On a narrow screen the panel is below the form: it is brought into view when its word changes, and left alone otherwise. @param {string} phase */
function showNews(phase) {
  if (phase !== 'idle' && phase !== seen) byId('payment').scrollIntoView({ block: 'nearest' })
  seen = phase
}

const developer = new DeveloperPanel()
const panel = new StatePanel(() => payment)
const form = new CheckoutForm({
  onJudged: (request, verdict) => developer.judged(request, verdict),
  onPay: (request) => void payment.pay(request),
})
const payment = new Payment({
  journal: new Journal(),
  onChange() {
    form.busy = payment.phase === 'creating'
    developer.sent = payment.order?.request
    panel.show()
    showNews(payment.phase)
  },
})
panel.start()

// A counter of the page's own origin is never framed: this machine's other name is another origin.
if (location.hostname === 'localhost') {
  byId('seamless').setAttribute('href', `${location.protocol}//127.0.0.1:${location.port}/demo/seamless`)
}

const address = new URLSearchParams(location.search)
const transaction_id = address.get('transaction_id')
if (transaction_id) void payment.resume(transaction_id, address.has('returned'))
