// @ts-check
/** A plain form, made live: what it tells, when, to whom, and what it hands over. */
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../scripts/tools.mjs'
import { described, formPage } from './page.mjs'

const { visit } = formPage()
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** @param {import('playwright-core').Page} page @returns {Promise<any[]>} */
const handed = (page) => page.evaluate(() => /** @type {any} */ (window).handed)

test('a field is judged when it is left, then at every key until it is right, and not called wrong while it is typed', () =>
  visit({}, async (page) => {
    const email = page.getByLabel('E-mail')
    await email.pressSequentially('awa')
    assert.equal(await described(email), '')
    await email.blur()
    assert.match(await described(email), /^E-mail must be an e-mail address/)
    assert.equal(await email.getAttribute('aria-invalid'), 'true')
    assert.match(await email.evaluate((field) => /** @type {HTMLInputElement} */ (field).validationMessage), /^E-mail must be/)
    await email.pressSequentially('@exemple.ci')
    assert.equal(await described(email), '')
    assert.equal(await email.evaluate((field) => /** @type {HTMLInputElement} */ (field).validity.valid), true)
    // Right once, it is typed in again without a word.
    await email.fill('awa@')
    assert.equal(await described(email), '')
    await email.blur()
    assert.match(await described(email), /must be an e-mail address/)
  }))

test('a message does not move the button away while it is pressed', () =>
  visit({}, async (page) => {
    await page.getByLabel('Amount').fill('2500')
    await page.getByLabel('E-mail').fill('awa')
    const box = await page.getByRole('button', { name: 'Pay' }).boundingBox()
    if (!box) return assert.fail('no button')
    await page.mouse.move(box.x + box.width / 2, box.y + 3)
    await page.mouse.down()
    assert.equal(await described(page.getByLabel('E-mail')), '')
    await page.mouse.up()
    await page.locator('[data-guichet-issue=customer_email][data-guichet-severity=error]').waitFor()
    assert.equal(await page.getByLabel('E-mail').evaluate((field) => field === document.activeElement), true)
    await page.getByLabel('E-mail').fill('awa@x')
    await page.mouse.click(2, 2)
    await page.locator('[data-guichet-issue=customer_email][data-guichet-severity=error]').waitFor()
  }))

test('a field that was only passed through is not complained about', () =>
  visit({}, async (page) => {
    await page.getByLabel('Amount').focus()
    await page.keyboard.press('Tab')
    assert.equal(await described(page.getByLabel('Amount')), 'In CFA francs')
  }))

test('a label’s icon, which is not read out, is none of its words', () =>
  visit({}, async (page) => {
    const phone = page.getByLabel('Phone')
    await phone.fill('07')
    await phone.blur()
    assert.match(await described(phone), /^Phone /)
  }))

test('what is to be read out has its place from the start, the page’s own words in it, and they stay until somebody fills in', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      document.querySelector('#amount-hint')?.insertAdjacentHTML('afterend', '<p data-guichet-issue="amount">Amount was refused</p>')
      guichet.bind()
    })
    assert.match(await described(page.getByLabel('Amount')), /Amount was refused$/)
    const live = page.locator('form [data-guichet-issue][aria-live=polite]')
    assert.deepEqual(await live.evaluateAll((places) => places.map((place) => /** @type {HTMLElement} */ (place).dataset.guichetIssue)), [
      'amount', 'customer_phone_number', 'customer_email', 'customer_country', 'customer_state', '',
    ])
    await page.getByLabel('E-mail').fill('awa')
    assert.match(await described(page.getByLabel('Amount')), /Amount was refused$/)
    await page.getByLabel('E-mail').blur()
    assert.equal(await described(page.getByLabel('Amount')), 'In CFA francs')
  }))

test('what is wrong stops the form, takes the focus, and is read out after the page’s own hint', () =>
  visit({}, async (page) => {
    const amount = page.getByLabel('Amount')
    await amount.fill('2501')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.equal(await amount.evaluate((field) => field === document.activeElement), true)
    assert.match(await described(amount), /^In CFA francs Amount 2501 is not a multiple of 5; the nearest are 2500 and 2505$/i)
    const live = page.locator('[data-guichet-issue=amount]')
    assert.deepEqual([await live.getAttribute('aria-live'), await live.getAttribute('data-guichet-severity')], ['polite', 'error'])
    assert.deepEqual(await handed(page), [])
  }))

