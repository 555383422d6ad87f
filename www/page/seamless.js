// @ts-check
// A page written for the provider's own script, as seed 003 shows it: the counter opens over the page.

import { byId, setText } from './dom.js'
import { currentLang, t, translateDocument } from './language.js'

translateDocument()
const said = byId('said')
const { CinetPay } = /** @type {any} */ (window)

byId('pay').addEventListener('click', () => {
  setText(said, '')
  CinetPay.setConfig({ apikey: '5f2d9c7e1b8a4c3d9e6f0a12', site_id: '445160', notify_url: `${location.origin}/demo/notify`, mode: 'PRODUCTION' })
  CinetPay.getCheckout({
    transaction_id: `SEAMLESS-${Date.now()}`, amount: 2500, currency: 'XOF', channels: 'MOBILE_MONEY', description: t('exampleDescription'), lang: currentLang(),
  })
  CinetPay.waitResponse((/** @type {{ status: string }} */ { status }) => setText(said, t(status === 'ACCEPTED' ? 'seamlessPaid' : 'seamlessRefused')))
  CinetPay.onError((/** @type {{ description: string }} */ { description }) => setText(said, description))
  CinetPay.onClose(() => said.textContent || setText(said, t('seamlessClosed')))
})
