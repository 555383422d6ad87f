// @ts-check
/** A field that is formatted while it is typed in keeps the caret where the person put it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formPage, withCaret } from './page.mjs'

const { visit } = formPage()

/** @param {import('playwright-core').Page} page @param {number} times @param {string} key */
const press = async (page, key, times = 1) => {
  for (let time = 0; time < times; time++) await page.keyboard.press(key)
}

/** What is shown after each press of a key, as long as a press changes it. @param {import('playwright-core').Locator} field @param {string} key */
const steps = async (field, key) => {
  const seen = [await field.inputValue()]
  while (seen.length < 50) {
    await field.press(key)
    const value = await field.inputValue()
    if (value === seen.at(-1)) break
    seen.push(value)
  }
  return seen.map((value) => value.replace(/\s/g, ' '))
}

test('an amount is grouped as it is typed, and edited in the middle', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('1234567')
    assert.equal(await withCaret(amount), '1 234 567|')
    await press(page, 'ArrowLeft', 4)
    assert.equal(await withCaret(amount), '1 234| 567')
    await press(page, '9')
    assert.equal(await withCaret(amount), '12 349| 567')
    await press(page, 'Backspace', 2)
    assert.equal(await withCaret(amount), '123| 567')
    await press(page, 'Delete')
    assert.equal(await withCaret(amount), '12 3|67')
    await press(page, 'Home')
    await press(page, 'Delete', 2)
    assert.equal(await withCaret(amount), '|367')
  }))

test('deleting a separator deletes the digit beside it', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('25000')
    await press(page, 'ArrowLeft', 3)
    assert.equal(await withCaret(amount), '25 |000')
    await press(page, 'Backspace')
    assert.equal(await withCaret(amount), '2|000'.replace('2|000', '2| 000'))
    await press(page, 'Delete')
    assert.equal(await withCaret(amount), '2|00')
  }))

test('a phone number is formatted as it is typed, and edited in the middle', () =>
  visit({}, async (page) => {
    const phone = page.getByLabel('Phone')
    await phone.pressSequentially('0707123456')
    assert.equal(await withCaret(phone), '07 07 12 3456|')
    await press(page, 'ArrowLeft', 5)
    assert.equal(await withCaret(phone), '07 07 12| 3456')
    await press(page, 'Backspace')
    assert.equal(await withCaret(phone), '07 07 1|3 456')
    await press(page, '9')
    assert.equal(await withCaret(phone), '07 07 19| 3456')
    await press(page, 'Home')
    await press(page, 'Delete')
    const left = await withCaret(phone)
    assert.equal(left.replace(/ /g, ''), '|707193456')
  }))

for (const pasted of ['+225 07 07 12 34 56', '+2250707123456', '00225 0707123456']) {
  test(`pasting ${pasted}`, () =>
    visit({}, async (page) => {
      const phone = page.getByLabel('Phone')
      await phone.focus()
      // What a paste is to a page: one edit of many characters.
      await page.keyboard.insertText(pasted)
      assert.match(await withCaret(phone), /^(\+225|00 ?225) ?07 07 12 ?34 ?56\|$/)
      await page.getByLabel('E-mail').focus()
      const request = await page.evaluate(() => /** @type {any} */ (window).bound.check())
      const checked = await page.evaluate(() => /** @type {any} */ (window).guichet.checks.checkPhone(/** @type {any} */ (document.querySelector('[type=tel]')).value, { country: 'CI' }))
      assert.equal(checked.value, '+2250707123456')
      assert.equal(request.issues.some((/** @type {any} */ issue) => issue.path === 'customer_phone_number'), false)
    }))
}

test('pasting from the clipboard, over what was typed', () =>
  visit({}, async (page) => {
    const [note, phone] = [page.getByLabel('Note for us'), page.getByLabel('Phone')]
    await note.fill(' +225 07 07 12 34 56\n')
    await note.press('ControlOrMeta+a')
    await note.press('ControlOrMeta+c')
    await phone.pressSequentially('0504')
    await phone.press('ControlOrMeta+a')
    await phone.press('ControlOrMeta+v')
    assert.match(await withCaret(phone), /^\+225 07 07 12 ?34 ?56\|$/)
  }))

test('pasting into the middle of what was typed', () =>
  visit({}, async (page) => {
    const phone = page.getByLabel('Phone')
    await phone.pressSequentially('070756')
    await press(page, 'ArrowLeft', 2)
    await page.keyboard.insertText('1234')
    assert.equal(await withCaret(phone), '07 07 12 34|56')
  }))

test('undo brings back what was there before a paste, then before the typing, and redo brings it all again', () =>
  visit({}, async (page) => {
    const phone = page.getByLabel('Phone')
    await phone.pressSequentially('0504')
    await press(page, 'ControlOrMeta+a')
    await page.keyboard.insertText('+225 0707123456')
    const pasted = await phone.inputValue()
    assert.equal(pasted, '+225 07 07 12 3456')
    const before = await steps(phone, 'ControlOrMeta+z')
    assert.equal(before.at(-1), '')
    assert.ok(before.includes('05 04'), before.join(' | '))
    const after = await steps(phone, 'ControlOrMeta+Shift+z')
    assert.equal(after.at(-1), pasted)
    await press(page, 'End')
    await press(page, 'Backspace')
    assert.equal(await withCaret(phone), '+225 07 07 12 345|')
  }))

