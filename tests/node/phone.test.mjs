// @ts-check
/** Phone numbers as a page or server reads them. The world's plan is loaded in the last test: the others are of the home plan. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as everything from 'guichet'
import * as lean from 'guichet/validate'
import { core } from '../../pkg/core/validate.js'
import * as source from '../../pkg/validate.js'

const { createPhoneTyper, formatAsYouType, loadWorldPlan, parsePhone, parsePhones, phoneExample, phoneShapes } = lean

/** @typedef {typeof lean} Entry */
/** @param {lean.PhoneNumber} number */
const said = ({ status, reason, e164, suggestion }) => [status, reason ?? '', e164 ?? '', suggestion ?? ''].join(' ').trim()

for (const [entry, { parsePhone }] of /** @type {[string, Entry][]} */ ([['guichet/validate', lean], ['guichet', everything]])) {
  test(`${entry}: numbers as people write them`, () => {
    for (const text of [
      '+2250707123456', '+225 07 07 12 34 56', '00225 0707123456', '(+225) 07-07-12-34-56', 'tel:+225-0707123456', '＋２２５０７０７１２３４５６',
      '٠٧٠٧١٢٣٤٥٦', '0707123456', '07.07.12.34.56', 'Tel: 07 07 12 34 56', '0707123456 ext. 12',
    ]) {
      const { status, e164, country, type } = parsePhone(text, { country: 'CI' })
      assert.deepEqual({ status, e164, country, type }, { status: 'valid', e164: '+2250707123456', country: 'CI', type: 'mobile' }, text)
    }
    assert.equal(parsePhone('0707123456', { country: 'ci' }).e164, '+2250707123456')
    assert.equal(parsePhone('+243 0 81 234 56 78').e164, '+243812345678')
    assert.equal(parsePhone('0812345678', { country: 'CD' }).e164, '+243812345678')
  })

  test(`${entry}: why a number is none`, () => {
    for (const [text, country, expected] of [
      ['070712345', 'CI', 'invalid too_short +225070712345'],
      ['07071234567', 'CI', 'invalid too_long +22507071234567'],
      ['0907123456', 'CI', 'possible no_such_prefix +2250907123456'],
      ['0707123456', '', 'invalid invalid_country_code'],
      ['+0707123456', '', 'invalid invalid_country_code'],
      ['call me', 'CI', 'invalid not_a_number'],
      ['', 'CI', 'invalid not_a_number'],
      ['0'.repeat(251), 'CI', 'invalid too_long'],
    ]) {
      assert.equal(said(parsePhone(text, { country })), expected, text)
    }
  })

  test(`${entry}: a number of before its country lengthened them is told with what it became`, () => {
    for (const [text, country, suggestion] of [
      ['07123456', 'CI', '+2250707123456'], ['+22501123456', '', '+2250101123456'], ['+22554123456', '', '+2250554123456'],
      ['20212223', 'CI', '+2252720212223'], ['+22995123456', '', '+2290195123456'], ['95123456', 'BJ', '+2290195123456'],
    ]) {
      const number = parsePhone(text, { country })
      assert.equal(`${number.status} ${number.reason} ${number.suggestion}`, `invalid old_format ${suggestion}`, text)
      assert.equal(parsePhone(suggestion).status, 'valid', suggestion)
    }
    assert.equal(said(parsePhone('+2290195123456')), 'valid  +2290195123456')
  })
}

test('a number is written for people and programs', () => {
  const number = parsePhone('0707123456 ext 12', { country: 'CI' })
  assert.equal(number.national, '07 07 12 3456 ext. 12')
  assert.equal(number.international, '+225 07 07 12 3456 ext. 12')
  assert.equal(number.rfc3966, 'tel:+225-07-07-12-3456;ext=12')
  assert.equal(number.callingCode, '225')
  assert.equal(number.nationalNumber, '0707123456')
  assert.equal(number.extension, '12')
  assert.equal(JSON.parse(JSON.stringify(number)).national, '07 07 12 3456 ext. 12')
})

test('each service gets its own shape', () => {
  const shapes = { prefix: '225', phone: '0707123456', lock_phone_number: '2250707123456', destination: '0707123456' }
  assert.deepEqual(phoneShapes('07 07 12 34 56', { country: 'CI' }), shapes)
  assert.deepEqual(phoneShapes(parsePhone('+2250707123456')), shapes)
  assert.deepEqual(parsePhone('call me').shapes, { prefix: undefined, phone: undefined, lock_phone_number: undefined, destination: undefined })
})

