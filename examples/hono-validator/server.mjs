// @ts-check
/** A Hono server that takes a part of a checkout request as JSON and refuses what the service would. */
import { sValidator } from '@hono/standard-validator'
import { Hono } from 'hono'
import { checkoutSchema } from 'guichet/validate'

const order = checkoutSchema.with({ only: ['amount', 'currency', 'customer_phone_number', 'customer_country'] })

export const app = new Hono().post('/pay', sValidator('json', order), (c) => c.json(c.req.valid('json')))