test('the normalised request is handed over, without the page’s own fields', () =>
  visit({}, async (page) => {
    await page.getByLabel('Amount').pressSequentially('25000')
    await page.getByLabel('Phone').pressSequentially('0707123456')
    await page.getByLabel('E-mail').fill('awa@exemple.ci')
    await page.getByLabel('Note for us').fill('hello')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.deepEqual(await handed(page), [
      { amount: 25000, currency: 'XOF', customer_phone_number: '+2250707123456', customer_email: 'awa@exemple.ci', customer_country: 'CI' },
    ])
  }))

test('advice is told and stops nothing, unless strict', () =>
  visit({}, async (page) => {
    await page.getByLabel('Amount').fill('2500')
    const country = page.getByLabel('Country')
    await country.selectOption('CM')
    const whole = page.locator('[data-guichet-issue=""]')
    assert.match(String(await whole.textContent()), /^Currency XOF is not collected in CM; use XAF/)
    assert.equal(await whole.getAttribute('data-guichet-severity'), 'warning')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.equal((await handed(page)).length, 1)
    await page.evaluate(() => {
      const { bound, guichet, handed } = /** @type {any} */ (window)
      bound.destroy()
      guichet.bind({ country: 'CM', strict: true, onSubmit: (/** @type {unknown} */ request) => handed.push(request) })
    })
    assert.equal(await whole.textContent(), '', 'nothing is told to who has not begun')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.equal((await handed(page)).length, 1)
  }))

test('countries are named in the page’s language and in its order; the state is asked for in US and CA only', () =>
  visit({ lang: 'fr' }, async (page) => {
    const country = page.getByLabel('Pays')
    const names = await country.locator('option').allTextContents()
    assert.equal(names.length, 249)
    assert.ok(names.includes('Côte d’Ivoire') && names.includes('Sénégal'))
    assert.deepEqual(names, [...names].sort(new Intl.Collator('fr').compare))
    assert.equal(await country.inputValue(), 'CI')
    const state = page.getByLabel('État ou province')
    for (const [code, count] of /** @type {[string, number][]} */ ([['US', 63], ['CA', 13], ['FR', 0], ['CA', 13], ['CI', 0]])) {
      await country.selectOption(code)
      assert.equal(await state.isVisible(), count > 0, code)
      assert.equal(await page.locator('[name=customer_state] option:not([value=""])').count(), count)
      assert.equal(await page.locator('[name=customer_state]').inputValue(), '', 'nobody has chosen')
    }
    await country.selectOption('CA')
    await page.getByLabel('Montant').fill('2501')
    await page.getByRole('button', { name: 'Payer' }).click()
    assert.match(await described(page.getByLabel('Montant')), /Le montant 2501 n'est pas un multiple de 5\u202f; les plus proches sont 2500 et 2505$/)
    assert.match(await described(state), /^État ou province est obligatoire pour le pays CA$/)
    await page.getByLabel('Montant').fill('2500')
    await state.selectOption('QC')
    await page.getByRole('button', { name: 'Payer' }).click()
    assert.equal((await handed(page))[0].customer_state, 'QC')
  }))

test('the whole form by keyboard alone', () =>
  visit({}, async (page) => {
    const type = async (/** @type {string} */ text) => {
      await page.keyboard.press('Tab')
      await page.keyboard.type(text)
    }
    await type('2501')
    await type('0707123456')
    await type('awa@exemple.ci')
    await page.keyboard.press('Enter')
    const amount = page.getByLabel('Amount')
    assert.equal(await amount.evaluate((field) => field === document.activeElement), true)
    await page.keyboard.press('End')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('5')
    await page.keyboard.press('Enter')
    assert.deepEqual((await handed(page)).map(({ amount }) => amount), [2505])
  }))

test('what the browser sends itself is normalised, and the page’s own fields with it', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      guichet.bind({ country: 'CI' })
    })
    await page.getByLabel('Amount').pressSequentially('25000')
    await page.getByLabel('Phone').pressSequentially('0707123456')
    const [sent] = await Promise.all([page.waitForRequest((request) => request.method() === 'POST'), page.getByRole('button', { name: 'Pay' }).click()])
    const body = Object.fromEntries(new URLSearchParams(sent.postData() ?? ''))
    assert.deepEqual([body.amount, body.customer_phone_number, body.csrf], ['25000', '+2250707123456', 't0ken'])
  }))

