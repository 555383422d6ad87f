// @ts-check
/** What a page has of its own goes on as it would without us: limits, words, choices, buttons, fields elsewhere, functions that throw. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { described, formPage } from './page.mjs'

const { visit } = formPage()

/** Puts fields of the page's own in place of those of their names, and binds the form anew. @param {import('playwright-core').Page} page @param {string} html */
const bind = (page, html) =>
  page.evaluate((html) => {
    const { bound, guichet, handed } = /** @type {any} */ (window)
    bound.destroy()
    const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
    const template = document.createElement('template')
    template.innerHTML = html
    for (const { name } of /** @type {NodeListOf<HTMLInputElement>} */ (template.content.querySelectorAll('input, select'))) {
      const old = form.querySelector(`[name="${name}"]`)
      ;(old?.closest('label') ?? old)?.remove()
    }
    form.querySelector('button')?.before(template.content)
    guichet.bind({ country: 'CI', onSubmit: (/** @type {unknown} */ request) => handed.push(request) })
  }, html)

/** @param {import('playwright-core').Page} page */
const handed = (page) => page.evaluate(() => /** @type {any} */ (window).handed)
/** @param {import('playwright-core').Page} page */
const pay = (page) => page.getByRole('button', { name: 'Pay' }).click()

test('a field with a pattern or a longest length of its own is not formatted: both count what is shown', () =>
  visit({}, async (page) => {
    await bind(page, '<label>Amount <input name="amount" maxlength="7"></label><label>Phone <input name="customer_phone_number" pattern="[0-9]{10}"></label>')
    await page.getByLabel('Amount').pressSequentially('1500000')
    await page.getByLabel('Phone').pressSequentially('0707123456')
    await pay(page)
    const [request] = await handed(page)
    assert.deepEqual([request.amount, request.customer_phone_number], [1_500_000, '+2250707123456'])
  }))

test('what the page itself finds wrong stays until the page takes it back', () =>
  visit({}, async (page) => {
    await bind(page, '')
    const amount = page.getByLabel('Amount')
    const say = (/** @type {string} */ words) => amount.evaluate((field, words) => /** @type {HTMLInputElement} */ (field).setCustomValidity(words), words)
    await amount.fill('50000')
    await say('More than there is')
    await amount.press('End')
    await amount.pressSequentially('0')
    await pay(page)
    assert.deepEqual(await handed(page), [])
    assert.equal(await amount.evaluate((field) => /** @type {HTMLInputElement} */ (field).validationMessage), 'More than there is')
    await say('')
    await amount.fill('2501')
    await pay(page)
    assert.match(await amount.evaluate((field) => /** @type {HTMLInputElement} */ (field).validationMessage), /multiple of 5/)
    await amount.fill('2500')
    await pay(page)
    assert.equal((await handed(page)).length, 1)
  }))

test('the page’s own states and what is chosen among them stay', () =>
  visit({}, async (page) => {
    await bind(page, `<label>Country <select name="customer_country"><option value="CI">Côte d’Ivoire<option value="US" selected>United States</select></label>
      <label>State <select name="customer_state"><option value="">–<option value="TX" selected>Texas<option value="NY">New York</select></label>`)
    const state = page.locator('[name=customer_state]')
    assert.deepEqual([await state.inputValue(), await state.locator('option').count()], ['TX', 3])
    await page.getByLabel('Country').selectOption('CI')
    assert.equal(await state.isVisible(), false)
    await page.getByLabel('Country').selectOption('US')
    assert.deepEqual([await state.inputValue(), await state.isVisible()], ['TX', true])
    await page.evaluate(() => /** @type {any} */ (window).bound.destroy())
    assert.deepEqual([await state.inputValue(), await state.locator('option').count()], ['TX', 3])
  }))

