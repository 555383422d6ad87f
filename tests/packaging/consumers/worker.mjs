import * as guichet from 'guichet'
import * as sandbox from 'guichet/sandbox'
import * as validators from 'guichet/validate'
import { call, pay, payOut, validate } from './exercise.mjs'

export default {
  fetch: async () => {
    await guichet.init()
    return Response.json([validate(validators), validate(guichet), await pay({ ...guichet, ...sandbox }), await payOut({ ...guichet, ...sandbox }), await call(validators), await call(guichet)])
  },
}
