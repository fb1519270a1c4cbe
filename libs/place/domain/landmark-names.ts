import type { GazetteerKind } from './gazetteer.js'

/** A name people go by that the division tree does not know. */
export type LandmarkName = { readonly name: string; readonly kind: GazetteerKind }

/** The words such names end in. Only those that are seldom said of anything but one place: 楼 and 店 are not among them. */
const ENDINGS: readonly (readonly [kind: GazetteerKind, endings: readonly string[]])[] = [
  ['estate', ['小区', '花园', '家园', '花苑', '佳苑', '新村', '公寓', '嘉园', '华府', '名城', '新城', '雅苑', '小镇', '庄园', '家属院', '家属楼']],
  ['landmark', ['市场', '小学', '中学', '学校', '幼儿园', '医院', '卫生院', '广场', '公园', '商场', '超市', '车站', '客运站', '火车站', '敬老院', '养老院', '大厦', '商厦', '水库', '工业园', '物流园', '批发城', '建材城', '商城', '步行街', '大桥']],
  ['road', ['大街', '大道', '路', '街', '胡同']],
]
const ENDING = new RegExp(`(${ENDINGS.flatMap(([, words]) => words).sort((a, b) => b.length - a.length).join('|')})`, 'g')
const KIND_OF = new Map(ENDINGS.flatMap(([kind, words]) => words.map((word) => [word, kind] as const)))

const SHORTEST_STEM = 2
const LONGEST_STEM = 8
/** What stands before a name and is none of it. */
const LEADING = /^.*(位于|住在|家住|地址是|地址|靠近|临近|紧邻|对过|斜对面|对面|旁边|附近|东侧|西侧|南侧|北侧|路口|交叉口|交汇处|在|到|去|从|的|是|有|于|往|向)/
/** Between two names; 和平 and 与时 are names themselves, so only right after another one. */
const JOINED = /^(和|与|及|跟|同)/
/** 这个小区, 某某医院, 县医院, 一号楼小区: anybody's. */
const ANYBODYS = /^(这个?|那个?|我们?|咱们?|本|该|某|某某|附近|一个|每个|整个|各|全|老|新|旧|同|自家|家|其他|别的|哪个?|县|旗|市|区|镇|乡|苏木|村|人民|中心|中|大|小|农贸|批发|综合|菜|集贸|[东西南北]边?|[一二三四五六七八九十\d]+(号|栋|期|单元)?)+$/
const BREAK = /[^\p{Script=Han}A-Za-z0-9]/u
/** Nothing reaches over a house number or another name. */
const BOUNDARY = /.*(\d+(号楼?|栋|单元|室|弄|院|组|楼)|[东西南北]\d+米|小区|花园|家园|大街|大道|街道|路|街|胡同|嘎查|社区|村|苏木|镇)/

/**
 * Names in what the resolver did not understand of a place (its `rest`), each once. Conservative: a name that is missed is learned from
 * another case, a wrong one costs an editor's time. Roads are left out when something narrower is named.
 */
export function landmarkNames(rest: string): LandmarkName[] {
  const found = new Map<string, GazetteerKind>()
  for (const part of rest.split(BREAK)) {
    let from = 0
    for (const match of part.matchAll(ENDING)) {
      const [ending] = match
      const before = part.slice(from, match.index)
      const stem = (from > 0 ? before.replace(JOINED, '') : before).replace(BOUNDARY, '').replace(LEADING, '')
      const kind = KIND_OF.get(ending)
      from = match.index + ending.length
      // 街 of 街道, 路 of 路灯 and of 路口 end no name
      if (kind === undefined || (kind === 'road' && /^(道|灯|口|边|面|段|上|对|旁)/.test(part.slice(from)))) continue
      if ([...stem].length < SHORTEST_STEM || [...stem].length > LONGEST_STEM || ANYBODYS.test(stem) || /^\d+$/.test(stem)) continue
      found.set(stem + ending, kind)
    }
  }
  const names = [...found].map(([name, kind]) => ({ name, kind }))
  const narrower = names.filter(({ kind }) => kind !== 'road')
  return narrower.length > 0 ? narrower : names
}

/** Names of settlements end so; in running text the same words are said of too much, so names are not looked for by them. */
const SETTLEMENT = /(屯|村|嘎查|艾里|营子|窝堡|窝铺|家子|庄)$/
const ENDS_IN = new RegExp(`(${ENDING.source})$`)

/** What a name that is known to be one stands for, by its ending. */
export function kindOfName(name: string): GazetteerKind {
  const kind = KIND_OF.get(ENDS_IN.exec(name)?.[1] ?? '')
  return kind ?? (SETTLEMENT.test(name) ? 'village' : 'other')
}
