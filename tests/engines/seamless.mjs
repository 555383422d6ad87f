// @ts-check
/** The counter over the page in the engine that GUICHET_ENGINE names; scripts/engines.mjs runs it in each. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { By, Key, until } from 'selenium-webdriver'
import { startSite } from '../seamless/support/site.mjs'
import { PATIENCE, startEngine } from './engine.mjs'

const FORGED = `{ amount: '2500', currency: 'XOF', status: 'ACCEPTED' }`

/** @type {import('../seamless/support/site.mjs').Site} */ let site
/** @type {any} */ let browser
/** @type {Awaited<ReturnType<typeof startEngine>>} */ let engine
/** @type {string} */ let shop

before(async () => {
  site = await startSite()
  engine = await startEngine()
  browser = engine.browser
  shop = await browser.getWindowHandle()
})
after(async () => {
  await engine?.close()
  await site?.close()
})

/** @param {string} path */
const visit = async (path) => {
  await site.manner({})
  await browser.switchTo().window(shop)
  await browser.get(site.url + path)
}

/** @param {string} script @param {...unknown} args @returns {Promise<any>} */
const inPage = (script, ...args) => browser.executeScript(script, ...args)

/** What WebKit's driver says of a page that is being left: ask the next one. @param {Error} error */
const ifLeft = (error) => {
  if (error.name !== 'NoSuchFrameError') throw error
  return undefined
}

/** Waits until an element is there, and gives it. @param {string} selector */
const located = async (selector) => {
  const found = await browser.wait(async () => (await browser.findElements(By.css(selector)).catch(ifLeft))?.[0], PATIENCE, selector)
  return /** @type {import('selenium-webdriver').WebElement} */ (found)
}

/** Waits until an expression of the page's holds, and gives it. @param {string} expression @returns {Promise<any>} */
const when = (expression) => browser.wait(() => inPage(`return ${expression}`).catch(ifLeft), PATIENCE, expression)

const enterFrame = async () => {
  await browser.switchTo().frame(await when(`document.querySelector('[data-guichet]')?.shadowRoot.querySelector('iframe')`))
  await located('[data-action=refuse]')
}

const leaveFrame = () => browser.switchTo().defaultContent()

/** Presses a button of the counter that is in view. @param {string} action */
const press = async (action) => {
  const button = await located(`[data-action=${action}]`)
  if (action === 'accept') {
    await browser.findElement(By.css('[type=radio]')).click()
    const phone = await browser.findElement(By.css('#phone'))
    await phone.clear()
    await phone.sendKeys('+2250707123456')
  }
  await button.click()
}

/** @param {object} options */
const openShop = async (options) => {
  await visit('/')
  await openHere(options)
}

/** @param {object} options */
const openHere = async (options) => {
  const { payment_url, transaction_id } = await site.create()
  await inPage('Object.assign(window.options, arguments[0])', { paymentUrl: payment_url, transactionId: transaction_id, ...options })
  await browser.findElement(By.id('pay')).click()
  return transaction_id
}

const outcome = () => when('outcomes[0]')
const decided = () => inPage('return heard.map(([what, state]) => `${what} ${state}`)')

for (const [action, said] of [['accept', 'Your payment has been made successfully'], ['refuse', 'Your payment failed']]) {
  test(`the page of seed 003 as it is: ${action}`, async () => {
    await visit('/seed')
    await browser.findElement(By.css('button')).click()
    await enterFrame()
    await press(action)
    const alert = await browser.wait(until.alertIsPresent(), PATIENCE)
    assert.equal(await alert.getText(), said)
    await alert.accept()
    await leaveFrame()
    await when(`!document.querySelector('[data-guichet]')`)
  })

  test(`a page that assigns onClose: ${action}`, async () => {
    await visit('/assigned')
    await browser.findElement(By.css('button')).click()
    await enterFrame()
    await press(action)
    await leaveFrame()
    const heard = await when('heard.length === 2 && heard')
    assert.deepEqual([heard[0][0], heard[0][1].status, heard[1][0]], ['response', action === 'accept' ? 'ACCEPTED' : 'REFUSED', 'close'])
  })
}

test('a dialog, confirmed by the merchant\'s server', async () => {
  await openShop({ checkStatus: '/status' })
  await enterFrame()
  await press('accept')
  await leaveFrame()
  const { state, confirmed } = await outcome()
  assert.deepEqual([state, confirmed], ['accepted', true])
  assert.deepEqual(await decided(), ['open modal', 'outcome accepted', 'close modal'])
})

test('Escape closes the dialog, and focus and scrolling come back', async () => {
  await openShop({ checkStatus: '/status' })
  await when(`document.querySelector('[data-guichet]')?.shadowRoot.querySelector('[data-press]')`)
  assert.equal(await inPage('return getComputedStyle(document.documentElement).overflow'), 'hidden')
  await inPage(`document.querySelector('#pay').blur(); document.querySelector('[data-guichet]').shadowRoot.querySelector('.close').focus()`)
  await browser.actions().sendKeys(Key.ESCAPE).perform()
  const { state } = await outcome()
  assert.equal(state, 'closed')
  await when(`!document.querySelector('[data-guichet]')`)
  assert.notEqual(await inPage('return getComputedStyle(document.documentElement).overflow'), 'hidden')
})