test('the country of radio buttons is the one that is chosen; a box that is ticked says its value, or true', () =>
  visit({}, async (page) => {
    await bind(page, `<fieldset><legend>Country</legend><label><input type="radio" name="customer_country" value="CI"> CI</label><label><input type="radio" name="customer_country" value="SN"> SN</label></fieldset>
      <label><input type="checkbox" name="channels" value="MOBILE_MONEY" checked> Mobile money only</label><label><input type="checkbox" name="lock_phone_number"> This number pays</label>`)
    await page.getByLabel('SN').check()
    await page.getByLabel('This number pays').check()
    await page.getByLabel('Amount').fill('2500')
    await page.getByLabel('Phone').fill('77 123 45 67')
    await pay(page)
    const [{ customer_country, customer_phone_number, channels, lock_phone_number }] = await handed(page)
    assert.deepEqual([customer_country, customer_phone_number, channels, lock_phone_number], ['SN', '221771234567', 'MOBILE_MONEY', true])
  }))

test('fields in a disabled set are none of the form’s, and a button’s value is', () =>
  visit({}, async (page) => {
    await bind(page, '<fieldset disabled><input name="amount" value="1"></fieldset><button name="channels" value="MOBILE_MONEY">By phone</button>')
    await page.getByRole('button', { name: 'By phone' }).click()
    const [request] = await handed(page)
    assert.deepEqual([request.channels, request.currency, 'amount' in request], ['MOBILE_MONEY', 'XOF', false])
  }))

test('a button that waives validation, and a form that waives the browser’s, do', () =>
  visit({}, async (page) => {
    await bind(page, '<button formnovalidate name="op" value="later">Later</button>')
    await page.getByRole('button', { name: 'Later' }).click()
    await page.getByText('paid').waitFor()
    await page.goBack()
    await page.locator('html[data-ready]').waitFor()
    await page.evaluate(() => {
      const { bound, guichet, handed } = /** @type {any} */ (window)
      bound.destroy()
      const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
      form.noValidate = true
      Object.assign(/** @type {HTMLInputElement} */ (form.querySelector('[name=note]')), { required: true })
      guichet.bind({ country: 'CI', onSubmit: (/** @type {unknown} */ request) => handed.push(request) })
    })
    await page.getByLabel('Amount').fill('2501')
    await pay(page)
    assert.deepEqual(await handed(page), [])
    await page.getByLabel('Amount').fill('2500')
    await pay(page)
    assert.equal((await handed(page)).length, 1)
  }))

test('a field of the form that stands outside of it is judged as the others', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      document.querySelector('[name=customer_email]')?.closest('label')?.remove()
      document.querySelector('main')?.insertAdjacentHTML('afterbegin', '<label>E-mail <input name="customer_email" form="pay"></label>')
      guichet.bind({ country: 'CI' })
    })
    const email = page.getByLabel('E-mail')
    await email.fill('awa@')
    await email.blur()
    assert.match(await described(email), /E-mail must be an e-mail address/)
    await email.fill('awa@exemple.ci')
    assert.equal(await described(email), '')
  }))

test('what is come back to is read again', () =>
  visit({}, async (page) => {
    await page.getByLabel('Amount').fill('2500')
    await page.locator('[name=customer_country]').selectOption('US')
    await page.locator('[name=customer_country]').evaluate((field) => void Object.assign(field, { value: 'CA' }))
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false })))
    assert.equal(await page.locator('[name=customer_state] option[value=QC]').count(), 1)
  }))

test('pressed twice while the first is being seen to, a button pays once', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet, handed } = /** @type {any} */ (window)
      bound.destroy()
      guichet.bind({
        country: 'CI',
        onSubmit: (/** @type {unknown} */ request) => {
          handed.push(request)
          return new Promise((resolve) => (/** @type {any} */ (window).done = resolve))
        },
      })
    })
    await page.getByLabel('Amount').fill('2500')
    await page.getByRole('button', { name: 'Pay' }).dblclick()
    await page.getByLabel('Amount').press('Enter')
    assert.equal((await handed(page)).length, 1)
    await page.evaluate(() => /** @type {any} */ (window).done())
    await pay(page)
    assert.equal((await handed(page)).length, 2)
  }))

for (const [what, options] of /** @type {const} */ ([
  ['an onCheck', 'onCheck'], ['a sentence', 'messages'],
])) {
  test(`${what} of the page’s that throws lets nothing wrong through`, async () => {
    const thrown = /** @type {string[]} */ ([])
    await visit({ forgive: (/** @type {string} */ complaint) => /on purpose/.test(complaint) && thrown.push(complaint) > 0 }, async (page) => {
      await page.evaluate((options) => {
        const { bound, guichet } = /** @type {any} */ (window)
        bound.destroy()
        const fail = () => {
          throw new Error('on purpose')
        }
        let calls = 0
        guichet.bind(options === 'onCheck' ? { onCheck: () => ++calls > 2 && fail() } : { messages: { amount_not_multiple: fail } })
      }, options)
      await page.getByLabel('Amount').fill('2501').catch(() => {})
      await pay(page)
      await page.waitForTimeout(100)
      assert.equal(new URL(page.url()).pathname, '/')
    })
    assert.ok(thrown.length > 0)
  })
}

