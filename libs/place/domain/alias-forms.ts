import type { PlaceEvidenceHow } from '../contract/place.schema.js'

/** A way to call a division. `quality` 0..1: how likely these words mean this place when they stand alone. */
export type DivisionAlias = {
  readonly text: string
  readonly quality: number
  readonly how: PlaceEvidenceHow
  /** The name without its kind word (甘旗卡): needs more care than a name that says what it is. */
  readonly bare: boolean
  /** What the kind word is, or would have been: decides how a road named after the place is read. */
  readonly family: AliasFamily
}

export type AliasFamily = 'county' | 'street' | 'town' | 'farm' | 'village' | 'community' | 'landmark'

export type AddAlias = (text: string, quality: number, how: PlaceEvidenceHow, shape: { family: AliasFamily; bare?: boolean }) => void

/** What a city's names have in common: it decides which kind words people may take for one another. */
export type AliasManner = { readonly hasGacha: boolean; readonly hasSumu: boolean; readonly hasArea: boolean }

const NUMERAL_STEM = /^第?[一二三四五六七八九十百零〇两\d]+(号|组|队|分场|社区|连|中队|大队)?$/
const GENERIC_STEM = new Set(
  (
    '原种 种畜 种羊 国有 国营 良种 虚拟 生活区 管理区 园区 开发 经济 经济技术 工业 高新 城区 市区 城关 城镇 街道 社区 小区 县直 市直 镇直 乡直 直辖 机关 其他 综合 中心区 林业 园林 ' +
    '居民 村民 物业 一区 二区 三区 四区 五区 东区 西区 南区 北区 新区 老区 家属院 火车站 汽车站 车站 医院 学校 大学 公园 广场 商场 市场 步行街'
  ).split(' '),
)

export const isNumeralStem = (stem: string): boolean => NUMERAL_STEM.test(stem)
export const isUsableStem = (stem: string): boolean => stem.length >= 2 && !isNumeralStem(stem) && !GENERIC_STEM.has(stem)

const PEOPLES =
  '蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 ' +
  '阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各'
const PEOPLE_NAMES = PEOPLES.split(' ').sort((a, b) => b.length - a.length)
const OF_PEOPLES = new RegExp(`^(.{2,}?)(?:(?:${PEOPLE_NAMES.map((name) => `${name}族`).join('|')})+|蒙古|哈萨克|塔吉克|锡伯|柯尔克孜)$`)

/** 恒合土家族 → 恒合, 秀山土家族苗族 → 秀山; a name that is the people's own (东乡族, 鄂温克族) keeps it without 族. */
export function withoutPeoples(stem: string): string {
  const found = OF_PEOPLES.exec(stem)
  return found?.[1] ?? stem.replace(/(?<=..)族$/, '')
}
