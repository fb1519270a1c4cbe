/**
 * How a wording is written by an editor: plain text, `(甲|乙)` for one of several, `?` after a character or a group for “or not”,
 * `…` for up to six characters of the same sentence, `#` for a number. Nothing repeats without end, so no text can keep it busy.
 */
const LITERAL = /^[\p{Script=Han}A-Za-z0-9°℃%\-－−、，:：]$/u
const GAP = '[^。！？!?；;]{0,6}'
const NUMBER = '\\d{1,3}'
export const MAX_PATTERN_LENGTH = 200
const MAX_DEPTH = 4

/** What a mistake in a wording is, for the person who wrote it. */
export type PatternFault = { readonly at: number; readonly what: 'empty' | 'too_long' | 'character' | 'bracket' | 'optional' | 'depth' }

/** The source of a regular expression, or what is wrong with the wording. */
export function readWordingPattern(text: string): { readonly source: string } | PatternFault {
  const characters = [...text]
  if (characters.length === 0) return { at: 0, what: 'empty' }
  if (characters.length > MAX_PATTERN_LENGTH) return { at: MAX_PATTERN_LENGTH, what: 'too_long' }
  let source = ''
  let depth = 0
  /** Whether what stands before can be left out, or can be said to be empty. */
  let before: 'start' | 'thing' | 'optional' = 'start'
  let hasLiteral = false
  for (const [at, character] of characters.entries()) {
    if (character === '(') {
      depth += 1
      if (depth > MAX_DEPTH) return { at, what: 'depth' }
      source += '(?:'
      before = 'start'
    } else if (character === ')' || character === '|') {
      if (depth === 0 || before === 'start') return { at, what: 'bracket' }
      if (character === ')') depth -= 1
      source += character
      before = character === ')' ? 'thing' : 'start'
    } else if (character === '?') {
      if (before !== 'thing') return { at, what: 'optional' }
      source += '?'
      before = 'optional'
    } else if (character === '…' || character === '#') {
      source += character === '…' ? GAP : NUMBER
      before = 'optional'
    } else if (LITERAL.test(character)) {
      source += character
      before = 'thing'
      hasLiteral = true
    } else return { at, what: 'character' }
  }
  if (depth > 0 || before === 'start') return { at: characters.length, what: 'bracket' }
  return hasLiteral && !new RegExp(`^(?:${source})$`).test('') ? { source } : { at: 0, what: 'empty' }
}

/** One expression for any of them; null for none. Throws on a wording that was never checked. */
export function compileWordings(patterns: readonly string[]): RegExp | null {
  if (patterns.length === 0) return null
  const sources = patterns.map((pattern) => {
    const read = readWordingPattern(pattern)
    if ('what' in read) throw new Error(`Wording “${pattern}”: ${read.what} at ${read.at}`)
    return read.source
  })
  return new RegExp(sources.join('|'), 'g')
}
