/** What TypeScript infers from the schemas: compiled by the lint, never run. */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { checkoutSchema, easyTransfertSchema, transferSendSchema, type RequestSchema } from 'guichet/validate'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <_ extends true>() => {}

// Each is a schema of the specification as its own types have it.
export const all: StandardSchemaV1[] = [checkoutSchema, easyTransfertSchema, transferSendSchema]

type Checkout = StandardSchemaV1.InferOutput<typeof checkoutSchema>
is<Equal<Checkout['amount'], number>>()
is<Equal<Checkout['transaction_id'], string>>()
is<Equal<Checkout['lock_phone_number'], boolean | undefined>>()
is<Equal<StandardSchemaV1.InferInput<typeof checkoutSchema>['amount'], number | string | bigint>>()
is<Equal<StandardSchemaV1.InferOutput<typeof easyTransfertSchema>['service_id'], number>>()
is<Equal<StandardSchemaV1.InferOutput<typeof transferSendSchema>['phone'], string>>()

const part = checkoutSchema.with({ lang: 'fr', only: ['amount', 'customer_email'] })
is<Equal<keyof StandardSchemaV1.InferOutput<typeof part>, 'amount' | 'customer_email'>>()
const kept = part.with({ strict: true })
is<Equal<keyof StandardSchemaV1.InferOutput<typeof kept>, 'amount' | 'customer_email'>>()

// @ts-expect-error: options are the check's
checkoutSchema.with({ lang: 'de' })

export type Any = RequestSchema<unknown, never>
