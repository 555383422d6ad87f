// @ts-check
/** Pages written for the provider's script, with only the script's address (and attributes beside it) changed. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { decide, framed, heard, shop } from './support/chromium.mjs'

const here = shop()

for (const [action, said] of /** @type {const} */ ([['accept', 'Your payment has been made successfully'], ['refuse', 'Your payment failed'], ['cancel', 'Your payment failed']])) {
  test(`the page of seed 003 as it is: ${action}`, () =>
    here.visit('/seed', async (page) => {
      /** @type {string[]} */
      const alerts = []
      page.on('dialog', async (dialog) => {
        alerts.push(dialog.message())
        await dialog.accept()
      })
      await page.getByRole('button', { name: 'Checkout' }).click()
      await decide(framed(page), action)
      await page.waitForFunction(() => !document.querySelector('[data-guichet]'))
      assert.deepEqual(alerts, [said])
      const [payment] = here.site.sandbox.state().payments.slice(-1)
      assert.equal(payment?.state, { accept: 'accepted', refuse: 'refused', cancel: 'cancelled' }[action])
    }))
}

test('the page of seed 003 is the seed\'s own, byte for byte', async () => {
  const page = await readFile(new URL('pages/seed-003.html', import.meta.url), 'utf8')
  assert.ok(page.startsWith('<!DOCTYPE html>\n<html>\n<head>\n    <meta name="viewport"'))
  assert.ok(page.includes('src="https://cdn.cinetpay.com/seamless/main.js"') && page.includes('customer_state: "CM"'))
})

for (const [action, status] of /** @type {const} */ ([['accept', 'ACCEPTED'], ['refuse', 'REFUSED']])) {
  test(`a page that assigns onClose, waitResponse and onError: ${action}`, () =>
    here.visit('/assigned', async (page) => {
      await page.getByRole('button', { name: 'Payer' }).click()
      await decide(framed(page), action)
      await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 2)
      const [[first, data], [second]] = await heard(page)
      assert.deepEqual([first, second], ['response', 'close'])
      assert.equal(data.status, status)
      assert.deepEqual(Object.keys(data).sort(), ['amount', 'currency', 'description', 'metadata', 'operator_id', 'payment_date', 'payment_method', 'status'])
      for (const value of Object.values(data)) assert.equal(typeof value, 'string')
      assert.deepEqual([data.amount, data.currency], ['100', 'XOF'])
      assert.equal(await page.locator('[data-guichet]').count(), 0)
    }))
}

test('a counter that is closed tells onClose alone', () =>
  here.visit('/assigned', async (page) => {
    await page.getByRole('button', { name: 'Payer' }).click()
    await framed(page).locator('[data-action=accept]').waitFor()
    await page.getByRole('button', { name: 'Fermer le paiement' }).click()
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length > 0)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['close'])
  }))

test('a counter that finishes without a word is asked about', () =>
  here.visit('/assigned', async (page) => {
    await here.site.manner({ messages: 'silent' })
    await page.getByRole('button', { name: 'Payer' }).click()
    await decide(framed(page), 'accept')
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 2)
    assert.deepEqual((await heard(page)).map(([what, { status }]) => [what, status]), [['response', 'ACCEPTED'], ['close', 'ACCEPTED']])
  }))

test('what the service refuses reaches onError, in its own words, once', () =>
  here.visit('/assigned', async (page) => {
    await page.evaluate(() => {
      const { CinetPay } = /** @type {any} */ (window)
      CinetPay.onError((/** @type {unknown} */ data) => /** @type {any} */ (window).heard.push(['error', data]))
      CinetPay.setConfig({ apikey: 'a-wrong-apikey', site_id: '445160', notify_url: 'https://shop.example/notify' })
      CinetPay.getCheckout({ transaction_id: 'E1', amount: 100, currency: 'XOF', description: 'Test' })
    })
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length > 0)
    const [[what, data], ...more] = await heard(page)
    assert.deepEqual([what, data.message, more.length], ['error', 'AUTH_NOT_FOUND', 0])
    assert.ok(!JSON.stringify(data).includes('a-wrong-apikey') && data.description.length > 20)
    assert.equal(await page.locator('[data-guichet]').count(), 0)
  }, { expected: /Failed to load resource/ }))

