// @ts-check
/** The counter in a dialog over the page. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, framed, heard, outcome, prepare, shop } from './support/chromium.mjs'

const here = shop()
const gone = (/** @type {import('playwright-core').Page} */ page) => page.waitForFunction(() => !document.querySelector('[data-guichet]'))

for (const [action, state] of /** @type {const} */ ([['accept', 'accepted'], ['refuse', 'refused'], ['cancel', 'refused']])) {
  for (const confirmed of [true, false]) {
    test(`${action} gives ${state}, ${confirmed ? 'confirmed by the merchant\'s server' : 'unconfirmed without it'}`, () =>
      here.visit('/', async (page) => {
        const { payment_url, transaction_id } = await here.site.create()
        await prepare(page, { paymentUrl: payment_url, counterOrigins: [here.site.services], ...(confirmed && { checkStatus: '/status' }) })
        await page.click('#pay')
        await decide(framed(page), action)
        const found = await outcome(page)
        assert.deepEqual([found.state, found.confirmed], [state, confirmed])
        assert.equal(found.response.amount, '2500')
        assert.equal(found.payment_token, payment_url.split('/').pop())
        await gone(page)
        const events = await heard(page)
        assert.deepEqual(events, [['open', 'modal'], ['outcome', state], ['close', 'modal']])
        assert.ok(transaction_id)
      }))
  }
}

test('the page\'s own server makes the payment in the click, and a function is asked about it', () =>
  here.visit('/', async (page) => {
    await page.evaluate(() => {
      const { options, order, checked } = /** @type {any} */ (window)
      Object.assign(options, {
        paymentUrl: order,
        checkStatus: (/** @type {any} */ known) => {
          checked.push(known.transaction_id)
          return fetch(`/status?transaction_id=${known.transaction_id}`)
        },
      })
    })
    await page.click('#pay')
    await decide(framed(page), 'accept')
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['accepted', true])
    assert.match(found.transaction_id, /^S\d/)
    assert.ok((await page.evaluate(() => /** @type {any} */ (window).checked)).every((/** @type {string} */ id) => id === found.transaction_id))
  }))

test('the reply of the page\'s own server is read', () =>
  here.visit('/', async (page) => {
    await page.evaluate(() => Object.assign(/** @type {any} */ (window).options, { paymentUrl: () => fetch('/create', { method: 'POST' }), checkStatus: '/status' }))
    await page.click('#pay')
    await decide(framed(page), 'accept')
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['accepted', true])
    assert.match(found.transaction_id, /^S\d/)
  }))

test('whatever comes in the place of a counter fails with a sentence, and nothing stays', () =>
  here.visit('/', async (page) => {
    await page.route('**/broken', (route) => route.fulfill({ status: 500, contentType: 'application/json', body: '{"error":"nope"}' }))
    await page.route('**/text', (route) => route.fulfill({ status: 500, body: 'oops' }))
    const said = await page.evaluate(async () => {
      const { seamless } = /** @type {any} */ (window)
      const given = [
        () => Promise.reject(), () => { throw null }, () => { throw 'Sold out' }, () => { throw new Error('Sold out') }, () => undefined, () => ({}),
        () => fetch('/broken'), async () => (await fetch('/broken')).json(), async () => (await fetch('/text')).json(),
      ]
      const said = []
      for (const paymentUrl of given) {
        const { state, error } = await seamless.open({ paymentUrl })
        said.push([state, error.kind, error.message])
      }
      const { state, error } = await seamless.open({ paymentUrl: 'https://checkout.cinetpay.com/payment/0123456789', checkStatus: 'http://[' })
      return [...said, [state, error.kind, error.issues[0].path]]
    })
    const none = ['failed', 'protocol', 'The shop\'s server gave no payment counter to open; try again later.']
    const own = ['failed', 'network', 'Sold out']
    const failed = ['failed', 'protocol', `HTTP 500: ${none[2]}`]
    assert.deepEqual(said, [none, none, own, own, none, none, failed, none, none, ['failed', 'validation', 'checkStatus']])
    await gone(page)
  }, { expected: /Failed to load resource/ }))

test('a request is initialised from the page', () =>
  here.visit('/assigned', async (page) => {
    const found = page.evaluate((services) => {
      const { guichet } = /** @type {any} */ (window)
      const request = { apikey: 'test-apikey-12345', site_id: '445160', transaction_id: `M${Date.now()}`, amount: 500, currency: 'XOF', description: 'Test', notify_url: 'https://shop.example/notify', channels: 'MOBILE_MONEY' }
      return new guichet.Seamless({ checkoutUrl: services }).open({ request })
    }, here.site.services)
    await decide(framed(page), 'refuse')
    assert.equal((await found).state, 'refused')
  }))

