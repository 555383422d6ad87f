// @ts-check
// The developer's side: the code, what it gives, the request.

import { byId, setText } from './dom.js'
import { currentLang, onLanguage, t } from './language.js'

const SHOWN_ISSUES = 3

export class DeveloperPanel {
  /** @type {Record<string, unknown>} */
  #draft = {}
  /** @type {Record<string, unknown> | undefined} */
  #sent

  constructor() {
    onLanguage(() => {
      setText(byId('code'), code(currentLang()))
      this.#showRequest()
    })
  }

  /** @param {Record<string, unknown>} request @param {import('./form.js').Verdict} verdict */
  judged(request, verdict) {
    setText(byId('result'), JSON.stringify(short(verdict), null, 2))
    this.#draft = request
    this.#showRequest()
  }

  /** @param {Record<string, unknown> | undefined} request What the server sent for the order on the page. */
  set sent(request) {
    this.#sent = request
    this.#showRequest()
  }

  #showRequest() {
    setText(byId('request'), JSON.stringify(this.#sent ?? this.#draft, null, 2))
    setText(byId('request-hint'), t(this.#sent ? 'requestSent' : 'requestDraft'))
  }
}

/** @param {string} lang */
const code = (lang) => `import { bindForm } from 'guichet/form'
const bound = bindForm(form, { onCheck: show, onSubmit: pay })
bound.setLang('${lang}')`

/** The request is shown beside, so the value is left out here; a long list of issues is cut. @param {import('./form.js').Verdict} verdict */
function short({ ok, issues }) {
  const more = issues.length - SHOWN_ISSUES
  return { ok, issues: more > 0 ? [...issues.slice(0, SHOWN_ISSUES), `… ${more}`] : issues }
}