/** What a page does whose buttons call it: everything in one go. @param {import('playwright-core').Page} page @param {object} config @param {object} request */
const checkout = (page, config, request) =>
  page.evaluate(([config, request]) => {
    const { CinetPay, heard } = /** @type {any} */ (window)
    CinetPay.setConfig({ apikey: 'test-apikey-12345', site_id: '445160', notify_url: 'https://shop.example/notify', ...config })
    CinetPay.getCheckout({ transaction_id: `C${Date.now()}-${Math.random()}`.replace('.', ''), amount: 100, currency: 'XOF', description: 'Test', ...request })
    for (const name of ['waitResponse', 'onError', 'onClose']) CinetPay[name]((/** @type {any} */ data) => heard.push([name, data]))
  }, [config, request])

test('a counter that ends before getCheckout has returned says why, and the page goes on', () =>
  here.visit('/assigned', async (page) => {
    await checkout(page, { apikey: 'sk_test_abcdefgh' }, {})
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length > 0)
    const [[what, { message, description }], ...more] = await heard(page)
    assert.deepEqual([what, message, more.length], ['onError', 'validation', 0])
    assert.ok(!description.includes('abcdefgh'))
    // And the next one opens.
    await checkout(page, { apikey: 'test-apikey-12345' }, {})
    await framed(page).locator('[data-action=accept]').waitFor()
  }))

test('a second getCheckout is an error of its own, and leaves the counter that is open alone', () =>
  here.visit('/assigned', async (page) => {
    await checkout(page, {}, {})
    await framed(page).locator('[data-action=accept]').waitFor()
    for (let times = 1; times <= 2; times++) {
      await checkout(page, {}, {})
      await page.waitForFunction((times) => /** @type {any} */ (window).heard.length === times, times)
    }
    assert.deepEqual((await heard(page)).map(([what, { message }]) => [what, message]), [['onError', 'validation'], ['onError', 'validation']])
    await decide(framed(page), 'refuse')
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 3)
    assert.deepEqual((await heard(page)).slice(2).map(([what, { status }]) => [what, status]), [['waitResponse', 'REFUSED']])
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 4)
    await checkout(page, {}, {})
    await framed(page).locator('[data-action=accept]').waitFor()
  }))

/** The page whose script names a server of the shop's. @param {import('playwright-core').Page} page */
const withStatusUrl = async (page) => {
  const html = await (await fetch(`${here.site.url}/assigned`)).text()
  here.site.routes['/named'] = () => ['text/html; charset=utf-8', html.replace('data-apikey', 'data-status-url="/asked" data-apikey')]
  await page.goto(`${here.site.url}/named`)
}

/** Half a minute of the page's, or less where so much is heard before. @param {import('playwright-core').Page} page @param {number} count */
const inTime = async (page, count) => {
  for (let seconds = 0; seconds < 30 && (await heard(page)).length < count; seconds++) await page.clock.runFor(1_000)
}

test('a shop\'s server that cannot be asked: nobody is told paid, nor refused', () =>
  here.visit('/assigned', async (page) => {
    await withStatusUrl(page)
    await page.route('**/asked*', (route) => route.fulfill({ status: 500 }))
    await page.clock.install()
    for (const action of /** @type {const} */ (['accept', 'refuse'])) {
      await page.evaluate(() => Object.assign(window, { heard: [] }))
      await checkout(page, { close_after_response: true }, {})
      await decide(framed(page), action)
      await inTime(page, 1)
      assert.deepEqual(await heard(page), [['onClose', { status: 'PENDING' }]], action)
    }
  }, { expected: /Failed to load resource/ }))

