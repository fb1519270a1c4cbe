import type { Principal } from '@tongban/access/contract'
import { changeUrgencyOfCase, type CaseCommandInput } from '@tongban/case/contract'
import { DAY_MS, HOUR_MS, plainDateOf, plus, type Instant } from '@tongban/kernel/core'
import {
  addOrderOpinion, issueOrders, publishOrder, readCaseOrders, recordInterview, releaseOrder, replyToOrder, sendBackOrder, signOrder, writeInstruction, type OrderListItem,
} from '@tongban/supervision/contract'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

type Filed = { readonly phone: string; readonly name: string; readonly categoryCode: string; readonly words: string }

const file = async (stage: DemoStage, spoken: string, { phone, name, categoryCode, words }: Filed): Promise<string> =>
  (await stage.file({ caller: { phone, name }, caseType: 'help', categoryCode, placeText: spoken, description: `${spoken}${words}` })).caseId

/** The newest order of a kind on a case that is open; null while the ladder has not come so far. */
async function orderOf(stage: DemoStage, caseId: string, kind: OrderListItem['kind']): Promise<OrderListItem | null> {
  await stage.beat()
  const { items } = await stage.ask(stage.city.person('supervisor1'), readCaseOrders, { params: { caseId } })
  return items.find((item) => item.kind === kind && item.state !== 'released' && item.state !== 'withdrawn') ?? null
}

/** Whoever answers for the unit an order is addressed to. */
const answering = async (stage: DemoStage, unitId: string): Promise<Principal> => {
  const { city } = stage
  const coordinator = city.person('county1')
  if (coordinator.unitId === unitId) return coordinator
  return city.member('handler', unitId)
}

async function signs(stage: DemoStage, order: OrderListItem): Promise<void> {
  await stage.ask(await answering(stage, order.unit.id), signOrder, { params: { orderId: order.id }, body: {} })
}

async function replies(stage: DemoStage, order: OrderListItem, text: string, measures: string, plannedFinish: Instant | null = null): Promise<void> {
  const body = { text, measures, plannedFinish: plannedFinish === null ? null : plainDateOf(plannedFinish) }
  await stage.ask(await answering(stage, order.unit.id), replyToOrder, { params: { orderId: order.id }, body })
}

/** 停水两天没人修：预警、超期、日常督办解除、挂牌公开而逾期未反馈、约谈和联合督办。 */
export async function* climbedToTheTop(stage: DemoStage): Life {
  const { city } = stage
  const supervisor = city.person('supervisor1')
  const { spoken } = city.township(5)
  const filed = stage.workday(3, 8.5)
  const at = (hours: number): Instant => plus(filed, hours * HOUR_MS)
  yield filed
  const caseId = await file(stage, spoken, { phone: '13947507011', name: '赵先生', categoryCode: '040201', words: '井泵烧了没人修，停水第二天了，拉水要跑六里地，家里还有八十岁的老人。' })
  yield at(0.7)
  await stage.sign(caseId)
  yield at(2)
  await stage.contact(caseId, 'phone', '电话了解情况，答应联系修泵')
  yield at(25.1)
  const routine = await orderOf(stage, caseId, 'routine')
  yield at(25.6)
  if (routine !== null) await signs(stage, routine)
  yield at(26.4)
  if (routine !== null) await replies(stage, routine, '已联系县城泵业门市，新泵次日上午到货，今晚先用水车送水。', '每日两车水，专人登记用水户。', plus(stage.now, DAY_MS))
  yield at(27.5)
  if (routine !== null) await stage.ask(supervisor, releaseOrder, { params: { orderId: routine.id }, body: { remarks: '临时供水已落实，修复情况由挂牌督办继续跟踪。' } })
  yield at(30.2)
  const listed = await orderOf(stage, caseId, 'listed')
  yield at(31.5)
  if (listed !== null) await signs(stage, listed)
  yield at(33)
  if (listed !== null) await stage.ask(supervisor, publishOrder, { params: { orderId: listed.id }, body: { publicTitle: '村屯停水超过两天未修复' } })
  yield at(48.3)
  const interview = await orderOf(stage, caseId, 'interview')
  yield at(49)
  if (interview !== null) await signs(stage, interview)
  const joint = await orderOf(stage, caseId, 'joint')
  yield at(51)
  if (interview !== null) {
    await stage.ask(supervisor, recordInterview, {
      params: { orderId: interview.id },
      body: {
        heldAt: new Date(stage.now - HOUR_MS).toISOString(), place: '热线中心二楼会议室', attendees: '镇分管副镇长、水管站站长、热线中心督办科',
        minutes: '约谈指出：停水超过四十八小时，两次答应的到货时间都没有兑现，群众重复来电三次。镇里承认没有备用泵，也没有及时报旗水务局。',
        commitments: [{ text: '三日内装好新泵并恢复供水', by: plainDateOf(plus(stage.now, 3 * DAY_MS)) }, { text: '各村储备一台备用潜水泵', by: plainDateOf(plus(stage.now, 20 * DAY_MS)) }],
      },
    })
  }
  yield at(52)
  const inspector = city.person('inspector1')
  if (joint !== null) {
    await stage.ask(inspector, addOrderOpinion, { params: { orderId: joint.id }, body: { text: '请说明两次承诺到货时间的依据，是否存在推诿；同步报送水管站值守记录。' } })
  }
}

