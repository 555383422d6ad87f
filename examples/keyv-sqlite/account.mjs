// @ts-check
/** Several servers, one account: tokens and handled notifications are kept where all of them look, here in SQLite through Keyv. */
import KeyvSqlite from '@keyv/sqlite'
import { CinetPay } from 'guichet'
import Keyv from 'keyv'

/** @param {import('guichet').CinetPayOptions} account @param {string} file */
export const sharedAccount = (account, file) => {
  const store = new Keyv({ store: new KeyvSqlite(`sqlite://${file}`), namespace: 'payments' })
  return { cinetpay: new CinetPay({ ...account, store }), close: () => store.disconnect() }
}
