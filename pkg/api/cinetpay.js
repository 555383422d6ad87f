// @ts-check
/** `CinetPay` on servers: everything of an account. */
import { makeAccount } from './account.js'
import { ServersCheckout } from './checkout.js'
import { Notifications } from './notifications.js'
import { Payouts } from './payouts.js'

/** @param {() => any} core */
export const makeCinetPay = (core) =>
  makeAccount(core, (core, host, account) => ({
    checkout: new ServersCheckout(core, host, account),
    transfer: new Payouts(core, host, account, 'transfer'),
    airtime: new Payouts(core, host, account, 'airtime'),
    notifications: new Notifications(core, host, (task, service, length) => {
      if (service === 'transfer' || service === 'airtime') return account.payout_receive(task, service, length)
      return account.receive(task, length)
    }),
  }))
