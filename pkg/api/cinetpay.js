// @ts-check
/** `CinetPay` on servers: everything of an account. */
import { makeAccount } from './account.js'
import { ServersCheckout } from './checkout.js'
import { GATEWAY, gatewayOf } from './gateway.js'
import { Notifications } from './notifications.js'
import { Payouts } from './payouts.js'

/** @param {() => any} core */
export const makeCinetPay = (core) =>
  makeAccount(core, (core, host, account) => Object.defineProperty({
    checkout: new ServersCheckout(core, host, account),
    transfer: new Payouts(core, host, account, 'transfer'),
    airtime: new Payouts(core, host, account, 'airtime'),
    notifications: new Notifications(core, host, ['checkout', 'transfer', 'airtime'], (task, service, length) => {
      if (service === 'checkout') return account.receive(task, length)
      return account.payout_receive(task, service, length)
    }, (service) => account.receives(service)),
  }, GATEWAY, { value: gatewayOf(core, host, account) }))