test('operators are advice from the range, in the words of the services', () => {
  for (const [text, name, word, multiple] of /** @type {[string, string, string, number][]} */ ([
    ['+2250707123456', 'Orange', 'OM', 50], ['+2250505123456', 'MTN', 'MOMO', 5], ['+2250101123456', 'Moov', 'FLOOZ', 5],
    ['+221771234567', 'Orange', 'OMSN', 50], ['+22890123456', 'Yas', 'TMONEYTG', 1], ['+237670123456', 'MTN', 'MTN_CM', 5],
  ])) {
    const operator = parsePhone(text).operator
    assert.deepEqual([operator?.name, operator?.words[0], operator?.multiple], [name, word, multiple], text)
  }
  assert.equal(parsePhone('+2252721212121').operator, undefined, 'a line in a building')
})

test('no range is said to be Wave: it rides on any number', () => {
  for (let prefix = 0; prefix < 100; prefix++) {
    for (const [code, length] of /** @type {[string, number][]} */ ([['225', 10], ['221', 9], ['223', 8], ['226', 8]])) {
      const operator = parsePhone(`+${code}${String(prefix).padStart(2, '0').padEnd(length, '1')}`).operator
      assert.ok(!JSON.stringify(operator ?? {}).toUpperCase().includes('WAVE'))
    }
  }
})

test('examples are valid numbers of their country and type', () => {
  const home = ['CI', 'SN', 'ML', 'TG', 'BJ', 'BF', 'NE', 'GN', 'CM', 'CD', 'GA', 'CG', 'TD', 'CF', 'GQ', 'GW']
  for (const country of home) {
    const example = parsePhone(phoneExample(country))
    assert.deepEqual([example.status, example.country, example.type], ['valid', country, 'mobile'], country)
  }
  assert.equal(parsePhone(phoneExample('CI', 'fixed_line')).type, 'fixed_line')
  assert.equal(phoneExample('CI', 'pager'), undefined)
  assert.equal(phoneExample('XX'), undefined)
})

test('isValidFor asks one country', () => {
  assert.equal(parsePhone('+2250707123456').isValidFor('CI'), true)
  assert.equal(parsePhone('+2250707123456').isValidFor('sn'), false)
  assert.equal(parsePhone('+2250907123456').isValidFor('CI'), false)
})

const MIXED = [
  '+2250707123456', '0707123456', '07123456', '+22995123456', 'call me', '', '+1 201 555 0123', '07 07 12 34 56 ext 5', '＋２２５０７０７１２３４５６', '0'.repeat(300),
  'tel:0707123456;phone-context=+225', '+243812345678', '\u001d12', '0505\n123456', '\ud800',
]

test('a list is each of its numbers', () => {
  const list = Array.from({ length: 9000 }, (_, at) => MIXED[at % MIXED.length])
  const countries = list.map((_, at) => (at % 7 ? 'CI' : ['SN', undefined, 'FR'][at % 3]))
  for (const country of [undefined, 'CI', 'FR']) {
    const batch = parsePhones(list, { country })
    assert.equal(batch.length, list.length)
    for (const at of [...MIXED.keys(), list.length - 1]) assert.deepEqual(batch.at(at)?.toJSON(), parsePhone(list[at], { country }).toJSON())
  }
  const batch = parsePhones(list, { country: countries })
  list.forEach((text, at) => assert.equal(said(/** @type {any} */ (batch.at(at))), said(parsePhone(text, { country: countries[at] })), `${at} ${text}`))
  assert.deepEqual([...parsePhones('+2250707123456\n\n07', { country: 'CI' })].map(({ status }) => status), ['valid', 'invalid', 'invalid'])
  assert.equal(batch.at(list.length), undefined)
  assert.equal(batch.status(-1), undefined)
  assert.equal(batch.at(-1)?.input, list.at(-1))
})

