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

test('letters and decimals stay as typed, for the check to judge', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('25.50 F')
    assert.equal(await withCaret(amount), '25.50 F|')
  }))
