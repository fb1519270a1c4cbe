import type { PlaceLevel } from '../contract/place.schema.js'
import { isUsableStem, type AddAlias, type AliasFamily, type AliasManner, type DivisionAlias } from './alias-forms.js'
import { countyAliases } from './county-aliases.js'
import type { PlaceUsage } from './place-usage.js'
import { townshipAliases } from './township-aliases.js'
import { villageAliases } from './village-aliases.js'

/** A node of the division tree as the resolver needs it; the tree's own type fits. */
export type PlaceDivision = {
  readonly code: string
  readonly parentCode: string | null
  readonly level: PlaceLevel
  readonly name: string
}

/** 重庆村社区 is no 村社区 of 重庆. */
const KIND_START = /^(村|社区|居委会|居民|街|路|镇|乡|嘎查|园区)/

/** Names carry their owner: 通辽市科尔沁区国有大林苗圃生活区. A name that would vanish keeps it (霍林郭勒市…保护区 keeps 军马场). */
function withoutOwners(name: string, owners: readonly string[]): string {
  const ownerOf = (text: string): string | undefined =>
    owners.find((owner) => text.startsWith(owner) && text.length - owner.length >= 3 && !KIND_START.test(text.slice(owner.length)))
  let short = name
  for (let owner = ownerOf(short); owner; owner = ownerOf(short)) short = short.slice(owner.length)
  return short
}

const FARM_UNIT_START = /^(农场|牧场|林场|渔场)(?=.分场)/

const PART_KIND = /^(镇|乡|街道|苏木|林场|农场)$/

/** 科技城（东渚街道） is two names of one place, 浒墅关经开区（镇） is 浒墅关镇 as well; （其他片区） says nothing. */
function writtenParts(name: string): readonly string[] {
  const found = /^(.*?)[（(](.+?)[）)](.*)$/.exec(name)
  if (!found) return [name]
  const [, before = '', inside = '', after = ''] = found
  const parts = [before + after]
  if (PART_KIND.test(inside)) parts.push(before.replace(/(经开区|开发区|高新区)$/, '') + inside)
  else if (/(街道|镇|乡|社区|村|居委会|村委会)$/.test(inside) && inside.length >= 3 && !inside.includes('特殊')) parts.push(inside)
  return parts.filter((part) => part.length >= 2)
}

/** Every way the division may be called, each text once with its best quality. Pure; the same division always gives the same list. */
export function aliasesOf(
  division: PlaceDivision,
  ancestors: readonly PlaceDivision[],
  usage: PlaceUsage,
  manner: AliasManner,
): readonly DivisionAlias[] {
  const found = new Map<string, DivisionAlias>()
  const add: AddAlias = (text, quality, how, shape) => {
    const bare = shape.bare ?? false
    if (text.length < 2 || (bare && !isUsableStem(text)) || (found.get(text)?.quality ?? 0) >= quality) return
    found.set(text, { text, quality, how, bare, family: shape.family })
  }
  const owners = [...usage.prefixes, ...ancestors.map((ancestor) => ancestor.name).filter((name) => name.length >= 3)]
  const family: AliasFamily = division.level === 'county' ? 'county' : division.level === 'village' ? 'village' : 'town'

  // 农场一分场生活区 of 胜利农场 would take the farm's own kind word for its beginning.
  const isFarmUnit = division.level === 'village' && FARM_UNIT_START.test(division.name)
  const name = isFarmUnit ? division.name.replace(FARM_UNIT_START, '') : division.name
  add(name, 0.97, 'official_name', { family })
  for (const part of writtenParts(name)) {
    const short = withoutOwners(part, owners)
    const own = short.replace(/^国[有营](?=..)/, '')
    if (part !== name) add(part, 0.93, 'official_name', { family })
    if (short !== part) add(short, 0.95, 'official_name', { family })
    if (division.level === 'county') countyAliases(part, add)
    if (division.level === 'county' && short !== part) countyAliases(short, add)
    if (division.level === 'township') townshipAliases(own, add, manner)
    if (division.level === 'village') villageAliases(own, add, manner)
  }
  for (const [rank, form] of (usage.spoken[division.code] ?? []).entries()) {
    add(form, Math.max(0.8, 0.95 - 0.02 * rank), 'spoken_form', { family })
  }
  for (const form of usage.oldNames?.[division.code] ?? []) add(form, 0.82, 'old_name', { family })
  return [...found.values()]
}