test('anything at all is answered', () => {
  const hostile = [
    undefined, null, 0, 707123456, 22507071234n, Number.NaN, true, {}, [], ['+2250707123456'], () => '', Symbol('x'), '\u0000', '\ud800\udc00', '\udc00', '+'.repeat(250),
    '9'.repeat(10_000_000), '+225'.repeat(60), '١'.repeat(250), ';ext='.repeat(40), new Proxy({}, { get() { throw new Error('no') } }), '__proto__',
  ]
  for (const input of hostile) {
    assert.ok(['valid', 'possible', 'invalid', 'unknown_plan'].includes(parsePhone(input, { country: 'CI' }).status))
    for (const country of hostile) parsePhone('0707123456', /** @type {any} */ ({ country }))
  }
  assert.equal(parsePhones(hostile, { country: 'CI' }).length, hostile.length)
  assert.equal(parsePhone(2250707123456).input, '2250707123456')
})

test('helpers too take anything', () => {
  for (const input of [undefined, null, 7, true, {}, Symbol('x')]) {
    assert.deepEqual(phoneShapes(/** @type {any} */ (input)), parsePhone('').shapes)
    assert.equal(createPhoneTyper(/** @type {any} */ (input)).input('07').text, '07')
    assert.equal(createPhoneTyper({ country: 'CI', kinds: /** @type {any} */ (input) }).input('0707').text, '07 07')
    assert.equal(phoneExample(/** @type {any} */ (input), /** @type {any} */ (input)), undefined)
    assert.equal(formatAsYouType(/** @type {any} */ (input)), input === 7 ? '7' : '')
  }
  assert.equal(phoneShapes(/** @type {any} */ (2250707123456), { country: 'CI' }).phone, parsePhone(2250707123456, { country: 'CI' }).nationalNumber)
})

test('memory that grows between calls changes nothing', () => {
  // Of the sources, whose core is at hand.
  const { createPhoneTyper, formatAsYouType, parsePhone, parsePhones, phoneExample } = source
  /** Makes the core take more bytes than its memory has, which detaches every view of it. */
  const grow = () => {
    const size = () => core().scratch_memory().buffer.byteLength
    const before = size()
    core().scratch_reserve(before)
    assert.ok(size() > before, 'the memory has grown')
  }
  const list = Array.from({ length: 20_000 }, () => '07 07 12 34 56')
  const number = parsePhone('07 07 12 34 56', { country: 'CI' })
  const [single, batch] = [number.toJSON(), parsePhones(list, { country: 'CI' })]
  const late = parsePhone('07 07 12 34 56', { country: 'CI' })
  for (const ask of [
    () => assert.deepEqual(parsePhone('07 07 12 34 56', { country: 'CI' }).toJSON(), single),
    () => assert.deepEqual(late.toJSON(), single),
    () => assert.equal(late.isValidFor('CI'), true),
    () => assert.equal(batch.e164(19_999), '+2250707123456'),
    () => assert.deepEqual(batch.at(19_999)?.toJSON(), single),
    () => assert.deepEqual(parsePhones(list, { country: 'CI' }).at(19_999)?.toJSON(), single),
    () => assert.equal(formatAsYouType('0707123456', { country: 'CI' }), '07 07 12 3456'),
    () => assert.equal(createPhoneTyper({ country: 'CI' }).input('0707123456').e164, '+2250707123456'),
    () => assert.equal(phoneExample('CI')?.slice(0, 4), '+225'),
  ]) {
    grow()
    ask()
  }
})

test('numbers are formatted while they are typed', () => {
  const shown = [...'+2250707123456'].map((_, at) => formatAsYouType('+2250707123456'.slice(0, at + 1)))
  assert.deepEqual(shown.slice(3), [
    '+225 ', '+225 0', '+225 07', '+225 07 0', '+225 07 07', '+225 07 07 1', '+225 07 07 12', '+225 07 07 12 3', '+225 07 07 12 34', '+225 07 07 12 345', '+225 07 07 12 3456',
  ])
  assert.equal(formatAsYouType('0707123456', { country: 'CI' }), '07 07 12 3456')
})

