import {
  Aurore, CinetPay, EasyTransfert, GuichetError, Seamless, createCheckout, findCheckout, handleNotification, checkAmount, checkCheckout, init, loadWorldPlan, parsePhone, type CheckoutRequest, type Gateway, type Issue, type ItemResult, type PhoneNumber, type SeamlessOutcome,
} from 'guichet'
import { init as load, parsePhone as parseInSlim } from 'guichet/slim'
import { bindForm } from 'guichet/form'
import { checkCheckout as checkInForm, checkTransferSend, checkoutSchema } from 'guichet/validate'
import { Sandbox } from 'guichet/sandbox'
import { FileJournal } from 'guichet/node'
import { listen, nodeHandler } from 'guichet/sandbox/http'

export const request: CheckoutRequest = {
  transaction_id: 'REFID12354',
  amount: 2500,
  currency: 'XOF',
  description: 'TRANSACTION DESCRIPTION',
  notify_url: 'https://www.exemple.com/notify',
  return_url: 'https://www.exemple.com/return',
  channels: 'ALL',
}

export const messages = (value: unknown): string[] => {
  const checked = checkAmount(value, { currency: 'XOF', lang: 'fr' })
  if (checked.ok) {
    const amount: number = checked.value
    return [String(amount)]
  }
  // @ts-expect-error a value exists only when everything is right
  void checked.value
  const issues: Issue[] = checked.issues
  return issues.map((issue) => issue.message)
}

// @ts-expect-error messages are in French or English
checkAmount(1, { lang: 'de' })
checkInForm({}, { only: ['amount', 'currency'] })
// @ts-expect-error fields are listed
checkInForm({}, { only: 'amount' })
const whole = checkoutSchema['~standard'].validate({})
if (!whole.issues) void (whole.value.amount satisfies number)
export const live = (form: HTMLFormElement) => {
  bindForm(form, { onSubmit: ({ amount, customer_email }) => void [amount satisfies number | undefined, customer_email satisfies string | undefined] })
  const bound = bindForm(form, { check: checkTransferSend, lang: 'fr', onSubmit: ({ phone }) => void (phone satisfies string | undefined) })
  bindForm(form, { onCheck: (checked, event) => void [checked.ok && (checked.value.amount satisfies number | undefined), event?.type, checked.issues[0]?.path] })
  bound.setLang('en')
  const checked = bound.check()
  bound.destroy()
  return checked.ok
}
// @ts-expect-error an account has an apikey
export const noKey = () => new CinetPay({ site_id: '1' })

export const pay = async () => {
  await init()
  await load(new URL('https://www.exemple.com/guichet.wasm'))
  const sandbox = new Sandbox()
  const { url, close } = await listen(sandbox, { port: 0 })
  void nodeHandler(sandbox)
  const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', base_url: url })
  try {
    const created = await cinetpay.checkout.create(request, { timeout: 1000 })
    const address: string = created.data.payment_url
    const { state } = await cinetpay.checkout.check(created.transaction_id)
    // @ts-expect-error a payment is never paid: it is accepted
    if (state === 'paid') return undefined
    return address
  } catch (error) {
    return error instanceof GuichetError ? error.kind : undefined
  } finally {
    await close()
    void checkCheckout(request)
  }
}

export const phone = async (typed: string): Promise<string | undefined> => {
  const { status, reason, e164, operator }: PhoneNumber = parsePhone(typed, { country: 'CI' })
  if (status === 'unknown_plan') await loadWorldPlan()
  // @ts-expect-error a status is one of four
  if (status === 'fine') return undefined
  const words: string[] = operator?.words ?? []
  return reason === 'old_format' ? parseInSlim(typed).suggestion : e164 ?? words[0]
}

export const payOut = async (): Promise<ItemResult[]> => {
  const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', password: 'p', notify_url: 'https://shop.example/notify' })
  const run = cinetpay.transfer.send([{ prefix: '225', phone: '0707123456', amount: 500 }], { journal: new FileJournal('list.jsonl') })
  for await (const { outcome } of run) {
    // @ts-expect-error an outcome is one of four
    if (outcome === 'paid') break
  }
  const { successful } = await new EasyTransfert({ api_key: 'k' }).waitFor('EFB.1')
  handleNotification(cinetpay, { transfer: ({ paid, payout }) => paid && payout?.amount }, { service: 'transfer' })
  return successful ? run : []
}

