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
export const payOut = async ({ CinetPay, EasyTransfert, Sandbox }) => {
  const sandbox = new Sandbox({ deliver: async () => new Response('') })
  try {
    const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', password: 'the-password', secret_key: 'a-key', notify_url: 'https://shop.example/n', fetch: sandbox.fetch })
    const person = { prefix: '225', amount: 500, name: 'A', surname: 'B' }
    const paid = await cinetpay.transfer.send([{ ...person, phone: '0720010001' }, { ...person, phone: '0700000804' }], { addContacts: true })
    const client = new EasyTransfert({ api_key: 'XXXXXXXXXXXXXXXX', ipn_url: 'https://shop.example/ipn', base_url: 'https://sandbox.invalid/easytransfert', fetch: sandbox.fetch })
    const { transaction_id } = await client.airtime({ amount: 5000, destination: '0503444777', service_id: 25 })
    await sandbox.fetch('https://sandbox.invalid/_sandbox/clock', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"advance_ms":60000}' })
    const confirmed = sandbox.state().easytransfert.find((transfert) => transfert.transaction_id === transaction_id)
    return {
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
export const refuseInPage = ({ CinetPay, EasyTransfert, GuichetError, handleNotification }) => {
  const cinetpay = new CinetPay({ apikey: 'XXXXXXXXXXXXXXXX', site_id: '445160', lang: 'fr' })
  const asks = [() => new EasyTransfert({ api_key: 'XXXXXXXX' }), () => cinetpay.transfer.balance(), () => cinetpay.notifications, () => handleNotification(cinetpay, {})]
  return asks.map((ask) => {
    try {
      ask()
      return 'nothing was thrown'
    } catch (error) {
      return error instanceof GuichetError ? error.message.split(/ (?:works|ne marche)/)[0] : String(error)
    }
  })
}