test('the caret stays behind the digit that it stood behind', () => {
  const typer = createPhoneTyper({ country: 'CI' })
  /** Where the caret is, as a bar. @param {string} text with a bar @param {string} [inputType] */
  const edit = (text, inputType) => {
    const { text: now, caret } = typer.input(text.replace('|', ''), text.indexOf('|'), { inputType })
    return `${now.slice(0, caret)}|${now.slice(caret)}`
  }
  assert.equal(edit('070712|', 'insertText'), '07 07 12|')
  assert.equal(edit('07 9|07 12', 'insertText'), '07 9|0 71 2')
  assert.equal(edit('07 |0 71 2', 'deleteContentBackward'), '07| 07 12')
  // Deleting a space deletes the digit beyond it, before the caret or after it.
  assert.equal(edit('07|07 12', 'deleteContentBackward'), '0|0 712')
  assert.equal(edit('+225 07 07 12 34 56|', 'insertFromPaste'), '+225 07 07 12 3456|')
  assert.equal(edit('+225 07|07 12 3456', 'deleteContentForward'), '+225 07| 71 23 456')
  assert.equal(edit('|', 'deleteContentBackward'), '|')
})

test('strict: only digits that can lead to a number are kept, and what is missing is told', () => {
  const typer = createPhoneTyper({ country: 'CI', strict: true, kinds: ['mobile'] })
  assert.deepEqual(typer.input(''), {
    text: '', caret: 0, status: 'invalid', reason: 'not_a_number', possible: true, missing: { min: 10, max: 10 }, nextDigits: '0',
  })
  assert.equal(typer.input('0').nextDigits, '0157')
  assert.equal(typer.input('02').text, '0', 'no mobile number begins with 02')
  assert.deepEqual([typer.input('07 07').text, typer.input('07 07').missing], ['07 07', { min: 6, max: 6 }])
  const whole = typer.input('07 07 12 34 56 7')
  assert.deepEqual([whole.text, whole.status, whole.e164, whole.missing.max, whole.nextDigits], ['07 07 12 3456', 'valid', '+2250707123456', 0, ''])
  assert.equal(typer.text, '07 07 12 3456')
  assert.deepEqual(typer.input('07 07 12 345').missing, { min: 1, max: 1 }, 'deleting never deletes more')
})

test('strict: numbers of one operator alone', () => {
  const typer = createPhoneTyper({ country: 'CI', strict: true, operator: 'OM' })
  assert.equal(typer.input('05').text, '0')
  assert.equal(typer.input('0707123456').status, 'valid')
  assert.equal(createPhoneTyper({ country: 'CI', strict: true, operator: 'Wave' }).input('07').possible, false)
})

const BEFORE = ['+2250707123456', '0707123456', '+22995123456', '+221771234567', '+12015550123', 'call me']

test('the plan of the world is loaded when it is asked for', async () => {
  for (const { parsePhone, parsePhones, loadWorldPlan } of [lean, everything]) {
    assert.deepEqual([parsePhone('+12015550123').status, parsePhone('+12015550123').e164], ['unknown_plan', '+12015550123'])
    assert.equal(parsePhone('2015550123', { country: 'US' }).status, 'unknown_plan')
    assert.equal(parsePhone('+1201555').status, 'unknown_plan')
    assert.equal(parsePhone('+123').reason, 'too_short')
    const batch = parsePhones(BEFORE, { country: 'CI' })
    const told = () => BEFORE.map((_, at) => [batch.status(at), batch.reason(at), batch.country(at), batch.type(at), batch.e164(at), batch.at(at)?.country])
    const [before, one] = [told(), parsePhone('0707123456', { country: 'CI' })]
    await Promise.all([loadWorldPlan(), loadWorldPlan()])
    assert.deepEqual(told(), before, 'answers of before stay what they were')
    assert.deepEqual([one.country, one.national, one.operator?.name, one.isValidFor('CI')], ['CI', '07 07 12 3456', 'Orange', true])
    const { status, country, type, national } = parsePhone('+12015550123')
    assert.deepEqual([status, country, type, national], ['valid', 'US', 'fixed_line_or_mobile', '(201) 555-0123'])
    assert.equal(parsePhone('2015550123', { country: 'US' }).e164, '+12015550123')
    assert.equal(parsePhone('+1201555').reason, 'too_short')
    assert.equal(parsePhones(['0612345678'], { country: 'FR' }).e164(0), '+33612345678')
    assert.equal(parsePhone('+2250707123456').operator?.name, 'Orange')
  }
  assert.equal(parsePhone(phoneExample('FR')).country, 'FR')
  assert.equal(formatAsYouType('+33612'), '+33 6 12')
  await loadWorldPlan()
})
