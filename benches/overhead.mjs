// @ts-check
/** What the client costs beside code written by hand: CPU of a call over a fetch that answers at once, and memory after a million calls. */
import { CinetPay } from 'guichet'

const ACCOUNT = {
  apikey: '12912847765bc0db748fdd44.40081707', site_id: '445160',
  notify_url: 'https://shop.example/notify', return_url: 'https://shop.example/return',
}
const REQUEST = { transaction_id: 'ORDER-1', amount: 2500, currency: 'XOF', description: 'Order 1', channels: 'ALL' }
const TOKEN = '4b2ea7b5c9d3f1a0e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3'
const ANSWER = JSON.stringify({
  code: '201', message: 'CREATED', description: 'Transaction created with success',
  data: { payment_token: TOKEN, payment_url: `https://checkout.cinetpay.com/payment/${TOKEN}` }, api_response_id: '1695222222.1234',
})

/** Answers at once, with a true Response. */
const instant = async () => new Response(ANSWER, { status: 201, headers: { 'content-type': 'application/json' } })

/**
 * What people write by hand.
 * @param {boolean} limited with a limit of time, as a call about money needs one
 */
const byHand = (limited) => async (/** @type {object} */ request) => {
  const response = await instantly('https://api-checkout.cinetpay.com/v2/payment', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...ACCOUNT, ...request }),
    ...(limited ? { signal: AbortSignal.timeout(30_000) } : {}),
  })
  const answer = await response.json()
  if (answer.code !== '201') throw new Error(answer.message)
  return answer
}
const instantly = /** @type {(url: string, options: object) => Promise<Response>} */ (instant)

const CALLS = 4_000
const ROUNDS = 9

/** @param {(request: object) => Promise<unknown>} call @returns {Promise<number>} µs of CPU a call, all threads: collecting garbage is part of it */
const round = async (call) => {
  const since = process.cpuUsage()
  for (let count = 0; count < CALLS; count++) await call(REQUEST)
  const { user, system } = process.cpuUsage(since)
  return (user + system) / CALLS
}

/** @param {number[]} figures */
const median = (figures) => [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)]

/** @param {(request: object) => Promise<unknown>} call @param {number} calls @returns {Promise<{ heap: number, wasm: number }>} bytes that grew */
const growth = async (call, calls) => {
  const settle = async () => {
    // Finalizers run between turns, not within them.
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      globalThis.gc?.()
    }
    const { heapUsed, arrayBuffers, external } = process.memoryUsage()
    return { heap: heapUsed, wasm: external + arrayBuffers }
  }
  for (let count = 0; count < 20_000; count++) await call(REQUEST)
  const before = await settle()
  for (let count = 0; count < calls; count++) await call(REQUEST)
  const after = await settle()
  return { heap: after.heap - before.heap, wasm: after.wasm - before.wasm }
}

/** Calls that the memory is watched for. */
const WATCHED = 1_000_000

export default async () => {
  const { checkout } = new CinetPay({ ...ACCOUNT, fetch: instantly })
  const contestants = {
    guichet: (/** @type {any} */ request) => checkout.create(request),
    'fetch and JSON by hand': byHand(false),
    'the same with a limit of time': byHand(true),
  }
  const figures = Object.entries(contestants).map(([name, call]) => ({ name, call, rounds: /** @type {number[]} */ ([]) }))
  for (const { call } of figures) await round(call)
  for (let turn = 0; turn < ROUNDS; turn++) for (const { call, rounds } of figures) rounds.push(await round(call))
  const [ours] = figures
  const costs = figures.map(({ name, rounds }) => ({
    name,
    microseconds: Number(median(rounds).toFixed(2)),
    'ours / theirs': Number((median(ours.rounds) / median(rounds)).toFixed(2)),
    note: '',
  }))
  const { heap, wasm } = await growth(contestants.guichet, WATCHED)
  return {
    title: 'A client beside code written by hand',
    races: [],
    rows: [
      { title: `CPU of checkout.create over a fetch that answers at once, ${CALLS} calls a round`, rows: costs },
      { title: `Memory after ${WATCHED.toLocaleString('en')} calls`, rows: [{ name: 'guichet', 'heap grown, KB': Math.round(heap / 1000), 'wasm grown, KB': Math.round(wasm / 1000), note: '' }] },
    ],
  }
}
