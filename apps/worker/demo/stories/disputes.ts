import type { CaseCommandInput } from '@tongban/case/contract'
import type { Instant } from '@tongban/kernel/core'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

const PANEL: CaseCommandInput<'convene_panel'>['members'] = [
  { role: 'hotline_centre', name: '白音娜' },
  { role: 'staffing_office', name: '孙立新' },
  { role: 'justice', name: '乌兰其其格' },
  { role: 'discipline_inspection', name: '高志军' },
]

type Quarrel = {
  readonly caller: { readonly phone: string; readonly name: string }
  readonly categoryCode: string
  readonly words: string
  readonly firstReason: string
  readonly secondReason: string
  readonly basis: string
  /** Filed, signed, asked, ruled, signed by the next, asked again. */
  readonly at: readonly [Instant, Instant, Instant, Instant, Instant, Instant]
}

/** Two townships of one county, each saying that it is the other's: the second return opens the dispute. */
async function* quarrel(stage: DemoStage, township: number, told: Quarrel): AsyncGenerator<Instant, { caseId: string; first: string; second: string }, void> {
  const { unitId: first, spoken, neighbours } = stage.city.township(township)
  const [second = ''] = neighbours
  yield told.at[0]
  const { caseId } = await stage.file({ caller: told.caller, caseType: 'help', urgency: 'general', categoryCode: told.categoryCode, placeText: spoken, description: `${spoken}${told.words}` })
  yield told.at[1]
  await stage.sign(caseId)
  yield told.at[2]
  const requestId = await stage.request(caseId, {
    reason: told.firstReason, details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: second, legalBasis: told.basis },
  })
  yield told.at[3]
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '资料初看属实，改由邻镇承办。' }, stage.city.actor('dispatcher'))
  yield told.at[4]
  await stage.sign(caseId)
  yield told.at[5]
  await stage.request(caseId, { reason: told.secondReason, details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: first, legalBasis: told.basis } })
  return { caseId, first, second }
}

/** 正在会商：两镇都陈述了意见，会商组已到过现场，等裁定。 */
export async function* disputeOpen(stage: DemoStage): Life {
  const at = (hours: number): Instant => stage.hoursAgo(hours)
  const { caseId, first, second } = yield* quarrel(stage, 1, {
    caller: { phone: '13947502021', name: '包先生' }, categoryCode: '050101',
    words: '通往邻镇的砂石路塌了半边，长有三十多米，两个镇都说不是自己的路，拉粮的车翻过一回。',
    firstReason: '塌方段在界桩以东，属邻镇养护路段，我镇养护台账没有此段。',
    secondReason: '该路由大沁他拉镇立项修建，竣工资料在其手中，从未移交我镇。',
    basis: '农村公路条例第八条；乡道养护台账',
    at: [at(8), at(7.6), at(7.1), at(6.5), at(6), at(5.2)],
  })
  yield at(4.1)
  await stage.do('state_position', { caseId }, {
    text: '塌方段位于界桩东侧 40 米，二〇二一年勘界后划归邻镇。我镇只在抢险时垫付过砂石，不等于承担养护。', legalBasis: '勘界协议书第 7 号界桩记录',
    attachmentIds: [await stage.photoOf(first)],
  }, await stage.city.member('unit_lead', first))
  yield at(3.5)
  await stage.do('state_position', { caseId }, {
    text: '勘界只调整了行政区域，道路的建设、验收、养护资金仍由原建设单位申领，三年来养护补助都拨给大沁他拉镇，应由其修复。', legalBasis: '农村公路养护补助资金拨付文件（三年）',
    attachmentIds: [await stage.photoOf(second)],
  }, await stage.city.member('unit_lead', second))
  yield at(2.6)
  await stage.do('convene_panel', { caseId }, { members: PANEL }, stage.city.actor('supervisor'))
  yield at(1.1)
  await stage.do('hold_meeting', { caseId }, { at: at(1.6), place: '7 号界桩塌方处', note: '两镇分管领导、村书记到场。量得塌方 34 米，均在界桩以东；路面无养护标志牌。双方对养护补助去向说法不一，已请交通局调账。' }, stage.city.actor('supervisor'))
}

