/** What every consumer does with the package, wherever it runs; the answers are plain data that tests compare. */

const SAMPLE = {
  transaction_id: 'REFID12354',
  amount: 2500,
  currency: 'XOF',
  description: 'TRANSACTION DESCRIPTION',
  return_url: 'https://www.exemple.com/return',
  notify_url: 'https://www.exemple.com/notify',
  channels: 'MOBILE_MONEY',
}

export const validate = ({ checkAmount, checkCheckout }) => ({
  amount: checkAmount(2501, { currency: 'XOF' }).issues.map((issue) => issue.code),
  french: checkAmount(2501, { currency: 'XOF', lang: 'fr' }).issues[0].message,
  issues: checkCheckout({ ...SAMPLE, amount: 2501, currency: 'EUR', transaction_id: 'A/1', customer_country: 'XX' }).issues.map(
    (issue) => [issue.path, issue.code],
  ),
  sample: checkCheckout(SAMPLE).ok,
})

/** A number of a country that is not at home, before and after its plan is there. */
export const call = async ({ loadWorldPlan, parsePhone }) => {
  const before = parsePhone('+1 201 555 0123').status
  await loadWorldPlan()
  const { status, country, national } = parsePhone('+1 201 555 0123')
  return { before, status, country, national, home: parsePhone('0707123456', { country: 'CI' }).e164 }
}

export const pay = async ({ CinetPay, GuichetError, Sandbox }) => {
  let notified = false
  const sandbox = new Sandbox({
    deliver: async () => {
      notified = true
      return new Response('ok')
    },
  })
  try {
    const { checkout } = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', fetch: sandbox.fetch })
    const { code, transaction_id } = await checkout.create(SAMPLE)
    const before = await checkout.check(transaction_id)
    await sandbox.fetch(`https://sandbox.invalid/_sandbox/payments/${transaction_id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"action":"accept"}',
    })
    await sandbox.idle()
    const after = await checkout.check(transaction_id)

    const wrong = 'wrongsecretkey0123456789'
    const refusal = await new CinetPay({ apikey: wrong, site_id: '445160', fetch: sandbox.fetch }).checkout.create(SAMPLE).catch((error) => error)
    return {
      created: code,
      before: before.state,
      after: after.state,
      notified,
      refused: {
        kind: refusal.kind,
        code: refusal.code,
        isGuichetError: refusal instanceof GuichetError,
        tellsTheKey: [String(refusal), refusal.stack, JSON.stringify(refusal)].some((text) => text.includes(wrong)),
      },
    }
  } finally {
    await sandbox.close()
  }
}

/** What servers alone do. */
export const payOut = async ({ Aurore, CinetPay, EasyTransfert, Sandbox, createCheckout, findCheckout }) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  try {
    const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', password: 'the-password', secret_key: 'a-key', notify_url: 'https://shop.example/n', fetch: sandbox.fetch })
    const person = { prefix: '225', amount: 500, name: 'A', surname: 'B' }
    const paid = await cinetpay.transfer.send([{ ...person, phone: '0720010001' }, { ...person, phone: '0700000804' }], { addContacts: true })
    const client = new EasyTransfert({ api_key: 'XXXXXXXXXXXXXXXX', ipn_url: 'https://shop.example/ipn', base_url: 'https://sandbox.invalid/easytransfert', fetch: sandbox.fetch })
    const { transaction_id } = await client.airtime({ amount: 5000, destination: '0503444777', service_id: 25 })
    await sandbox.fetch('https://sandbox.invalid/_sandbox/clock', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"advance_ms":60000}' })
    const confirmed = sandbox.state().easytransfert.find((transfert) => transfert.transaction_id === transaction_id)
    const gateway = new Aurore({
      api_key: 'sk_test_0123456789', api_password: 'the-password', notify_url: 'https://shop.example/n', success_url: 'https://shop.example/s', failed_url: 'https://shop.example/f', fetch: sandbox.fetch,
    })
    const made = await gateway.transfer.create({ currency: 'XOF', amount: 5000, phone_number: '+2250707000001', payment_method: 'OM_CI', reason: 'Salary' })
    const customer = { firstName: 'Awa', lastName: 'Kone', email: 'awa@exemple.ci' }
    const { url } = await createCheckout({ gateway, order: { reference: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1', customer } })
    const { generation, state } = await findCheckout({ gateway, reference: 'ORDER-1', asked: { amount: 2500, currency: 'XOF' } })
    return {
      aurore: [made.state, new URL(url).origin, generation, state],
      paid: paid.map(({ outcome }) => outcome),
      codes: paid.map(({ code }) => code),
      topped: confirmed.state,
      verified: cinetpay.checkout.verify('cpm_trans_id=1', '00'),
    }
  } finally {
    await sandbox.close()
  }
}

/** What a page says to who asks it for a server's work. */
export const refuseInPage = ({ Aurore, CinetPay, EasyTransfert, GuichetError, createCheckout, findCheckout, handleNotification }) => {
  const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', lang: 'fr' })
  const asks = [
    () => new Aurore({ api_key: 'sk_test_XXXXXXXX', api_password: 'XXXXXXXX' }), () => new EasyTransfert({ api_key: 'XXXXXXXX' }),
    () => cinetpay.transfer.balance(), () => cinetpay.notifications, () => handleNotification(cinetpay, {}),
    () => createCheckout({ gateway: cinetpay, order: {} }), () => findCheckout({ gateway: cinetpay, reference: 'A' }),
  ]
  return asks.map((ask) => {
    try {
      ask()
      return 'nothing was thrown'
    } catch (error) {
      return error instanceof GuichetError ? error.message.split(/ (?:works|ne marche)/)[0] : String(error)
    }
  })
}
