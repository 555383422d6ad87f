// @ts-check
/** One first verdict, in a process of its own: prints how long it took from before the import, and what it was. */

/** @type {Record<string, () => Promise<unknown>>} */
const CONTESTANTS = {
  nothing: async () => (await import('./nothing.mjs')).answer,
  checkout: async () => {
    const { checkCheckout } = await import('guichet/validate')
    return checkCheckout({ amount: 2501 }).ok
  },
  phone: async () => {
    const { checkPhone } = await import('guichet/validate')
    return checkPhone('12').ok
  },
  rivals: async () => {
    const { z } = await import('zod')
    const { parsePhoneNumberFromString: parse } = await import('libphonenumber-js/max')
    const schema = z.object({ amount: z.number().multipleOf(5), phone: z.string().refine((text) => parse(text)?.isValid()) })
    return schema.safeParse({ amount: 2501, phone: '12' }).success
  },
}

const since = performance.now()
const answer = await CONTESTANTS[process.argv[2]]()
console.log(JSON.stringify({ took: performance.now() - since, answer }))
