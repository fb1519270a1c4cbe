import type { PlaceDivision } from './division-aliases.js'
import { soundsOf } from './sound-of.js'

/** How a text of the generated set departs from the official full path. */
export const SPOKEN_KINDS = [
  'full_path', 'without_county', 'name_alone', 'popular_county', 'bare_names', 'other_kind_word', 'typo', 'typo_above', 'typo_alone', 'homophone', 'homophone_above',
  'homophone_alone',
  'mixed_order', 'house_number', 'broken_up', 'in_a_sentence',
] as const
export type SpokenKind = (typeof SPOKEN_KINDS)[number]

export type SpokenPlace = { readonly kind: SpokenKind; readonly text: string; readonly goldCode: string }

/** What the builder cannot know of a city: how its people call its counties, by code. */
export type SpokenPlacesOptions = { readonly seed: number; readonly popularCounties?: Readonly<Record<string, readonly string[]>> }

export const TONGLIAO_POPULAR_COUNTIES: Readonly<Record<string, readonly string[]>> = {
  '150502': ['科区'], '150521': ['科左中旗', '左中', '中旗'], '150522': ['科左后旗', '后旗'], '150523': ['开鲁'], '150524': ['库伦'], '150525': ['奈曼'],
  '150526': ['扎旗', '扎鲁特'], '150571': ['开发区', '经开区'], '150581': ['霍市', '霍林河'],
}

/** Characters of daily use, beside those of the tree's own names: what a slip of the keyboard or of dictation puts in. */
const COMMON =
  '的一是了我不在人们有来他这上着个地到大里说就去子得也和那要下看天时过出小么起你都把好还多没为又可家学只以主会样年想生同老中十从自面前头道它后然走很像见两用她国动进成回什边作对开而己些现' +
  '山水火木金土田石河江湖海林花草竹梅兰青白红黑黄绿蓝马牛羊鸡鱼鸟龙虎王李张刘陈杨赵吴周徐孙胡朱高何郭罗宋郑谢唐许冯邓韩曹曾彭萧蔡潘董余苏叶吕魏蒋田杜丁沈任姚卢傅钟汪谭廖范' +
  '东西南北春夏秋冬风云雨雪日月星光明亮新旧长短方圆富贵平安康乐福禄寿喜庆丰收建设团结和美善真诚信义礼仪德仁孝忠勇胜利荣华兴旺发达昌盛宝玉珠银铜铁'

/** Small, seeded, the same everywhere. */
function chanceOf(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

const KIND_END =
  /(街道办事处|街道|地区|民族乡|镇|苏木|乡|农场|牧场|机械化林场|林场|渔场|种畜繁育中心|区|县|旗|市|社区居民委员会|社区居委会|居民委员会|居委会|社区|嘎查村民委员会|嘎查委员会|嘎查|村村民委员会|村民委员会|村委会|村|虚拟生活区|生活区)$/

const kindOf = (name: string): string => KIND_END.exec(name)?.[0] ?? ''
/** The name in front of its kind word; the whole name where that would leave one character. */
const stemOf = (name: string): string => {
  const stem = name.slice(0, name.length - kindOf(name).length)
  return stem.length >= 2 ? stem : name
}

const OTHER_KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/街道(办事处)?$/, ['街道办', '办事处', '街办', '镇']], [/镇$/, ['乡', '街道']], [/(苏木|乡)$/, ['镇', '乡']], [/(社区居民委员会|社区居委会|居民委员会|居委会|社区)$/, ['居委会', '社区', '小区']],
  [/嘎查(村民委员会|委员会)?$/, ['村', '屯', '嘎查村']], [/(村民委员会|村委会|村)$/, ['屯', '嘎查', '社区']],
]
const HOUSE_NUMBERS = ['3号楼2单元501', '18号', '二组', '西街12号', '小学东侧50米', '5组37号院']
const SENTENCES: readonly ((place: string) => string)[] = [
  (place) => `我是${place}的，路灯坏了一个多月没人修`,
  (place) => `你好，${place}这边停水三天了，什么时候来水`,
  (place) => `投诉，${place}有人焚烧秸秆`,
  (place) => `想问一下低保怎么申请，我家在${place}`,
]

type Path = { readonly county: PlaceDivision; readonly township: PlaceDivision | null; readonly village: PlaceDivision | null }

