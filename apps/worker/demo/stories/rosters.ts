import { importDutyRosters } from '@tongban/duty/contract'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'
import { GIVEN_NAMES, SURNAMES } from '../scenarios.js'

const DAYS_AGO = 13.8
const ODD = ['周一', '周三', '周五', '周日']
const EVEN = ['周二', '周四', '周六']
/** The functions an incident of water or heat calls, whose offices have somebody on duty. */
const OFFICES = ['emergency_management', 'housing', 'water_resources'] as const
export const ROSTERED_VILLAGES = 6

type Row = readonly [post: string, name: string, title: string, phone: string, line: string, day: string, from: string, to: string]

/** A made-up person and number for each place on a roster, the same in every demo. */
class Roster {
  readonly rows: Row[] = []
  private next = 0

  add(post: string, title: string, line: number, days: readonly string[], from = '08:30', to = '08:30'): void {
    const person = `${SURNAMES[(this.next * 5) % SURNAMES.length]}${GIVEN_NAMES[(this.next * 7 + 3) % GIVEN_NAMES.length]}`
    const phone = `1394754${String(this.next).padStart(4, '0')}`
    this.next += 1
    for (const day of days) this.rows.push([post, person, title, phone, String(line), day, from, to])
  }

  /** Two who take turns day and night, and whoever leads them. */
  office(post: string, leader: string): void {
    this.add(post, '值班员', 1, ODD)
    this.add(post, '值班员', 1, EVEN)
    this.add(post, leader, 2, ['每天'])
  }

  get csv(): string {
    return [['单位', '姓名', '职务', '电话', '顺序', '日子', '开始', '结束'], ...this.rows].map((row) => row.join(',')).join('\n')
  }
}

/** 值班表：热线中心、市直和三个旗县的应急单位、六个乡镇街道和它们的嘎查村；一个镇周六没有人。 */
export async function* dutyRosters(stage: DemoStage): Life {
  const { city } = stage
  const roster = new Roster()
  const supervisor = city.person('supervisor1')
  roster.office(supervisor.unitId, '中心副主任')
  const townships = [1, 2, 3, 4, 5, 6].map((n) => city.township(n))
  const counties = new Map(townships.slice(0, 3).map(({ countyCode, coordinator }) => [countyCode, coordinator]))
  const offices = [
    ...OFFICES.map((code) => city.office('city_department', code, null)),
    city.office('enterprise', 'water_supply', null), city.office('enterprise', 'heat', null),
    ...[...counties.keys()].flatMap((county) => [...OFFICES.map((code) => city.office('county_department', code, county)), city.office('enterprise', 'water_supply', county), city.office('enterprise', 'heat', county)]),
  ]
  for (const unit of new Set([...offices, ...counties.values()])) if (unit !== null) roster.office(unit, '带班领导')
  for (const [index, { unitId, villages }] of townships.entries()) {
    if (index === 2) {
      // the gap: nobody from Saturday morning to Sunday morning
      roster.add(unitId, '值班员', 1, ODD)
      roster.add(unitId, '值班员', 1, EVEN.slice(0, 2))
      roster.add(unitId, '带班领导', 2, ['工作日'], '08:30', '17:30')
    } else roster.office(unitId, '带班领导')
    for (const { code } of villages.slice(0, index === 0 ? ROSTERED_VILLAGES : 3)) {
      roster.add(code, '村书记', 1, ['每天'], '00:00', '24:00')
      roster.add(code, '网格员', 2, ['每天'], '00:00', '24:00')
    }
  }
  yield stage.hoursAgo(DAYS_AGO * 24)
  const report = await stage.ask(supervisor, importDutyRosters, { body: { csv: roster.csv, mode: 'save' } })
  if (!report.saved) throw new Error(`The demo's rosters were not taken: ${JSON.stringify(report.errors.slice(0, 5))}`)
}
