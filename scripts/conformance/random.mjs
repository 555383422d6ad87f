// @ts-check
/** A seeded source of choices: the same seed and place give the same case on any machine, however the work is divided. */

export class Random {
  #state

  /** @param {number} seed @param {number} place which case of that seed */
  constructor(seed, place) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)) >>> 0
    this.next()
    this.next()
  }

  /** @returns {number} from 0 up to, not with, 1 */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** @param {number} count @returns {number} below count */
  below(count) {
    return Math.floor(this.next() * count)
  }

  /** @param {number} chance */
  happens(chance) {
    return this.next() < chance
  }

  /** @template T @param {readonly T[]} choices @returns {T} */
  of(choices) {
    return choices[this.below(choices.length)]
  }

  /** @param {number} count */
  digits(count) {
    return Array.from({ length: count }, () => this.below(10)).join('')
  }
}
