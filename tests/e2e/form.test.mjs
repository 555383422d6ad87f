// @ts-check
// The form tells at once what is wrong, in the reader's language, and lets nothing wrong through.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { described, pay, payButton, shop } from './shop.mjs'

const demo = shop()

/** Counts the orders that the page asks for. @param {import('playwright-core').Page} page */
function countOrders(page) {
  const orders = { asked: 0 }
  page.on('request', (request) => {
    if (request.url().endsWith('/demo/orders')) orders.asked += 1
  })
  return orders
}

for (const { locale, label, message, use, field } of [
  {
    locale: 'en-US',
    label: 'Amount',
    message: 'Amount 2501 is not a multiple of 5; the nearest are 2500 and 2505',
    use: /^Use 2,505$/,
    field: 'One field to correct.',
  },
  {
    locale: 'fr-SN',
    label: 'Montant',
    message: "Le montant 2501 n'est pas un multiple de 5\u202f; les plus proches sont 2500 et 2505",
    use: /^Prendre 2\s505$/,
    field: 'Un champ à corriger.',
  },
]) {
  test(`an amount that the service refuses is blocked and corrected by one tap (${locale})`, () =>
    demo.visit({ locale }, async (page) => {
      const orders = countOrders(page)
      const amount = page.getByLabel(label)
      await amount.fill('2501')
      assert.equal(await amount.getAttribute('aria-invalid'), null, 'not called wrong while it is being typed')
      await payButton(page).click()
      await page.getByText(field).waitFor()
      assert.equal(await described(amount), message)
      assert.equal(await amount.getAttribute('aria-invalid'), 'true')
      assert.ok(
        await amount.evaluate((element) => element === document.activeElement),
        'the first wrong field has the focus',
      )
      assert.equal(orders.asked, 0)
      await page.getByRole('button', { name: use }).click()
      assert.equal(await amount.inputValue(), '2\u202f505')
      assert.equal(await described(amount), '')
      assert.equal(await amount.getAttribute('aria-invalid'), null)
      await pay(page)
      assert.equal(orders.asked, 1)
    }))
}

test('a correction is within reach of the keyboard', () =>
  demo.visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.fill('2501')
    await page.keyboard.press('Enter')
    await page.getByText('One field to correct.').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Use 2,505')
    await page.keyboard.press('Enter')
    assert.equal(await amount.inputValue(), '2\u202f505')
    assert.ok(await amount.evaluate((element) => element === document.activeElement))
    assert.equal(await payButton(page).textContent(), 'Pay 2,505\u00a0XOF')
  }))

test('a field is judged when it is left, then at every key until it is right', () =>
  demo.visit({}, async (page) => {
    const email = page.getByLabel('E-mail')
    await email.fill('awa')
    assert.equal(await described(email), '')
    await email.blur()
    assert.match(await described(email), /must be an e-mail address/)
    await email.pressSequentially('@exemple.ci')
    assert.equal(await described(email), '')
  }))

test('advice is shown as such and does not stop the payment', () =>
  demo.visit({}, async (page) => {
    const phone = page.getByLabel('Phone')
    await phone.fill('088767611')
    await phone.blur()
    assert.match(await described(phone), /has no country code/)
    assert.equal(await phone.getAttribute('aria-invalid'), null)
    await pay(page)
  }))

test('paying by card requires the customer’s details, every one', () =>
  demo.visit({}, async (page) => {
    const orders = countOrders(page)
    await page.getByLabel('Card').check()
    const details = {
      'First name': 'Awa',
      'Last name': 'Koné',
      Phone: '+2250707123456',
      'E-mail': 'awa@exemple.ci',
      Address: 'BP 0024',
      City: 'Abidjan',
      'Postal code': '00225',
      Country: 'CI',
    }
    await payButton(page).click()
    await page.getByText('8 fields to correct.').waitFor()
    for (const [label, value] of Object.entries(details)) {
      const field = page.getByLabel(label)
      assert.match(await described(field), /is required to pay by card$/, label)
      assert.equal(await field.getAttribute('aria-required'), 'true', label)
      if (label === 'Country') await field.selectOption(value)
      else await field.fill(value)
    }
    assert.equal(orders.asked, 0)
    await pay(page)
    assert.equal(orders.asked, 1)
  }))

test('the state is asked for where the service wants one', () =>
  demo.visit({}, async (page) => {
    const country = page.getByLabel('Country')
    const state = page.getByLabel('State or province')
    assert.equal(await state.isVisible(), false)
    await country.selectOption('US')
    await state.waitFor()
    await payButton(page).click()
    await page.getByText('One field to correct.').waitFor()
    assert.match(await described(state), /^State or province is required for US/)
    await country.selectOption('CI')
    await state.waitFor({ state: 'hidden' })
    await pay(page)
  }))

test('messages follow the language of the page', () =>
  demo.visit({ locale: 'de-DE' }, async (page) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')
    const email = page.getByLabel('E-mail')
    await email.fill('awa')
    await email.blur()
    assert.match(await described(email), /^E-mail must be an e-mail address/)
    const chosen = page.getByLabel('Country').locator('option:checked')
    await page.getByLabel('Country').selectOption('CM')
    assert.equal(await chosen.textContent(), 'Cameroon')
    await page.getByLabel('Amount').fill('2501')
    await page.getByLabel('Amount').blur()
    await page.getByRole('button', { name: 'Use 2,505' }).waitFor()
    await page.getByRole('button', { name: 'Français' }).click()
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr')
    assert.match(await described(email), /^E-mail doit être une adresse e-mail/)
    assert.equal(await page.getByLabel('Pays').locator('option:checked').textContent(), 'Cameroun')
    await page.getByRole('button', { name: /^Prendre 2\s505$/ }).waitFor()
    await page.getByText(/^Le montant 2501 n'est pas un multiple de 5/).waitFor()
    await page.getByLabel('Description').fill('Trois paniers')
    assert.equal(JSON.parse((await page.getByRole('region', { name: 'La demande' }).textContent()) ?? '').lang, 'fr')
    await page.reload()
    await page.getByLabel('Montant').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByLabel('Amount').waitFor()
  }))

test('the developer sees the request and the verdict, and no secret', () =>
  demo.visit({}, async (page) => {
    const shown = async (/** @type {string} */ name) =>
      (await page.getByRole('region', { name, exact: true }).textContent()) ?? ''
    await page.getByLabel('Amount').fill('25 000 F')
    assert.equal(JSON.parse(await shown('The request')).amount, 25000)
    assert.equal(JSON.parse(await shown('What they give')).ok, true)
    await page.getByLabel('Amount').fill('25 001')
    assert.equal(JSON.parse(await shown('What they give')).issues[0].code, 'amount_not_multiple')
    await page.getByLabel('Amount').fill('25 000')
    await pay(page)
    await page.getByText('As sent by the shop’s server').waitFor()
    const sent = JSON.parse(await shown('The request'))
    assert.equal(sent.return_url, `${demo.url}/demo/return`)
    assert.equal('apikey' in sent || 'site_id' in sent, false)
  }))
