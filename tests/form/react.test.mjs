// @ts-check
/** A form that React controls, made live: React hears of every change, formatted. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { build, stop } from 'esbuild'
import { ROOT } from '../../scripts/tools.mjs'
import { formPage } from './page.mjs'

const { visit } = formPage()

/** What somebody writes for React. */
const APP = `
import { createElement as h, StrictMode, useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { bindForm } from '/pkg/form.js'

const Payment = () => {
  const form = useRef(null)
  const [amount, setAmount] = useState('')
  const [phone, setPhone] = useState('')
  useEffect(() => {
    const bound = bindForm(form.current, { country: 'CI', onSubmit: (request) => (window.handed = request) })
    return () => bound.destroy()
  }, [])
  window.state = { amount, phone }
  return h('form', { ref: form },
    h('input', { name: 'currency', type: 'hidden', value: 'XOF', readOnly: true }),
    h('input', { name: 'amount', 'aria-label': 'Sum', value: amount, onChange: (event) => setAmount(event.target.value) }),
    h('input', { name: 'customer_phone_number', 'aria-label': 'Number', value: phone, onChange: (event) => setPhone(event.target.value) }),
    h('button', null, 'Go'))
}
createRoot(document.querySelector('main')).render(h(StrictMode, null, h(Payment)))
`

const bundled = async () => {
  const { outputFiles: [{ text }] } = await build({
    stdin: { contents: APP, resolveDir: ROOT }, bundle: true, write: false, format: 'esm', define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [{ name: 'pkg', setup: (bundler) => bundler.onResolve({ filter: /^\/pkg\// }, ({ path }) => ({ path: join(ROOT, path) })) }],
  })
  await stop()
  return text
}

test('what React controls follows what is typed, formatted, undone and redone', async () => {
  const app = await bundled()
  await visit({}, async (page) => {
    await page.route('**/app.js', (route) => route.fulfill({ contentType: 'text/javascript', body: app }))
    await page.evaluate(() => {
      /** @type {any} */ (window).bound.destroy()
      document.querySelector('main')?.replaceChildren()
      document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: '/app.js' }))
    })
    const state = () => page.evaluate(() => Object.values(/** @type {any} */ (window).state).map((value) => value.replace(/\s/g, ' ')))
    const amount = page.getByLabel('Sum')
    await amount.pressSequentially('25000')
    await page.getByLabel('Number').pressSequentially('0707123456')
    assert.deepEqual(await state(), ['25 000', '07 07 12 3456'])
    assert.equal((await amount.inputValue()).replace(/\s/g, ' '), '25 000')
    await amount.press('End')
    await amount.press('ControlOrMeta+z')
    assert.deepEqual(await state(), ['2 500', '07 07 12 3456'])
    await amount.press('ControlOrMeta+Shift+z')
    await page.getByRole('button', { name: 'Go' }).click()
    const request = await page.evaluate(() => /** @type {any} */ (window).handed)
    assert.deepEqual([request.amount, request.customer_phone_number], [25_000, '+2250707123456'])
  })
})
