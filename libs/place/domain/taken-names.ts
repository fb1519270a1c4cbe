import { compactText, plainName } from './fold-text.js'
import type { GazetteerKind } from './gazetteer.js'
import { childOf, type TrieNode } from './name-trie.js'
import type { IndexedAlias, PlaceIndex, PlaceNode } from './place-index.js'

/** What of the index is asked: the names of the division tree, among which those of the gazetteer may stand. */
type Names = Pick<PlaceIndex, 'nodes' | 'trie'>

/** Where a name of the gazetteer is to lie, and as what. */
export type NameUse = { readonly kind: GazetteerKind; readonly divisionCode: string }

const COUNTY_CODE_LENGTH = 6
/** 人民路 of 人民路街道 is a road before it is the street office. */
const ROAD_END = /(路|街|大道|里|巷|桥|胡同)$/
/** 开发区管委会 is an office that stands somewhere. */
const OFFICE_END = /(管委会|管理委员会|办事处|街道办|居委会|村委会|委员会)$/

const isOfficial = ({ how, bare }: IndexedAlias): boolean => how === 'official_name' && !bare
const isShort = ({ how, family }: IndexedAlias): boolean => how === 'stripped_name' || (how === 'spoken_form' && family === 'county')

/** Whether the division goes by this name in such a way that nothing else may. A village only by its full name: villages are called like many things. */
function isItsName(alias: IndexedAlias, node: PlaceNode, name: string): boolean {
  if (OFFICE_END.test(name) && node.name !== name) return false
  if (isOfficial(alias)) return true
  return node.level !== 'village' && isShort(alias) && !ROAD_END.test(name)
}

/** Villages and townships repeat, and what was called so once may be called so elsewhere today: then the caller is asked. A county's name is its own. */
function mayRepeat(alias: IndexedAlias, node: PlaceNode, { kind, divisionCode }: NameUse): boolean {
  if (node.level === 'county') return false
  if (kind === 'former') return !divisionCode.startsWith(node.code.slice(0, COUNTY_CODE_LENGTH))
  return kind === 'village' && (node.level === 'village' || !isOfficial(alias))
}

/**
 * The division of the city that goes by exactly this name, officially or for short, however it is written; null when the name is free for the gazetteer.
 * The tree knows such a name already: as a landmark it would only make the division less sure.
 */
export function divisionCalled({ nodes, trie }: Names, given: string, use: NameUse): PlaceNode | null {
  const { plain, folded } = compactText(plainName(given))
  let at: TrieNode<IndexedAlias> | null = trie
  for (let unit = 0; at !== null && unit < folded.length; unit += 1) at = childOf(at, folded.charAt(unit))
  for (const alias of at?.values ?? []) {
    const node = nodes[alias.nodeId]
    // 大沁塔拉镇 is 大沁他拉镇; a short name in other characters is another name.
    if (node === undefined || node.level === 'city' || (alias.text !== plain && !isOfficial(alias))) continue
    if (isItsName(alias, node, plain) && !mayRepeat(alias, node, use)) return node
  }
  return null
}
