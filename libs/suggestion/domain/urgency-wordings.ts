import type { RaisedUrgency, UrgencyKind } from '../contract/suggestion.schema.js'

export type UrgencyWording = {
  readonly kind: UrgencyKind
  readonly urgency: RaisedUrgency
  readonly pattern: RegExp
  /** Counts only when this is said too, anywhere in the text. */
  readonly togetherWith?: RegExp
  /** The wording is itself a lack (没有暖气): a 没 before it is no denial. */
  readonly isLack?: boolean
}

const anyOf = (...alternatives: readonly string[]): RegExp => new RegExp(alternatives.join('|'), 'g')

const LONG = '(了)?(一|两|二|三|四|五|六|七|八|九|十|好几|几|半|整|\\d+)?(个)?(多)?(天|小时|宿|夜|周|礼拜)?'

const COLD = anyOf(
  '零下', '[-－−]\\d{1,2}(度|℃|°)', '严寒', '极寒', '寒潮', '冻(得|坏|死|透|病|感冒|哭)', '太冷', '冷得', '三九',
  '老人', '孩子', '小孩', '婴儿', '孕妇', '病人',
)

const NO_HEATING = ['断暖', '停暖', '停(止)?供(暖|热)', '没(有|来)?(供)?暖气?', '未供(暖|热)', '(暖气|地暖|供暖|供热)(管)?(冰凉|停了|断了|没有|凉的|一直凉)']

/** How callers word what cannot wait. Data: an editor adds to it without touching what reads it. */
export const URGENCY_WORDINGS: readonly UrgencyWording[] = [
  {
    kind: 'hazard',
    urgency: 'emergency',
    pattern: anyOf('(冒|打|迸|蹦)(着|出)?(电)?火花', '起火', '着火', '失火', '火灾', '(冒|有)(浓|黑)烟', '自燃', '爆炸'),
  },
  {
    kind: 'hazard',
    urgency: 'emergency',
    pattern: anyOf(
      '(燃气|煤气|天然气|液化气)(管道|管|罐)?(有点|很大|很浓|好大|大量|一直)?(的)?(泄漏|泄露|漏气|异味|味道|味|漏)',
      '漏(燃|煤|天然)?气', '闻(到|见)(一股)?(燃气|煤气|天然气)', '一氧化碳',
    ),
  },
  {
    kind: 'hazard',
    urgency: 'emergency',
    pattern: anyOf('坍塌', '塌方', '塌陷', '倒塌', '垮塌', '塌了', '要塌', '快塌', '塌下来', '塌房', '(房|墙|路面|桥|屋顶|楼板|大棚)(突然)?塌'),
  },
  {
    kind: 'hazard',
    urgency: 'emergency',
    pattern: anyOf(
      '触电', '电(伤|到|倒)(了)?人', '漏电', '断(了的)?电线',
      '(电线|电缆|高压线|变压器)(被)?(刮|砸)?(断|掉|垂|裸露|落地|爆炸)',
    ),
  },
  {
    kind: 'hazard',
    urgency: 'emergency',
    pattern: anyOf(
      '爆管', '(水管|管道|管线|主管|热力管|供水管|暖气管)(突然|已经)?(爆裂|爆了|破裂|崩开|爆)', '井盖(丢失|丢了|没了|不见|缺失|被盗)',
    ),
  },
  {
    kind: 'life',
    urgency: 'emergency',
    pattern: anyOf(
      '被困', '困在(山|草原|雪|水|电梯)', '溺水', '落水', '掉(进|到)(了)?(井|河|水库|坑|冰)', '(食物|煤气|农药|酒精)?中毒', '昏迷',
      '生命危险', '出人命', '有人受伤', '流血不止', '失联', '洪水', '决堤', '溃坝', '山洪',
    ),
  },
  {
    kind: 'self_harm',
    urgency: 'emergency',
    pattern: anyOf('轻生', '自杀', '不想活', '活不下去', '跳(楼|河|桥|井)', '喝(农药|药自)', '上吊', '割腕', '寻短见', '一死了之', '自焚'),
  },
  {
    kind: 'threat',
    urgency: 'emergency',
    pattern: anyOf(
      '扬言', '同归于尽', '报复社会', '(要|就)(杀|砍|捅|炸|烧)(了|死|人|楼|政府|他)', '砍死', '杀人', '持刀', '炸药', '点了(汽油|煤气)',
    ),
  },
  {
    kind: 'collective',
    urgency: 'emergency',
    pattern: anyOf(
      '(集体|组织|一起|一块|上百人|几十人|集结)(去|到|进|赴)?(北京|呼市|自治区|市里|政府)?(上访|进京|越级访|静坐|罢工|罢课|罢运|堵门)',
      '聚集(闹事|讨薪|上访|维权)', '围堵', '堵(路|政府|大门|铁路|国道)', '拉横幅', '群体性',
    ),
  },
  { kind: 'cold', urgency: 'emergency', pattern: anyOf(...NO_HEATING, '(暖气|地暖)不热'), togetherWith: COLD, isLack: true },
  { kind: 'outage', urgency: 'livelihood', pattern: anyOf(...NO_HEATING), isLack: true },
  { kind: 'outage', urgency: 'livelihood', pattern: anyOf(`(停水|断水|没水|停电|断电|没电|停气)${LONG}`), isLack: true },
]
