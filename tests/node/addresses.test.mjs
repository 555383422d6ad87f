// @ts-check
/** Web and e-mail addresses beside what browsers take: the URL class, and the expression that the HTML standard gives for e-mail fields. */
import assert from 'node:assert/strict'
import { BlockList, isIPv6 } from 'node:net'
import { test } from 'node:test'
import { domainToASCII } from 'node:url'
import { checkCheckout, checkEmail, checkUrl } from 'guichet/validate'
import { Random } from '../../scripts/conformance/random.mjs'

/** Nobody sees them, or sees white space. */
const HIDDEN = [0xa0, 0x85, 0xad, 0x1680, 0x2003, ...[0, 1, 2, 3, 4].map((at) => 0x200b + at), 0x2028, 0x2029, 0x202a, 0x202e, 0x202f, 0x205f, 0x2060, 0x2066, 0x3000, 0xfeff].map((code) => String.fromCharCode(code))
const isHidden = (/** @type {string} */ text) => HIDDEN.some((character) => text.includes(character))

/** [address, bits] of networks that no server elsewhere reaches (RFC 6890). @type {[string, number][]} */
const APART = [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['224.0.0.0', 4], ['240.0.0.0', 4]]
const apart = new BlockList()
for (const [address, bits] of APART) {
  apart.addSubnet(address, bits, 'ipv4')
  apart.addSubnet(`::${address}`, 96 + bits, 'ipv6')
}
for (const [address, bits] of /** @type {[string, number][]} */ ([['fc00::', 7], ['fe80::', 10], ['ff00::', 8]])) apart.addSubnet(address, bits, 'ipv6')

/** Whether a server elsewhere reaches the host, as the URL class writes it. @param {string} hostname */
const isPublic = (hostname) => {
  if (hostname.startsWith('[')) return !apart.check(hostname.slice(1, -1), 'ipv6')
  if (/^[\d.]+$/.test(hostname)) return !apart.check(hostname, 'ipv4')
  const labels = hostname.replace(/\.$/, '').split('.')
  return labels.length > 1 && !['localhost', 'local', 'internal', 'test'].includes(String(labels.at(-1)))
}

/** White space around is not sent. @param {string} text */
const bare = (text) => text.replace(/^[\t ]+|[\t ]+$/g, '')

