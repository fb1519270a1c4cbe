import { DAY_MS } from '@tongban/kernel/core'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

/** 挂账：等明年项目资金，第一个节点已完成。 */
export async function* shelvedForFunds(stage: DemoStage): Life {
  const { spoken, unitId } = stage.city.township(1)
  yield stage.workday(8, 9.4)
  const { caseId } = await stage.file({
    caller: { phone: '13947502031', name: '孟先生' }, caseType: 'help', categoryCode: '050102', placeText: spoken,
    description: `${spoken}最里头两条巷子还是土路，一下雨就出不去人，别的巷子前年都铺了，请给个说法。`,
  })
  yield stage.workday(8, 10)
  await stage.sign(caseId)
  yield stage.workday(8, 15)
  await stage.contact(caseId, 'visit', '入户走访，两条巷子共 420 米、18 户，已拍照丈量')
  yield stage.workday(7, 10)
  const requestId = await stage.request(caseId, {
    reason: '两条巷子未列入本年硬化计划，镇级财力不足，需明年一事一议项目资金到位后施工。', attachmentIds: [await stage.photoOf(unitId)],
    details: {
      kind: 'shelving', measures: '已垫砂石 60 立方，雨天可通行；已列入明年一事一议项目库。', until: stage.until + 190 * DAY_MS, leader: '副镇长 王志强',
      publicNote: '明年五月列入一事一议项目统一硬化，眼下先垫砂石保通行。',
      milestones: [
        { at: stage.workday(2, 17), text: '村民代表会议表决并报镇' }, { at: stage.until + 60 * DAY_MS, text: '旗财政局立项批复' }, { at: stage.until + 150 * DAY_MS, text: '进场施工' },
      ],
    },
  })
  yield stage.workday(7, 16)
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '同意挂账，按节点复核，砂石垫层须在月底前完成。' }, stage.city.actor('supervisor'))
  yield stage.workday(3, 15)
  await stage.do('note_milestone', { assignmentId: (await stage.lead(caseId)).id }, { index: 0, note: '村民代表 23 人到会，全票通过，会议记录已报镇' }, await stage.city.member('unit_lead', unitId))
  yield stage.workday(2, 10)
  await stage.do('review_shelving', { caseId }, { verdict: 'keep', until: stage.until + 190 * DAY_MS, note: '表决材料齐全，按计划等立项，继续挂账。' }, stage.city.actor('supervisor'))
}

/** 挂账，节点已过而未完成：台账上要复核。 */
export async function* shelvedOverdue(stage: DemoStage): Life {
  const { spoken, unitId } = stage.city.township(2)
  yield stage.workday(9, 9)
  const { caseId } = await stage.file({
    caller: { phone: '13947502032', name: '李女士' }, caseType: 'complaint', categoryCode: '030402', placeText: spoken,
    description: `${spoken}家家污水泼在巷子里，冬天结成冰坡，老人不敢出门，去年说要建排水沟一直没动。`,
  })
  yield stage.workday(9, 9.8)
  await stage.sign(caseId)
  yield stage.workday(9, 14.6)
  await stage.contact(caseId, 'visit', '现场查看冰坡三处，已撒炉灰防滑，诉求人要求给出建沟时间')
  yield stage.workday(8, 9.5)
  const requestId = await stage.request(caseId, {
    reason: '排水沟需破冻土施工，冬季无法开挖，且管网设计尚未完成。', attachmentIds: [await stage.photoOf(unitId)],
    details: {
      kind: 'shelving', measures: '清除冰坡三处，撒防滑料，设临时污水桶 12 只，网格员每日巡查。', until: stage.until + 165 * DAY_MS, leader: '苏木达 巴特尔',
      publicNote: '明年四月解冻后开挖排水沟，入冬前已清冰并设污水桶。',
      milestones: [{ at: stage.workday(1, 12), text: '排水沟设计图完成' }, { at: stage.until + 140 * DAY_MS, text: '开挖施工' }],
    },
  })
  yield stage.workday(8, 15.5)
  await stage.do('rule_request', { caseId }, { requestId, verdict: 'approve', remarks: '同意挂账，防滑措施须每日巡查。' }, stage.city.actor('supervisor'))
}
