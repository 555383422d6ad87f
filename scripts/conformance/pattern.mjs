// @ts-check
/** Texts that a pattern of the numbering metadata matches, chosen at random: classes, groups, alternatives, repetitions. */

/** @typedef {import('./random.mjs').Random} Random */

/** @param {string} pattern @param {Random} random */
export const sample = (pattern, random) => {
  let at = 0
  /** @returns {string} */
  const alternatives = () => {
    const choices = [sequence()]
    while (pattern[at] === '|') {
      at++
      choices.push(sequence())
    }
    return random.of(choices)
  }
  const sequence = () => {
    let text = ''
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') text += repeated()
    return text
  }
  /** The piece is read again for each repetition, so that each is chosen anew. */
  const repeated = () => {
    const start = at
    piece()
    const [least, most] = counts()
    const end = at
    let text = ''
    for (let left = least + random.below(most - least + 1); left > 0; left--) {
      at = start
      text += piece()
    }
    at = end
    return text
  }
  const counts = () => {
    if (pattern[at] === '?') return at++, [0, 1]
    if (pattern[at] === '*') return at++, [0, 3]
    if (pattern[at] === '+') return at++, [1, 4]
    if (pattern[at] !== '{') return [1, 1]
    const end = pattern.indexOf('}', at)
    const [least, most = least] = pattern.slice(at + 1, end).split(',')
    at = end + 1
    return [Number(least), most === '' ? Number(least) + 3 : Number(most)]
  }
  const piece = () => {
    const character = pattern[at++]
    if (character === '[') {
      const end = pattern.indexOf(']', at)
      const body = pattern.slice(at, end)
      at = end + 1
      const choices = [...'0123456789'].filter((digit) => new RegExp(`[${body}]`).test(digit))
      return random.of(choices)
    }
    if (character === '(') {
      if (pattern.startsWith('?:', at) || pattern.startsWith('?!', at)) at += 2
      const text = alternatives()
      at++
      return text
    }
    if (character === '\\') return pattern[at++] === 'd' ? random.digits(1) : ''
    return character === '^' || character === '$' ? '' : character
  }
  return alternatives()
}
