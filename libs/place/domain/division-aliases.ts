import type { PlaceEvidenceHow, PlaceLevel } from '../contract/place.schema.js'
import { EVERYDAY_WORDS, type PlaceUsage } from './place-usage.js'

/** A node of the division tree as the resolver needs it; the tree's own type fits. */
export type PlaceDivision = {
  readonly code: string
  readonly parentCode: string | null
  readonly level: PlaceLevel
  readonly name: string
}

/** A way to call a division. `quality` 0..1: how likely these words mean this place when they stand alone. */
export type DivisionAlias = {
  readonly text: string
  readonly quality: number
  readonly how: PlaceEvidenceHow
  /** The name without its kind word (甘旗卡): needs more care than a name that says what it is. */
  readonly bare: boolean
  /** For bare names: what the kind word would have been, which decides how a road named after it is read. */
  readonly family: AliasFamily
}

export type AliasFamily = 'county' | 'street' | 'town' | 'farm' | 'village' | 'community'

const NUMERAL_STEM = /^[一二三四五六七八九十百零〇两\d]+(号|组|队|分场)?$/
const GENERIC_STEM = new Set(['原种', '种畜', '种羊', '国有', '国营', '良种', '虚拟', '生活区', '管理区'])

const isUsableStem = (stem: string): boolean => stem.length >= 2 && !NUMERAL_STEM.test(stem) && !GENERIC_STEM.has(stem)

export const isEverydayWord = (stem: string): boolean => EVERYDAY_WORDS.has(stem)

function countyAliases(name: string, add: AddAlias): void {
  const wing = /^(.+)左翼(.)旗$/.exec(name)
  if (wing) {
    const first = (wing[1] ?? '').charAt(0)
    const part = wing[2] ?? ''
    const forms: [string, number][] = [
      [`${first}左${part}旗`, 0.96], [`${wing[1]}左${part}旗`, 0.96], [`左翼${part}旗`, 0.93], [`左${part}旗`, 0.93], [`${part}旗`, 0.9],
      [`${first}左${part}`, 0.9], [`左${part}`, 0.7],
    ]
    for (const [text, quality] of forms) add(text, quality, 'spoken_form', { family: 'county' })
    return
  }
  const plain = /^(.{2,})(区|县|旗|市)$/.exec(name)
  if (!plain) return
  const stem = plain[1] ?? ''
  const kind = plain[2] ?? ''
  // 科尔沁 also begins two other banners' names and names a street, so the district's stem says less.
  add(stem, kind === '区' ? 0.55 : 0.9, 'spoken_form', { family: 'county', bare: true })
  if (kind !== '县') add(`${stem.charAt(0)}${kind}`, 0.9, 'spoken_form', { family: 'county' })
}

function streetAliases(stem: string, add: AddAlias): void {
  const forms: [string, number][] = [['街道', 0.95], ['街道办事处', 0.97], ['街道办', 0.94], ['办事处', 0.9], ['街办', 0.9]]
  for (const [suffix, quality] of forms) add(stem + suffix, quality, 'official_name', { family: 'street' })
  // 永清街 is how people shorten 永清街道, and also what a road may be called.
  add(`${stem}街`, 0.5, 'changed_suffix', { family: 'street' })
  add(stem, 0.7, 'stripped_name', { family: 'street', bare: true })
}

function townAliases(stem: string, kind: string, add: AddAlias): void {
  add(stem + kind, 0.95, 'official_name', { family: 'town' })
  if (stem.length < 2) return
  for (const other of ['镇', '苏木', '乡']) {
    if (other !== kind) add(stem + other, 0.6, 'changed_suffix', { family: 'town' })
  }
  add(stem, 0.8, 'stripped_name', { family: 'town', bare: true })
}

const FARM_KINDS: readonly [RegExp, readonly string[]][] = [
  [/种畜繁育中心$/, ['种畜繁育中心', '种畜场']],
  [/原种繁殖场$/, ['原种繁殖场', '原种场']],
  [/原种繁育中心$/, ['原种繁育中心', '原种场']],
  [/机械化林场$/, ['机械化林场', '机械林场', '林场']],
  [/国家级自然保护区管理局$/, ['国家级自然保护区管理局', '国家级自然保护区', '自然保护区', '保护区', '管理局', '景区']],
  [/生态保护区$/, ['生态保护区', '保护区']],
  [/种羊场$/, ['种羊场', '羊场']],
  [/(农场|牧场|林场|渔场)$/, []],
]

function farmAliases(name: string, add: AddAlias): void {
  for (const [pattern, forms] of FARM_KINDS) {
    const found = pattern.exec(name)
    if (!found) continue
    const stem = name.slice(0, found.index)
    const kinds = forms.length > 0 ? forms : [found[0]]
    for (const kind of kinds) {
      if (kind === found[0]) add(stem + kind, 0.93, 'official_name', { family: 'farm' })
      else add(stem + kind, 0.85, 'changed_suffix', { family: 'farm' })
    }
    for (const owner of ['国有', '国营']) add(owner + stem + kinds[0], 0.93, 'official_name', { family: 'farm' })
    add(stem, 0.5, 'stripped_name', { family: 'farm', bare: true })
    return
  }
}