/** Whoever would not be heard of is not set up. */
export const heardOf = (cinetpay: CinetPay, easytransfert: EasyTransfert, aurore: Aurore) => {
  void cinetpay.checkout.confirm('', { amount: 2500n, currency: 'XOF' })
  void cinetpay.transfer.confirm('', { amount: 500n, receiver: '+2250707123456' })
  void easytransfert.confirm('', { amount: 500n, destination: '0503444777' })
  void aurore.notifications.confirm('', null)
  const all = { asked: () => ({ amount: 2500n, currency: 'XOF' }), checkout: () => 1, transfer: () => 2, airtime: () => 3 }
  handleNotification(cinetpay, all)
  handleNotification(cinetpay, all, { service: 'airtime' })
  handleNotification(easytransfert, { easytransfert: ({ state }) => state })
  handleNotification(aurore, { payment: ({ paid }) => paid })
  // @ts-expect-error there is no such handler
  handleNotification(cinetpay, { chekout: () => 1 })
  // @ts-expect-error nothing is handled
  handleNotification(cinetpay, {})
  // @ts-expect-error EasyTransfert notifies of no checkout
  handleNotification(easytransfert, { checkout: () => 1 })
  // @ts-expect-error Checkout does not notify of transfers
  handleNotification(cinetpay, { transfer: () => 1 })
  // @ts-expect-error nor Aurore of payments at the address of transfers
  handleNotification(aurore, { payment: () => 1 }, { service: 'transfer' })
}

export const eitherGeneration = async (gateway: Gateway): Promise<string | null> => {
  const order = { reference: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1', customer: { firstName: 'Awa' } } as const
  // @ts-expect-error an order has a reference
  void createCheckout({ gateway, order: { amount: 2500, currency: 'XOF', description: 'Order 1' } })
  handleNotification(gateway, { asked: () => null, outcome: ({ paid, generation }) => paid && generation === 'aurore' })
  const { paid, state } = await findCheckout({ gateway, reference: 'ORDER-1', asked: order })
  void findCheckout({ gateway, reference: 1042, asked: { amount: 2500n, currency: 'XOF' } })
  // @ts-expect-error a state is one of four
  if (state === 'paid') return null
  return paid ? null : (await createCheckout({ gateway, order })).url
}

export const severalCountries = async () => {
  // @ts-expect-error one of several accounts names its country
  void new Aurore({ accounts: [{ api_key: 'sk_test_1', api_password: 'p' }] })
  const aurore = new Aurore({ accounts: [{ country: 'CI', api_key: 'sk_test_1', api_password: 'p' }], notify_url: 'https://www.exemple.com/n' })
  handleNotification(aurore, { transfer: ({ paid, transaction }) => paid && transaction?.code }, { service: 'transfer' })
  const { payment_url } = await aurore.payment.create({
    currency: 'XOF', amount: 2500, designation: 'Order 1', client_email: 'awa@exemple.ci', client_first_name: 'Awa', client_last_name: 'Kone', channel: 'PUSH', payment_method: 'WAVE_CI',
  }, { country: 'CI' })
  // @ts-expect-error a transfer has a receiver
  void aurore.transfer.create({ currency: 'XOF', amount: 500, payment_method: 'OM_CI', reason: 'Salary' })
  const found = await aurore.payment.find('ORDER-1')
  // @ts-expect-error the service may leave it null
  const phone: string | undefined = found?.user?.phone_number
  const known: string | null | undefined = found?.user?.phone_number
  return payment_url ?? known ?? phone
}

export const counter = async (seamless: Seamless): Promise<string> => {
  const off = seamless.on('open', ({ presentation }) => void presentation.length)
  const outcome: SeamlessOutcome = await seamless.open({ paymentUrl: async () => "https://checkout.cinetpay.com/payment/0123456789", checkStatus: new URL('https://www.exemple.com/status') })
  off()
  // @ts-expect-error what is not known yet has no response
  if (outcome.state === 'pending') return outcome.response.amount
  if (outcome.state === 'failed') return outcome.error.message
  const resumed = await Seamless.resume()
  return outcome.state === 'accepted' && outcome.confirmed ? outcome.response.operator_id : resumed?.state ?? ''
}
