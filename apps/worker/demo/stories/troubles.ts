import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

const ANSWERS = [
  '已到现场查看，粪堆确实离住户较近，已要求养殖户限期清理，请诉求人耐心等待。',
  '养殖户已清理粪堆两车，其余部分答应月底前清完，已加强巡查，请诉求人监督。',
  '旗里牵头现场核查，已责令养殖户建设防渗粪池，施工队已联系，待天气转暖开工。',
]
const COMPLAINTS = ['粪堆只挪了个地方，味道一点没少', '清了两车又堆上了，还是不能开窗', '说建粪池，到现在一锹土没动，不满意']

/** 问题工单：三轮办理没有解决，第三轮起由旗县直接办理，现由上一级督办。 */
export async function* problemCase(stage: DemoStage): Life {
  const { spoken } = stage.city.township(1)
  yield stage.workday(10, 8.4)
  const { caseId } = await stage.file({
    caller: { phone: '13947502081', name: '赵女士' }, caseType: 'complaint', categoryCode: '030403', placeText: spoken,
    description: `${spoken}后院隔一条道就是牛圈，粪堆比墙还高，苍蝇往屋里扑，反映过好几回都说整改。`,
  })
  for (const [round, text] of ANSWERS.entries()) {
    const day = 10 - round * 3
    yield stage.workday(day, 9.2)
    await stage.sign(caseId)
    yield stage.workday(day, 11)
    await stage.contact(caseId, round === 0 ? 'phone' : 'visit', round === 0 ? '电话了解情况，约定下午到现场' : '到诉求人家中和牛圈现场查看')
    yield stage.workday(day - 1, 15)
    await stage.reply(caseId, text)
    yield stage.workday(day - 1, 16.5)
    await stage.pass(caseId)
    yield stage.workday(day - 2, 14)
    await stage.unhappy(caseId, COMPLAINTS[round] ?? '')
  }
  yield stage.workday(1, 15.2)
  await stage.sign(caseId)
  yield stage.workday(1, 16.4)
  await stage.contact(caseId, 'visit', '旗县分管负责人上门道歉，约定三天内由施工队进场，每天向诉求人通报进度')
}

/** 举报到镇里才知道反映的正是镇里的人：纪检认定回避，转旗县办理。 */
export async function* recusedReport(stage: DemoStage): Life {
  const { spoken, unitId } = stage.city.township(1)
  yield stage.workday(3, 9.6)
  const { caseId } = await stage.file({
    caller: { phone: '13947502091', name: '韩先生', sealed: true }, caseType: 'report', categoryCode: '030101', placeText: spoken,
    description: `${spoken}发补贴的名单里有人没种地也领了，经办的人是他家亲戚，请查一查面积是怎么报的。`,
  })
  yield stage.workday(3, 11.2)
  await stage.do('recuse', { caseId }, { unitIds: [unitId], reason: '反映的是镇里经办人员申报补贴面积，该镇应当回避，由上一级核查。' }, stage.city.actor('discipline_inspector'))
  yield stage.workday(3, 14.5)
  await stage.sign(caseId)
  yield stage.workday(2, 9.4)
  await stage.contact(caseId, 'phone', '经热线转接与诉求人核对了地块位置，未询问身份')
}

/** 受理时就写明被反映的单位：一开始就不派给它。 */
export async function* reportOnUnit(stage: DemoStage): Life {
  const { spoken, unitId } = stage.city.township(1)
  yield stage.hoursAgo(7.3)
  await stage.file({
    caller: { phone: '13947502092', name: '王先生', sealed: true }, caseType: 'report', categoryCode: '030101', placeText: spoken, subjectUnitIds: [unitId],
    description: `${spoken}镇里收了我们的材料三个月不给办，还让村里传话别往上反映，请上级管一管。`,
  })
}
