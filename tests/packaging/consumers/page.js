// A page with <script type="module"> and an import map: no bundler.
import * as guichet from 'guichet'
import * as sandbox from 'guichet/sandbox'
import * as slim from 'guichet/slim'
import * as validators from 'guichet/validate'
import { call, pay, validate } from './exercise.mjs'

window.exercised = (async () => {
  await slim.init('/node_modules/guichet/pkg/dist/guichet_bg.wasm')
  return [validate(validators), validate(guichet), validate(slim), await pay({ ...guichet, ...sandbox }), await call(validators), await call(guichet), await call(slim)]
})()
