// @ts-check
/** A caller's own sentences in place of the core's: another tone, or another language. */

/** @param {any} checked @param {Record<string, string | ((issue: any) => string)>} messages */
export const inWordsOf = (checked, messages) => {
  for (const issue of checked.issues) {
    const sentence = Object.hasOwn(messages, issue.code) ? messages[issue.code] : undefined
    if (typeof sentence === 'function') issue.message = String(sentence(issue))
    else if (typeof sentence === 'string') {
      issue.message = sentence.replace(/\{(\w+)\}/g, (_, name) => String(name === 'field' ? issue.path : (issue.params[name] ?? '')))
    }
  }
  return checked
}
