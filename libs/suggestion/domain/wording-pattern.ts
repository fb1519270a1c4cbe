/**
 * How a wording is written by an editor: plain text, `(甲|乙)` for one of several, `?` after a character or a group for “or not”,
 * `…` for up to six characters of the same sentence, `#` for a number. Nothing repeats without end, so no text can keep it busy.
 */
const LITERAL = /^[\p{Script=Han}A-Za-z0-9°℃%\-－−、，:：]$/u
const GAP = '[^。！？!?；;]{0,6}'
const NUMBER = '\\d{1,3}'
export const MAX_PATTERN_LENGTH = 200
const MAX_DEPTH = 4
/** A minus that begins a wording or one of several is a sign: 18-20度 is no cold of twenty degrees. */
const MINUS = /^[-－−]$/
const NOT_A_RANGE = '(?<![\\d度℃°C])'

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
      source += before === 'start' && MINUS.test(character) ? NOT_A_RANGE + character : character
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

/** Code units: of each of these sets a text must hold one character at least; else the wording cannot be in it. */
export type NeededCharacters = readonly (readonly number[])[]

/**
 * What no text with this wording in it can do without: characters that cannot be left out, and one of each alternative of a group that cannot.
 * Most texts lack something of most wordings, and looking for that is far cheaper than looking for the wording.
 */
export function charactersNeeded(pattern: string): NeededCharacters {
  return setsOf([...pattern]).map((set) => set.map((character) => character.charCodeAt(0)))
}

function setsOf(pattern: readonly string[]): readonly (readonly string[])[] {
  const sets: (readonly string[])[] = []
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at] ?? ''
    const begin = at
    if (character === '(') at = closing(pattern, at)
    if (pattern[at + 1] === '?') continue
    if (character === '(') sets.push(...oneOfEach(pattern.slice(begin + 1, at)))
    else if (LITERAL.test(character)) sets.push([character])
  }
  return sets
}

/** One character of each alternative, where every alternative has one: nothing when one of them is a number or a gap. */
function oneOfEach(group: readonly string[]): readonly (readonly string[])[] {
  const all: string[] = []
  let begin = 0
  for (let at = 0; at <= group.length; at += 1) {
    if (group[at] === '(') at = closing(group, at)
    else if (at === group.length || group[at] === '|') {
      const [first, ...others] = setsOf(group.slice(begin, at))
      if (first === undefined) return []
      all.push(...others.reduce((best, set) => (set.length < best.length ? set : best), first))
      begin = at + 1
    }
  }
  return [all]
}

/** Where the bracket that opens at `from` closes. */
function closing(pattern: readonly string[], from: number): number {
  let depth = 0
  for (let at = from; at < pattern.length; at += 1) {
    if (pattern[at] === '(') depth += 1
    else if (pattern[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return pattern.length
}
