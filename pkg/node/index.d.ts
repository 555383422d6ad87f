/**
 * A journal of payouts in a file, for `send(…, { journal })`: each line is on the disk when `append` resolves, so that a killed process
 * resumes where it was. One process at a time.
 *
 * @example
 * import { FileJournal } from 'guichet/node'
 * const journal = new FileJournal('payouts-2026-01.jsonl')
 */
export class FileJournal {
  /** The file is opened, or made, at first use. A half-written last line is cut off. */
  constructor(path: string | URL)
  /** Resolves when the line is on the disk. */
  append(line: string): Promise<void>
  /** Every whole line, in order. */
  read(): Promise<string[]>
  /** Waits for what is being written, and lets the file go. */
  close(): Promise<void>
}
