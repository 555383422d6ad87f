// @ts-check

const BRAND = Symbol.for('guichet.error')

/** Why a call did not succeed. Holds no secret, token or whole phone number. */
export class GuichetError extends Error {
  /** @param {{ kind: string, code?: string | null, httpStatus?: number | null, retryable?: boolean, issues?: object[], ids?: Record<string, string>, message: string }} failure */
  constructor({ kind, code, httpStatus, retryable, issues, ids, message }) {
    super(message)
    this.name = 'GuichetError'
    this.kind = kind
    this.code = code ?? undefined
    this.httpStatus = httpStatus ?? undefined
    this.retryable = retryable ?? false
    this.issues = issues ?? []
    this.ids = ids ?? {}
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** An error of the CommonJS copy is one of the ES module's too, and the other way round. @param {unknown} value */
  static [Symbol.hasInstance](value) {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  /** What the core threw, as an error; anything else as it is. @param {any} thrown */
  static from(thrown) {
    return thrown && typeof thrown === 'object' && 'kind' in thrown ? new GuichetError(thrown) : thrown
  }
}

/** What `act` gives; what the core throws in it becomes an error. @template T @param {() => T} act */
export const attempt = (act) => {
  try {
    return act()
  } catch (thrown) {
    throw GuichetError.from(thrown)
  }
}
