import { isNumeralStem, type AddAlias, type AliasFamily, type AliasManner } from './alias-forms.js'

const COMMUNITY_END = /(社区居民委员会|社区居委会|社区居民委|社区委会|社区居委|居民委员会|居委会|家委会|社区)(会|员)*$/
const GACHA_END = /(嘎查村民委员会|嘎查村委会|嘎查委员会|嘎查委会|嘎查村|嘎查)$/
const FARM_UNIT_END = /(虚拟生活区|生活区|虚拟社区)$/
const VILLAGE_END = /(村村民委员会|村民委员会|村民委会|村民委员|村村委会|村委会|村委|牧民委员会|牧委会|渔委会|委会|委员会|村)(会|员)*$/
/** 三分场, 六连队, 农业三队: unit of a farm, called so by itself. */
const UNIT_END = /(分场|连队|生产队|牧业队|管理区|作业区|队)$/

const DOUBLED_VILLAGE = [['村村', 0.7], ['村村委会', 0.7], ['村村民委员会', 0.7]] as const

type Suffixes = readonly (readonly [string, number])[]

function stemQuality(stem: string): number {
  // 三合屯 says by itself that it is a settlement; 张家围子 is long enough to be no chance.
  if (stem.length >= 3 && /[屯村庄营堡铺窑沟]$/.test(stem)) return 0.7
  if (stem.length >= 4) return 0.6
  return stem.length === 3 ? 0.52 : 0.5
}

/** Ways to call a village or community: with its kind word, with another one people use for it, or without. */
export function villageAliases(name: string, add: AddAlias, manner: AliasManner): void {
  const forms = (stem: string, family: AliasFamily, own: Suffixes, changed: Suffixes): void => {
    if (stem === '') return
    for (const [suffix, quality] of own) add(stem + suffix, quality, 'official_name', { family })
    const changeable = stem.length >= 2 && !isNumeralStem(stem)
    for (const [suffix, quality] of changeable ? changed : []) add(stem + suffix, quality, 'changed_suffix', { family })
    add(stem, stemQuality(stem), 'stripped_name', { family, bare: true })
  }
  const cut = (pattern: RegExp): string | null => (pattern.test(name) ? name.replace(pattern, '') : null)
  const gachaForms: Suffixes = manner.hasGacha ? [['嘎查', 0.65]] : []

  const community = cut(COMMUNITY_END)
  if (community !== null) {
    const village = /^(..+)村$/.exec(community)?.[1] ?? null
    const suffixes: Suffixes = [['社区', 0.92], ['社区居委会', 0.95], ['居民委员会', 0.93], ['居委会', 0.9]]
    forms(community, 'community', suffixes, village === null ? [['村', 0.72], ['小区', 0.5], ...gachaForms] : [['小区', 0.5]])
    // 东田村社区 is 东田 too, and 东田社区.
    if (village !== null) forms(village, 'community', [['社区', 0.88]], [])
    return
  }
  const gacha = cut(GACHA_END)
  if (gacha !== null) {
    return forms(gacha, 'village', [['嘎查', 0.95], ['嘎查村', 0.95], ['嘎查委员会', 0.95]], [['村', 0.75], ['屯', 0.6], ['社区', 0.6]])
  }
  const farmUnit = cut(FARM_UNIT_END)
  if (farmUnit !== null) {
    // 虚拟生活区 is a bookkeeping entry of the statistics office; nobody lives there under that name.
    if (farmUnit === '' || name.includes('虚拟')) return
    add(farmUnit, isNumeralStem(farmUnit) || /[场站区部]$/.test(farmUnit) ? 0.9 : 0.55, 'official_name', { family: 'farm' })
    const base = farmUnit.replace(/^国[有营]/, '').replace(/村$/, '')
    if (base !== farmUnit) add(base, 0.85, 'spoken_form', { family: 'farm' })
    return
  }
  const village = cut(VILLAGE_END)
  if (village === null) {
    if (UNIT_END.test(name) && name.length >= 3) add(name, 0.85, 'official_name', { family: 'farm' })
    return
  }
  const stem = village.replace(/(?<=..)村$/, '')
  // 塘村村民委员会 is of 塘村, which is called 塘村村 as well: of one character with 村 behind it nobody says which is the kind word.
  if (stem.length === 1) for (const [suffix, quality] of DOUBLED_VILLAGE) add(stem + suffix, quality, 'official_name', { family: 'village' })
  forms(stem, 'village', [['村', 0.93], ['村委会', 0.95], ['村民委员会', 0.95]], [...gachaForms, ['屯', 0.6], ['社区', 0.72], ['居委会', 0.6]])
}
