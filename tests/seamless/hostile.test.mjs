// @ts-check
/** Whoever means no good: nobody but the counter decides, and the page stays usable. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide, framed, heard, outcome, prepare, shop } from './support/chromium.mjs'

const here = shop()

/** Opens the counter in the dialog, and waits until it can be paid at. @param {import('playwright-core').Page} page @param {object} [more] */
const open = async (page, more) => {
  const { payment_url, transaction_id } = await here.site.create()
  await prepare(page, { paymentUrl: payment_url, transactionId: transaction_id, ...more })
  await page.click('#pay')
  await framed(page).locator('[data-action=accept]').waitFor()
  return transaction_id
}

/** Says something from the counter's own window. @param {import('playwright-core').Page} page @param {string} script */
const fromCounter = async (page, script) => {
  const frame = page.frames().find((one) => one.url().startsWith(here.site.services))
  assert.ok(frame)
  await frame.evaluate(script)
}

/** Nothing has been decided. @param {import('playwright-core').Page} page */
const undecided = async (page) => {
  await page.waitForTimeout(150)
  assert.deepEqual((await heard(page)).map(([what]) => what), ['open'])
}

/** The true end still comes through. @param {import('playwright-core').Page} page */
const refusedInTheEnd = async (page) => {
  await decide(framed(page), 'refuse')
  const found = await outcome(page)
  assert.equal(found.state, 'refused')
  assert.deepEqual((await heard(page)).map(([what, state]) => [what, state]), [['open', 'modal'], ['outcome', 'refused'], ['close', 'modal']])
}

const FORGED = `{ amount: '2500', currency: 'XOF', status: 'ACCEPTED' }`

test('another origin\'s frame says accepted', () =>
  here.visit('/open', async (page) => {
    await open(page)
    const said = await page.evaluate((url) => {
      const frame = document.createElement('iframe')
      frame.src = url
      document.body.append(frame)
      return new Promise((resolve) => addEventListener('message', ({ origin, data }) => resolve([origin, data.status]), { once: true }))
    }, `${here.site.stranger}/post`)
    assert.deepEqual(said, [here.site.stranger, 'ACCEPTED'])
    await undecided(page)
    await refusedInTheEnd(page)
  }))

test('the page\'s own window, and another window of the counter\'s origin, say accepted', () =>
  here.visit('/open', async (page) => {
    await open(page)
    await page.evaluate((origin) => {
      window.postMessage({ status: 'ACCEPTED' }, '*')
      // The right origin and no window, as only a script of the page could write it.
      window.dispatchEvent(new MessageEvent('message', { data: { status: 'ACCEPTED' }, origin }))
      window.dispatchEvent(new MessageEvent('message', { data: { status: 'ACCEPTED' }, origin, source: window }))
      const other = document.createElement('iframe')
      other.name = 'other'
      other.src = `${origin}/`
      document.body.append(other)
    }, here.site.services)
    await page.waitForFunction(() => document.querySelector('iframe[name=other]'))
    await page.waitForTimeout(400)
    const other = page.frame('other')
    await other?.evaluate(`parent.postMessage(${FORGED}, '*')`)
    await undecided(page)
    await refusedInTheEnd(page)
  }))

test('a frame within the counter says accepted to the page above', () =>
  here.visit('/open', async (page) => {
    await open(page)
    await fromCounter(page, `{
      const inner = document.createElement('iframe')
      inner.name = 'inner'
      document.body.append(inner)
    }`)
    await page.waitForTimeout(100)
    const inner = page.frames().find((frame) => frame.name() === 'inner')
    assert.ok(inner)
    const came = page.evaluate(() => new Promise((resolve) => addEventListener('message', ({ origin }) => resolve(origin), { once: true })))
    await inner.evaluate(`top.postMessage(${FORGED}, '*')`)
    assert.equal(await came, here.site.services, 'the right origin, the wrong window')
    await undecided(page)
    await refusedInTheEnd(page)
  }))

