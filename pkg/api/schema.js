// @ts-check
/** The checks of whole requests as schemas of the Standard Schema specification, version 1 (standardschema.dev), for the libraries that take one. */

/** @typedef {(value: unknown, options?: any) => { ok: boolean, value?: any, issues: { path: string, message: string, severity: string }[] }} Check */

/** The one record within a request: `invoice_data.Matricule` is a field of a field. Any name may have dots. */
const RECORD = 'invoice_data'

/** @param {string} path */
const steps = (path) => {
  if (path.startsWith(`${RECORD}.`)) return [RECORD, path.slice(RECORD.length + 1)]
  return path ? [path] : undefined
}

/**
 * A schema with options of its own on demand: `checkoutSchema.with({ lang: 'fr' })`.
 * @param {Check} check
 * @param {any} [options]
 */
export const makeSchema = (check, options) => ({
  '~standard': {
    version: 1,
    vendor: 'guichet',
    validate: (/** @type {unknown} */ value) => {
      const { ok, value: normalised, issues } = check(value, options)
      if (ok) return { value: normalised }
      const errors = issues.filter(({ severity }) => severity === 'error')
      return { issues: errors.map((issue) => ({ ...issue, path: steps(issue.path) })) }
    },
  },
  /** @param {any} more */
  with: (more) => makeSchema(check, { ...options, ...more }),
})
