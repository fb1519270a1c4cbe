import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '@tongban/kernel/core'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

const boundary = (spoken: string, phone: string, name: string, words: string) =>
  ({ caller: { phone, name }, caseType: 'help', categoryCode: '010105', placeText: spoken, description: `${spoken}${words}` }) as const

const first = (units: readonly string[]): string => {
  const [unit] = units
  if (unit === undefined) throw new Error('No neighbour')
  return unit
}

/** 退单，同意：改由邻镇承办，邻镇在剩余时限内办结。 */
export async function* returnApproved(stage: DemoStage): Life {
  const { spoken, neighbours } = stage.city.township(1)
  yield stage.workday(6, 9.1)
  const { caseId } = await stage.file(boundary(spoken, '13947502011', '宝先生', '南甸子的地头和邻村挨着，春天打的界埂被推平了，要求重新量地。'))
  yield stage.workday(6, 9.7)
  await stage.sign(caseId)
  yield stage.workday(6, 10.6)
  const requestId = await stage.request(caseId, {
    reason: '经与村委会核对地块图斑，该地块在相邻镇辖区内，我镇无权丈量。',
    details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: first(neighbours), legalBasis: '第三次国土调查地块权属界线；乡镇权责清单第 12 项' },
  })
  yield stage.workday(6, 11.4)
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '图斑资料属实，改由地块所在镇承办，承诺时限不变。' }, stage.city.actor('dispatcher'))
  yield stage.workday(6, 14.2)
  await stage.sign(caseId)
  yield stage.workday(6, 15.5)
  await stage.contact(caseId, 'phone', '电话联系，约定次日上午在地头见面，请两家都到场')
  yield stage.workday(5, 16)
  await stage.reply(caseId, '已会同两村干部用测绘仪复测，恢复原界埂并埋设界桩四根，两户签字认可，照片附后。')
  yield stage.workday(4, 10)
  await stage.pass(caseId)
  yield stage.workday(4, 15)
  await stage.happy(caseId, '诉求人说当天就量完了，界桩也埋上了，没有意见')
}

/** 退单，不同意：由原单位办理，不得再退，记为不当退单。 */
export async function* returnRejected(stage: DemoStage): Life {
  const { spoken, department } = stage.city.township(1)
  yield stage.workday(4, 8.9)
  const { caseId } = await stage.file(boundary(spoken, '13947502012', '齐女士', '田间道被人种上了玉米，拉秸秆的车过不去，村里说了几回没用。'))
  yield stage.workday(4, 9.4)
  await stage.sign(caseId)
  yield stage.workday(4, 10.2)
  const requestId = await stage.request(caseId, {
    reason: '田间道路属农业农村部门项目建设，建议由旗农牧局牵头。',
    details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: department('agriculture') ?? '', legalBasis: '高标准农田建设管护办法第二十二条' },
  })
  yield stage.workday(4, 11.5)
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'reject', remarks: '田间道占用纠纷由镇调处，目录已写明；项目管护不影响属地调解，请继续办理。' }, stage.city.actor('dispatcher'))
  yield stage.workday(4, 15)
  await stage.contact(caseId, 'visit', '到地头见到诉求人和种地户，双方都在场')
  yield stage.workday(2, 16.3)
  await stage.reply(caseId, '经村委会调解，占道户同意秋收后清理秸秆并恢复路面，已签调解协议，现可通行农用车。')
  yield stage.workday(1, 10)
  await stage.pass(caseId)
}

/** 退单待裁定：派单员的申请页上有事可做。 */
export async function* returnAwaitsRuling(stage: DemoStage): Life {
  const { spoken, department } = stage.city.township(1)
  yield stage.hoursAgo(4.6)
  const { caseId } = await stage.file({
    caller: { phone: '13947502013', name: '何先生' }, caseType: 'help', categoryCode: '030501', placeText: spoken,
    description: `${spoken}村口到国道这一段的太阳能路灯坏了六盏，晚上学生放学看不见路，村里说是交通部门装的。`,
  })
  yield stage.hoursAgo(4.2)
  await stage.sign(caseId)
  yield stage.hoursAgo(1.8)
  await stage.request(caseId, {
    reason: '该段路灯为国道连接线附属设施，二〇二三年由交通运输部门安装，管护未移交我镇。',
    details: { kind: 'return', reasonCode: 'not_our_duty', expectedUnitId: department('transport') ?? '', legalBasis: '公路安全保护条例第二十五条；路灯管护移交清单未列此段' },
  })
}

/** 承办人提出，等本单位负责人同意。 */
export async function* returnAwaitsLead(stage: DemoStage): Life {
  const { spoken, neighbours } = stage.city.township(1)
  yield stage.hoursAgo(3.4)
  const { caseId } = await stage.file(boundary(spoken, '13947502014', '韩女士', '北沟边的地被上游放水冲出一道沟，说是邻镇修渠改了水道，请派人看看。'))
  yield stage.hoursAgo(3)
  const lead = await stage.sign(caseId)
  yield stage.hoursAgo(0.9)
  await stage.do('request', { assignmentId: lead.id }, {
    reason: '冲沟的水来自邻镇新修支渠，工程由邻镇组织实施，应由其承办。',
    details: { kind: 'return', reasonCode: 'other_area', expectedUnitId: first(neighbours), legalBasis: '农田水利条例第十一条，谁建设谁管护' },
  }, await stage.city.member('handler', lead.unitId))
}

/** 延期，同意，理由已告知群众。 */
export async function* extensionGranted(stage: DemoStage): Life {
  const { spoken } = stage.city.township(1)
  yield stage.workday(4, 10)
  const { caseId } = await stage.file(boundary(spoken, '13947502015', '金先生', '承包地和林带之间的界线说不清，林带扩了一行树，占了我家半条垄。'))
  yield stage.workday(4, 10.5)
  const lead = await stage.sign(caseId)
  yield stage.workday(4, 14.5)
  await stage.contact(caseId, 'phone', '电话联系，诉求人同意等林业站的人一起到场丈量')
  yield stage.workday(2, 9.3)
  const requestId = await stage.request(caseId, {
    reason: '需等旗林业站测绘人员到场复测林带红线，约定时间在原时限之后两天。',
    details: { kind: 'extension', until: lead.promiseDueAt + 2 * DAY_MS },
  })
  yield stage.workday(2, 10.4)
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '理由充分，已告知诉求人。' }, stage.city.actor('dispatcher'))
}

/** 延期待裁定。 */
export async function* extensionAsked(stage: DemoStage): Life {
  const { spoken } = stage.city.township(2)
  yield stage.workday(3, 9.2)
  const { caseId } = await stage.file(boundary(spoken, '13947502016', '白女士', '两家草场的网围栏挪了位置，对方说是按老图立的，请苏木来人核实。'))
  yield stage.workday(3, 10)
  const lead = await stage.sign(caseId)
  yield stage.workday(3, 14)
  await stage.contact(caseId, 'visit', '到围栏处见到诉求人，拍照留存，对方外出打工')
  yield stage.hoursAgo(1.2)
  await stage.request(caseId, {
    reason: '另一方在外地打工，约定三天后回来当面核对草场证，请求延期。',
    details: { kind: 'extension', until: plus(lead.promiseDueAt, DAY_MS + HOUR_MS - 15 * MINUTE_MS) },
  })
}
