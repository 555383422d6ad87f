// @ts-check
/** A shop on Express: it opens payments and learns of their outcome. */
import express from 'express'
import { CinetPay, GuichetError, handleNotification } from 'guichet'

/** @typedef {{ amount: number, currency: string, paid: boolean }} Order */

/** @param {import('guichet').CinetPayOptions} account @param {Map<string, Order>} orders your database */
export const shop = (account, orders) => {
  const cinetpay = new CinetPay(account)
  const app = express()

  app.post('/orders/:id/pay', async (request, response) => {
    const { id } = request.params
    const order = orders.get(id)
    if (!order) return void response.status(404).end()
    try {
      const { data } = await cinetpay.checkout.create({ transaction_id: id, amount: order.amount, currency: order.currency, description: `Order ${id}` })
      response.redirect(303, data.payment_url)
    } catch (error) {
      if (!(error instanceof GuichetError)) throw error
      response.status(error.retryable ? 503 : 502).send(error.message)
    }
  })

  const receive = handleNotification(cinetpay, {
    asked: (id) => orders.get(id),
    checkout: ({ transaction_id, paid }) => {
      const order = orders.get(transaction_id)
      if (order && paid) order.paid = true
    },
  })
  app.all('/notify', express.text({ type: () => true }), async (request, response) => {
    const answer = await receive(request)
    response.status(answer.status).send(await answer.text())
  })
  return app
}