for (const checkStatus of ['/status', undefined]) {
  test(`a window, ${checkStatus ? 'cut off from the page where the merchant\'s server is asked' : 'whose word counts'}`, async () => {
    await openShop({ presentation: 'popup', checkStatus })
    const popup = await browser.wait(async () => (await browser.getAllWindowHandles()).find((/** @type {string} */ one) => one !== shop), PATIENCE)
    await browser.switchTo().window(popup)
    await located('[data-action=refuse]')
    assert.equal(await inPage('return window.opener === null'), Boolean(checkStatus))
    await press('refuse')
    await browser.switchTo().window(shop)
    const { state, confirmed } = await outcome()
    assert.deepEqual([state, confirmed], ['refused', Boolean(checkStatus)])
    await browser.wait(async () => (await browser.getAllWindowHandles()).length === 1, PATIENCE, 'the window is closed')
  })
}

test('a window that is blocked becomes a button', async () => {
  await visit('/')
  await inPage('window.open = () => null')
  await openHere({ presentation: 'popup' })
  await when(`document.querySelector('[data-guichet]').shadowRoot.querySelector('[data-press=open]')`)
  assert.deepEqual(await decided(), ['blocked popup'])
  await inPage('seamless.close()')
})

test('a redirect comes back and is gone on with', async () => {
  const id = await (await visit('/'), openHere({ presentation: 'redirect' }))
  await press('accept')
  await browser.wait(until.urlContains('/back?'), PATIENCE)
  const found = await browser.executeAsyncScript('resumed.then(arguments[arguments.length - 1])')
  assert.deepEqual([found.state, found.confirmed, found.transaction_id], ['accepted', true, id])
})

/** Opens the counter, lets somebody try, then has the customer refuse: that alone counts. @param {() => Promise<void>} attempt @param {object} [options] */
const inVain = async (attempt, options = {}) => {
  await visit('/open')
  await openHere(options)
  await enterFrame()
  await attempt()
  await leaveFrame()
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.deepEqual(await decided(), ['open modal'])
  await enterFrame()
  await press('refuse')
  await leaveFrame()
  assert.equal((await outcome()).state, 'refused')
  assert.deepEqual(await decided(), ['open modal', 'outcome refused', 'close modal'])
}

test('a word from the counter\'s own window counts: what follows would be heard', async () => {
  await visit('/open')
  await openHere({})
  await enterFrame()
  // The frame goes away with the script that says it.
  await inPage(`parent.postMessage(${FORGED}, '*')`).catch(() => {})
  await leaveFrame()
  assert.equal((await outcome()).state, 'accepted')
})

test('the right origin and the wrong window, and the wrong origin', () =>
  inVain(async () => {
    await leaveFrame()
    await inPage('forge(arguments[0]); addFrames(arguments[1] + "/post", arguments[0] + "/")', site.services, site.stranger)
    await when('loaded === 2')
    await browser.switchTo().frame(await browser.findElement(By.css('.other:last-of-type')))
    await inPage(`parent.postMessage(${FORGED}, '*')`)
  }))

test('shapes that no documentation has, 10 MB, and another payment\'s', () =>
  inVain(() => inPage(`
    for (const said of [
      JSON.parse('{"__proto__":{"status":"ACCEPTED"}}'), '{"__proto__":{"status":"ACCEPTED"}}', { status: ['ACCEPTED'] }, { data: ${FORGED} },
      { status: 'ACCEPTED', extra: 1 }, 'ACCEPTED', null, { status: 'SUCCESS', merchant_transaction_id: 'ANOTHER' },
      { status: 'ACCEPTED', description: 'a'.repeat(10000000) }, '{"status":"ACCEPTED","description":"' + 'a'.repeat(10000000) + '"}',
    ]) parent.postMessage(said, '*')`)))

test('20 000 messages in two seconds leave the page usable', () =>
  inVain(async () => {
    await leaveFrame()
    await inPage('measure()')
    await enterFrame()
    await browser.executeAsyncScript(`
      const done = arguments[arguments.length - 1]
      let rounds = 0
      const timer = setInterval(() => {
        for (let i = 0; i < 100; i++) parent.postMessage(i % 2 ? { status: 'MAYBE', i } : 'x'.repeat(200), '*')
        if (++rounds === 200) { clearInterval(timer); done() }
      }, 10)`)
    await leaveFrame()
    const { longest, received } = await inPage('return measured')
    console.log(`# ${engine.title}: ${received} messages, longest pause ${Math.round(longest)} ms`)
    assert.ok(received >= 19_000, `${received} came`)
    assert.ok(longest < 1000, `the page stood still for ${longest} ms`)
  }))

test('after a refusal nobody can make it accepted', async () => {
  await visit('/open')
  await openHere({ closeAfterResponse: false })
  await enterFrame()
  await inPage(`parent.postMessage({ status: 'REFUSED' }, '*'); parent.postMessage(${FORGED}, '*')`)
  await leaveFrame()
  assert.equal((await outcome()).state, 'refused')
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.deepEqual(await decided(), ['open modal', 'outcome refused'])
  await inPage('seamless.close()')
})

test('addresses that are no counter\'s are refused', async () => {
  await visit('/')
  for (const paymentUrl of ['javascript:window.pwned=1', 'data:text/html,x', 'https://evil.example/payment/x', 'https://checkout.cinetpay.com@evil.example/']) {
    for (const presentation of ['modal', 'popup', 'redirect']) {
      const state = await browser.executeAsyncScript('seamless.open(arguments[0]).then(({ state }) => arguments[1](state))', { paymentUrl, presentation })
      assert.equal(state, 'failed')
    }
  }
  assert.equal(await inPage('return "pwned" in window'), false)
  assert.equal((await browser.getAllWindowHandles()).length, 1)
})
