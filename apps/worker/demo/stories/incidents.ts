import type { Principal } from '@tongban/access/contract'
import { HOUR_MS, MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { acknowledgeIncident, closeIncident, containIncident, noteIncidentProgress, openIncident, readIncidentTree, recordPhoneAcknowledgement } from '@tongban/incident/contract'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'
import { ROSTERED_VILLAGES } from './rosters.js'

const WATER = [
  ['13947506011', '宝女士', '水管没水了，村口路面往外冒水，淌了半条街，请赶快来人。'],
  ['13947506012', '张先生', '家里突然停水，灶上的锅都没法涮，说是主管爆了。'],
  ['13947506013', '李女士', '路口的井盖往外翻水，车都过不去，再冻上就更麻烦了。'],
  ['13947506014', '白先生', '自来水从早上就没有，问村里也说不清，老人一个人在家。'],
] as const
const LATER = [['13947506015', '何女士', '停水了，请问什么时候能来，孩子要喝奶。'], ['13947506016', '吴先生', '村头的供水管子好像裂了，一直往外渗水。']] as const

/** Whoever the post belongs to answers the phone, and the hotline writes it down. Nothing where the post was not called or has answered. */
async function answersPhone(stage: DemoStage, incidentId: string, by: Principal, wanted: (post: { key: string; level: string; name: string }) => boolean, note: string): Promise<void> {
  const { posts } = await stage.ask(by, readIncidentTree, { params: { incidentId } })
  for (const post of posts.filter((item) => item.state === 'calling' && wanted(item))) {
    const name = post.calls.at(-1)?.name ?? post.calls[0]?.name
    if (name !== undefined) await stage.ask(by, recordPhoneAcknowledgement, { params: { incidentId }, body: { postKey: post.key, name, note } })
  }
}

const fileAt = async (stage: DemoStage, spoken: string, [phone, name, words]: readonly [string, string, string], categoryCode: string): Promise<string> =>
  (await stage.file({ caller: { phone, name }, caseType: 'help', categoryCode, placeText: spoken, description: `${spoken}${words}` })).caseId

/** 主管网爆裂，正在处置：有的确认了，有的叫到下一个人，有的没有人值班。 */
export async function* mainBurst(stage: DemoStage): Life {
  const { city } = stage
  const { code, countyCode, villages, spoken } = city.township(1)
  const [dispatcher, supervisor] = [city.person('dispatcher1'), city.person('supervisor1')]
  const area = villages.slice(0, ROSTERED_VILLAGES + 2)
  const opened = stage.hoursAgo(26 / 60)
  const at = (minutes: number): Instant => plus(opened, minutes * MINUTE_MS)
  const caseIds: string[] = []
  for (const [index, call] of WATER.entries()) {
    yield at(-24 + index * 5)
    caseIds.push(await fileAt(stage, area[index]?.spoken ?? spoken, call, '040201'))
  }
  yield opened
  const { id: incidentId } = await stage.ask(dispatcher, openIncident, {
    body: {
      kind: 'water_main_burst', level: 'larger', title: '大沁他拉镇供水主管网爆裂', cause: '镇区北侧 DN300 供水主管冻裂，八个嘎查村停水，路面大量积水结冰。',
      placeCode: code, placeText: '镇区北侧加压泵站路口', area: area.map((village) => village.code), depth: 'village', caseIds, categoryCodes: ['040201'],
    },
  })
  const params = { incidentId }
  yield at(2)
  await stage.beat()
  for (const userName of ['supervisor1', 'county1']) await stage.ask(city.person(userName), acknowledgeIncident, { params, body: {} })
  yield at(3)
  await stage.ask(city.person('township1'), acknowledgeIncident, { params, body: {} })
  yield at(4)
  const offices = new Set([
    city.office('enterprise', 'water_supply', countyCode), city.office('county_department', 'emergency_management', countyCode),
    city.office('city_department', 'emergency_management', null), city.office('city_department', 'water_resources', null),
  ].map((unitId) => `unit:${unitId ?? ''}`))
  await answersPhone(stage, incidentId, dispatcher, ({ key }) => offices.has(key), '已安排人员赶往现场')
  yield at(6)
  const called = new Set(area.slice(0, 3).map((village) => `division:${village.code}`))
  await answersPhone(stage, incidentId, dispatcher, ({ key }) => called.has(key), '已在村里广播，组织储水')
  await stage.ask(city.person('township1'), noteIncidentProgress, { params, body: { kind: 'measure', text: '镇里已关闭北侧阀门，两台水车从镇区加压站取水，先送卫生院和学校。', public: true, affectedPeople: 5200 } })
  yield at(8)
  for (const call of LATER) await fileAt(stage, area[4]?.spoken ?? spoken, call, '040201')
  // the waits run out: the next in line is called, then nobody is left
  for (const minutes of [10.2, 15.2, 18]) {
    yield at(minutes)
    await stage.beat()
  }
  const late = `division:${area[3]?.code ?? ''}`
  await answersPhone(stage, incidentId, dispatcher, ({ key }) => key === late, '书记在外地，由网格员负责')
  await stage.ask(supervisor, noteIncidentProgress, { params, body: { kind: 'progress', text: '供水公司抢修车两台到场，正在开挖，预计四小时内恢复供水。', public: true } })
  for (const minutes of [20.3, 25]) {
    yield at(minutes)
    await stage.beat()
  }
}

const COLD = [
  ['13947506021', '刘女士', '小区整个停暖了，屋里只有十二度，老人和月子里的孩子受不了。'],
  ['13947506022', '陈先生', '暖气半夜就凉了，供热公司电话打不进去。'],
  ['13947506023', '孟女士', '楼里暖气全凉，物业说换热站跳闸，什么时候能好？'],
] as const

/** 停暖，已结束：当天恢复，情况说明告诉了每一位来电人。 */
export async function* heatRestored(stage: DemoStage): Life {
  const { city } = stage
  const { code, countyCode, villages, spoken, unitId } = city.township(2)
  const [dispatcher, supervisor] = [city.person('dispatcher1'), city.person('supervisor1')]
  const opened = stage.workday(2, 6.4)
  const caseIds: string[] = []
  for (const [index, call] of COLD.entries()) {
    yield plus(opened, (index - 3) * 6 * MINUTE_MS)
    caseIds.push(await fileAt(stage, villages[index]?.spoken ?? spoken, call, '040501'))
  }
  yield opened
  const { id: incidentId } = await stage.ask(dispatcher, openIncident, {
    body: {
      kind: 'heating_outage', level: 'general', title: '甘旗卡镇换热站跳闸停暖', cause: '镇区二号换热站循环泵跳闸，三个小区停暖。',
      placeCode: code, area: [code], depth: 'township', caseIds: caseIds.slice(0, 2), categoryCodes: ['040501'],
    },
  })
  const params = { incidentId }
  yield plus(opened, 3 * MINUTE_MS)
  await stage.ask(supervisor, acknowledgeIncident, { params, body: {} })
  await stage.ask(await city.member('handler', unitId), acknowledgeIncident, { params, body: {} })
  yield plus(opened, 7 * MINUTE_MS)
  await answersPhone(stage, incidentId, dispatcher, ({ level }) => level !== 'village', '已知悉，按预案处置')
  yield plus(opened, 50 * MINUTE_MS)
  await stage.ask(supervisor, noteIncidentProgress, { params, body: { kind: 'measure', text: '供热公司更换循环泵电机，先用备用泵低温运行。', public: true, affectedPeople: 1300 } })
  const heat = city.office('enterprise', 'heat', countyCode)
  for (const caseId of caseIds) {
    await stage.sign(caseId)
    await stage.contact(caseId, 'phone', '电话告知换热站抢修情况，上午恢复供暖')
  }
  yield plus(opened, 2.5 * HOUR_MS)
  await stage.ask(supervisor, containIncident, { params, body: { text: heat === null ? '备用泵投入运行，室温开始回升。' : `${city.unitName(heat)}备用泵投入运行，室温开始回升。` } })
  yield plus(opened, 4.5 * HOUR_MS)
  await stage.ask(supervisor, closeIncident, { params, body: { summary: '二号换热站循环泵已修复，11 时前三个小区全部恢复供暖。室温仍不足 18 度的，请再拨 12345，供热公司上门测温。' } })
  await stage.beat()
  yield plus(opened, 6 * HOUR_MS)
  for (const caseId of caseIds) await stage.reply(caseId, '换热站循环泵已修复，上门测温均在 20 度以上，照片附后，诉求人表示已经暖和。')
}
