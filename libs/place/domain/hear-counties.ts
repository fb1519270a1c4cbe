import type { CompactText } from './fold-text.js'
import { childOf, type TrieNode } from './name-trie.js'
import { isWithin, type IndexedAlias, type PlaceIndex } from './place-index.js'
import { readingOf, type PlaceSpan } from './scan-places.js'
import { openingOf } from './scan-slips.js'
import type { SlipName } from './slip-index.js'
import { soundAlike, soundText } from './sound-of.js'

/** One of two characters is wrong: a guess, unless a name below it follows. */
const HEARD_SHORT_FACTOR = 0.62
const LONGEST_HEARD = 8
/** 我家在后期甘旗卡. */
const LED_IN = /^(我|我们|我家|家|你好)?(住在|是|在|住)/

const isHeardAs = (written: string, name: string): boolean => written !== name && [...written].every((char, at) => soundAlike(char, name.charAt(at)))

/** Whether a name that lies in the county stands at `start`: with its kind word, or a township's stem that is long or ends the text. */
function isFollowedByItsOwn(index: PlaceIndex, text: CompactText, start: number, countyId: number): boolean {
  let at: TrieNode<IndexedAlias> | null = index.trie
  for (let end = start; end < text.folded.length; ) {
    at = childOf(at, text.folded.charAt(end))
    if (at === null) return false
    end += 1
    const isLast = end === text.folded.length
    const follows = (alias: IndexedAlias): boolean => {
      const node = index.nodes[alias.nodeId]
      if (node === undefined || node.id === countyId || !isWithin(node, countyId)) return false
      if (!alias.bare && !alias.everyday && alias.how === 'official_name') return true
      return node.level === 'township' && (isLast || (alias.text.length >= 3 && !alias.everyday))
    }
    if (at.values?.some(follows)) return true
  }
  return false
}

/** 后期甘其卡: the same, of a township that was only heard itself, where three characters of it or more are left. */
function isFollowedByItsOwnHeard(index: PlaceIndex, text: CompactText, start: number, countyId: number): boolean {
  const written = text.plain.slice(start, start + LONGEST_HEARD)
  const sounds = soundText(written)
  let at: TrieNode<SlipName> | null = index.slips.sounds
  for (let end = 0; at !== null && end < sounds.length; ) {
    at = childOf(at, sounds.charAt(end))
    end += 1
    const heard = written.slice(0, end)
    const isIts = ({ alias, level, stemLength }: SlipName): boolean =>
      level === 'township' && stemLength >= 3 && index.nodes[alias.nodeId]?.countyId === countyId && isHeardAs(heard, alias.text)
    if (at?.values?.some(isIts) === true) return true
  }
  return false
}

/**
 * The spans with a county's short form added that dictation wrote by its sound, where the text begins with it: 货市 and nothing else, 后期常胜
 * with a town of that banner behind it. Elsewhere 后期 is just a word.
 */
export function withHeardCounty(index: PlaceIndex, text: CompactText, spans: readonly PlaceSpan[]): readonly PlaceSpan[] {
  const opening = openingOf(spans)
  const start = opening + (LED_IN.exec(text.plain.slice(opening, opening + 6))?.[0].length ?? 0)
  const end = start + 2
  if (end > text.plain.length || spans.some((span) => span.start < end && start < span.end)) return spans
  const written = text.plain.slice(start, end)
  const isAll = start === opening && end === text.plain.length
  const heard = index.shortCounties.filter(({ text: name, nodeId }) => isHeardAs(written, name) && (isAll || isFollowedByItsOwn(index, text, end, nodeId) || isFollowedByItsOwnHeard(index, text, end, nodeId)))
  if (heard.length === 0) return spans
  const span: PlaceSpan = { start, end, isPrefix: false, readings: heard.map((alias) => readingOf(alias, alias.quality * HEARD_SHORT_FACTOR, 'homophone')) }
  return [...spans, span].sort((a, b) => a.start - b.start)
}