test('shapes that no documentation has', () =>
  here.visit('/', async (page) => {
    await open(page)
    for (const said of [
      `JSON.parse('{"__proto__":{"status":"ACCEPTED"}}')`,
      `JSON.parse('{"status":"ACCEPTED","__proto__":{"a":1}}')`,
      `'{"__proto__":{"status":"ACCEPTED"}}'`,
      `Object.assign([], { status: 'ACCEPTED' })`,
      `new Map([['status', 'ACCEPTED']])`,
      `{ status: ['ACCEPTED'] }`,
      `{ status: 'ACCEPTED', extra: true }`,
      `{ data: ${FORGED} }`,
      `'ACCEPTED'`,
      `null`,
      `{ status: 'SUCCESS', merchant_transaction_id: 'ANOTHER' }`,
      `(() => { const circle = { status: 'ACCEPTED' }; circle.amount = circle; return circle })()`,
      `new Uint8Array(100)`,
      `(() => { let deep = {}; for (let i = 0; i < 900; i++) deep = { status: deep }; return deep })()`,
    ]) await fromCounter(page, `parent.postMessage(${said}, '*')`)
    await undecided(page)
    assert.equal(await page.evaluate(() => /** @type {any} */ ({}).status), undefined, 'no prototype was touched')
    await refusedInTheEnd(page)
  }))

test('messages of 10 MB, and of a million items', () =>
  here.visit('/', async (page) => {
    await open(page)
    const since = Date.now()
    await fromCounter(page, `{
      parent.postMessage({ status: 'ACCEPTED', description: 'a'.repeat(10_000_000) }, '*')
      parent.postMessage('{"status":"ACCEPTED","description":"' + 'a'.repeat(10_000_000) + '"}', '*')
      parent.postMessage({ status: 'ACCEPTED', details: Array.from({ length: 1000 }, () => new Array(1000).fill({ a: 1 })) }, '*')
    }`)
    await undecided(page)
    assert.ok(Date.now() - since < 3000, 'the page was busy for too long')
    await refusedInTheEnd(page)
  }))

test('10 000 messages a second from the counter, and from elsewhere, leave the page usable', () =>
  here.visit('/', async (page) => {
    await open(page)
    await page.evaluate(() => {
      const state = Object.assign(window, { longest: 0, received: 0 })
      addEventListener('message', () => state.received++)
      let last = performance.now()
      const tick = () => {
        const now = performance.now()
        state.longest = Math.max(state.longest, now - last)
        last = now
        setTimeout(tick, 0)
      }
      tick()
    })
    // 100 every 10 ms, for two seconds, of them half garbage.
    await fromCounter(page, `new Promise((done) => {
      let rounds = 0
      const timer = setInterval(() => {
        for (let i = 0; i < 100; i++) parent.postMessage(i % 2 ? { status: 'MAYBE', i } : 'x'.repeat(200), '*')
        if (++rounds === 200) { clearInterval(timer); done() }
      }, 10)
    })`)
    const { longest, received } = await page.evaluate(() => ({ longest: /** @type {any} */ (window).longest, received: /** @type {any} */ (window).received }))
    assert.ok(received >= 20_000, `${received} messages came`)
    assert.ok(longest < 500, `the page stood still for ${longest} ms`)
    console.log(`# ${received} messages, longest pause ${longest.toFixed(0)} ms`)
    await undecided(page)
    await refusedInTheEnd(page)
  }))

test('after a refusal nobody can make it accepted', () =>
  here.visit('/', async (page) => {
    for (const closeAfterResponse of [true, false]) {
      await page.reload()
      await open(page, { closeAfterResponse })
      await fromCounter(page, `parent.postMessage({ status: 'REFUSED' }, '*'); parent.postMessage(${FORGED}, '*')`)
      assert.equal((await outcome(page)).state, 'refused')
      if (!closeAfterResponse) await fromCounter(page, `parent.postMessage(${FORGED}, '*')`)
      await page.waitForTimeout(150)
      assert.deepEqual((await heard(page)).filter(([what]) => what === 'outcome'), [['outcome', 'refused']])
    }
  }))

