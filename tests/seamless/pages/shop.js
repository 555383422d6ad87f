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

// What strangers do, from the page's own scripts: drivers run theirs in worlds of their own.
window.loaded = 0
window.addFrames = (...addresses) => {
  for (const address of addresses) {
    const frame = document.createElement('iframe')
    frame.src = address
    frame.className = 'other'
    frame.addEventListener('load', () => window.loaded++)
    document.body.append(frame)
  }
}
window.forge = (origin) => {
  const data = { status: 'ACCEPTED' }
  window.postMessage(data, '*')
  for (const source of [null, window]) dispatchEvent(new MessageEvent('message', { data, origin, source }))
}
window.measured = { longest: 0, received: 0 }
window.measure = () => {
  let last = performance.now()
  addEventListener('message', () => window.measured.received++)
  setInterval(() => {
    const now = performance.now()
    window.measured.longest = Math.max(window.measured.longest, now - last)
    last = now
  }, 10)
}
