// @ts-check
/** Payouts on Hono, as it runs on Node, Deno, Bun and Workers: people are paid, and each payout's end is told. */
import { Hono } from 'hono'
import { streamText } from 'hono/streaming'
import { CinetPay, handleNotification } from 'guichet'

/** @typedef {{ prefix: string, phone: string, amount: number, name: string, surname: string, client_transaction_id: string }} Salary */

/** @param {import('guichet').CinetPayOptions} account @param {Map<string, Salary & { status?: string }>} salaries your database */
export const payroll = (account, salaries) => {
  const cinetpay = new CinetPay(account)
  const app = new Hono()

  app.post('/pay', (context) =>
    streamText(context, async (stream) => {
      const run = cinetpay.transfer.send([...salaries.values()], { addContacts: true })
      for await (const { client_transaction_id, outcome, code } of run) await stream.writeln(`${client_transaction_id} ${outcome} ${code ?? ''}`)
    }))

  const receive = handleNotification(cinetpay, {
    asked: (id) => salaries.get(id),
    transfer: ({ transaction_id, paid, final }) => {
      const salary = salaries.get(transaction_id)
      if (salary && final) salary.status = paid ? 'paid' : 'not paid'
    },
  }, { service: 'transfer' })
  app.all('/notify', (context) => receive(context.req.raw))
  return app
}
