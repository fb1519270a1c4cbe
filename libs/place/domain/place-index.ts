import type { PlaceLevel } from '../contract/place.schema.js'
import { aliasesOf, isEverydayWord, type DivisionAlias, type PlaceDivision } from './division-aliases.js'
import { foldText } from './fold-text.js'
import type { PlaceUsage } from './place-usage.js'

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

/** A trie over folded alias texts; `aliases` of a trie node are the names that end there. */
export type TrieNode = { readonly next: Map<string, TrieNode>; aliases: IndexedAlias[] | null; isPrefix: boolean }

/** Everything the resolver needs, in memory and never changed; build a new one when the tree changes. */
export type PlaceIndex = {
  readonly nodes: readonly PlaceNode[]
  readonly nodeByCode: ReadonlyMap<string, PlaceNode>
  readonly trie: TrieNode
  /** Folded names of counties and townships with one character replaced by a blank → the names. */
  readonly nearMisses: ReadonlyMap<string, readonly IndexedAlias[]>
  /** Zone node → node of the county whose name people go on using for it. */
  readonly hostOf: ReadonlyMap<number, number>
}

export const LEVEL_DEPTH = { city: 0, county: 1, township: 2, village: 3 } as const satisfies Readonly<Record<PlaceLevel, number>>

export const isWithin = (node: PlaceNode, ancestorId: number): boolean => node.ancestry.includes(ancestorId)
export const areOnOnePath = (a: PlaceNode, b: PlaceNode): boolean => isWithin(a, b.id) || isWithin(b, a.id)

const newTrieNode = (): TrieNode => ({ next: new Map(), aliases: null, isPrefix: false })

function insert(trie: TrieNode, folded: string): TrieNode {
  let at = trie
  for (const unit of folded) {
    let next = at.next.get(unit)
    if (!next) at.next.set(unit, (next = newTrieNode()))
    at = next
  }
  return at
}

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

/** The wrong character is looked for in the name, never in the kind word: 永清街1 is no slip for 永清街道. */
const NEAR_MISS_KIND_END = /(街道|镇|苏木|乡|农场|牧场|林场|渔场|区|县|旗|市)$/
const NEAR_MISS_MIN_LENGTH = 3
export const NEAR_MISS_MAX_LENGTH = 9
/** Stands for the one wrong character. Cannot occur in a name. */
export const WILDCARD = '\u0000'

function addNearMisses(nearMisses: Map<string, IndexedAlias[]>, alias: IndexedAlias): void {
  const folded = foldText(alias.text)
  const stemLength = folded.length - (NEAR_MISS_KIND_END.exec(folded)?.[0].length ?? (alias.bare ? 0 : folded.length))
  if (stemLength < NEAR_MISS_MIN_LENGTH || folded.length > NEAR_MISS_MAX_LENGTH) return
  for (let at = 0; at < stemLength; at += 1) {
    const key = folded.slice(0, at) + WILDCARD + folded.slice(at + 1)
    const list = nearMisses.get(key)
    if (list) list.push(alias)
    else nearMisses.set(key, [alias])
  }
}

/**
 * Index over a division tree (about 2,720 places give 16,000 names, built in some 60 ms).
 * `usage` is how the city's people call its places; without it only what follows from the official names is known.
 */
export function buildPlaceIndex(divisions: readonly PlaceDivision[], usage: PlaceUsage): PlaceIndex {
  const { nodes, nodeByCode } = buildNodes(divisions)
  const trie = newTrieNode()
  const nearMisses = new Map<string, IndexedAlias[]>()
  const countyNames = new Map<number, Set<string>>()
  for (const prefix of usage.prefixes) insert(trie, foldText(prefix)).isPrefix = true

  const depthFirst = [...nodes].sort((a, b) => LEVEL_DEPTH[a.level] - LEVEL_DEPTH[b.level])
  for (const node of depthFirst) {
    const division = divisions[node.id]
    if (!division) continue
    const ancestors = node.ancestry.slice(0, -1).flatMap((id) => divisions[id] ?? [])
    const aliases = aliasesOf(division, ancestors, usage)
    if (node.level === 'county') countyNames.set(node.id, new Set(aliases.map((alias) => alias.text)))
    for (const alias of aliases) {
      // 库伦 alone is the banner, 开鲁 the county: a town named after its county must say 镇.
      const quality = alias.bare && node.level !== 'county' && countyNames.get(node.countyId)?.has(alias.text) ? 0.3 : alias.quality
      const indexed: IndexedAlias = { ...alias, quality, nodeId: node.id, everyday: isEverydayWord(alias.text) }
      const end = insert(trie, foldText(alias.text))
      if (end.aliases) end.aliases.push(indexed)
      else end.aliases = [indexed]
      if ((node.level === 'township' || node.level === 'county') && quality >= 0.8) addNearMisses(nearMisses, indexed)
    }
  }
  const hostOf = new Map<number, number>()
  for (const [zone, host] of Object.entries(usage.hosts)) {
    const zoneNode = nodeByCode.get(zone)
    const hostNode = nodeByCode.get(host)
    if (zoneNode && hostNode) hostOf.set(zoneNode.id, hostNode.id)
  }
  return { nodes, nodeByCode, trie, nearMisses, hostOf }
}