test('the page hears every verdict: at first, while one types, when a field is left, when the form is to be sent', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const heard = Object.assign(window, { heard: /** @type {any[]} */ ([]) }).heard
      const onCheck = (/** @type {any} */ { ok, issues, value }, /** @type {Event | undefined} */ event) => {
        const said = document.querySelector('[data-guichet-issue=amount]')?.textContent ?? ''
        heard.push([event?.type ?? '', ok ? value.amount : issues[0].code, said === '' ? 'untold' : 'told'])
      }
      guichet.bind({ country: 'CI', onCheck, onSubmit: () => {} })
    })
    /** What came since the last look, the same verdict on one cause once. @returns {Promise<any[]>} */
    const heard = async () => {
      const all = await page.evaluate(() => /** @type {any} */ (window).heard.splice(0))
      return all.filter((/** @type {any} */ one, /** @type {number} */ at) => String(one) !== String(all[at - 1]))
    }
    assert.deepEqual(await heard(), [['', 'required', 'untold']])
    const amount = page.getByLabel('Amount')
    await amount.pressSequentially('11')
    assert.deepEqual(await heard(), [['input', 'amount_too_small', 'untold']])
    await amount.press('5')
    assert.deepEqual(await heard(), [['input', 115, 'untold']])
    await amount.press('1')
    await page.keyboard.press('Tab')
    assert.deepEqual(await heard(), [['input', 'amount_not_multiple', 'untold'], ['change', 'amount_not_multiple', 'told'], ['focusout', 'amount_not_multiple', 'told']])
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.deepEqual(await heard(), [['submit', 'amount_not_multiple', 'told']])
    await page.evaluate(() => /** @type {any} */ (window).bound.check())
    assert.deepEqual(await heard(), [['', 'amount_not_multiple', 'told']])
    await page.evaluate(() => /** @type {any} */ (window).bound.destroy())
    await amount.press('5')
    assert.deepEqual(await heard(), [])
  }))

