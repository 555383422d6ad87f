// A merchant's page: `pay(options)` sets what the button does; everything heard is kept in `heard`.
window.heard = []
window.outcomes = []
const seamless = new guichet.Seamless({ lang: new URLSearchParams(location.search).get('lang') ?? 'en' })
for (const event of ['open', 'blocked', 'outcome', 'close']) seamless.on(event, (data) => heard.push([event, data?.state ?? data?.presentation]))
window.seamless = seamless
window.order = async () => (await fetch('/create', { method: 'POST' })).json()
window.options = {}
window.checked = []
window.pay = () => {
  window.outcome = seamless.open(window.options)
  window.outcome.then((outcome) => outcomes.push(outcome))
}
addEventListener('DOMContentLoaded', () => document.getElementById('pay').addEventListener('click', window.pay))
