import type { PlaceLevel } from '../contract/place.schema.js'
import type { AliasManner, DivisionAlias } from './alias-forms.js'
import { countryTrie, type CountryName } from './country-trie.js'
import { aliasesOf, type PlaceDivision } from './division-aliases.js'
import { foldText, plainName } from './fold-text.js'
import { gazetteerAliasesOf, type GazetteerEntry } from './gazetteer.js'
import { addToTrie, newTrieNode, trieNodeOf, type TrieNode } from './name-trie.js'
import { buildPointGrid, type PointGrid } from './point-grid.js'
import { isEverydayWord, type PlaceUsage } from './place-usage.js'
import { divisionCalled } from './taken-names.js'
import { addSlip, newSlipIndex, type SlipIndex } from './slip-index.js'

/** A division with its way up. `ancestry` holds node numbers from the county (or the top) down to the node itself. */
export type PlaceNode = {
  readonly id: number
  readonly code: string
  readonly level: PlaceLevel
  readonly name: string
  readonly ancestry: readonly number[]
  /** The node of the county it is or lies in, or -1. */
  readonly countyId: number
}

export type IndexedAlias = DivisionAlias & { readonly nodeId: number; readonly everyday: boolean }

/** Everything the resolver needs, in memory and never changed; build a new one when the tree changes. */
export type PlaceIndex = {
  readonly nodes: readonly PlaceNode[]
  readonly nodeByCode: ReadonlyMap<string, PlaceNode>
  /** Over folded names; an end that `isPrefix` is the province or the city. */
  readonly trie: TrieNode<IndexedAlias>
  /** Names as they sound, and names without their first character. */
  readonly slips: SlipIndex
  /** 后旗, 科区, 霍市: too short for a slip but where a text begins with one. */
  readonly shortCounties: readonly IndexedAlias[]
  /** Names of the whole country: what of them is none of the tree's own is elsewhere. */
  readonly country: TrieNode<CountryName>
  /** Zone node → node of the county whose name people go on using for it. */
  readonly hostOf: ReadonlyMap<number, number>
  /** What of the gazetteer has a position. */
  readonly points: PointGrid
}

export const LEVEL_DEPTH = { city: 0, county: 1, township: 2, village: 3 } as const satisfies Readonly<Record<PlaceLevel, number>>

export const isWithin = (node: PlaceNode, ancestorId: number): boolean => node.ancestry.includes(ancestorId)
export const areOnOnePath = (a: PlaceNode, b: PlaceNode): boolean => isWithin(a, b.id) || isWithin(b, a.id)

/** A divided tree that names an unknown parent, or one code twice, is a broken load and throws. */
function buildNodes(divisions: readonly PlaceDivision[]): { nodes: PlaceNode[]; nodeByCode: Map<string, PlaceNode> } {
  const idByCode = new Map(divisions.map((division, id) => [division.code, id]))
  if (idByCode.size !== divisions.length) throw new Error('Two divisions with one code')
  // The city itself may be missing from the list: a county's parent need not be known.
  const parentIdOf = (division: PlaceDivision): number | undefined => {
    const id = division.parentCode === null ? undefined : idByCode.get(division.parentCode)
    if (id === undefined && LEVEL_DEPTH[division.level] > 1) throw new Error(`Division ${division.code} has an unknown parent`)
    return id
  }
  const nodes = divisions.map((division, id): PlaceNode => {
    const ancestry = [id]
    let countyId = division.level === 'county' ? id : -1
    for (let at = parentIdOf(division); at !== undefined; ) {
      if (ancestry.length > 8) throw new Error(`Division ${division.code} is its own ancestor`)
      ancestry.unshift(at)
      const parent = divisions[at]
      if (!parent) break
      if (parent.level === 'county') countyId = at
      at = parentIdOf(parent)
    }
    return { id, code: division.code, level: division.level, name: division.name, ancestry, countyId }
  })
  return { nodes, nodeByCode: new Map(nodes.map((node) => [node.code, node])) }
}

const mannerOf = (divisions: readonly PlaceDivision[]): AliasManner => ({
  hasGacha: divisions.some((division) => division.name.includes('嘎查')),
  hasSumu: divisions.some((division) => division.name.endsWith('苏木')),
  hasArea: divisions.some((division) => division.level === 'township' && division.name.endsWith('地区')),
})

