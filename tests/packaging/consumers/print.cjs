const guichet = require('guichet')
const { bindForm } = require('guichet/form')
const sandbox = require('guichet/sandbox')
const validators = require('guichet/validate')

if (typeof bindForm !== 'function') throw new Error('guichet/form has no bindForm')
import('./exercise.mjs').then(async ({ call, pay, payOut, validate }) => {
  console.log(JSON.stringify([validate(validators), validate(guichet), await pay({ ...guichet, ...sandbox }), await payOut({ ...guichet, ...sandbox }), await call(validators), await call(guichet)]))
})
