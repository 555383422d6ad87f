import type { CheckOptions, Issue } from './validate.js'

/** An issue with its place in the file. */
export interface RowIssue extends Issue {
  /** As spreadsheets count: the header is row 1, empty rows count, and a cell in quotes may hold several lines. */
  row: number
  /** The line of the text that the row begins on, as editors count. */
  line: number
}

/** What a file of payouts holds. */
export interface CheckedPayouts {
  /** Whether there are payouts, none of them has an error, and every column that must be there is, once. */
  ok: boolean
  /** Payouts in the file: rows that are not empty, the header not counted. */
  rows: number
  /** Payouts with an error. */
  wrong: number
  /** How many issues there are; `issues` has the first `limit` of them. */
  total: number
  issues: RowIssue[]
}

/**
 * Checks a file of payouts: CSV with a header of the documented names (`prefix,phone,amount,client_transaction_id,notify_url`, in any order), separated by
 * commas, semicolons or tabs, in UTF-8. A column `operator` names airtime's operator; a contact's columns may stand beside. A million rows take about a
 * second. Without a column `notify_url`, the client's own is meant.
 *
 * @param csv a text, bytes, or parts of either
 * @example
 * const { ok, issues } = checkPayouts(await file.text(), { lang: 'fr' })
 * for (const { line, message } of issues) console.log(`ligne ${line} : ${message}`)
 */
export function checkPayouts(
  csv: string | Uint8Array | Iterable<string | Uint8Array>,
  options?: CheckOptions & {
    /** Default `transfer`. */
    service?: 'transfer' | 'airtime'
    /** How many issues to list; all are counted. Default 10 000. */
    limit?: number
  },
): CheckedPayouts
