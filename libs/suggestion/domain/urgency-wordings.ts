import type { RaisedUrgency, UrgencyKind } from '../contract/suggestion.schema.js'

/** One way in which callers word what cannot wait; texts are written as `readWordingPattern` says. Data: an editor changes it without touching what reads it. */
export type UrgencyWording = {
  /** Stable, so that a city's own change of it outlives a new version of the product. */
  readonly id: string
  readonly name: string
  readonly kind: UrgencyKind
  readonly urgency: RaisedUrgency
  readonly words: readonly string[]
  /** Counts only when one of these is said too, anywhere in the text. */
  readonly withAny: readonly string[]
  /** Counts only when one of these is said close by, in the same sentence. */
  readonly nearAny: readonly string[]
  /** Does not count when one of these is said close by. */
  readonly unlessNear: readonly string[]
  /** The wording is itself a lack (没有暖气): a 没 before it is no denial. */
  readonly isLack: boolean
  /** Counts although it is only said to be possible: 再不解决就跳楼. */
  readonly evenIfSupposed: boolean
  readonly enabled: boolean
  /** Sentences it must raise, and sentences it must leave alone: what the editor's change is tried on. */
  readonly examples: readonly string[]
  readonly counterExamples: readonly string[]
}

type Shipped = Pick<UrgencyWording, 'id' | 'name' | 'kind' | 'urgency' | 'words' | 'examples'> & Partial<UrgencyWording>

const wording = (given: Shipped): UrgencyWording => ({
  withAny: [], nearAny: [], unlessNear: [], isLack: false, evenIfSupposed: false, enabled: true, counterExamples: [], ...given,
})

const FRAIL_OR_BITTER = [
  '零下', '(-|－|−)#(度|℃|°)', '严寒', '极寒', '寒潮', '冻(得|坏|死|透|病|感冒|哭)', '太冷', '冷得', '三九', '老人', '孩子', '小孩', '婴儿', '孕妇', '病人',
]
const NO_HEATING = ['断暖', '停暖', '停止?供(暖|热)', '没(有|来)?供?暖气?', '未供(暖|热)', '(暖气|地暖|供暖|供热)管?(冰凉|停了|断了|没有|凉的|一直凉)']
/** Fire as a subject of safety, of planning and of the law, not as something that burns. */
const FIRE_AS_SUBJECT = [
  '隐患', '风险', '危险', '(火灾|起火|爆炸)(事故|无情|警情|报警|自动|等|后果|时|荷载|物品|性|源|意外|保险)', '易燃', '消防(通道|设施|演|验|手续|安全|大?队不)', '定时炸弹', '为什么会', '新闻', '报道', '看到', '类似',
]
const AS_A_HABIT = ['经常', '常常', '频繁', '屡次', '多次', '每年', '每次', '时常', '困扰', '屡屡', '频频', '次数']
const SAID_OF_ROADS = ['公交', '堵车', '拥堵', '交通堵塞', '占道', '停车', '车辆', '货车', '砂石', '石头', '杂物', '摆摊', '高峰', '红绿灯', '违停']

