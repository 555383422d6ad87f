// @ts-check
/** TanStack Form takes the schema as it is. Shown with its core, which its bindings for React, Vue, Solid and others share. */
import { FormApi } from '@tanstack/form-core'
import { transferSendSchema } from 'guichet/validate'

/** @param {(value: unknown) => void} onSend */
export const makePayoutForm = (onSend) =>
  new FormApi({
    defaultValues: /** @type {import('guichet/validate').TransferSendRequest} */ ({ prefix: '225', phone: '', amount: '', notify_url: 'https://shop.example/notify' }),
    validators: { onSubmit: transferSendSchema.with({ lang: 'fr' }) },
    // TanStack hands over what was typed; the schema normalises it.
    onSubmit: ({ value }) => {
      const checked = transferSendSchema['~standard'].validate(value)
      if (!checked.issues) onSend(checked.value)
    },
  })
