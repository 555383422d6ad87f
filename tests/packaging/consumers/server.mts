/** A server's program: compiled without the types of pages. */
import { Aurore, CinetPay, EasyTransfert, handleNotification } from 'guichet'
import { FileJournal } from 'guichet/node'
import { Sandbox } from 'guichet/sandbox'
import { nodeHandler } from 'guichet/sandbox/http'
import { checkCheckout } from 'guichet/validate'
import { createServer } from 'node:http'

const sandbox = new Sandbox({ deliver: async (url, init) => fetch(url, init) })
const reply: Response = await sandbox.fetch(new Request('http://sandbox.localhost/'), { method: 'GET' })
await sandbox.fetch(new URL('http://sandbox.localhost/'))
await sandbox.fetch(reply.url)
createServer(nodeHandler(sandbox))

const options = { base_url: 'http://sandbox.localhost', fetch: sandbox.fetch }
const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: 445160, secret_key: 's', password: 'p', ...options })
new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: 445160, fetch })
const aurore = new Aurore({ api_key: 'sk_test_1', api_password: 'p', ...options })
export const receive = handleNotification(cinetpay, { asked: async () => null, outcome: ({ paid }) => paid })
export const run = cinetpay.transfer.send([], { journal: new FileJournal('may.jsonl'), signal: AbortSignal.timeout(1) })
export const found = [aurore.payment.find('A'), new EasyTransfert({ api_key: 'k' }).status('A'), checkCheckout(new URLSearchParams())]
