// @ts-check
/** A form made live in the engine that GUICHET_ENGINE names; scripts/engines.mjs runs it in each. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { By, Key } from 'selenium-webdriver'
import { serve } from '../form/server.mjs'
import { PATIENCE, startEngine } from './engine.mjs'

/** @type {Awaited<ReturnType<typeof serve>>} */ let server
/** @type {Awaited<ReturnType<typeof startEngine>>} */ let engine
/** @type {any} */ let browser

before(async () => {
  server = await serve()
  engine = await startEngine()
  browser = engine.browser
})
after(async () => {
  await engine?.close()
  server?.close()
})

/** @param {string} [lang] */
const visit = async (lang = 'en') => {
  await browser.get(`${server.url}/?lang=${lang}`)
  await browser.wait(() => inPage('return "ready" in document.documentElement.dataset'), PATIENCE)
}
/** @param {string} script @param {...unknown} args @returns {Promise<any>} */
const inPage = (script, ...args) => browser.executeScript(script, ...args)
/** @param {string} name */
const field = (name) => browser.findElement(By.css(`[name=${name}]`))
/** @param {...string} keys */
const press = (...keys) => browser.actions().sendKeys(...keys).perform()
/** @param {string} key @param {string[]} held */
const chord = async (key, ...held) => {
  const actions = browser.actions()
  for (const one of held) actions.keyDown(one)
  actions.sendKeys(key)
  for (const one of held.reverse()) actions.keyUp(one)
  await actions.perform()
}
/** @returns {Promise<string>} the focused field's text with a bar where the caret is */
const shown = () =>
  inPage(`const { value, selectionStart: at } = document.activeElement
    return (value.slice(0, at) + '|' + value.slice(at)).replace(/[\\u202f\\u00a0]/g, ' ')`)

test('an amount is grouped as it is typed, and edited in the middle', async () => {
  await visit()
  await field('amount').click()
  await press('1234567')
  assert.equal(await shown(), '1 234 567|')
  await press(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT)
  await press('9')
  assert.equal(await shown(), '12 349| 567')
  await press(Key.BACK_SPACE, Key.BACK_SPACE)
  assert.equal(await shown(), '123| 567')
  await press(Key.DELETE)
  assert.equal(await shown(), '12 3|67')
})

test('a phone number is formatted as it is typed, edited in the middle, pasted over', async () => {
  await visit()
  await field('note').click()
  await press(' +225 05 04 31 55 45')
  await chord('a', Key.CONTROL)
  await chord('c', Key.CONTROL)
  await field('customer_phone_number').click()
  await press('0707123456')
  assert.equal(await shown(), '07 07 12 3456|')
  await press(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT)
  await press(Key.BACK_SPACE)
  assert.equal(await shown(), '07 07 1|3 456')
  await chord('a', Key.CONTROL)
  await chord('v', Key.CONTROL)
  assert.equal(await shown(), '+225 05 04 31 5545|')
})

test('undo goes back to what was typed before, and to nothing', async () => {
  await visit()
  await field('customer_phone_number').click()
  await press('0504')
  await chord('a', Key.CONTROL)
  await press('07071')
  const seen = [await shown()]
  for (let presses = 0; presses < 40; presses++) {
    await chord('z', Key.CONTROL)
    seen.push(await shown())
  }
  const texts = seen.map((text) => text.replace('|', ''))
  assert.equal(texts.at(-1), '', texts.join(' · '))
  assert.ok(texts.includes('05 04'), texts.join(' · '))
})

test('what is wrong stops the form, takes the focus, and is said; what is right is handed over normalised', async () => {
  await visit('fr')
  await field('amount').click()
  await press('2501', Key.TAB)
  await browser.findElement(By.css('button')).click()
  assert.equal(await inPage('return document.activeElement.name'), 'amount')
  assert.deepEqual(await inPage('return handed'), [])
  const said = await inPage(`return document.querySelector('[data-guichet-issue=amount]').textContent`)
  assert.match(said, /2500 et 2505/)
  await chord('a', Key.CONTROL)
  await press('25000', Key.TAB, '0707123456', Key.TAB, 'awa@exemple.ci')
  await browser.findElement(By.css('button')).click()
  const [request] = await browser.wait(() => inPage('return handed.length && handed'), PATIENCE)
  assert.deepEqual([request.amount, request.customer_phone_number, request.customer_country], [25_000, '+2250707123456', 'CI'])
})

test('countries have their names, and the state is asked for where there are some', async () => {
  await visit('fr')
  const label = await inPage(`return [...document.querySelector('[name=customer_country]').options].find(({ value }) => value === 'CI').text`)
  assert.equal(label, 'Côte d’Ivoire')
  const isShown = () => field('customer_state').isDisplayed()
  assert.equal(await isShown(), false)
  await field('customer_country').findElement(By.css('option[value=US]')).click()
  assert.equal(await isShown(), true)
})