test('a shop\'s server is asked, and confirms', () =>
  here.visit('/assigned', async (page) => {
    await withStatusUrl(page)
    here.site.routes['/asked'] = () => ['application/json', '{"state":"accepted"}']
    await checkout(page, { close_after_response: true }, {})
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 2)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['waitResponse', 'onClose'])
  }))

test('a service that cannot be asked, and no server of the shop\'s: the counter\'s word is passed on', () =>
  here.visit('/assigned', async (page) => {
    await page.route('**/v2/payment/check', (route) => route.abort())
    await page.clock.install()
    await checkout(page, { close_after_response: true }, {})
    await decide(framed(page), 'refuse')
    await inTime(page, 2)
    assert.deepEqual((await heard(page)).map(([what, { status }]) => [what, status]), [['waitResponse', 'REFUSED'], ['onClose', 'REFUSED']])
  }, { expected: /Failed to load resource/ }))

test('a page may open the next counter in onError, and in onClose', () =>
  here.visit('/assigned', async (page) => {
    await page.evaluate(() => {
      const { CinetPay, heard } = /** @type {any} */ (window)
      const open = (/** @type {string} */ apikey) => {
        CinetPay.setConfig({ apikey, site_id: '445160', notify_url: 'https://shop.example/notify' })
        CinetPay.getCheckout({ transaction_id: `N${heard.length}-${Date.now()}`, amount: 100, currency: 'XOF', description: 'Test' })
      }
      for (const name of ['onError', 'onClose']) {
        CinetPay[name]((/** @type {any} */ data) => {
          heard.push([name, data])
          if (heard.length < 3) open('test-apikey-12345')
        })
      }
      open('a-wrong-apikey')
    })
    for (let times = 1; times <= 2; times++) {
      await page.waitForFunction((times) => /** @type {any} */ (window).heard.length === times, times)
      await framed(page).locator('[data-action=accept]').waitFor()
      // The one that is open is still the only one.
      await page.evaluate(() => /** @type {any} */ (window).CinetPay.onError(() => /** @type {any} */ (window).refused = true))
      await page.evaluate(() => /** @type {any} */ (window).CinetPay.getCheckout({}))
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).refused), true)
      await page.keyboard.press('Escape')
    }
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length === 3)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['onError', 'onClose', 'onClose'])
    assert.equal(await page.locator('[data-guichet]').count(), 0)
  }, { expected: /Failed to load resource/ }))

test('a customer who closes while the counter is still on its way: onClose, once', () =>
  here.visit('/assigned', async (page) => {
    await page.route('**/v2/payment', () => {})
    await checkout(page, {}, {})
    await page.getByRole('status').getByText('Ouverture du guichet…').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => /** @type {any} */ (window).heard.length > 0)
    assert.deepEqual(await heard(page), [['onClose', { status: 'CLOSED' }]])
    assert.equal(await page.locator('[data-guichet]').count(), 0)
  }))

test('onClose says how it stands, in the words that pages read', () =>
  here.visit('/assigned', async (page) => {
    const closed = async () => {
      await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {any} */ [what]) => what === 'onClose'))
      const said = (await heard(page)).map(([what, { status }]) => [what, status])
      await page.evaluate(() => Object.assign(window, { heard: [] }))
      return said
    }
    await checkout(page, { close_after_response: true }, {})
    await decide(framed(page), 'accept')
    assert.deepEqual(await closed(), [['waitResponse', 'ACCEPTED'], ['onClose', 'ACCEPTED']])
    await checkout(page, {}, {})
    await framed(page).locator('[data-action=accept]').waitFor()
    await page.keyboard.press('Escape')
    assert.deepEqual(await closed(), [['onClose', 'CLOSED']])
  }))