/** @param {string} text */
const parsed = (text) => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** What ours asks besides: what the URL class repairs is not sent as it was given. @param {{ text: string, host: string, port: string, user: string }} parts */
const isAsked = ({ text, host, port, user }) => {
  if (!/^https?:\/\/[^/]/i.test(text) || /[\0- <>"\\\x7f]/.test(bare(text)) || user || isHidden(host)) return false
  if (port && Number(port.slice(1)) === 0 && port !== ':') return false
  if (host.startsWith('[')) return true
  const name = host.replace(/\.$/, '')
  const labels = name.split('.')
  if (name.length > 253 || !labels.every((label) => /^(?!-)[\w\-\u0100-\u04ff\u00df-\u00ff]{1,63}$/.test(label) && !label.endsWith('-'))) return false
  return !/^[\d.]+$/.test(new URL(text).hostname) || labels.length === 4
}

const LABELS = ['a', 'shop', 'www', 'exemple', 'ci', 'com', 'xn--bcher-kva', 'bücher', 'exemplé', 'a_b', '-a', 'a-', 'a-b', '', 'x'.repeat(63), 'x'.repeat(64), 'localhost', 'local', 'LOCAL', 'internal', 'test', 'a b', 'a%20', 'a$', 'a!b', 'a|b', '1a', 'c9', '0xg']
const NUMBERS = ['0', '1', '10', '127', '172', '192', '168', '16', '31', '32', '100', '64', '169', '254', '255', '256', '224', '93', '08', '010', '0177', '0x7f', '0Xa', '0x', '0x100', '4294967295', '+1', '99999999999']
const GROUPS = ['', '0', '1', '1', 'ff', 'FFFF', 'fc00', 'fd00', 'fe80', 'febf', 'fec0', 'ff02', '2001', 'db8', '00001', 'g', '10.0.0.1', '1.1.1.1', '127.0.0.1', '1.1.1', '01.1.1.1', '1%25e']
const WHOLE = ['::', '::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::10.0.0.1', 'fd00::1', 'fe80::1', '2001:db8::1', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '1:2:3:4:5:6:1.1.1.1', '1:2', '0:0:0:0:0:0:0:1', '0:0:0:0:0:ffff:7f00:1']
const PORTS = ['', '', '', ':', ':80', ':443', ':8080', ':0', ':00', ':00080', ':65535', ':65536', ':99999999999', ':+80', ':-1', ':8a', ':0x50', ':80:80', ': 80']
const TAILS = ['', '/', '/n', '/n?a=b#c', '?a=b', '#c', '/é', '/\u00a0', '/a b', '/<b>', '/"', '/a\\b', '\\a', '/[1]', '/%', '//a', '/@a', '?u:p@a', '/\t', '/\u007f', '/{a}']
const SCHEMES = ['https://', 'https://', 'https://', 'http://', 'HTTPS://', 'https:', 'https:/', 'https:///', 'ftp://', '//', 'https//', 'javascript:']
const USERS = ['', '', '', '', '', '', '', 'u@', 'u:p@', '@']

/** @param {Random} random */
const address = (random) => {
  const many = (/** @type {readonly string[]} */ from, /** @type {number} */ count, /** @type {string} */ between) => Array.from({ length: count }, () => random.of(from)).join(between)
  let host = random.of([
    () => many(LABELS.slice(0, 9), 1 + random.below(4), '.'), () => many(LABELS, 1 + random.below(4), '.'), () => many(NUMBERS.slice(0, 14), 4, '.'), () => many(NUMBERS, 1 + random.below(5), '.'),
    () => `${many(LABELS.slice(0, 6), 1 + random.below(2), '.')}.${random.of(NUMBERS)}`, () => `[${many(GROUPS, 1 + random.below(9), ':')}]`, () => `[${random.of(WHOLE)}]`, () => many(GROUPS.slice(1, 10), 3 + random.below(6), ':'),
  ])()
  if (random.happens(0.1) && !host.startsWith('[')) host += '.'
  if (random.happens(0.05) && host.length > 1) host = host.slice(0, 1) + random.of(HIDDEN) + host.slice(1)
  const [scheme, user, port, tail] = [random.happens(0.8) ? 'https://' : random.of(SCHEMES), random.of(USERS), random.of(PORTS), random.happens(0.7) ? '/n' : random.of(TAILS)]
  return { text: scheme + user + host + port + tail, host, port, user }
}

test('of thousands of web addresses, those pass that browsers take as they are, and private ones are told', () => {
  let passed = 0
  let told = 0
  for (let at = 0; at < 20_000; at++) {
    const parts = address(new Random(17, at))
    const url = parsed(parts.text)
    const expected = Boolean(url) && isAsked(parts)
    const { ok, issues } = checkUrl(parts.text)
    assert.equal(ok, expected, `${JSON.stringify(parts.text)} ${JSON.stringify(issues)} ${url?.href}`)
    if (!ok || !url) continue
    passed++
    assert.deepEqual(issues.map(({ code }) => code), isPublic(url.hostname) ? [] : ['url_not_public'], `${parts.text} ${url.hostname}`)
    told += issues.length
  }
  assert.ok(passed > 2_000 && told > 500 && passed - told > 500, `${passed} ${told}`)
})

test('the hosts that are read as addresses are those of the URL class', () => {
  for (const [host, code] of [
    ['127.0.0.1.', 'url_not_public'], ['10.0.0.1.', 'url_not_public'], ['0x7f.0.0.1', 'url_not_public'], ['[fd00::1]', 'url_not_public'], ['[fe80::1]', 'url_not_public'], ['[::1]', 'url_not_public'],
    ['[::ffff:192.168.1.1]', 'url_not_public'], ['[::ffff:8.8.8.8]', undefined], ['[2606:4700::1111]', undefined], ['8.8.8.8', undefined], ['[1:2]', 'url_invalid'], ['a.1', 'url_invalid'], ['1.2.3', 'url_invalid'],
  ]) assert.equal(checkUrl(`https://${host}/`).issues[0]?.code, code, host)
  for (const text of WHOLE) assert.equal(checkUrl(`https://[${text}]/`).ok, isIPv6(text), text)
})

/** https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address */
const EMAIL = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/

const LOCALS = ['awa', 'a', 'A9', '.', '..', 'é', '-', '_', '+', "'", '!#$%&*/=?^`{|}~', '(', ',', ':', ';', '<', '[', '\\', '"', '@', ' ', '\t', '\u007f', 'x'.repeat(63), 'x'.repeat(64)]
const DOMAINS = ['exemple', 'ci', 'com', 'a', '9', '-a', 'a-', 'a-b', 'a_b', '', 'a b', 'x'.repeat(63), 'x'.repeat(64), 'xn--bcher-kva', 'a@b', 'a,b', '[1', 'a+b']

test('of thousands of e-mail addresses, those pass that a browser takes and that have a dot in the domain', () => {
  let passed = 0
  let told = 0
  for (let at = 0; at < 20_000; at++) {
    const random = new Random(18, at)
    const some = (/** @type {string[]} */ from, /** @type {number} */ usual, /** @type {number} */ count) => Array.from({ length: count }, () => random.of(random.happens(0.8) ? from.slice(0, usual) : from))
    const text = bare(`${some(LOCALS, 5, random.below(4)).join('')}${random.happens(0.95) ? '@' : ''}${some(DOMAINS, 5, 1 + random.below(4)).join('.')}${random.happens(0.05) ? '.' : ''}`)
    const [local, domain] = text.split('@')
    const expected = EMAIL.test(text) && domain.includes('.') && local.length <= 64 && domain.length <= 253
    const { ok, issues } = checkEmail(text)
    assert.equal(ok, expected, `${JSON.stringify(text)} ${JSON.stringify(issues)}`)
    if (!ok) continue
    passed++
    assert.deepEqual(issues.map(({ code }) => code), /^\.|\.\.|\.$/.test(local) ? ['email_unlikely'] : [], text)
    told += issues.length
  }
  assert.ok(passed > 2_000 && told > 300 && passed - told > 300, `${passed} ${told}`)
})

test('domains beyond ASCII pass where they have a form in ASCII, and what nobody sees passes nowhere', () => {
  for (const domain of ['bücher.de', 'exemplé.ci', 'кафе.рф', '例え.テスト', "l·l.cat"]) {
    assert.ok(domainToASCII(domain), domain)
    assert.deepEqual(checkEmail(`awa@${domain}`).issues, [], domain)
  }
  for (const hidden of HIDDEN) {
    for (const text of [`awa@exem${hidden}ple.ci`, `aw${hidden}a@exemple.ci`, `awa@${hidden}exemple.ci`]) assert.equal(checkEmail(text).issues[0]?.code, 'email_invalid', escape(text))
    for (const text of [`https://exem${hidden}ple.ci/`, `https://${hidden}exemple.ci/`, `https://exemple.ci${hidden}/`]) assert.equal(checkUrl(text).issues[0]?.code, 'url_invalid', escape(text))
    const whole = checkCheckout({ notify_url: `https://exem${hidden}ple.ci/`, customer_email: `awa@exem${hidden}ple.ci` })
    assert.ok(['notify_url url_invalid', 'customer_email email_invalid'].every((said) => whole.issues.some(({ path, code }) => `${path} ${code}` === said)), escape(hidden))
  }
})