const TENS = /([一二三四五六七八九]?)十([一二三四五六七八九]?)/g
const digitOf = (char: string, none: string): string => (char === '' ? none : String('零一二三四五六七八九'.indexOf(char)))

/** 12马架 for 十二马架; a name without tens stays as it is (single digits are folded). */
const withDigits = (text: string): string => text.replace(TENS, (_, tens: string, ones: string) => digitOf(tens, '1') + digitOf(ones, '0'))

/** Below this a name that means two things is not worth hearing alone. */
const SAME_AS_COUNTY_QUALITY = 0.3

/**
 * Index over a division tree, and over what the city's own gazetteer adds to it. Tongliao's 2,720 divisions give 19,000 names, built in
 * a fraction of a second. `usage` is how the city's people call its places; without it only what follows from the official names is known.
 */
export function buildPlaceIndex(divisions: readonly PlaceDivision[], usage: PlaceUsage, gazetteer: readonly GazetteerEntry[] = []): PlaceIndex {
  const { nodes, nodeByCode } = buildNodes(divisions)
  const trie = newTrieNode<IndexedAlias>()
  const slips = newSlipIndex()
  const shortCounties: IndexedAlias[] = []
  const manner = mannerOf(divisions)
  const prefixes = new Set(usage.prefixes)
  const countyNames = new Map<number, Set<string>>()
  for (const prefix of usage.prefixes) trieNodeOf(trie, foldText(prefix)).isPrefix = true

  const depthFirst = [...nodes].sort((a, b) => LEVEL_DEPTH[a.level] - LEVEL_DEPTH[b.level])
  for (const node of depthFirst) {
    const division = divisions[node.id]
    if (!division) continue
    const ancestors = node.ancestry.slice(0, -1).flatMap((id) => divisions[id] ?? [])
    const aliases = aliasesOf(division, ancestors, usage, manner)
    if (node.level === 'county') countyNames.set(node.id, new Set(aliases.map((alias) => alias.text)))
    for (const alias of aliases) {
      // 库伦 alone is the banner, 开鲁 the county: a town named after its county must say 镇. And 长沙 is the city before it is 长沙县.
      const isShadowed = alias.bare && ((node.level !== 'county' && countyNames.get(node.countyId)?.has(alias.text)) || prefixes.has(alias.text))
      const text = plainName(alias.text)
      const quality = isShadowed ? SAME_AS_COUNTY_QUALITY : alias.quality
      const indexed: IndexedAlias = { ...alias, text, quality, nodeId: node.id, everyday: isEverydayWord(text) }
      const folded = foldText(text)
      addToTrie(trie, folded, indexed)
      if (node.level === 'county' && !alias.bare && text.length === 2) shortCounties.push(indexed)
      const counted = withDigits(text)
      // 28户 and 10里 are how many, 20家子 is a place.
      if (counted !== text && !(alias.bare && /^\d+.?$/.test(counted))) addToTrie(trie, foldText(counted), { ...indexed, text: counted })
      addSlip(slips, indexed, folded, node.level)
    }
  }
  for (const entry of gazetteer) {
    const node = nodeByCode.get(entry.divisionCode)
    if (!node) continue
    for (const alias of gazetteerAliasesOf(entry)) {
      const text = plainName(alias.text)
      if (text.length >= 2 && divisionCalled({ nodes, trie }, text, entry) === null) addToTrie(trie, foldText(text), { ...alias, text, nodeId: node.id, everyday: isEverydayWord(text) })
    }
  }
  const hostOf = new Map<number, number>()
  for (const [zone, host] of Object.entries(usage.hosts)) {
    const zoneNode = nodeByCode.get(zone)
    const hostNode = nodeByCode.get(host)
    if (zoneNode && hostNode) hostOf.set(zoneNode.id, hostNode.id)
  }
  const points = buildPointGrid(gazetteer.filter((entry) => nodeByCode.has(entry.divisionCode)))
  return { nodes, nodeByCode, trie, slips, shortCounties, country: countryTrie(), hostOf, points }
}
