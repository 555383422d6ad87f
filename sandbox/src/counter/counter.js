// Speaks to the page that opened the counter, where there is one; then sends the customer back.
(() => {
  const listener = window.opener ?? (window.parent === window ? null : window.parent)
  for (const form of document.forms) {
    if (!listener) continue
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'listener'
    field.value = '1'
    form.append(field)
  }
  const speech = document.getElementById('speech')
  if (!speech) return
  // To whoever opened it: nothing in it is secret.
  for (const message of JSON.parse(speech.textContent)) listener?.postMessage(message, '*')
  setTimeout(() => location.replace(speech.dataset.back), 50)
})()
