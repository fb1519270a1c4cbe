import type { PlaceLevel } from '../contract/place.schema.js'
import type { IndexedAlias } from './place-index.js'
import { addToTrie, newTrieNode, type TrieNode } from './name-trie.js'
import { soundReadingsOf, transliteratedSoundsOf } from './sound-of.js'

/** A name with what a slip of it may still be believed on. */
export type SlipName = { readonly alias: IndexedAlias; readonly level: PlaceLevel; readonly stemLength: number }

export type SlipIndex = {
  /** Names as they sound. */
  readonly sounds: TrieNode<SlipName>
  /** Names as they are written: a wrong character is looked for from the second on. */
  readonly written: TrieNode<SlipName>
  /** Names without their first character: for where that is the wrong one. */
  readonly headless: TrieNode<SlipName>
}

export const newSlipIndex = (): SlipIndex => ({ sounds: newTrieNode(), written: newTrieNode(), headless: newTrieNode() })

/** The wrong character is looked for in the name, never in the kind word: 永清街1 is no slip for 永清街道. */
const KIND_END =
  /(街道办事处|街道办|街道|地区|民族乡|镇|苏木|乡|农场|牧场|林场|渔场|种畜场|开发区|自治县|自治旗|区|县|旗|市|社区居民委员会|社区居委会|居民委员会|居委会|社区|小区|嘎查委员会|嘎查村|嘎查|村民委员会|村委会|村|屯|生活区|分场)$/

const MAX_LENGTH = 12
const HAN_ONLY = /^[\u3400-\u9fff]+$/

/** How long the name is without its kind word; 科左中旗 and the like have none that could be taken off. */
export function stemLengthOf(alias: Pick<IndexedAlias, 'text' | 'bare' | 'family' | 'how'>): number {
  if (alias.bare) return alias.text.length
  const kind = KIND_END.exec(alias.text)?.[0].length ?? 0
  return alias.text.length - kind
}

/** Names a slip is looked for in: the official ones and their stems, spoken ones of counties; other kind words only as the name has them. */
export function addSlip(index: SlipIndex, alias: IndexedAlias, folded: string, level: PlaceLevel): void {
  const isBase = alias.how === 'official_name' || alias.how === 'stripped_name' || (level === 'county' && alias.how === 'spoken_form')
  if (!isBase || alias.quality < 0.4 || alias.text.length > MAX_LENGTH || !HAN_ONLY.test(alias.text)) return
  // 委员会 and 居委会 are long enough to be found by the name before them.
  if (level === 'village' && /(委员会|居委会|村委会)$/.test(alias.text)) return
  const name: SlipName = { alias, level, stemLength: stemLengthOf(alias) }
  if (name.stemLength < 2 || (alias.bare && alias.everyday)) return
  for (const sound of new Set([...soundReadingsOf(alias.text), ...transliteratedSoundsOf(alias.text, name.stemLength)])) addToTrie(index.sounds, sound, name)
  if (name.stemLength < 3 && (alias.bare || alias.everyday)) return
  addToTrie(index.written, folded, name)
  addToTrie(index.headless, folded.slice(1), name)
}