test('in another language it says again what it told, and no more; what is typed and chosen stays', () =>
  visit({}, async (page) => {
    const [amount, email, country] = ['amount', 'customer_email', 'customer_country'].map((name) => page.locator(`[name=${name}]`))
    await country.selectOption('SN')
    await amount.fill('2501')
    await amount.blur()
    await email.fill('awa')
    await page.evaluate(() => {
      const label = /** @type {HTMLLabelElement} */ (document.querySelector('label[for=amount]'))
      label.textContent = 'Montant'
      const { bound } = /** @type {any} */ (window)
      bound.setLang('fr')
    })
    assert.match(await described(amount), /Le montant 2501 n'est pas un multiple de 5/)
    assert.equal(await described(email), '', 'still being typed in')
    const names = await country.locator('option').allTextContents()
    assert.equal(names.length, 249)
    assert.deepEqual(names, [...names].sort(new Intl.Collator('fr').compare))
    assert.deepEqual([await country.inputValue(), await country.locator('option:checked').textContent()], ['SN', 'Sénégal'])
    await email.blur()
    assert.match(await described(email), /^E-mail doit être une adresse e-mail/)
    await page.evaluate(() => /** @type {any} */ (window).bound.setLang('en'))
    assert.match(await described(amount), /not a multiple of 5/)
    assert.equal((await country.locator('option').allTextContents())[0], 'Afghanistan')
  }))

test('no country is chosen for a person in another language either, and a list of the page’s own keeps its words', () =>
  visit({}, async (page) => {
    const options = page.locator('[name=customer_country] option')
    const bindAgain = (/** @type {string} */ markup) =>
      page.evaluate((markup) => {
        const { bound, guichet } = /** @type {any} */ (window)
        bound.destroy()
        const select = /** @type {HTMLSelectElement} */ (document.querySelector('[name=customer_country]'))
        select.innerHTML = markup
        guichet.bind().setLang('fr')
      }, markup)
    await bindAgain('')
    assert.deepEqual([await options.count(), await options.first().textContent(), await page.locator('[name=customer_country]').inputValue()], [250, '', ''])
    await bindAgain('<option value="SN">Teranga<option value="CI">Eburnie')
    assert.deepEqual(await options.allTextContents(), ['Teranga', 'Eburnie'])
  }))

test('a form that is reset says nothing, and follows its first values', () =>
  visit({}, async (page) => {
    await page.getByLabel('Country').selectOption('US')
    await page.getByLabel('Amount').fill('2501')
    await page.getByRole('button').click()
    assert.equal(await page.locator('[aria-invalid=true]').count() > 0, true)
    assert.equal(await page.locator('[name=customer_state]').isVisible(), true)
    await page.evaluate(() => /** @type {HTMLFormElement} */ (document.getElementById('pay')).reset())
    await page.locator('[name=customer_state]').waitFor({ state: 'hidden' })
    assert.equal(await page.locator('[aria-invalid=true]').count(), 0)
    assert.equal((await page.locator('[data-guichet-issue]').allTextContents()).join(''), '')
    assert.equal(await page.getByLabel('Amount').evaluate((field) => /** @type {HTMLInputElement} */ (field).validity.customError), false)
    await page.getByLabel('Amount').focus()
    await page.getByLabel('Amount').blur()
    assert.equal((await page.locator('[data-guichet-issue]').allTextContents()).join(''), '')
  }))

test('a country that only says that it changed is followed, and a state stays chosen until there is another', () =>
  visit({}, async (page) => {
    const choose = (/** @type {string} */ code) =>
      page.getByLabel('Country').evaluate((field, code) => {
        Object.assign(field, { value: code })
        field.dispatchEvent(new Event('change', { bubbles: true }))
      }, code)
    await choose('US')
    await page.locator('[name=customer_state]').selectOption('NY')
    await choose('US')
    assert.equal(await page.locator('[name=customer_state]').inputValue(), 'NY')
    await choose('CA')
    assert.equal(await page.locator('[name=customer_state]').inputValue(), '')
    await choose('CI')
    assert.equal(await page.locator('[name=customer_state]').isVisible(), false)
  }))

test('what must be filled in is marked, and follows what else is chosen', () =>
  visit({}, async (page) => {
    const marked = () => page.locator('[aria-required]').evaluateAll((fields) => fields.map((field) => `${/** @type {HTMLInputElement} */ (field).name} ${field.getAttribute('aria-required')}`))
    assert.deepEqual(await marked(), [], 'the amount is required by the page itself')
    await page.getByLabel('Country').selectOption('US')
    assert.deepEqual(await marked(), ['customer_state true'])
    await page.locator('[name=customer_state]').selectOption('NY')
    assert.deepEqual(await marked(), ['customer_state true'], 'filled in, it is required still')
    await page.getByLabel('Country').selectOption('FR')
    assert.deepEqual(await marked(), [])
    await page.evaluate(() => {
      const { bound, guichet } = /** @type {any} */ (window)
      bound.destroy()
      const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (document.querySelector(`[name=${name}]`))
      field('amount').required = false
      field('note').name = 'channels'
      // Required like the hidden currency, it takes no such mark either.
      Object.assign(field('csrf'), { type: 'radio', name: 'description' })
      field('customer_email').setAttribute('aria-required', 'false')
      guichet.bind()
    })
    const own = 'customer_email false'
    assert.deepEqual(await marked(), ['amount true', own])
    await page.getByLabel('Note for us').fill('CREDIT_CARD')
    assert.deepEqual(await marked(), ['amount true', 'customer_phone_number true', own, 'customer_country true'])
    await page.getByLabel('Note for us').fill('ALL')
    assert.deepEqual(await marked(), ['amount true', own])
    await page.evaluate(() => /** @type {any} */ (window).bound.destroy())
    assert.deepEqual(await marked(), [own])
  }))

test('destroy() leaves the page as it was', () =>
  visit({}, async (page) => {
    const markup = () => page.locator('main').evaluate((main) => main.innerHTML)
    await page.evaluate(() => /** @type {any} */ (window).bound.destroy())
    const before = await markup()
    await page.evaluate(() => /** @type {any} */ (window).guichet.bind({ country: 'CI' }))
    assert.notEqual(await markup(), before)
    await page.getByLabel('Amount').pressSequentially('2501')
    await page.getByLabel('Country').selectOption('US')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.equal(await page.getByLabel('Amount').getAttribute('aria-invalid'), 'true')
    await page.evaluate(() => /** @type {any} */ (window).bound.destroy())
    assert.equal(await markup(), before)
    const [valid, noValidate] = await page.locator('form').evaluate((form) => {
      const { amount } = /** @type {any} */ (form).elements
      return [amount.validity.valid, /** @type {HTMLFormElement} */ (form).noValidate]
    })
    assert.deepEqual([valid, noValidate], [true, false])
    await page.getByLabel('Amount').fill('')
    await page.getByLabel('Amount').pressSequentially('12345')
    assert.equal(await page.getByLabel('Amount').inputValue(), '12345')
    await page.getByLabel('E-mail').fill('x')
    await page.getByLabel('E-mail').blur()
    assert.equal(await markup(), before)
    const ok = await page.evaluate(() => {
      const { bound } = /** @type {any} */ (window)
      bound.setLang('fr')
      return bound.check().ok
    })
    assert.deepEqual([ok, await markup()], [false, before], 'it can still be asked, and shows nothing')
  }))

test('another service’s form: a transfer, whose number may be pasted whole', () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { bound, guichet, handed } = /** @type {any} */ (window)
      bound.destroy()
      const form = /** @type {HTMLFormElement} */ (document.getElementById('pay'))
      const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.querySelector(`[name=${name}]`))
      field('customer_phone_number').name = 'phone'
      field('csrf').setAttribute('value', '225')
      field('csrf').name = 'prefix'
      guichet.bind({ check: guichet.checks.checkTransferSend, country: 'CI', onSubmit: (/** @type {unknown} */ request) => handed.push(request) })
    })
    await page.getByLabel('Amount').fill('200')
    await page.getByLabel('Phone').fill('+225 07 07 12 34 56')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.match(await described(page.getByLabel('Amount')), /minimum is 201 XOF/)
    await page.getByLabel('Amount').fill('205')
    await page.getByRole('button', { name: 'Pay' }).click()
    assert.deepEqual(await handed(page), [{ prefix: '225', phone: '0707123456', amount: 205 }])
  }))

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const lang of ['en', 'fr']) {
    test(`axe finds nothing, 320 px wide, ${colorScheme}, ${lang}`, () =>
      visit({ lang, colorScheme, viewport: { width: 320, height: 900 } }, async (page) => {
        await page.locator('[name=amount]').fill('2501')
        await page.locator('[name=customer_phone_number]').fill('07895086')
        await page.locator('[name=customer_email]').fill('awa')
        await page.locator('[name=customer_country]').selectOption('US')
        await page.locator('button').click()
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        assert.equal(wide, false, 'nothing is wider than the screen')
        if (process.env.SCREENSHOTS) {
          const folder = join(ROOT, 'target', 'screenshots')
          mkdirSync(folder, { recursive: true })
          await page.screenshot({ path: join(folder, `form-${lang}-${colorScheme}.png`), fullPage: true })
        }
        await page.evaluate(await (await import('node:fs/promises')).readFile(axe, 'utf8'))
        const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run())
        assert.deepEqual(violations.map((/** @type {any} */ { id, nodes }) => [id, nodes.map((/** @type {any} */ { html }) => html)]), [])
      }))
  }
}
