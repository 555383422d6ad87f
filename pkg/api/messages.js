// @ts-check
/** A caller's own sentences in place of the core's: another tone, or another language. */

/** What the core's sentences call a value that is checked alone. @param {unknown} lang */
const alone = (lang) => (/^\s*fr(?![a-z\d])/i.test(String(lang)) ? 'la valeur' : 'value')

/** @param {any} checked @param {Record<string, string | ((issue: any) => string)>} messages @param {unknown} lang of the sentences that stay the core's */
export const inWordsOf = (checked, messages, lang) => {
  for (const issue of checked.issues) {
    const sentence = Object.hasOwn(messages, issue.code) ? messages[issue.code] : undefined
    if (typeof sentence === 'function') issue.message = String(sentence(issue))
    else if (typeof sentence === 'string') {
      issue.message = sentence.replace(/\{(\w+)\}/g, (_, name) => String(name === 'field' ? issue.path || alone(lang) : (issue.params[name] ?? '')))
    }
  }
  return checked
}
