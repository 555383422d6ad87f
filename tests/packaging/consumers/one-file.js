// A page with the one-file script: a global, nothing else.
window.exercised = import('/exercise.mjs').then(async ({ call, validate }) => [
  validate(window.guichet), typeof window.guichet.CinetPay, await call(window.guichet),
])
