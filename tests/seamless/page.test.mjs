// @ts-check
/** The dialog for everybody: assistive technology, keyboard, small screens, both themes. */
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { framed, outcome, prepare, shop } from './support/chromium.mjs'

const here = shop()
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SCREENSHOTS = fileURLToPath(new URL('screenshots/', import.meta.url))
await mkdir(SCREENSHOTS, { recursive: true })

/** What axe-core finds on the page, its dialog and the counter in it. @param {import('playwright-core').Page} page */
const violations = async (page) => {
  for (const frame of page.frames()) await frame.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run()
    return violations.map((/** @type {any} */ found) => `${found.id}: ${found.nodes.map((/** @type {any} */ node) => node.target).join(', ')}`)
  })
}

const SCREENS = [
  { name: 'phone', viewport: { width: 320, height: 640 } },
  { name: 'desktop', viewport: { width: 1280, height: 860 } },
]

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const { name, viewport } of SCREENS) {
    test(`axe finds nothing, and nothing sticks out: ${name}, ${colorScheme}`, () =>
      here.visit(`/open?lang=${name === 'phone' ? 'fr' : 'en'}`, async (page) => {
        const look = async (/** @type {string} */ what) => {
          await page.waitForTimeout(250)
          await page.screenshot({ path: `${SCREENSHOTS}${what}-${name}-${colorScheme}.png` })
          assert.deepEqual(await violations(page), [], what)
          const { wide, inside, tall } = await page.evaluate(() => {
            const dialog = document.querySelector('[data-guichet]')?.shadowRoot?.querySelector('dialog')
            const { left, right, top, bottom } = dialog?.getBoundingClientRect() ?? new DOMRect()
            return { wide: (dialog?.scrollWidth ?? 0) > (dialog?.clientWidth ?? 0), inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, tall: bottom - top > 300 }
          })
          // Around a few words the dialog is no taller than they are.
          assert.deepEqual({ wide, inside, tall }, { wide: false, inside: true, tall: what === 'modal' }, what)
        }
        const { payment_url } = await here.site.create()
        await prepare(page, { paymentUrl: payment_url, checkStatus: '/status' })
        await page.click('#pay')
        await framed(page).locator('[data-action=accept]').waitFor()
        await look('modal')
        await page.keyboard.press('Escape')
        await outcome(page)

        await page.evaluate(() => Object.assign(window, { open: () => null }))
        await prepare(page, { presentation: 'popup' })
        await page.click('#pay')
        await page.locator('[data-press=open]').waitFor()
        await look('blocked')
        await page.keyboard.press('Escape')
        await outcome(page)

        await page.evaluate(() => Object.assign(window, { open: () => ({ document: undefined, location: { replace() {}, get href() { throw new Error('another origin') } }, close() {}, focus() {} }) }))
        await page.click('#pay')
        await page.locator('[data-press=show]').waitFor()
        await look('window')
        // axe asks frames by messages of its own.
      }, { viewport, colorScheme, expected: /postMessage/ }))
  }
}

test('the page\'s styles stop at the dialog, its custom properties and its direction go on', () =>
  here.visit('/open', async (page) => {
    const { payment_url } = await here.site.create()
    const look = async () => {
      await prepare(page, { paymentUrl: payment_url })
      await page.click('#pay')
      await framed(page).locator('[data-action=accept]').waitFor()
      await page.waitForTimeout(250)
      const found = await page.locator('dialog').evaluate((dialog) => {
        const of = (/** @type {Element | null} */ element, /** @type {string[]} */ names) => {
          const style = getComputedStyle(/** @type {Element} */ (element))
          return names.map((name) => `${name}: ${style.getPropertyValue(name)}`)
        }
        const { width, height } = dialog.getBoundingClientRect()
        const inherited = ['text-transform', 'text-align', 'letter-spacing', 'word-spacing', 'text-indent', 'white-space-collapse', 'visibility', 'cursor', 'text-shadow', 'font-style', 'font-variant-caps', 'list-style-type', 'pointer-events', 'user-select']
        return [width, height, ...of(dialog.querySelector('h2'), inherited), ...of(dialog.querySelector('.close'), inherited)]
      })
      await page.keyboard.press('Escape')
      await outcome(page)
      return found
    }
    const plain = await look()
    await page.addStyleTag({
      content: `body { text-transform: uppercase; text-align: center; letter-spacing: .2em; word-spacing: 1em; text-indent: 2em; white-space: pre; cursor: wait; text-shadow: 1px 1px red;
          font-style: italic; font-variant: small-caps; user-select: none }
        body > div:not(#app) { display: none; visibility: hidden; opacity: 0; position: fixed; width: 1px; transform: scale(.5); pointer-events: none }
        body > * { all: unset !important }`,
    })
    assert.deepEqual(await look(), plain)
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
      document.body.style.setProperty('--guichet-background', 'rgb(1, 2, 3)')
    })
    await page.click('#pay')
    const [direction, background] = await page.locator('dialog').evaluate((dialog) => [getComputedStyle(dialog).direction, getComputedStyle(dialog).backgroundColor])
    assert.deepEqual([direction, background], ['rtl', 'rgb(1, 2, 3)'])
  }))

test('with the keyboard alone: open, reach everything, close, and be back', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.focus('#pay')
    await page.keyboard.press('Space')
    await framed(page).locator('[data-action=accept]').waitFor()
    const where = () =>
      page.evaluate(() => {
        const inner = document.querySelector('[data-guichet]')?.shadowRoot?.activeElement
        return inner ? inner.getAttribute('aria-label') ?? inner.textContent?.trim().slice(0, 12) ?? inner.tagName : document.activeElement?.tagName
      })
    await page.keyboard.press('Tab')
    assert.equal(await where(), 'Close the payment')
    const passed = []
    for (let press = 0; press < 20 && (await where()) !== 'Nothing here'; press++) {
      await page.keyboard.press('Tab')
      passed.push(await page.evaluate(() => document.querySelector('[data-guichet]')?.shadowRoot?.activeElement?.tagName))
    }
    assert.ok(passed.includes('IFRAME') && passed.at(-1) === 'BUTTON', `through the counter, then what is below it: ${passed.join(' ')}`)
    await page.locator('dialog .close').focus()
    await page.keyboard.press('Enter')
    assert.equal((await outcome(page)).state, 'closed')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'pay')
  }))

test('what a screen reader hears: the dialog\'s name, the frame\'s, the state as it changes', () =>
  here.visit('/?lang=fr', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.click('#pay')
    await page.getByRole('dialog', { name: 'Paiement' }).waitFor()
    await page.getByRole('button', { name: 'Fermer le paiement' }).waitFor()
    await page.getByTitle('Guichet de paiement CinetPay').waitFor()
    const said = await page.locator('[data-guichet]').evaluate((host) => {
      const status = host.shadowRoot?.querySelector('[role=status]')
      return [host.getAttribute('lang'), status !== null, status?.textContent]
    })
    assert.deepEqual(said.slice(0, 2), ['fr', true])
  }))

test('nothing moves for whoever wants nothing to move', () =>
  here.visit('/', async (page) => {
    const { payment_url } = await here.site.create()
    await prepare(page, { paymentUrl: payment_url })
    await page.click('#pay')
    const moving = await page.locator('dialog').evaluate((dialog) => dialog.getAnimations({ subtree: true }).length)
    assert.equal(moving, 0)
  }, { reducedMotion: 'reduce' }))