/** 五个工作日的事拖过了期：四十八小时预警、重点督办、超期、日常督办、挂牌。 */
export async function* climbedSlowly(stage: DemoStage): Life {
  const { spoken } = stage.city.township(4)
  yield stage.workday(9, 9.2)
  const caseId = await file(stage, spoken, { phone: '13947507012', name: '包女士', categoryCode: '010105', words: '村集体把我家五亩口粮地划进了机动地，台账上还是我的名，请核实退还。' })
  yield stage.workday(9, 10.5)
  await stage.sign(caseId)
  yield stage.workday(9, 15.5)
  await stage.contact(caseId, 'visit', '入户核对承包合同，约村委会周内一起看台账')
  yield stage.workday(3, 11)
  const routine = await orderOf(stage, caseId, 'routine')
  if (routine !== null) await signs(stage, routine)
  yield stage.workday(3, 15)
  if (routine !== null) await replies(stage, routine, '已调取二轮承包台账，正在与村委会核对四至。', '镇经管站派两人进村，三日内出核对结果。', plus(stage.now, 4 * DAY_MS))
  yield stage.workday(2, 9.5)
  if (routine !== null) {
    await stage.ask(stage.city.person('supervisor1'), sendBackOrder, {
      params: { orderId: routine.id }, body: { remarks: '没有说明五亩地现在由谁耕种、何时退还，请补充后重新反馈。', replyWithin: { amount: 2, unit: 'work_day' } },
    })
  }
  yield stage.workday(1, 10)
  if (routine !== null) await signs(stage, routine)
}

/** 督办员把几件同类的事一次下发，各单位各一张：一家反馈后解除，一家被退回，一家到期没有反馈。 */
export async function* issuedAsASet(stage: DemoStage): Life {
  const { city } = stage
  const supervisor = city.person('supervisor1')
  yield stage.workday(4, 9.1)
  const caseIds: string[] = []
  for (const [index, n] of [3, 1, 6].entries()) {
    const { spoken } = city.township(n)
    caseIds.push(await file(stage, spoken, { phone: `1394750702${index}`, name: ['金先生', '韩女士', '齐先生'][index] ?? '金先生', categoryCode: '030501', words: '进村主街路灯一盏都不亮，入冬天黑得早，孩子放学摸黑走。' }))
  }
  yield stage.workday(4, 10.4)
  for (const caseId of caseIds) await stage.sign(caseId)
  yield stage.workday(4, 14.8)
  for (const caseId of caseIds) await stage.contact(caseId, 'phone', '电话核实路灯位置和数量')
  yield stage.workday(3, 9.4)
  const { orders } = await stage.ask(supervisor, issueOrders, {
    body: {
      kind: 'routine', caseIds, title: '路灯成片不亮', requirement: '逐盏排查，说明不亮的原因、由谁维修、哪一天亮灯；需要资金的写明来源。', replyWithin: { amount: 1, unit: 'work_day' },
    },
  })
  const open: OrderListItem[] = []
  for (const caseId of caseIds) {
    const order = await orderOf(stage, caseId, 'routine')
    if (order !== null && orders.some(({ orderId }) => orderId === order.id) && open.every(({ id }) => id !== order.id)) open.push(order)
  }
  const [first, second] = open
  yield stage.workday(3, 11)
  if (first !== undefined) await signs(stage, first)
  if (second !== undefined) await signs(stage, second)
  yield stage.workday(3, 16)
  if (first !== undefined) await replies(stage, first, '共 14 盏，9 盏控制器损坏，已更换；5 盏灯杆倾斜，次日扶正。', '更换控制器 9 台，费用由镇财政列支。')
  if (second !== undefined) await replies(stage, second, '已安排维修。', '联系厂家。')
  yield stage.workday(2, 9.2)
  if (first !== undefined) await stage.ask(supervisor, releaseOrder, { params: { orderId: first.id }, body: { remarks: '原因、费用、时间清楚，予以解除，回访时核实是否亮灯。' } })
  if (second !== undefined) {
    await stage.ask(supervisor, sendBackOrder, { params: { orderId: second.id }, body: { remarks: '没有说明坏了几盏、哪天修好，请重新反馈。', replyWithin: { amount: 3, unit: 'work_day' } } })
  }
}

