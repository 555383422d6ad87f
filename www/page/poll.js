// @ts-check
// Asking again and again, less and less often, until told to stop.

const FIRST = 1000
const LONGEST = 10_000
const GROWTH = 1.5

export class Poll {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {Promise<void> | undefined} */
  #asking
  #delay = FIRST
  #running = false
  #ask

  /** @param {() => Promise<void>} ask Must not reject. */
  constructor(ask) {
    this.#ask = ask
  }

  start() {
    this.#running = true
    this.#delay = FIRST
    this.#later()
  }

  stop() {
    this.#running = false
    clearTimeout(this.#timer)
  }

  /** Asks at once; a question under way may be too old to count, so another follows it. */
  async now() {
    await this.#asking
    this.#delay = FIRST
    await this.#once()
  }

  #later() {
    clearTimeout(this.#timer)
    if (!this.#running) return
    this.#timer = setTimeout(() => void this.#once(), this.#delay)
    this.#delay = Math.min(this.#delay * GROWTH, LONGEST)
  }

  async #once() {
    clearTimeout(this.#timer)
    this.#asking = this.#ask()
    await this.#asking
    this.#later()
  }
}