test('undo goes back through an amount, a key at a time and not stuck at a separator', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('1234567')
    assert.equal((await steps(amount, 'ControlOrMeta+z')).at(-1), '')
    await amount.pressSequentially('98765')
    assert.equal(await withCaret(amount), '98 765|')
  }))

test('the page hears of each key once, with what is shown', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const heard = (/** @type {any} */ (window).heard = /** @type {string[]} */ ([]))
      document.addEventListener('input', ({ target }) => heard.push(/** @type {HTMLInputElement} */ (target).value.replace(/\s/g, ' ')))
    })
    await page.getByLabel('Amount').pressSequentially('12345')
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).heard), ['1', '12', '123', '1 234', '12 345'])
  }))

test('what a browser fills in by itself is formatted, checked, and does not take the focus', () =>
  visit({}, async (page) => {
    await page.getByLabel('Note for us').focus()
    await page.evaluate(() => {
      const fill = (/** @type {string} */ name, /** @type {string} */ value) => {
        const field = /** @type {HTMLInputElement} */ (document.querySelector(`[name=${name}]`))
        field.value = value
        field.dispatchEvent(new Event('input', { bubbles: true }))
        field.dispatchEvent(new Event('change', { bubbles: true }))
      }
      fill('customer_phone_number', '+2250707123456')
      fill('customer_email', 'awa@')
      fill('amount', '25000')
    })
    assert.equal(await page.getByLabel('Phone').inputValue(), '+225 07 07 12 3456')
    assert.equal((await page.getByLabel('Amount').inputValue()).replace(/\s/g, ' '), '25 000')
    assert.equal(await page.getByLabel('E-mail').getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByLabel('Note for us').evaluate((field) => field === document.activeElement), true)
  }))

/** What somebody keeps in the browser, by the browser's names of it. */
const KEPT = {
  NAME_FIRST: 'Awa', NAME_LAST: 'Koné', EMAIL_ADDRESS: 'awa.kone@exemple.ci', PHONE_HOME_WHOLE_NUMBER: '+2250707123456', ADDRESS_HOME_STREET_ADDRESS: 'BP 0024, Cocody',
  ADDRESS_HOME_CITY: 'Abidjan', ADDRESS_HOME_ZIP: '00225', ADDRESS_HOME_COUNTRY: 'CI',
}

test('an address that the browser itself keeps fills the form: right, formatted, and nothing is called wrong', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
      const kept = { customer_surname: 'given-name', customer_name: 'family-name', customer_address: 'street-address', customer_city: 'address-level2', customer_zip_code: 'postal-code' }
      for (const [name, autocomplete] of Object.entries(kept)) {
        const label = document.createElement('label')
        label.append(name, Object.assign(document.createElement('input'), { name, autocomplete }))
        form.prepend(label)
      }
      form.querySelector('[name=customer_country]')?.setAttribute('autocomplete', 'country')
      guichet.bind()
    })
    const amount = page.getByLabel('Amount')
    await amount.fill('25000')
    const first = page.getByLabel('customer_surname')
    await first.focus()
    const browser = await page.context().newCDPSession(page)
    const address = { fields: Object.entries(KEPT).map(([name, value]) => ({ name, value })) }
    await browser.send('Autofill.enable')
    await browser.send('Autofill.setAddresses', { addresses: [address] })
    const { root } = await browser.send('DOM.getDocument')
    const { nodeId } = await browser.send('DOM.querySelector', { nodeId: root.nodeId, selector: '[name=customer_surname]' })
    const { node } = await browser.send('DOM.describeNode', { nodeId })
    await browser.send('Autofill.trigger', /** @type {any} */ ({ fieldId: node.backendNodeId, address }))
    await page.locator('[name=customer_zip_code]:autofill').waitFor()
    const shown = await page.evaluate(() => [...document.querySelectorAll('input:autofill, select:autofill')].map((field) => {
      const { name, value } = /** @type {HTMLInputElement} */ (field)
      return [name, value]
    }))
    assert.deepEqual(Object.fromEntries(shown), {
      customer_surname: 'Awa', customer_name: 'Koné', customer_email: 'awa.kone@exemple.ci', customer_phone_number: '+225 07 07 12 3456',
      customer_address: 'BP 0024, Cocody', customer_city: 'Abidjan', customer_zip_code: '00225', customer_country: 'CI',
    })
    assert.equal(await page.locator('[aria-invalid=true]').count(), 0)
    assert.equal((await page.locator('[data-guichet-issue]').allTextContents()).join(''), '')
    assert.ok(await first.evaluate((field) => field === document.activeElement))
    const checked = await page.evaluate(() => /** @type {any} */ (window).bound.check())
    assert.deepEqual([checked.ok, checked.value?.customer_phone_number, checked.value?.amount], [true, '+2250707123456', 25_000])
  }))

test('letters and decimals stay as typed, for the check to judge; deleted, no digit goes with them', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('25.50 F')
    assert.equal(await withCaret(amount), '25.50 F|')
    for (const [typed, left] of [['25000a', '25 000|'], ['2500 F', '2 500|'], ['2500.', '2 500|']]) {
      await amount.fill('')
      await amount.pressSequentially(typed)
      await press(page, 'Backspace')
      assert.equal((await withCaret(amount)).replace(/ \|/, '|'), left, typed)
    }
  }))
