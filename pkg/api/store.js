// @ts-check
/** The store of a client that is given none: this process's memory, in the shape of Keyv. */

export class MemoryStore {
  /** @type {Map<string, { value: string, until: number }>} */
  #kept = new Map()

  /** @param {string} key */
  async get(key) {
    const entry = this.#kept.get(key)
    if (entry && entry.until > Date.now()) return entry.value
    this.#kept.delete(key)
    return undefined
  }

  /** The oldest go first, and with them what nobody asked for again. @param {string} key @param {string} value @param {number} [ttl] milliseconds */
  async set(key, value, ttl = Infinity) {
    this.#kept.delete(key)
    this.#kept.set(key, { value, until: Date.now() + ttl })
    if (this.#kept.size > MOST) this.#kept.delete(this.#kept.keys().next().value ?? '')
  }

  /** @param {string} key */
  async delete(key) {
    this.#kept.delete(key)
  }
}

const MOST = 100_000
