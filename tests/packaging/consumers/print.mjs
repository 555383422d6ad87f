import * as guichet from 'guichet'
import { bindForm } from 'guichet/form'
import * as sandbox from 'guichet/sandbox'
import * as validators from 'guichet/validate'
import { call, pay, payOut, validate } from './exercise.mjs'

if (typeof bindForm !== 'function') throw new Error('guichet/form has no bindForm')
console.log(JSON.stringify([validate(validators), validate(guichet), await pay({ ...guichet, ...sandbox }), await payOut({ ...guichet, ...sandbox }), await call(validators), await call(guichet)]))
