// @ts-check
/** React Hook Form with the schema of checkout: its own resolver for Standard Schema. */
import { createElement as h } from 'react'
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useForm } from 'react-hook-form'
import { checkoutSchema } from 'guichet/validate'

/** The form holds a part of the request; the server adds the rest. */
const schema = checkoutSchema.with({ lang: 'fr', only: ['amount', 'currency', 'customer_email'] })
export const resolver = standardSchemaResolver(schema)

/** @param {{ onPay: (request: unknown) => void }} props */
export const PaymentForm = ({ onPay }) => {
  const { register, handleSubmit, formState: { errors } } = useForm({ resolver, mode: 'onTouched' })
  return h('form', /** @type {import('react').FormHTMLAttributes<HTMLFormElement>} */ ({ onSubmit: handleSubmit(onPay), noValidate: true }),
    h('label', null, 'Montant', h('input', { ...register('amount'), inputMode: 'numeric', 'aria-describedby': 'amount-error' })),
    h('p', { id: 'amount-error', role: 'alert' }, errors.amount?.message),
    h('input', { type: 'hidden', ...register('currency', { value: 'XOF' }) }),
    h('button', null, 'Payer'))
}
