// @ts-check
/**
 * Several servers, one account: tokens and handled notifications are kept where all of them look. Here in a file of SQLite's, through Keyv, for
 * the processes of one machine; `new Keyv(new KeyvRedis('redis://…'))`, or Keyv's adapter for Postgres, serves many machines.
 */
import { CinetPay } from 'guichet'
import Keyv from 'keyv'
import Database from 'libsql'

/** @param {import('guichet').CinetPayOptions} account @param {string} file */
export const sharedAccount = (account, file) => {
  const database = new Database(file)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL)')
  const find = database.prepare('SELECT value FROM kept WHERE key = ?')
  const keep = database.prepare('INSERT INTO kept VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const forget = database.prepare('DELETE FROM kept WHERE key = ?')
  const store = new Keyv({
    namespace: 'payments',
    store: {
      get: (/** @type {string} */ key) => /** @type {any} */ (find.get(key))?.value,
      set: (/** @type {string} */ key, /** @type {string} */ value) => keep.run(key, value),
      delete: (/** @type {string} */ key) => forget.run(key).changes > 0,
      clear: () => database.exec('DELETE FROM kept'),
    },
  })
  return { cinetpay: new CinetPay({ ...account, store }), close: () => database.close() }
}
