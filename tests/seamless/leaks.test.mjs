// @ts-check
/** A thousand counters opened, closed and paid: nothing of them stays. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shop } from './support/chromium.mjs'

const here = shop()
const ROUNDS = 1000
const WARM_UP = 100

test(`${ROUNDS} counters leave neither listeners, timers, frames nor memory`, () =>
  here.visit('/open', async (page) => {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    // A counter that is there at once and says its word: the frame is real, the payment made up.
    await page.route('**/payment/**', (route) => {
      const accepts = route.request().url().includes('ACCEPTED')
      const body = accepts ? `<script>parent.postMessage({ status: 'ACCEPTED' }, '*')</script>` : '<p>Counter</p>'
      return route.fulfill({ contentType: 'text/html', body })
    })
    await page.evaluate(() => {
      const state = Object.assign(window, { timers: new Set() })
      const { setTimeout: set, clearTimeout: clear } = window
      Object.assign(window, {
        setTimeout: (/** @type {any} */ act, /** @type {number} */ ms) => {
          const timer = set(() => {
            state.timers.delete(timer)
            act()
          }, ms)
          state.timers.add(timer)
          return timer
        },
        clearTimeout: (/** @type {any} */ timer) => {
          state.timers.delete(timer)
          clear(timer)
        },
      })
    })
    const play = (/** @type {number} */ rounds) =>
      page.evaluate(async ({ rounds, services }) => {
        const { seamless } = /** @type {any} */ (window)
        const states = /** @type {Record<string, number>} */ ({})
        for (let round = 0; round < rounds; round++) {
          const pays = round % 10 === 0
          const paymentUrl = `${services}/payment/${pays ? 'ACCEPTED' : 'WAITING'}-${round}-0123456789`
          const checkStatus = !pays && round % 3 === 1 ? () => ({ state: 'pending' }) : undefined
          const opened = seamless.open({ paymentUrl, checkStatus })
          if (!pays) seamless.close()
          const { state } = await opened
          states[state] = (states[state] ?? 0) + 1
        }
        return states
      }, { rounds, services: here.site.services })
    const measure = async () => {
      for (let times = 0; times < 3; times++) await session.send('HeapProfiler.collectGarbage')
      const { metrics } = await session.send('Performance.getMetrics')
      const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? NaN
      return {
        listeners: of('JSEventListeners'), frames: of('Frames'), documents: of('Documents'), nodes: of('Nodes'), heap: of('JSHeapUsedSize'),
        timers: await page.evaluate(() => /** @type {any} */ (window).timers.size),
        sheets: await page.evaluate(() => document.adoptedStyleSheets.length),
        left: await page.evaluate(() => document.querySelectorAll('[data-guichet], iframe').length),
      }
    }
    await play(WARM_UP)
    await page.evaluate(() => Object.assign(window, { heard: [], outcomes: [] }))
    const before = await measure()
    const states = await play(ROUNDS)
    await page.evaluate(() => {
      /** @type {any} */ (window).heard.length = 0
    })
    const after = await measure()
    console.log(`# ${JSON.stringify(states)}; heap ${(before.heap / 1e6).toFixed(2)} → ${(after.heap / 1e6).toFixed(2)} MB, nodes ${before.nodes} → ${after.nodes}, documents ${before.documents} → ${after.documents}`)
    assert.deepEqual(states, { accepted: ROUNDS / 10, closed: (ROUNDS * 9) / 10 })
    assert.deepEqual([after.timers, after.sheets, after.left], [0, 0, 0])
    assert.ok(after.listeners <= before.listeners + 5, `listeners: ${before.listeners} → ${after.listeners}`)
    assert.ok(after.frames <= before.frames + 1, `frames: ${before.frames} → ${after.frames}`)
    assert.ok(after.documents <= before.documents + 5, `documents: ${before.documents} → ${after.documents}`)
    assert.ok(after.nodes <= before.nodes + 200, `nodes: ${before.nodes} → ${after.nodes}`)
    assert.ok(after.heap - before.heap < 1e6, `heap: ${before.heap} → ${after.heap}`)
  }, { patience: 120_000 }))

test('the core\'s own memory does not grow', () =>
  here.visit('/open', async (page) => {
    const grown = await page.evaluate(async (services) => {
      const { seamless, memories } = /** @type {any} */ (window)
      const size = () => memories.reduce((/** @type {number} */ bytes, /** @type {WebAssembly.Memory} */ memory) => bytes + memory.buffer.byteLength, 0)
      const play = async (/** @type {number} */ rounds) => {
        for (let round = 0; round < rounds; round++) {
          const opened = seamless.open({ paymentUrl: `${services}/payment/WAITING-${round}-0123456789` })
          seamless.close()
          await opened
        }
      }
      await play(20)
      const before = size()
      await play(300)
      return size() - before
    }, here.site.services)
    assert.equal(grown, 0)
    assert.ok(await page.evaluate(() => /** @type {any} */ (window).memories.length > 0))
  }, {
    patience: 60_000,
    // Every module keeps its memory to itself; the page sees how much of it there is.
    prepare: () => {
      const memories = /** @type {WebAssembly.Memory[]} */ ([])
      const { Instance, instantiate } = WebAssembly
      /** @param {any} instance */
      const seen = (instance) => {
        for (const value of Object.values(instance.exports)) if (value instanceof WebAssembly.Memory) memories.push(value)
        return instance
      }
      Object.assign(window, { memories })
      Object.assign(WebAssembly, {
        Instance: function (/** @type {any} */ module, /** @type {any} */ imports) { return seen(new Instance(module, imports)) },
        instantiate: async (/** @type {any} */ module, /** @type {any} */ imports) => seen(await instantiate(module, imports)),
      })
    },
  }))