const COMMUNITY_END = /(社区居民委员会|社区居委会|居民委员会|居委会|社区)$/
const GACHA_END = /(嘎查村民委员会|嘎查村委会|嘎查委员会|嘎查村|嘎查)$/
const FARM_UNIT_END = /(虚拟生活区|生活区)$/
const VILLAGE_END = /(村村民委员会|村民委员会|村村委会|村委会|村)$/

type Suffixes = readonly (readonly [string, number])[]

function villageAliases(name: string, add: AddAlias): void {
  const forms = (stem: string, family: AliasFamily, own: Suffixes, changed: Suffixes): void => {
    if (stem === '') return
    for (const [suffix, quality] of own) add(stem + suffix, quality, 'official_name', { family })
    const changeable = stem.length >= 2 || !NUMERAL_STEM.test(stem)
    for (const [suffix, quality] of changeable ? changed : []) add(stem + suffix, quality, 'changed_suffix', { family })
    // 三合屯 says by itself that it is a settlement; 张家围子 is long enough to be no chance.
    const quality = stem.length >= 3 && /[屯村]$/.test(stem) ? 0.7 : stem.length >= 4 ? 0.6 : stem.length === 3 ? 0.52 : 0.5
    add(stem, quality, 'stripped_name', { family, bare: true })
  }
  const cut = (pattern: RegExp): string | null => (pattern.test(name) ? name.replace(pattern, '') : null)

  const community = cut(COMMUNITY_END)
  if (community !== null) {
    const suffixes: [string, number][] = [['社区', 0.92], ['社区居委会', 0.95], ['社区居民委员会', 0.95], ['居委会', 0.9]]
    return forms(community, 'community', suffixes, [['小区', 0.5]])
  }
  const gacha = cut(GACHA_END)
  if (gacha !== null) {
    return forms(gacha, 'village', [['嘎查', 0.95], ['嘎查村', 0.95], ['嘎查村委会', 0.95], ['嘎查委员会', 0.95]], [['村', 0.75], ['屯', 0.6]])
  }
  const farmUnit = cut(FARM_UNIT_END)
  if (farmUnit !== null) {
    // 虚拟生活区 is a bookkeeping entry of the statistics office; nobody lives there under that name.
    if (farmUnit === '' || name.includes('虚拟')) return
    add(farmUnit, NUMERAL_STEM.test(farmUnit) || /[场站区部]$/.test(farmUnit) ? 0.9 : 0.55, 'official_name', { family: 'farm' })
    const base = farmUnit.replace(/^国[有营]/, '').replace(/村$/, '')
    if (base !== farmUnit) add(base, 0.85, 'spoken_form', { family: 'farm' })
    return
  }
  const village = cut(VILLAGE_END)
  if (village === null) return
  const stem = village.replace(/(?<=..)村$/, '')
  forms(stem, 'village', [['村', 0.93], ['村委会', 0.95], ['村民委员会', 0.95]], [['嘎查', 0.65], ['屯', 0.6]])
}

type AddAlias = (text: string, quality: number, how: PlaceEvidenceHow, shape: { family: AliasFamily; bare?: boolean }) => void

/** Every way the division may be called, each text once with its best quality. Pure; the same division always gives the same list. */
export function aliasesOf(division: PlaceDivision, ancestors: readonly PlaceDivision[], usage: PlaceUsage): readonly DivisionAlias[] {
  const found = new Map<string, DivisionAlias>()
  const add: AddAlias = (text, quality, how, shape) => {
    const bare = shape.bare ?? false
    if (text.length < 2 || (bare && !isUsableStem(text)) || (found.get(text)?.quality ?? 0) >= quality) return
    found.set(text, { text, quality, how, bare, family: shape.family })
  }
  const owners = [...usage.prefixes, ...ancestors.map((ancestor) => ancestor.name).filter((name) => name.length >= 3)]
  // Names carry their owner: 通辽市科尔沁区国有大林苗圃生活区. A name that would vanish keeps it (霍林郭勒市…保护区 keeps 军马场).
  let short = division.name
  for (let owner = owners.find((text) => short.startsWith(text) && short.length - text.length >= 3); owner; ) {
    short = short.slice(owner.length)
    owner = owners.find((text) => short.startsWith(text) && short.length - text.length >= 3)
  }
  const own = short.replace(/^国[有营](?=..)/, '')
  const family: AliasFamily = division.level === 'county' ? 'county' : division.level === 'village' ? 'village' : 'town'

  add(division.name, 0.97, 'official_name', { family })
  if (short !== division.name) add(short, 0.95, 'official_name', { family })
  if (division.level === 'county') countyAliases(division.name, add)
  if (division.level === 'township') {
    const street = /^(.+?)街道(办事处)?$/.exec(own)
    const town = /^(.+?)(镇|苏木|乡)$/.exec(own)
    if (street) streetAliases(street[1] ?? '', add)
    else if (town) townAliases(town[1] ?? '', town[2] ?? '', add)
    else farmAliases(own, add)
  }
  if (division.level === 'village') villageAliases(own, add)
  for (const [rank, form] of (usage.spoken[division.code] ?? []).entries()) {
    add(form, Math.max(0.8, 0.95 - 0.02 * rank), 'spoken_form', { family })
  }
  return [...found.values()]
}