/** Every division of a tree said in every way, one text a way: the same tree and seed always give the same set. */
export function buildSpokenPlaces(divisions: readonly PlaceDivision[], options: SpokenPlacesOptions): readonly SpokenPlace[] {
  const chance = chanceOf(options.seed)
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  const chars = [...new Set(divisions.map((division) => stemOf(division.name)).join('') + COMMON)]
  const alike = new Map<string, string[]>()
  for (const char of chars) for (const sound of soundsOf(char).slice(0, 1)) alike.set(sound, [...(alike.get(sound) ?? []), char])
  const pick = <T>(list: readonly T[]): T | undefined => list[chance(list.length)]

  /** One character of the stem replaced, or null when there is nothing to replace it with. */
  const replaced = (name: string, listOf: (char: string) => readonly string[]): string | null => {
    const stem = stemOf(name)
    const start = chance(stem.length)
    for (let step = 0; step < stem.length; step += 1) {
      const at = (start + step) % stem.length
      const other = pick(listOf(stem.charAt(at)).filter((char) => char !== stem.charAt(at)))
      if (other !== undefined) return stem.slice(0, at) + other + stem.slice(at + 1) + name.slice(stem.length)
    }
    return null
  }
  const typoOf = (name: string): string | null => replaced(name, () => chars)
  const homophoneOf = (name: string): string | null => replaced(name, (char) => soundsOf(char).slice(0, 1).flatMap((sound) => alike.get(sound) ?? []))

  const textsOf = ({ county, township, village }: Path): Readonly<Record<SpokenKind, string | null>> => {
    const own = village ?? township ?? county
    const above = village && township ? county.name + township.name : own === county ? '' : county.name
    const full = above + own.name
    const popular = pick(options.popularCounties?.[county.code] ?? [stemOf(county.name)]) ?? county.name
    const below = [township, village].flatMap((division) => division ?? [])
    const other = OTHER_KINDS.find(([pattern]) => pattern.test(own.name))
    const otherName = other && own !== county ? own.name.replace(other[0], pick(other[1]) ?? '') : null
    const join = (name: string | null): string | null => (name === null ? null : above + name)
    const upper = village ? township : township ? county : null
    const wrongAbove = (slip: (name: string) => string | null): string | null => {
      const wrong = upper && slip(upper.name)
      return wrong === null ? null : (village ? county.name : '') + wrong + own.name
    }
    return {
      full_path: full,
      without_county: own === county ? null : below.map((division) => division.name).join(''),
      name_alone: own.name,
      popular_county: popular + below.map((division) => division.name).join(''),
      bare_names: own === county ? null : popular + below.map((division) => stemOf(division.name)).join(''),
      other_kind_word: otherName === null ? null : popular + (village ? (township?.name ?? '') : '') + otherName,
      typo: join(typoOf(own.name)),
      typo_above: wrongAbove(typoOf),
      typo_alone: typoOf(own.name),
      homophone: join(homophoneOf(own.name)),
      homophone_above: wrongAbove(homophoneOf),
      homophone_alone: homophoneOf(own.name),
      mixed_order: own === county ? null : [...below.map((division) => division.name).reverse(), popular].join('，'),
      house_number: full + (pick(HOUSE_NUMBERS) ?? ''),
      broken_up: [...full].map((char, at) => (at > 0 && chance(3) === 0 ? ` ${char}` : char)).join(''),
      in_a_sentence: (pick(SENTENCES) ?? ((place) => place))(popular + below.map((division) => division.name).join('')),
    }
  }

  return divisions.flatMap((division): SpokenPlace[] => {
    const path = pathOf(division, byCode)
    if (path === null || /虚拟/.test(division.name)) return []
    const texts = textsOf(path)
    return SPOKEN_KINDS.flatMap((kind) => (texts[kind] === null ? [] : [{ kind, text: texts[kind], goldCode: division.code }]))
  })
}

function pathOf(division: PlaceDivision, byCode: ReadonlyMap<string, PlaceDivision>): Path | null {
  const parent = byCode.get(division.parentCode ?? '')
  if (division.level === 'county') return { county: division, township: null, village: null }
  if (division.level === 'township') return parent ? { county: parent, township: division, village: null } : null
  if (division.level !== 'village' || !parent) return null
  const county = byCode.get(parent.parentCode ?? '')
  return county ? { county, township: parent, village: division } : null
}