/** 已裁定，成为先例，并建议修改派单目录；裁定的单位办结。 */
export async function* disputeRuled(stage: DemoStage): Life {
  const day = stage.workday.bind(stage)
  const { caseId, first, second } = yield* quarrel(stage, 1, {
    caller: { phone: '13947502022', name: '吴女士' }, categoryCode: '010105',
    words: '和邻镇交界的机动地，两边都说登记在自己名下，今年的补贴谁都没发。',
    firstReason: '该机动地在邻镇一侧，补贴面积由邻镇申报。', secondReason: '登记簿上该地块权属为大沁他拉镇某村集体，应由其办理。',
    basis: '农村土地承包经营权登记簿；行政区域界线管理条例第八条',
    at: [day(8, 9), day(8, 9.5), day(8, 10.2), day(8, 11), day(8, 11.6), day(8, 14.5)],
  })
  yield day(8, 16)
  await stage.do('state_position', { caseId }, { text: '地块在界线以北，补贴面积历年由邻镇上报，我镇没有底册。', legalBasis: '惠农补贴申报底册' }, await stage.city.member('unit_lead', first))
  yield day(7, 8.8)
  await stage.do('state_position', { caseId }, { text: '登记簿、承包合同的发包方都是大沁他拉镇的村集体，补贴跟着承包合同走。', legalBasis: '农村土地承包法第二十四条' }, await stage.city.member('unit_lead', second))
  yield day(7, 9.6)
  await stage.do('convene_panel', { caseId }, { members: PANEL.slice(0, 3) }, stage.city.actor('supervisor'))
  yield day(7, 11)
  await stage.do('rule_dispute', { caseId }, {
    leadUnitId: first, principle: '跨镇地块的补贴与权属纠纷，由承包合同发包方所在镇主办',
    reasons: '行政界线与集体土地所有权不一致时，以登记簿和承包合同的发包方为准。登记簿载明发包方在大沁他拉镇，补贴应由其核实申报，邻镇提供历年底册。',
    legalBasis: '农村土地承包法第二十四条；行政区域界线管理条例第八条', proposesCatalogueRow: true,
  }, stage.city.actor('supervisor'))
  yield day(7, 14.2)
  await stage.sign(caseId)
  yield day(7, 15.3)
  await stage.contact(caseId, 'phone', '电话说明裁定结果，告知补贴由本镇核实补报')
  yield day(5, 15)
  await stage.reply(caseId, '已按登记簿核实面积 46 亩，补报补贴名单并公示，款项下月随批次发放，已告知诉求人。')
  yield day(4, 9.5)
  await stage.pass(caseId)
  yield day(4, 14)
  await stage.happy(caseId, '诉求人说总算有人认了，等着下月发补贴')
}

/** 另一件先例：村道塌方，裁定由后一个单位继续办理。 */
export async function* disputeRuledToStay(stage: DemoStage): Life {
  const day = stage.workday.bind(stage)
  const { caseId, first, second } = yield* quarrel(stage, 2, {
    caller: { phone: '13947502023', name: '陈先生' }, categoryCode: '030401',
    words: '两镇交界的路边沟里堆了十几车生活垃圾，谁都不清，一刮风满地塑料袋。',
    firstReason: '垃圾堆放点在邻镇地界，且系邻镇村民倾倒。', secondReason: '倾倒者身份无法认定，堆放点一半在甘旗卡镇一侧。',
    basis: '固体废物污染环境防治法第五十九条',
    at: [day(5, 9), day(5, 9.4), day(5, 10), day(5, 10.8), day(5, 11.4), day(5, 14)],
  })
  yield day(5, 15.6)
  await stage.do('state_position', { caseId }, { text: '监控显示倾倒车辆由邻镇方向驶来，堆放点在里程碑以东。', legalBasis: '监控截图三张' }, await stage.city.member('unit_lead', first))
  yield day(5, 16.5)
  await stage.do('convene_panel', { caseId }, { members: PANEL.slice(0, 3) }, stage.city.actor('supervisor'))
  yield day(4, 10)
  await stage.do('rule_dispute', { caseId }, {
    leadUnitId: second, assistUnitIds: [first], principle: '交界处无主垃圾，由堆放点所在镇先清理，邻镇配合并分担',
    reasons: '无主垃圾以堆放点确定清理责任，不以倾倒者来路确定。堆放点大半在邻镇一侧，由其先行清理，甘旗卡镇出车配合。',
    legalBasis: '固体废物污染环境防治法第五十九条', proposesCatalogueRow: false,
  }, stage.city.actor('supervisor'))
  yield day(4, 14.5)
  await stage.contact(caseId, 'phone', '电话告知次日上午清运，邻镇派车配合')
  yield day(3, 16)
  await stage.reply(caseId, '两镇出动铲车一台、运输车四台，清运垃圾十五车，沟沿已立禁倒牌，照片附后。')
  yield day(2, 9.2)
  await stage.pass(caseId)
}