export const URGENCY_WORDINGS: readonly UrgencyWording[] = [
  wording({
    id: 'fire', name: '起火冒烟', kind: 'hazard', urgency: 'emergency',
    words: ['(冒|打|迸|蹦)(着|出)?电?火花', '起火', '着火', '失火', '自燃', '冒(着|出)?(浓|黑)烟', '(楼|屋|家|房|厂|草|山|车)(里|上|下|内|顶)?(发生|有)?(大|了)?火灾', '(发生|突发)(了)?(大)?火灾', '(突然|发生了?)爆炸'],
    unlessNear: [...FIRE_AS_SUBJECT, '(烟囱|工厂|作坊|厂子|车间|尾气|汽车|公交|排气|污染|货车|餐馆|饭店|油烟|锅炉|垃圾|焚烧|环境|网上)', '(多个|常常|时常|沿线)', '事件', '身亡', '火车', '(#|一|二|两|三|四|五|几|多|数)起火灾', '肇事', '扑灭', '可能性'],
    examples: ['门口电线杆冒火花', '对面楼着火了', '村后草垛起火，风很大', '三楼突然冒黑烟'],
    counterExamples: ['消防通道被占，一旦发生火灾消防车进不来', '楼道堆杂物，存在火灾隐患', '砖厂烟囱整天冒黑烟', '去年小区起火时消防栓没水'],
  }),
  wording({
    id: 'gas', name: '燃气泄漏、一氧化碳', kind: 'hazard', urgency: 'emergency',
    words: [
      '(燃气|煤气|天然气|液化气)(管道|管|罐|表|灶)?(有点|很大|很浓|好大|大量|一直|在|正在)?的?(泄漏|泄露|漏气|异味|味道|味|漏)', '漏(燃|煤|天然)?气', '闻(到|见)一?股?(很浓的)?(燃气|煤气|天然气)',
      '(煤气|一氧化碳|燃气)中毒',
    ],
    unlessNear: ['隐患', '(水管|水箱|轮胎|空调|暖气片|暖气)', '水厂', '(汽车|尾气)', '车', '排放', '粉尘', '定时', '抽水', '怎么办'],
    examples: ['楼道里有很大的燃气味', '家里煤气泄漏了', '一家三口煤气中毒'],
    counterExamples: ['咨询如何预防煤气中毒', '暖气片漏气不热', '担心以后燃气泄漏'],
  }),
  wording({
    id: 'collapse', name: '房屋墙体坍塌', kind: 'hazard', urgency: 'emergency',
    words: [
      '(要|快|快要|马上|眼看)(塌|倒塌|垮)了?', '(房|墙|树|杆|楼)子?(都)?(要|快|快要|马上|眼看)倒了?', '(房|屋|墙|桥|屋顶|房顶|楼板|顶棚|大棚|围墙|楼梯|阳台|棚子)子?(突然|已经|刚|被)?(坍|倒|垮)?塌(了|下|方|落)?', '(坍|倒|垮)塌(了|砸|压|埋)', '塌房', '塌下来',
    ],
    nearAny: ['房', '屋', '墙', '桥', '顶', '楼', '棚', '坡', '砸', '压', '埋', '人'],
    unlessNear: ['隐患', '风险', '重建', '补偿', '赔', '天都?塌', '以免', '垮塌式', '因', '审批', '鉴定', '路面', '公路', '道路', '事故', '闹市', '上班时'],
    examples: ['房子要塌了', '院墙突然塌了，砸到邻居家', '雨大，屋顶快塌了，人还在里面'],
    counterExamples: ['楼房有坍塌风险，请鉴定', '前年大雨房屋倒塌，申请重建', '天都塌下来了'],
  }),
  wording({
    id: 'sinkhole', name: '路面突然塌陷', kind: 'hazard', urgency: 'emergency',
    words: ['(路面|马路|道路|地面|路基|人行道|公路)(突然|刚刚|今天|昨晚)?(塌陷|塌了|塌方|下陷)', '塌方'],
    nearAny: ['突然', '刚', '今天', '今早', '昨晚', '昨天', '大坑', '空洞', '悬空', '掉(进|下|到)', '埋', '堵死', '断了', '车(翻|掉|陷)'],
    unlessNear: ['隐患', '质量', '修好', '两年', '几年', '多年', '不平', '凹凸'],
    examples: ['路面突然塌陷出一个大坑', '山体塌方，路断了', '马路塌了，有车掉进去'],
    counterExamples: ['路面塌陷两年了，下雨积水，请修补', '货车把路压坏，部分路段塌陷不平', '小区地面塌陷，质量有问题'],
  }),
  wording({
    id: 'electric', name: '触电、断线', kind: 'hazard', urgency: 'emergency',
    words: ['触电', '电(伤|到|倒)了?人', '(电线|电缆|电线杆|路灯杆|灯杆|变压器|配电箱|井盖|栏杆)…漏电', '断(了的)?电线', '(电线|电缆|高压线|变压器)(被)?(刮|砸|风刮|大风刮)?(断|掉|垂落?|裸露|落地|爆炸)(了|在|下)?'],
    unlessNear: ['隐患', '风险', '预防', '知识', '身亡', '赔', '开关跳闸', '辐射'],
    examples: ['有人在机井那触电了', '大风把高压线刮断了垂在路上', '变压器爆炸'],
    counterExamples: ['电线杆太近，担心孩子触电', '如果漏电怎么办'],
  }),
  wording({
    id: 'burst', name: '管道爆裂', kind: 'hazard', urgency: 'emergency',
    words: ['爆管', '(水管|管道|管线|主管|热力管|供水管|暖气管|供热管)(突然|已经)?(爆裂|爆了|崩开|爆)'],
    unlessNear: [...AS_A_HABIT, '因为?…爆管', '(修路|地铁)…爆管', '下水', '污水', '赔', '老化'],
    examples: ['热力管爆裂喷了一街', '供水爆管', '楼里水管爆了，水往下流'],
    counterExamples: ['小区供水管道每年爆管十次以上', '去年水管爆裂泡了地板要求赔偿'],
  }),
  wording({
    id: 'manhole', name: '井盖缺失', kind: 'hazard', urgency: 'emergency',
    words: ['井盖(子)?(丢失|丢了|没了|不见了?|缺失|被盗|被偷)', '(没有|没|缺|少)(了)?井盖'],
    examples: ['路口井盖丢了', '人行道上污水井没有井盖'], counterExamples: ['井盖异响'], isLack: true,
  }),
  wording({
    id: 'trapped', name: '人被困、落水', kind: 'life', urgency: 'emergency',
    words: ['被困', '困在(了)?(里面|山|草原|雪|水|车|电梯|楼)', '溺水', '落水', '掉(进|到)了?(井|河|水库|坑|冰|水|窖)'],
    unlessNear: [...AS_A_HABIT, '(老人|业主|居民)被困(在)?(高|楼|家)', '隐患', '恐慌', '曾', '碰到过', '时间最长', '身亡', '死亡', '出行', '防溺水', '安全教育', '请求赔', '只要', '开车', '轮胎'],
    examples: ['井盖丢了，孩子掉到井里', '羊群和人困在雪里', '有人被困电梯，还没出来'],
    counterExamples: ['电梯经常困人，多次有人被困', '电梯停运，担心老人被困', '没有防溺水警示牌'],
  }),
  wording({
    id: 'dying', name: '中毒、昏迷、生命危险', kind: 'life', urgency: 'emergency',
    words: ['(食物|农药|酒精|学生|集体)中毒', '昏迷', '(有|处于)?生命危险', '出了?人命', '有人受伤', '流血不止', '失联'],
    unlessNear: ['冒着', '治疗', '手术', '医院', '工伤', '抢救后', '造成', '差点', '威胁', '隐患', '之过', '风险', '(公司|老板|开发商|电话|包工头|负责人)(已)?失联', '迟早', '官司', '法院', '药剂', '鉴定', '一天', '非要', '当场昏迷', '住院', '家破'],
    examples: ['幼儿园孩子集体中毒', '老人失联两天', '路边有人昏迷'],
    counterExamples: ['冒着生命危险横穿马路', '去年他因事故昏迷，至今没有赔偿', '再这样迟早出人命'],
  }),
  wording({
    id: 'flood', name: '洪水', kind: 'life', urgency: 'emergency',
    words: ['洪水(来了|进村|进屋|进院|冲|漫|上涨|围)', '决堤', '溃坝', '山洪(来了|下来|冲)', '(村|屋|院|房)子?(里)?(进|被)了?(水|淹|洪水)(了)?…(出不去|出不来|齐腰|没膝|上涨)'],
    unlessNear: ['重灾区', '补助', '补偿', '受灾款'],
    examples: ['洪水进村了', '上游溃坝', '山洪下来了，羊圈冲走了'], counterExamples: ['这一带历年是洪水重灾区，希望修桥'],
  }),
  wording({
    id: 'self-harm', name: '轻生', kind: 'self_harm', urgency: 'emergency', evenIfSupposed: true,
    words: ['轻生', '自杀', '不想活', '活不下去', '不如死了', '死在(他|你|政府|单位|公司|门口)', '(要|想|就|去|准备|只能|只好|只有|得)…跳(楼|河|桥|井)', '跳(楼|河|桥|井)(的心|算了|死)', '喝(农药|药自)', '上吊', '割腕', '寻短见', '一死了之', '自焚'],
    unlessNear: ['身亡', '跳楼价', '(母亲|父亲|妻子|丈夫|儿子|女儿|村民)?(服毒|上吊|喝农药|喝药|跳楼)(自杀)?(死|而|了结|去世)', '自杀式', '慢性自杀', '一哭二闹', '曾', '年前', '案', '饥饿', '悲剧', '员工', '提款', '你们(会|能|才)', '(跳楼|上吊|喝农药)自杀(的|#|你)', '高考', '发现及时', '两次'],
    examples: ['他说再不解决就自杀', '有轻生的念头', '逼得我要跳楼', '再不给钱就活不下去了'],
    counterExamples: ['他父亲十年前服毒自杀身亡', '楼下超市跳楼价甩卖噪音大'],
  }),
  wording({
    id: 'threat', name: '扬言伤人', kind: 'threat', urgency: 'emergency', evenIfSupposed: true,
    words: [
      '扬言(说)?…(打(人|死|断|村|我|你|他|她|残)|杀|砍|捅|弄死|烧|炸|报复|人身|灭口|整死|卸|放火|点火|泼|上访|跳楼|自杀|同归|要命)', '同归于尽', '报复(社会|杀人)', '(要|就)(杀|砍|捅|炸|烧)(了|死)(人|楼|政府|他|你|我|她)?',
      '(要|想|准备)(杀人|砍人|捅人|炸楼|炸政府)', '持刀', '(身上|绑|引爆|扔|用|藏|私藏|准备)(了|着|好)?炸药', '点了(汽油|煤气)', '(砍|捅|弄)死(他|你|我|她)',
    ],
    unlessNear: ['(年|月)…持刀', '被判', '判刑', '采石', '矿', '爆破', '烧烤', '焚烧', '垃圾', '头都?要炸', '砍死我们也'],
    examples: ['扬言要报复', '扬言要打断我的腿', '他要砍死邻居', '门口有人持刀'],
    counterExamples: ['物业扬言谁也管不了', '采石场用炸药爆破震坏房屋', '扬言认识城管'],
  }),
  wording({
    id: 'collective', name: '集体上访、聚集', kind: 'collective', urgency: 'emergency', evenIfSupposed: true,
    words: [
      '(集体|组织|一起|一块|上百人|几十人|多人|集结)(去|到|进|赴)?(北京|呼市|自治区|区里|市里|旗里|省里|政府)?(上访|进京|越级访|静坐|罢工|罢课|罢运|堵门)', '聚集(闹事|讨薪|上访|维权)',
      '(村民|工人|业主|家长|司机|农民工|我|他|大家|大伙|群众)们?(都|正在|已经|准备|要|就|就要|将|打算|说)?(去|来)?(围堵|堵住?)(了)?(路|政府|大门|铁路|国道|厂门|公路|工地|售楼部)', '(要|准备|打算|去|就)堵(路|政府|大门|铁路|国道)', '拉横幅', '群体性(事件|上访|维权|讨薪)',
    ],
    unlessNear: [...SAID_OF_ROADS, '反动', '业委会', '物业办公', '恐慌', '非法集体', '曾经?…上访', '历史', '领导小组', '上访(了|过)', '(长达|年的)', '(过|数|两|三|多)次', '(#|几|多)年', '工作牌', '围观', '处置', '应急', '(事件)?之后'],
    examples: ['不给钱就集体上访', '工人们要去堵路', '业主准备拉横幅', '农民工聚集讨薪'],
    counterExamples: ['邻居用砂石堵路三年', '早高峰货车堵路', '以前为此集体上访过'],
  }),
  wording({
    id: 'cold', name: '严寒断暖', kind: 'cold', urgency: 'emergency', words: [...NO_HEATING, '(暖气|地暖)(也|都|一直)?不热'], withAny: FRAIL_OR_BITTER, isLack: true,
    unlessNear: ['费', '去年', '上个采暖期'],
    examples: ['零下25度，家里停暖三天了', '停暖了，家里有老人'], counterExamples: ['昨天开始停暖'],
  }),
  wording({
    id: 'no-heating', name: '停暖', kind: 'outage', urgency: 'livelihood', words: NO_HEATING, isLack: true, unlessNear: ['费', '去年', '上个采暖期'],
    examples: ['昨天开始停暖'], counterExamples: ['停暖报停怎么退费'],
  }),
  wording({
    id: 'outage', name: '停水停电停气', kind: 'outage', urgency: 'livelihood', isLack: true,
    words: ['(停水|断水|没水|停电|断电|没电|停气)(了)?(一|两|二|三|四|五|六|七|八|九|十|好几|几|半|整|#)?(个)?(多)?(天|小时|宿|夜|周|礼拜)?'],
    unlessNear: ['隐患', '手机', '电瓶', '充电', '车', '费', '消防(栓|设施|水|管)', '断路', '逼', '威胁', '强拆', '拆迁', '时(有发生|间)', '(经常|每年)?…费用'],
    examples: ['小区停水两天了', '全村停电'], counterExamples: ['消防栓没水', '水费缴了吗'],
  }),
]
