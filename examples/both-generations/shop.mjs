// @ts-check
/** A shop that takes payments through either generation of CinetPay: nothing in it knows which. */
import { GuichetError, createCheckout, findCheckout, handleNotification } from 'guichet'

/** @typedef {{ amount: number, currency: 'XOF' | 'XAF', customer: import('guichet').Order['customer'], delivered: number }} Bought */

/**
 * @param {import('guichet').Gateway} gateway `new CinetPay({ … })` or `new Aurore({ … })`
 * @param {Map<string, Bought>} orders your database
 * @returns {(request: Request) => Promise<Response>}
 */
export const shop = (gateway, orders) => {
  const receive = handleNotification(gateway, {
    asked: (reference) => orders.get(reference),
    outcome: ({ reference, paid }) => {
      const order = orders.get(reference)
      if (order && paid) order.delivered++
    },
  })

  return async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname === '/notify') return receive(request)
    const [, reference, act] = /^\/orders\/([^/]+)(\/pay)?$/.exec(pathname) ?? []
    const bought = orders.get(reference)
    if (!bought) return new Response('', { status: 404 })
    const { amount, currency, customer } = bought
    try {
      if (act) {
        const order = { reference, amount, currency, customer, description: `Order ${reference}` }
        const { url } = await createCheckout({ gateway, order })
        return new Response('', { status: 303, headers: { location: url ?? '/' } })
      }
      const { paid, state } = await findCheckout({ gateway, reference, asked: { amount, currency } })
      return Response.json({ paid, state })
    } catch (error) {
      if (!(error instanceof GuichetError)) throw error
      return new Response(error.message, { status: error.retryable ? 503 : 502 })
    }
  }
}
