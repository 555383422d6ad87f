// @ts-check
/** A journal in a file: what was appended is on the disk when append resolves. */
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

const LINE_FEED = 0x0a
const BLOCK = 64 * 1024

/** @type {typeof import('./index.d.ts').FileJournal} */
export const FileJournal = class FileJournal {
  #path
  /** @type {Promise<import('node:fs/promises').FileHandle> | undefined} */
  #file
  /** @type {{ text: string, done(): void, failed(error: unknown): void }[]} */
  #waiting = []
  /** @type {Promise<void> | undefined} */
  #writing

  /** @param {string | URL} path */
  constructor(path) {
    this.#path = path
  }

  /** @param {string} line @returns {Promise<void>} */
  append(line) {
    if (line.includes('\n')) return Promise.reject(new TypeError('a line of a journal holds no line feed'))
    return new Promise((done, failed) => {
      this.#waiting.push({ text: `${line}\n`, done, failed })
      this.#writing ??= this.#write()
    })
  }

  async read() {
    const file = await this.#opened()
    await this.#writing
    const { size } = await file.stat()
    const bytes = Buffer.alloc(size)
    await file.read(bytes, 0, size, 0)
    return bytes.toString('utf8').split('\n').slice(0, -1)
  }

  async close() {
    await this.#writing
    const file = await this.#file
    this.#file = undefined
    await file?.close()
  }

  /** Whatever waits goes to the disk together: lines that come meanwhile share the next turn of the disk. */
  async #write() {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        const file = await this.#opened()
        await file.appendFile(batch.map(({ text }) => text).join(''))
        await file.datasync()
        for (const { done } of batch) done()
      } catch (error) {
        for (const { failed } of batch) failed(error)
      }
    }
    this.#writing = undefined
  }

  #opened() {
    this.#file ??= this.#open().catch((error) => {
      this.#file = undefined
      throw error
    })
    return this.#file
  }

  /** A last line without its end was being written when the process was killed: nobody was told that it was there, so it goes. */
  async #open() {
    const file = await open(this.#path, 'a+')
    try {
      await file.truncate(await endOfLastLine(file))
      await file.datasync()
      await keepName(this.#path)
      return file
    } catch (error) {
      await file.close()
      throw error
    }
  }
}

/** @param {import('node:fs/promises').FileHandle} file @returns {Promise<number>} */
const endOfLastLine = async (file) => {
  let { size: end } = await file.stat()
  const block = Buffer.alloc(BLOCK)
  while (end > 0) {
    const start = Math.max(0, end - BLOCK)
    await file.read(block, 0, end - start, start)
    const at = block.subarray(0, end - start).lastIndexOf(LINE_FEED)
    if (at >= 0) return start + at + 1
    end = start
  }
  return 0
}

/** A new file's name is on the disk when its folder is. Windows opens no folders, and needs none. @param {string | URL} path */
const keepName = async (path) => {
  if (process.platform === 'win32') return
  const folder = await open(path instanceof URL ? new URL('.', path) : dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