test('what throws while a form is being bound leaves it as it was', () =>
  visit({}, async (page) => {
    const result = await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
      const before = form.outerHTML
      const required = () => {
        throw new Error('on purpose')
      }
      try {
        guichet.bind({ messages: { required } })
      } catch (error) {
        return [String(error), form.outerHTML === before, form.noValidate]
      }
    })
    assert.deepEqual(result, ['Error: on purpose', true, false])
  }))

test('a tag of a language that is none, a country in small letters, options of the check', () =>
  visit({}, async (page) => {
    const told = await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const again = guichet.bind({ lang: 'fr_FR', country: 'ci', checkOptions: { strict: true } })
      const select = /** @type {HTMLSelectElement} */ (document.querySelector('[name=customer_country]'))
      const chosen = select.selectedOptions[0].text
      again.setLang('no such tag')
      Object.assign(/** @type {HTMLInputElement} */ (document.querySelector('[name=amount]')), { value: '2500' })
      Object.assign(/** @type {HTMLInputElement} */ (document.querySelector('[name=customer_email]')), { value: 'awa@exemple.ci' })
      const { ok, issues } = again.check()
      return [chosen, ok, issues.some((/** @type {any} */ { severity }) => severity === 'error')]
    })
    assert.deepEqual(told, ['Côte d’Ivoire', false, true])
  }))

test('the number of another country is left for the check to refuse where the form has no place for its calling code', () =>
  visit({}, async (page) => {
    const read = await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const field = /** @type {HTMLInputElement} */ (document.querySelector('[name=customer_phone_number]'))
      const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
      const last = (/** @type {any} */ options) => {
        let seen = /** @type {any} */ (undefined)
        const one = guichet.bind({ country: 'CI', onCheck: (/** @type {any} */ checked) => (seen = checked), ...options })
        one.destroy()
        return [seen.ok, ...seen.issues.filter((/** @type {any} */ { path }) => path === field.name).map((/** @type {any} */ { code }) => code)]
      }
      Object.assign(/** @type {HTMLInputElement} */ (form.querySelector('[name=amount]')), { value: '5000' })
      field.name = 'phone'
      const send = ['+229 01 97 12 34 56', '+225 07 07 12 34 56'].map((value) => {
        field.value = value
        return last({ check: guichet.checks.checkTransferSend })
      })
      field.name = 'destination'
      const services = { 1: { country: 'CI', operator: 'MTN', direction: 'cash-in' } }
      const collect = ['+229 01 97 12 34 56', '+221 77 123 45 67', '+225 05 04 31 55 45'].map((value) => {
        field.value = value
        return last({ check: guichet.checks.checkEasyTransfert, checkOptions: { services } })
      })
      return [...send, ...collect]
    })
    assert.deepEqual(read, [
      [false, 'phone_not_national'], [true], [false, 'phone_not_national'], [false, 'phone_not_national'], [true],
    ])
  }))

test('in a shadow root the caret stays too', () =>
  visit({}, async (page) => {
    const value = await page.evaluate(() => {
      const { guichet, bound } = /** @type {any} */ (window)
      bound.destroy()
      const root = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' })
      root.append(/** @type {HTMLFormElement} */ (document.getElementById('pay')))
      guichet.bind({ country: 'CI' })
      const field = /** @type {HTMLInputElement} */ (root.querySelector('[name=amount]'))
      field.focus()
      return field.value
    })
    assert.equal(value, '')
    await page.keyboard.type('25000')
    for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('123')
    const shown = await page.evaluate(() => /** @type {any} */ (document.querySelector('body > div:last-of-type'))?.shadowRoot?.querySelector('[name=amount]').value)
    assert.equal(shown.replace(/\s/g, ' '), '25 123 000')
  }))
