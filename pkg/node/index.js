// @ts-check
export { FileJournal } from './journal.js'