test('a counter that lies is found out by the merchant\'s server', () =>
  here.visit('/', async (page) => {
    const id = await open(page, { checkStatus: '/status' })
    await fromCounter(page, `parent.postMessage(${FORGED}, '*')`)
    await page.waitForTimeout(600)
    assert.deepEqual((await heard(page)).map(([what]) => what), ['open'])
    await here.site.end(id, 'refuse')
    const found = await outcome(page)
    assert.deepEqual([found.state, found.confirmed], ['refused', true])
  }))

test('addresses that are no counter\'s are refused, and nothing of them is run or visited', () =>
  here.visit('/', async (page) => {
    const before = page.url()
    for (const presentation of ['modal', 'popup', 'redirect', 'auto']) {
      for (const paymentUrl of [
        'javascript:window.pwned=1', 'JaVaScRiPt:window.pwned=1', ' javascript:window.pwned=1', 'java\nscript:window.pwned=1',
        'data:text/html,<script>parent.pwned=1</script>', `${here.site.stranger}`.replace('http', 'ftp'), 'https://evil.example/payment/x',
        'https://checkout.cinetpay.com@evil.example/', 'https://checkout.cinetpay.com.evil.example/', '//evil.example', '/payment/x', 'blob:null/x',
        'http://checkout.cinetpay.com/payment/x', 'https://evil.example\\@checkout.cinetpay.com/',
      ]) {
        const found = await page.evaluate(async ({ paymentUrl, presentation }) => {
          const { seamless } = /** @type {any} */ (window)
          const { state, error } = await seamless.open({ paymentUrl, presentation })
          const later = await seamless.open({ paymentUrl: () => Promise.resolve(paymentUrl), presentation })
          return [state, error.issues[0].code, error.message.includes('evil'), later.state]
        }, { paymentUrl, presentation })
        assert.deepEqual(found, ['failed', 'counter_url_refused', false, 'failed'], `${presentation} ${paymentUrl}`)
      }
    }
    assert.equal(await page.evaluate(() => 'pwned' in window), false)
    assert.equal(page.url(), before)
  }, { patience: 40_000 }))

test('a counter on the page\'s own origin is never framed', () =>
  here.visit('/', async (page) => {
    await page.evaluate(() => Object.assign(/** @type {any} */ (window).options, { paymentUrl: `${location.origin}/payment/0123456789`, presentation: 'modal' }))
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#pay')])
    assert.equal(await page.locator('iframe').count(), 0)
    await popup.close()
  }, { expected: /404/ }))

test('the counter cannot take the page\'s place', () =>
  here.visit('/', async (page) => {
    const before = page.url()
    await open(page)
    await fromCounter(page, `try { top.location = 'https://evil.example/' } catch {}`).catch(() => {})
    await page.waitForTimeout(200)
    assert.equal(page.url(), before)
    await page.keyboard.press('Escape')
    await outcome(page)
    // A window, where the merchant's server is asked: it has no opener to send elsewhere.
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url, transactionId: undefined, presentation: 'popup', checkStatus: '/status' })
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('#pay')])
    await popup.locator('[data-action=accept]').waitFor()
    assert.equal(await popup.evaluate(() => { if (opener) opener.location = 'https://evil.example/'; return opener }), null)
    await page.waitForTimeout(200)
    assert.equal(page.url(), before)
  }, { expected: /Unsafe attempt|sandbox/ }))

test('secrets are refused in a page, and not shown', () =>
  here.visit('/', async (page) => {
    for (const [name, value] of [['secret_key', 'shh-1234567'], ['password', 'shh-1234567'], ['apikey', 'sk_live_shh1234567']]) {
      const found = await page.evaluate(async ([name, value]) => {
        const request = { site_id: '1', transaction_id: 'X1', amount: 100, currency: 'XOF', description: 'd', notify_url: 'https://x.ci/n', [name]: value }
        const { state, error } = await /** @type {any} */ (window).seamless.open({ request })
        return [state, error.issues.map((/** @type {any} */ issue) => issue.code), JSON.stringify(error) + error.message]
      }, [name, value])
      assert.deepEqual(found.slice(0, 2), ['failed', ['secret_in_page']])
      assert.ok(!String(found[2]).includes('shh'))
    }
  }))
