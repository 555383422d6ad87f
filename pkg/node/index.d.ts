/**
 * A journal of payouts in a file, for `send(…, { journal })`: each line is on the disk when `append` resolves, so that a killed process
 * resumes where it was. A journal belongs to one list. One process at a time: a file that another writes is refused.
 *
 * @example
 * import { FileJournal } from 'guichet/node'
 * const journal = new FileJournal('payouts-2026-01.jsonl')
 */
export class FileJournal {
  /** The file is made at first use, and open only while it is read or written. A half-written last line is cut off. */
  constructor(path: string | URL)
  /** The file, by its one name: two journals in one place are one. */
  readonly place: string
  /** Resolves when the line is on the disk. */
  append(line: string): Promise<void>
  /** Every whole line, in order. */
  read(): Promise<string[]>
  /** Waits for what is being written. Nothing stays open that would need it. */
  close(): Promise<void>
}
