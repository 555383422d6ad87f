// @ts-check
/** The tarball in a page, without a bundler, under a policy that allows WebAssembly and nothing else. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { CHROME_ARGS, browser as installed } from '../../scripts/tools.mjs'
import { EXPECTED, EXPECTED_CALL, EXPECTED_PAYMENT, project } from './support.mjs'

const TYPES = /** @type {Record<string, string>} */ ({ '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' })

const IMPORTS = JSON.stringify({
  imports: {
    guichet: '/node_modules/guichet/pkg/index.js',
    'guichet/validate': '/node_modules/guichet/pkg/validate.js',
    'guichet/sandbox': '/node_modules/guichet/pkg/sandbox.js',
    'guichet/slim': '/node_modules/guichet/pkg/dist/slim.js',
  },
})

const PAGES = /** @type {Record<string, string>} */ ({
  '/module': `<script type="importmap">${IMPORTS}</script><script type="module" src="/page.js"></script>`,
  '/one-file': '<script src="/node_modules/guichet/pkg/dist/guichet.min.js"></script><script src="/one-file.js"></script>',
})

const policy = (/** @type {string} */ wasm) =>
  `default-src 'none'; connect-src 'self'; script-src 'self' 'sha256-${createHash('sha256').update(IMPORTS).digest('base64')}' ${wasm}`

/** @type {import('node:http').Server} */ let server
/** @type {import('playwright-core').Browser} */ let browser
/** @type {string} */ let origin

before(async () => {
  const folder = await project()
  server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page')
    // The script inherits the page's charset: the packed bytes must survive any.
    const charset = searchParams.get('charset') ?? 'utf-8'
    if (PAGES[pathname]) {
      const csp = policy(searchParams.has('forbidden') ? '' : "'wasm-unsafe-eval'")
      response.writeHead(200, { 'content-type': `text/html; charset=${charset}`, 'content-security-policy': csp })
      return response.end(`<!doctype html><title>page</title>${PAGES[pathname]}`)
    }
    const body = await readFile(join(folder, normalize(pathname))).catch(() => undefined)
    response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(pathname)] ?? 'text/plain' }).end(body)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`
  browser = await chromium.launch({ executablePath: installed().chrome, args: CHROME_ARGS })
})

after(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

/** What the page's script found, and what the console complained of. @param {string} path */
const visit = async (path) => {
  const page = await browser.newPage()
  try {
    /** @type {string[]} */
    const complaints = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => void (message.type() === 'error' && !/favicon/.test(message.location().url) && complaints.push(message.text())))
    await page.goto(origin + path)
    await page.waitForFunction(() => 'exercised' in window, undefined, { timeout: 10_000 })
    const found = await page.evaluate(() => /** @type {any} */ (window).exercised.catch((/** @type {Error} */ error) => String(error)))
    return { found, complaints }
  } finally {
    await page.close()
  }
}

test('<script type=module> and an import map', async () => {
  assert.deepEqual(await visit('/module'), { found: [EXPECTED, EXPECTED, EXPECTED, EXPECTED_PAYMENT, EXPECTED_CALL, EXPECTED_CALL, EXPECTED_CALL], complaints: [] })
})

for (const charset of ['utf-8', 'windows-1252', 'shift_jis']) {
  test(`the one-file script in a page of charset ${charset}`, async () => {
    assert.deepEqual(await visit(`/one-file?charset=${charset}`), { found: [EXPECTED, 'function', EXPECTED_CALL], complaints: [] })
  })
}

test('a policy without wasm-unsafe-eval is what fails, and says so', async () => {
  const { found } = await visit('/one-file?forbidden')
  assert.match(String(found), /Content Security Policy|unsafe-eval/)
})
