// @ts-check
/** A journal in a file: what was appended is on the disk when append resolves. */
import { constants, realpathSync } from 'node:fs'
import { open, truncate } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const LINE_FEED = 0x0a
const BLOCK = 64 * 1024

/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

/** @type {typeof import('./index.d.ts').FileJournal} */
export const FileJournal = class FileJournal {
  #path
  /** How long the file is, as far as this journal has read and written it. Unknown before, and after a failure. @type {number | undefined} */
  #length
  /** @type {{ text: string, done(): void, failed(error: unknown): void }[]} */
  #waiting = []
  /** Who uses the file, one after the other. @type {Promise<unknown>} */
  #turn = Promise.resolve()

  /** @param {string | URL} path */
  constructor(path) {
    this.#path = resolve(path instanceof URL ? fileURLToPath(path) : path)
  }

  get place() {
    return real(this.#path) ?? join(real(dirname(this.#path)) ?? dirname(this.#path), basename(this.#path))
  }

  /** Whatever waits goes to the disk together: lines that come meanwhile share the next turn of the disk. @param {string} line @returns {Promise<void>} */
  append(line) {
    if (line.includes('\n')) return Promise.reject(new TypeError('a line of a journal holds no line feed'))
    return new Promise((done, failed) => {
      this.#waiting.push({ text: `${line}\n`, done, failed })
      if (this.#waiting.length === 1) this.#next(() => this.#write())
    })
  }

  read() {
    return this.#next(() =>
      this.#opened(async (file) => {
        await this.#mend(file)
        return (await file.readFile('utf8')).split('\n').slice(0, -1)
      }))
  }

  async close() {
    await this.#next(async () => void (this.#length = undefined))
  }

  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  #next(act) {
    const done = this.#turn.then(act)
    this.#turn = done.catch(() => {})
    return done
  }

  async #write() {
    const batch = this.#waiting
    this.#waiting = []
    try {
      await this.#opened((file) => this.#add(file, Buffer.from(batch.map(({ text }) => text).join(''))))
      for (const { done } of batch) done()
    } catch (error) {
      // What is there now is seen when the file is opened next: half a line goes before another is written.
      this.#length = undefined
      for (const { failed } of batch) failed(error)
    }
  }

  /** @param {FileHandle} file @param {Buffer} bytes */
  async #add(file, bytes) {
    const length = this.#length ?? (await this.#mend(file))
    await this.#expect(file, length)
    await file.appendFile(bytes)
    await file.datasync()
    await this.#expect(file, length + bytes.length)
    this.#length = length + bytes.length
  }

  /** A file of another length was written by somebody else, who knows nothing of what this one keeps. @param {FileHandle} file @param {number} length */
  async #expect(file, length) {
    const { size } = await file.stat()
    if (size !== length) throw new Error(`${this.#path} was changed by another than this journal`)
  }

  /**
   * Opens the file for as long as it is used: a handle that is kept closes with the journal's end, whenever that is, and Node calls that an
   * error. A file that was there is not made again.
   *
   * @template T @param {(file: FileHandle) => Promise<T>} use @returns {Promise<T>}
   */
  async #opened(use) {
    const file = await open(this.#path, constants.O_RDWR | constants.O_APPEND | (this.#length ? 0 : constants.O_CREAT))
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  }

  /** A last line without its end was being written when the process was killed or the disk was full: nobody was told that it was there, so it goes. @param {FileHandle} file */
  async #mend(file) {
    const { size } = await file.stat()
    const end = await endOfLastLine(file, size)
    if (end < size) {
      await truncate(this.#path, end)
      await file.datasync()
    }
    if (end === 0) await keepName(this.#path)
    return (this.#length = end)
  }
}

/** @param {FileHandle} file @param {number} size @returns {Promise<number>} */
const endOfLastLine = async (file, size) => {
  const block = Buffer.alloc(Math.min(size, BLOCK))
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - BLOCK)
    await file.read(block, 0, end - start, start)
    const at = block.subarray(0, end - start).lastIndexOf(LINE_FEED)
    if (at >= 0) return start + at + 1
    end = start
  }
  return 0
}

/** A new file's name is on the disk when its folder is. Windows opens no folders, and needs none. @param {string} path */
const keepName = async (path) => {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A path by its one name; none where nothing is there. @param {string} path */
const real = (path) => {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
