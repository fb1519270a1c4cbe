import { HOUR_MS, plus } from '@tongban/kernel/core'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

/** 吹哨：自然资源按时到场，水务迟到；两家都答复镇里，由镇统一回复。 */
export async function* whistled(stage: DemoStage): Life {
  const { spoken, unitId, department } = stage.city.township(1)
  const [land, water] = [department('natural_resources'), department('water_resources')]
  if (land === null || water === null) throw new Error('No departments to whistle for')
  yield stage.workday(4, 8.7)
  const { caseId } = await stage.file({
    caller: { phone: '13947502041', name: '张先生' }, caseType: 'complaint', categoryCode: '010105', placeText: spoken,
    description: `${spoken}河滩地边上有人夜里用铲车挖沙卖，地边子塌下去两垄，镇里来人就停，走了又挖。`,
  })
  yield stage.workday(4, 9.2)
  const lead = await stage.sign(caseId)
  yield stage.workday(4, 10)
  await stage.contact(caseId, 'phone', '电话联系，诉求人说昨夜还有两台车')
  await stage.do('whistle', { assignmentId: lead.id }, {
    unitIds: [land, water], reason: '夜间盗采河沙，涉及土地和河道执法权，镇里无权扣车，请到场联合处置。', place: `${spoken}河滩老渡口`,
  }, await stage.city.member('unit_lead', unitId))
  yield plus(stage.now, HOUR_MS)
  const { assignments } = await stage.view(caseId)
  const [onTime, late] = [land, water].map((id) => assignments.find((item) => item.role === 'whistle' && item.unitId === id))
  if (onTime === undefined || late === undefined) throw new Error('Nobody was whistled for')
  await stage.do('arrive', { assignmentId: onTime.id }, { place: '河滩老渡口', note: '执法人员 3 人到场，现场有铲车一台，已登记车号' }, await stage.city.member('handler', land))
  yield stage.workday(4, 16.2)
  await stage.do('arrive', { assignmentId: late.id }, { place: '河滩老渡口', note: '河道管理员 2 人到场，上午另有防凌任务未能及时到' }, await stage.city.member('handler', water))
  yield stage.workday(3, 10)
  await stage.do('answer_lead', { assignmentId: onTime.id }, { text: '已立案调查，责令停止违法行为，查扣铲车一台，采坑 0.6 亩责令十日内回填。' }, await stage.city.member('handler', land))
  yield stage.workday(3, 14.5)
  await stage.do('answer_lead', { assignmentId: late.id }, { text: '该处不在许可采区内，已设卡封堵便道，安排夜间巡河。' }, await stage.city.member('handler', water))
  yield stage.workday(2, 11)
  await stage.do('delegate', { assignmentId: lead.id }, { kind: 'grid_worker', name: '第三网格 赵铁柱', task: '连续三晚巡查老渡口便道，发现车辆立即报镇' }, await stage.city.member('unit_lead', unitId))
}

const callers = [['13947502051', '刘女士'], ['13947502052', '杨先生'], ['13947502053', '宝女士'], ['13947502054', '赵先生']] as const
const pothole = (spoken: string, n: number) => [
  `${spoken}供销社到学校这段村道路面塌了个大坑，校车绕着走，请赶快填上。`,
  `${spoken}学校门口那个坑越来越大了，昨天有个孩子骑车摔了。`,
  `${spoken}村道上有个塌坑没人管，晚上没灯，车轱辘都能掉进去。`,
  `${spoken}校车路线上的大坑到底谁来修？我家孩子天天从那儿过。`,
][n] ?? ''

