import { withoutPeoples } from './alias-forms.js'

/** How people of a city call its places, beyond what the official names give. Data: every city brings its own. */
export type PlaceUsage = {
  /** Written before an address, and saying nothing of where in the city it is. */
  readonly prefixes: readonly string[]
  /** Popular forms by division code, likeliest first. */
  readonly spoken: Readonly<Record<string, readonly string[]>>
  /** Names a division had before, by its code of today. */
  readonly oldNames?: Readonly<Record<string, readonly string[]>>
  /**
   * Development zones are cut out of a county only on paper: people go on naming the old county.
   * Zone code → code of that county; naming it does not contradict the zone.
   */
  readonly hosts: Readonly<Record<string, string>>
}

/** Tongliao. 霍林河 is what all its people call the city of 霍林郭勒; 科区, 扎旗 and the like follow from the official names by rule. */
export const TONGLIAO_PLACE_USAGE: PlaceUsage = {
  prefixes: ['内蒙古自治区', '内蒙古', '内蒙', '通辽市', '通辽', '哲里木盟', '哲盟'],
  spoken: {
    '150571': ['经开区', '经济开发区', '通辽开发区', '通辽经开区', '通辽市开发区', '开发区'],
    '150581': ['霍林河', '霍林郭勒'],
  },
  oldNames: { '150502': ['通辽县'], '150521': ['达尔罕旗'], '150522': ['博王旗'] },
  hosts: { '150571': '150502' },
}

const KIND_OF_PROVINCE = /(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$/
const KIND_OF_CITY = /(市|地区|盟|自治州)$/

/** What every city's people say before an address, from the names of the city and its province; either may be ''. */
export function placePrefixesOf(names: { readonly province: string; readonly city: string }): readonly string[] {
  const { province, city } = names
  const forms = [province, province.replace(KIND_OF_PROVINCE, ''), city, withoutPeoples(city.replace(KIND_OF_CITY, ''))]
  if (province.startsWith('内蒙古')) forms.push('内蒙')
  return [...new Set(forms.filter((form) => form.length >= 2))]
}

/** The usage of a city of which no more is known than its name and its province's. */
export const placeUsageOf = (names: { readonly province: string; readonly city: string }): PlaceUsage =>
  names.city === '通辽市' ? TONGLIAO_PLACE_USAGE : { prefixes: placePrefixesOf(names), spoken: {}, hosts: {} }

/** Names that are also everyday words (保安, 治安, 新农村): alone they are no evidence of a place, beside their county they are a little. */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  (
    '希望 团结 和平 光明 幸福 胜利 前进 东风 红旗 向阳 先进 治安 铁路 电厂 建国 红星 东郊 河西 新城 滨河 建华 中心 东方 阳光 水泉 解放 友谊 ' +
    '平安 公司 民主 中街 新街 小街 大街 日月 新兴 太平 兴隆 宾馆 环卫 科研 天桥 大兴 农场 林场 牧场 公益 合力 富裕 明亮 丰收 立新 新建 新村 ' +
    '金星 建设 振兴 联合 民族 回民 富民 利民 和谐 创业 开荒 新开 露天 安乐 直属 牧业 林业 农业 林海 核心 复兴 道德 致富 黎明 曙光 先锋 ' +
    '边界 草原 互利 老区 新华 城北 城南 城东 城西 桥东 桥西 河东 北站 跃进 光荣 稻田 东门 西门 南门 北门 常胜 双胜 清河 西安 南昌 济民 ' +
    '大段 大沟 西沟 南沟 西湖 东关 西关 南关 北关 建工 辽河 西辽河 新开河 工业园区 中信 地灵 忠厚 民声 民航 工农 育才 安顺 欧亚 盛世 景山 ' +
    '西南 东南 西北 东北 ' +
    '保安 新农村 西村 东村 南村 北村 碧桂园 东方红 土房子 香山 红光 永久 梅花 朝阳 王府 明珠 民生 文化 教育 人民 农牧 市场 政府 医院 学校 车站 火车站 水库 飞机场 采石矿 养殖场'
  ).split(' '),
)

export const isEverydayWord = (word: string): boolean => EVERYDAY_WORDS.has(word)