/** 领导批示：单位反馈了办理结果，等领导审阅；另一件刚作出。 */
export async function* instructed(stage: DemoStage): Life {
  const { city } = stage
  const leader = city.person('leader1')
  yield stage.workday(5, 9)
  const caseId = await file(stage, city.township(1).spoken, { phone: '13947507031', name: '何女士', categoryCode: '010105', words: '两户宅基地界线争了三年，镇里调解过五回没有书面结论，请给个说法。' })
  yield stage.workday(5, 10.2)
  await stage.sign(caseId)
  yield stage.workday(5, 15)
  await stage.contact(caseId, 'visit', '到户见到双方，约定请测绘人员复测')
  yield stage.workday(3, 9)
  await stage.ask(leader, writeInstruction, { body: { caseIds: [caseId], text: '三年五次调解没有结论，群众有意见。请镇里主要负责人包案，三日内拿出书面意见，并当面告知双方。', replyWithin: { amount: 3, unit: 'work_day' } } })
  yield stage.workday(3, 10.5)
  const order = await orderOf(stage, caseId, 'instruction')
  if (order !== null) await signs(stage, order)
  yield stage.workday(1, 11)
  if (order !== null) await replies(stage, order, '镇长包案，会同测绘人员复测，界线以一九九八年宅基地证为准，书面意见已当面交双方签收，一方保留意见。', '出具书面调处意见书，告知可向法院起诉。')
}

/** 没有人签收；一件退单申请过了时限还没有裁定。 */
export async function* leftLying(stage: DemoStage): Life {
  yield stage.workday(2, 9.3)
  const asked = await file(stage, stage.city.township(2).spoken, { phone: '13947507041', name: '王女士', categoryCode: '010105', words: '村东头林带压了我家地边，一到雨天就内涝，想知道归谁管。' })
  yield stage.workday(2, 10)
  await stage.sign(asked)
  yield stage.workday(2, 10.8)
  const details: CaseCommandInput<'request'>['details'] = {
    kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: stage.city.township(2).department('forestry_grassland') ?? stage.city.township(2).coordinator, legalBasis: '农田防护林管护责任书',
  }
  await stage.request(asked, { reason: '林带由旗林草局营造和管护，镇里没有更新采伐审批权。', details })
  for (const [hours, n, phone, words] of [
    [6.2, 2, '13947507042', '家里三天没水了，井房锁着门，管水员说等通知。'], [5.1, 4, '13947507043', '水管冻了，全屯停水，羊都渴得叫唤。'], [3.4, 1, '13947507044', '村里自来水发黄发臭，不敢喝，请来人化验。'],
  ] as const) {
    yield stage.hoursAgo(hours)
    await file(stage, stage.city.township(n).spoken, { phone, name: '宝先生', categoryCode: '040201', words })
  }
}

/** 一般诉求改为紧急：承诺时限从原起点重新算。 */
export async function* madeUrgent(stage: DemoStage): Life {
  yield stage.hoursAgo(2.4)
  const caseId = await file(stage, stage.city.township(1).spoken, { phone: '13947507051', name: '李先生', categoryCode: '050101', words: '村口小桥的桥面塌了一角，大车还在走，下面就是水渠。' })
  yield stage.hoursAgo(1.9)
  await stage.sign(caseId)
  yield stage.hoursAgo(1.2)
  const { version } = await stage.view(caseId)
  await stage.ask(stage.city.person('supervisor1'), changeUrgencyOfCase, { params: { caseId }, body: { version, urgency: 'livelihood', reason: '诉求人再次来电，塌角扩大，校车也从这里过' } })
}