for (const [html, attribute, lang] of /** @type {const} */ ([['fr', '', 'fr'], ['en', '', 'en'], ['fr', 'en', 'en'], ['en', 'fr', 'fr'], ['pt', '', 'fr'], ['', '', 'fr']])) {
  test(`the counter speaks as the dialog does: <html lang="${html}">, data-lang="${attribute}"`, () =>
    here.visit('/', async (tab) => {
      const page = (await (await fetch(`${here.site.url}/assigned`)).text()).replace('<html lang="fr">', html ? `<html lang="${html}">` : '<html>')
      here.site.routes['/spoken'] = () => ['text/html; charset=utf-8', attribute ? page.replace('data-apikey', `data-lang="${attribute}" data-apikey`) : page]
      await tab.goto(`${here.site.url}/spoken`)
      await checkout(tab, {}, {})
      await tab.getByRole('dialog', { name: lang === 'fr' ? 'Paiement' : 'Payment' }).waitFor()
      await framed(tab).locator(`html[lang=${lang}] [data-action=accept]`).waitFor()
      // What the page's code says goes before.
      await tab.evaluate(() => document.querySelector('[data-guichet]')?.shadowRoot?.querySelector('button')?.click())
      await tab.waitForFunction(() => !document.querySelector('[data-guichet]'))
      await checkout(tab, {}, { lang: lang === 'fr' ? 'EN' : 'FR' })
      await framed(tab).locator(`html[lang=${lang === 'fr' ? 'en' : 'fr'}] [data-action=accept]`).waitFor()
    }))
}

/** A browser that compiles no more than 4 KB at once on a page's main thread, as Chrome before 114, and takes its time for the rest. */
const oldBrowser = () => {
  const { Module, compile } = WebAssembly
  const refusing = function (/** @type {BufferSource} */ bytes) {
    if (bytes.byteLength > 4096) throw new RangeError('WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB.')
    return new Module(bytes)
  }
  Object.assign(refusing, { imports: Module.imports })
  const slow = async (/** @type {BufferSource} */ bytes) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    return compile(bytes)
  }
  Object.assign(WebAssembly, { Module: refusing, compile: slow })
}

test('an old browser, that compiles nothing large at once: getCheckout waits, and a second one is still one too many', () =>
  here.visit('/assigned', async (page) => {
    await page.reload({ waitUntil: 'commit' })
    await page.waitForFunction(() => 'CinetPay' in window)
    await checkout(page, {}, {})
    await checkout(page, {}, {})
    await framed(page).locator('[data-action=accept]').waitFor()
    assert.deepEqual((await heard(page)).map(([what, { message }]) => [what, message]), [['onError', 'validation']])
    // By then everything else works at once, too.
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).guichet.checkAmount('2501', { currency: 'XOF' }).ok), false)
  }, { prepare: oldBrowser }))

test('a policy that forbids WebAssembly is told to onError', () =>
  here.visit('/assigned', async (page) => {
    const html = await (await fetch(`${here.site.url}/assigned`)).text()
    here.site.routes['/forbidden'] = () => ['text/html; charset=utf-8', html, { 'content-security-policy': `script-src 'self' 'unsafe-inline'` }]
    await page.goto(`${here.site.url}/forbidden`)
    for (let times = 1; times <= 2; times++) {
      await checkout(page, {}, {})
      await page.waitForFunction((times) => /** @type {any} */ (window).heard.length === times, times)
    }
    for (const [what, { message, description }] of await heard(page)) assert.deepEqual([what, message, /WebAssembly/.test(description)], ['onError', 'CompileError', true])
    assert.equal(await page.locator('[data-guichet]').count(), 0)
  }, { expected: /WebAssembly|Content Security Policy/ }))

test('a callback that comes after its event is called all the same', () =>
  here.visit('/assigned', async (page) => {
    const said = await page.evaluate(async () => {
      const { CinetPay } = /** @type {any} */ (window)
      CinetPay.getCheckout({ transaction_id: 'L1', amount: 101, currency: 'XOF', description: 'Test' })
      await new Promise((resolve) => setTimeout(resolve, 200))
      return new Promise((resolve) => CinetPay.onError(resolve))
    })
    assert.equal(/** @type {any} */ (said).message, 'validation')
  }))