for (const [how, close] of /** @type {const} */ ([
  ['its button', (/** @type {any} */ page) => page.getByRole('button', { name: 'Close the payment' }).click()],
  ['Escape', (/** @type {any} */ page) => page.keyboard.press('Escape')],
  ['close()', (/** @type {any} */ page) => page.evaluate(() => /** @type {any} */ (window).seamless.close())],
])) {
  test(`closing by ${how} asks the merchant's server once, and gives focus and scrolling back`, () =>
    here.visit('/', async (page) => {
      const { payment_url } = await here.site.create()
      await page.evaluate(() => {
        const tall = document.createElement('div')
        tall.style.height = '300vh'
        document.body.append(tall)
      })
      await prepare(page, { paymentUrl: payment_url, checkStatus: '/status' })
      await page.focus('#pay')
      await page.keyboard.press('Enter')
      await framed(page).locator('[data-action=accept]').waitFor()
      await page.mouse.move(5, 400)
      await page.mouse.wheel(0, 300)
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overflow), 'hidden')
      assert.equal(await page.evaluate(() => scrollY), 0, 'the page behind does not scroll')
      await close(page)
      const found = await outcome(page)
      assert.deepEqual([found.state, found.confirmed], ['closed', false])
      await gone(page)
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'pay')
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).overflow), 'visible')
      assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0)
    }))
}

test('who closes while the server is slow sees why, may close that too, and may pay again', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.evaluate(() => Object.assign(/** @type {any} */ (window).options, { checkStatus: () => new Promise(() => {}) }))
    for (const close of [() => page.keyboard.press('Escape'), () => page.getByRole('button', { name: 'Close the payment' }).click()]) {
      await page.click('#pay')
      await framed(page).locator('[data-action=accept]').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('status').getByText('Checking your payment…').waitFor()
      assert.equal(await page.locator('[data-guichet] iframe').count(), 0)
      await close()
      assert.equal((await outcome(page)).state, 'closed')
      await gone(page)
    }
  }))

test('closed after the money has moved, it is accepted all the same', () =>
  here.visit('/', async (page) => {
    const { payment_url, transaction_id } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url, checkStatus: '/status' })
    await page.click('#pay')
    await framed(page).locator('[data-action=accept]').waitFor()
    await here.site.end(transaction_id, 'accept')
    await page.keyboard.press('Escape')
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['accepted', true])
  }))

test('polling alone finds the end of a counter that hangs', () =>
  here.visit('/', async (page) => {
    await here.site.manner({ messages: 'hang' })
    const { payment_url, transaction_id } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url, checkStatus: '/status' })
    await page.click('#pay')
    await decide(framed(page), 'accept')
    await framed(page).getByRole('heading', { name: 'Payment under way…' }).waitFor()
    await here.site.end(transaction_id, 'refuse')
    assert.equal((await outcome(page)).state, 'refused')
  }))

for (const messages of /** @type {const} */ (['aurore', 'twice'])) {
  test(`a counter that speaks ${messages} gives one outcome`, () =>
    here.visit('/', async (page) => {
      await here.site.manner({ messages })
      const { payment_url } = await here.site.create()
      await prepare(page, { paymentUrl: payment_url })
      await page.click('#pay')
      await decide(framed(page), 'accept')
      assert.equal((await outcome(page)).state, 'accepted')
      await page.waitForTimeout(200)
      assert.equal((await heard(page)).filter(([what]) => what === 'outcome').length, 1)
    }))
}

for (const messages of /** @type {const} */ (['silent', 'garbage'])) {
  test(`a counter that speaks ${messages} decides nothing without the merchant's server, and everything is asked with it`, () =>
    here.visit('/', async (page) => {
      await here.site.manner({ messages })
      for (const [checkStatus, state] of [[undefined, 'pending'], ['/status', 'accepted']]) {
        const { payment_url } = await here.site.create()
        await prepare(page, { paymentUrl: payment_url, checkStatus })
        await page.click('#pay')
        await decide(framed(page), 'accept')
        assert.equal((await outcome(page)).state, state)
        await gone(page)
      }
    }))
}

test('what is behind can neither be reached by pointer nor by keyboard', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.click('#pay')
    await framed(page).locator('[data-action=accept]').waitFor()
    await assert.rejects(page.click('#pay', { timeout: 500 }))
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => document.activeElement?.id)
      assert.notEqual(at, 'pay')
    }
  }))

test('a second opening is refused and leaves the first alone; an AbortSignal gives up', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    const [second, first, aborted] = await page.evaluate(async (paymentUrl) => {
      const { seamless } = /** @type {any} */ (window)
      const stop = new AbortController()
      const first = seamless.open({ paymentUrl, signal: stop.signal })
      const second = await seamless.open({ paymentUrl })
      const frames = document.querySelector('[data-guichet]')?.shadowRoot?.querySelectorAll('iframe').length
      stop.abort()
      const third = await seamless.open({ paymentUrl, signal: AbortSignal.abort() })
      return [[second.error.issues[0].code, frames], (await first).error.kind, third.error.kind]
    }, payment_url)
    assert.deepEqual([second, first, aborted], [['counter_open', 1], 'aborted', 'aborted'])
    assert.equal(await page.locator('[data-guichet]').count(), 0)
  }))

test('texts and look are the page\'s to change', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await page.evaluate(() => document.documentElement.style.setProperty('--guichet-background', 'rgb(1, 2, 3)'))
    await prepare(page, { paymentUrl: payment_url, texts: { title: 'Box office' }, lang: 'fr' })
    await page.click('#pay')
    await page.getByRole('dialog', { name: 'Box office' }).waitFor()
    await page.getByRole('button', { name: 'Fermer le paiement' }).waitFor()
    assert.equal(await page.locator('dialog').evaluate((dialog) => getComputedStyle(dialog).backgroundColor), 'rgb(1, 2, 3)')
  }))