/** Several callers about one matter; each later case is merged into the first. Gives the first and those that follow. */
async function* family(stage: DemoStage, township: number, day: number, count: number): AsyncGenerator<ReturnType<DemoStage['workday']>, { parent: string; children: string[] }, void> {
  const { spoken } = stage.city.township(township)
  const file = async (n: number): Promise<string> => {
    const [phone, name] = callers[n] ?? callers[0]
    const filed = await stage.file({ caller: { phone: phone.replace(/.$/, String(township)), name }, caseType: 'help', urgency: 'general', categoryCode: '050101', placeText: spoken, description: pothole(spoken, n) })
    return filed.caseId
  }
  yield stage.workday(day, 8.6)
  const parent = await file(0)
  const children: string[] = []
  for (let n = 1; n < count; n += 1) {
    yield stage.workday(day, 8.6 + n * 0.7)
    const child = await file(n)
    children.push(child)
    yield stage.workday(day, 8.9 + n * 0.7)
    const { number, status, urgency, promiseDueAt } = await stage.view(parent)
    const { unitId } = await stage.lead(parent)
    await stage.do('merge', { caseId: child }, { parent: { caseId: parent, number, status, urgency, leadUnitId: unitId, promiseDueAt }, reason: '反映的是同一处塌坑，一并办理、分别回访' }, stage.city.actor('dispatcher'))
  }
  yield stage.workday(day, 13.5)
  await stage.sign(parent)
  yield stage.workday(day, 14.4)
  await stage.contact(parent, 'visit', '到学校门口查看塌坑，当场摆了警示锥，告知三天内填补')
  return { parent, children }
}

/** 并案：四位来电人一件事，正在办理。 */
export async function* mergedFamily(stage: DemoStage): Life {
  yield* family(stage, 1, 2, 4)
}

/** 并案，已答复：主件一次回复，各自回访。 */
export async function* mergedAndAnswered(stage: DemoStage): Life {
  const { parent, children } = yield* family(stage, 3, 9, 3)
  yield stage.workday(8, 15)
  await stage.reply(parent, '已用水稳料分层回填压实并恢复路面 12 平方米，塌坑系地下旧渠渗水，已一并封堵，照片附后。')
  yield stage.workday(7, 9.5)
  await stage.pass(parent)
  yield stage.workday(7, 14)
  await stage.happy(parent, '诉求人说坑填平了，校车能走了')
  yield stage.workday(7, 15)
  for (const child of children) await stage.happy(child, '诉求人表示已看到修好')
}

/** 拆分：一个电话两件事。 */
export async function* splitInTwo(stage: DemoStage): Life {
  const { spoken } = stage.city.township(1)
  yield stage.hoursAgo(6.8)
  const { caseId } = await stage.file({
    caller: { phone: '13947502061', name: '白先生' }, caseType: 'help', categoryCode: '030401', placeText: spoken,
    description: `${spoken}村口的垃圾池半个月没人清了，另外我家的玉米生产者补贴今年也没有到账，去年这时候早发了。`,
  })
  yield stage.hoursAgo(6.3)
  await stage.do('split', { caseId }, {
    reason: '来电反映垃圾清运和补贴发放两件事，分属不同承办单位，分别办理、分别计时。',
    parts: [{ title: '玉米生产者补贴未到账', description: `${spoken}诉求人反映今年玉米生产者补贴没有到账，请核实面积和发放批次。`, categoryCode: '030101' }],
  }, stage.city.actor('dispatcher'))
  yield stage.hoursAgo(5.9)
  await stage.sign(caseId)
}

/** 催办：同一来电人三次来问。 */
export async function* urgedThrice(stage: DemoStage): Life {
  const { spoken } = stage.city.township(1)
  yield stage.workday(3, 9)
  const { caseId } = await stage.file({
    caller: { phone: '13947502071', name: '陈女士' }, caseType: 'help', categoryCode: '010105', placeText: spoken,
    description: `${spoken}邻居浇地把田埂扒开了，水泡了我家三垄苞米，让他垒上他不垒。`,
  })
  yield stage.workday(3, 10.2)
  await stage.sign(caseId)
  yield stage.workday(3, 16)
  await stage.contact(caseId, 'phone', '电话了解情况，答应周内到地里看')
  for (const [at, note] of [
    [stage.workday(2, 10.5), '来电询问什么时候来人，说地里还泡着水'], [stage.workday(1, 9.3), '第二次来电，称电话打过一次再没有消息'], [stage.hoursAgo(2.2), '第三次来电，情绪激动，要求今天答复'],
  ] as const) {
    yield at
    await stage.do('urge', { caseId }, { note }, stage.city.actor('operator'))
  }
}
