import { isUsableStem, withoutPeoples, type AddAlias, type AliasManner } from './alias-forms.js'
import { zoneAliases } from './county-aliases.js'

/** 兴隆路街道, 人民街街道: what is left without the kind word is a road. */
const ROAD_STEM = /(路|街|大道|道|里|巷|桥|胡同)$/

function streetAliases(stem: string, add: AddAlias, manner: AliasManner): void {
  const forms: readonly (readonly [string, number])[] = [['街道', 0.95], ['街道办事处', 0.97], ['街道办', 0.94], ['办事处', 0.9], ['街办', 0.9]]
  for (const [suffix, quality] of forms) add(stem + suffix, quality, 'official_name', { family: 'street' })
  if (manner.hasArea) add(`${stem}地区`, 0.8, 'changed_suffix', { family: 'street' })
  // Streets were made of towns: people and papers go on with the old word.
  for (const [suffix, quality] of [['镇', 0.78], ['乡', 0.72]] as const) add(stem + suffix, quality, 'changed_suffix', { family: 'street' })
  // 永清街 is how people shorten 永清街道, and also what a road may be called.
  if (!ROAD_STEM.test(stem)) add(`${stem}街`, 0.5, 'changed_suffix', { family: 'street' })
  add(stem, ROAD_STEM.test(stem) ? 0.32 : 0.7, 'stripped_name', { family: 'street', bare: true })
}

function townAliases(stem: string, kind: string, add: AddAlias, manner: AliasManner): void {
  add(stem + kind, 0.95, 'official_name', { family: 'town' })
  if (stem.length < 2) return
  const others: readonly (readonly [string, number])[] = [['镇', 0.7], ['乡', 0.7], ['街道', 0.68], ['街道办事处', 0.68], ['办事处', 0.6]]
  for (const [other, quality] of others) if (other !== kind) add(stem + other, quality, 'changed_suffix', { family: 'town' })
  if (manner.hasSumu && kind !== '苏木') add(`${stem}苏木`, 0.7, 'changed_suffix', { family: 'town' })
  add(stem, 0.8, 'stripped_name', { family: 'town', bare: true })
}

const FARM_KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/种畜繁育中心$/, ['种畜繁育中心', '种畜场']],
  [/原种繁殖场$/, ['原种繁殖场', '原种场']],
  [/原种繁育中心$/, ['原种繁育中心', '原种场']],
  [/机械化林场$/, ['机械化林场', '机械林场', '林场']],
  [/国家级自然保护区管理局$/, ['国家级自然保护区管理局', '国家级自然保护区', '自然保护区', '保护区', '管理局', '景区']],
  [/生态保护区$/, ['生态保护区', '保护区']],
  [/种羊场$/, ['种羊场', '羊场']],
  [/农牧场有限(责任)?公司$/, ['农牧场有限公司', '农牧场']],
  [/(农场|牧场|林场)有限(责任)?公司$/, ['农场']],
  [/(工业园区|工业园|产业园区|产业园)$/, ['工业园区', '工业园', '产业园区', '产业园']],
  [/(旅游度假区|度假区)$/, ['旅游度假区', '度假区']],
  [/(管理区|管理处|管委会|管理委员会)$/, ['管理区', '管理处', '管委会', '管理委员会']],
  [/(农场|牧场|林场|渔场|良种场|种畜场|原种场|种猪场|种马场|园艺场|垦殖场|茶场|蚕种场|奶牛场|林业局|风景区|示范区|保税区|工业区|经济区|集中区|新区|监狱)$/, []],
]

function farmAliases(name: string, add: AddAlias): boolean {
  for (const [pattern, forms] of FARM_KINDS) {
    const found = pattern.exec(name)
    if (!found) continue
    const stem = name.slice(0, found.index)
    const kinds = forms.length > 0 ? forms : [found[0]]
    for (const kind of kinds) {
      if (kind === found[0]) add(stem + kind, stem === '' ? 0.6 : 0.93, 'official_name', { family: 'farm' })
      else if (stem !== '') add(stem + kind, 0.85, 'changed_suffix', { family: 'farm' })
    }
    if (stem !== '') for (const owner of ['国有', '国营']) add(owner + stem + (kinds[0] ?? ''), 0.93, 'official_name', { family: 'farm' })
    add(stem, 0.5, 'stripped_name', { family: 'farm', bare: true })
    return true
  }
  return false
}

/** Ways to call a township: 永清街道办, 永清街办, 永清; 大沁他拉乡; 胜利农场; 恒合乡 of 恒合土家族乡; 129团. */
export function townshipAliases(name: string, add: AddAlias, manner: AliasManner): void {
  const street = /^(.+?)(街道办事处|街道地区|街道片区|街道|地区办事处|地区|办事处)$/.exec(name)
  if (street) return streetAliases(street[1] ?? '', add, manner)
  const town = /^(.+?)(镇|民族苏木|苏木|民族乡|乡)$/.exec(name)
  if (town) {
    const given = town[1] ?? ''
    const kind = (town[2] ?? '').replace('民族', '')
    const stem = kind === '乡' || kind === '苏木' ? withoutPeoples(given) : given
    return townAliases(stem, kind, add, manner)
  }
  const troop = /^(?:兵团|农.师)?(.+团)(分部)?$/.exec(name)
  if (troop) return add(troop[1] ?? '', 0.85, 'spoken_form', { family: 'farm' })
  if (zoneAliases(name, add, 'township') || farmAliases(name, add)) return
  if (isUsableStem(name)) add(name, 0.9, 'official_name', { family: 'farm' })
}
