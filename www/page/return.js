// @ts-check
// Where the counter sends the customer: tells the shop's page, then gets out of the way. It says nothing about the money.

import { CHANNEL, WINDOW } from './counter.js'
import { byId } from './dom.js'
import { translateDocument } from './language.js'

translateDocument()
const transaction_id = new URLSearchParams(location.search).get('transaction_id') ?? ''
const shop = transaction_id ? `/?${new URLSearchParams({ transaction_id, returned: '' })}` : '/'
byId('back').setAttribute('href', shop)

if (transaction_id) new BroadcastChannel(CHANNEL).postMessage({ returned: transaction_id })

// In a window of its own the counter is over; in the shop's tab the customer goes on to the shop.
if (window.opener && window.name === WINDOW) window.close()
else location.replace(shop)
