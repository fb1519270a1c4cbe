import { isUsableStem, withoutPeoples, type AddAlias } from './alias-forms.js'

/** 东区, 新区, 山区: halves of estates and kinds of country, whatever counties they could be short for. */
const NO_SHORT_FORM = /^[东西南北中前后新老山市城郊县林矿园景库校院社小特灾牧农厂]区$|^[城都超集门]市$/

const ZONE_KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/高新技术(产业)?(开发区|园区)$/, ['高新技术产业开发区', '高新技术开发区', '高新开发区', '高新区']],
  [/高技术产业开发区$/, ['高技术产业开发区', '高新技术产业开发区', '高新区']],
  [/经济技术开发区$/, ['经济技术开发区', '经济开发区', '经开区', '开发区']],
  [/经济开发区$/, ['经济开发区', '经济技术开发区', '经开区', '开发区']],
  [/开发区$/, ['开发区']],
]

/** Development and high-tech zones: `owners` is what stands before the kind word; the kind word alone is said by everybody who lives in the city. */
export function zoneAliases(name: string, add: AddAlias, level: 'county' | 'township'): boolean {
  const bare = name.replace(/(管理委员会|管委会)$/, '')
  for (const [pattern, forms] of ZONE_KINDS) {
    const found = pattern.exec(bare)
    if (!found) continue
    const owner = bare.slice(0, found.index).replace(/(?<=..)市$/, '')
    const family = level === 'county' ? 'county' : 'farm'
    // The zone of the city is meant before one of a county.
    const worth = level === 'county' ? 0.9 : 0.62
    for (const form of forms) {
      if (owner.length >= 2) {
        add(owner + form, 0.93, 'spoken_form', { family })
        add(`${owner}市${form}`, 0.93, 'spoken_form', { family })
        add(owner.slice(-2) + form, 0.85, 'spoken_form', { family })
      }
      add(form, worth, 'spoken_form', { family })
      add(`${form}管委会`, worth, 'spoken_form', { family })
    }
    return true
  }
  return false
}

function wingAliases(name: string, add: AddAlias): boolean {
  const shape = { family: 'county' } as const
  const wing = /^(.+)(左|右)翼(.)旗$/.exec(name)
  if (wing) {
    const [, people = '', side = '', part = ''] = wing
    const first = people.charAt(0)
    // 达尔罕茂明安 has one wing only; 察哈尔右翼 is 察右.
    const forms: readonly (readonly [string, number])[] = [
      [`${first}${side}${part}旗`, 0.96], [`${people}${side}${part}旗`, 0.96], [`${side}翼${part}旗`, 0.93], [`${side}${part}旗`, 0.93], [`${part}旗`, 0.9],
      [`${first}${side}${part}`, 0.9], [`${side}${part}`, 0.7],
    ]
    for (const [text, quality] of forms) add(text, quality, 'spoken_form', shape)
    return true
  }
  const side = /^(.+)(左|右)旗$/.exec(name)
  if (!side) return false
  add(`${name.charAt(0)}${side[2]}旗`, 0.9, 'spoken_form', shape)
  add(`${side[2]}旗`, 0.8, 'spoken_form', shape)
  return true
}

/** Ways to call a county: 科区, 扎旗, 霍市, 左中, 秀山, 经开区. */
export function countyAliases(name: string, add: AddAlias): void {
  const shape = { family: 'county' } as const
  if (zoneAliases(name, add, 'county') || wingAliases(name, add)) return
  const self = /^(.{2,})自治(县|旗)$/.exec(name)
  const plain = self ?? /^(.{2,})(林区|特区|新区|矿区|管理区|园区|区|县|旗|市)$/.exec(name)
  if (!plain) return
  const kind = plain[2] ?? ''
  const stem = self ? withoutPeoples(plain[1] ?? '') : (plain[1] ?? '')
  const isDistrict = kind.endsWith('区')
  // 科尔沁 also begins two other banners' names and names a street, so the district's stem says less.
  if (isUsableStem(stem)) add(stem, isDistrict ? 0.55 : 0.9, 'spoken_form', { ...shape, bare: true })
  if (self) {
    add(stem + kind, 0.93, 'spoken_form', shape)
    add(`${stem}自治${kind}`, 0.95, 'spoken_form', shape)
  }
  if (kind !== '区' && isDistrict) add(`${stem}区`, 0.9, 'spoken_form', shape)
  // A county that has become a district or a city goes on being called a county.
  if (kind === '市' || kind === '区') add(`${stem}县`, 0.75, 'old_name', shape)
  if (kind === '县' || kind === '市') add(`${stem}区`, 0.6, 'changed_suffix', shape)
  if (kind === '县') add(`${stem}市`, 0.6, 'changed_suffix', shape)
  const short = `${stem.charAt(0)}${kind.slice(-1)}`
  if (kind === '旗' || ((kind === '区' || kind === '市') && stem.length >= 3)) {
    if (!NO_SHORT_FORM.test(short)) add(short, 0.9, 'spoken_form', shape)
  }
}
