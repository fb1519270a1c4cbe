import { listPolicies, publishPolicy, readPolicy } from '@tongban/deadline/contract'
import { addDays, plainDateOf, type PlainDate } from '@tongban/kernel/core'
import { markAllRead } from '@tongban/notification/contract'
import { applyCalendarChange, listCalendars } from '@tongban/worktime/contract'
import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

const SATURDAY = 6

/** The first Saturday at least `days` after a day. */
function saturdayAfter(day: PlainDate, days: number): PlainDate {
  let date = addDays(day, days)
  while (new Date(`${date}T00:00:00Z`).getUTCDay() !== SATURDAY) date = addDays(date, 1)
  return date
}

/** 还没到的规则：下一版时限表十天后生效，奈曼旗有一个星期六集中办公。 */
export async function* rulesToCome(stage: DemoStage): Life {
  const admin = stage.city.person('sysadmin1')
  const today = plainDateOf(stage.until)
  yield stage.workday(2, 10.2)
  const { items } = await stage.ask(admin, listPolicies)
  const [newest] = items
  if (newest === undefined) throw new Error('No policy')
  const { table } = await stage.ask(admin, readPolicy, { params: { version: String(newest.version) } })
  const winterHeat = {
    selector: { serviceClass: null, caseType: null, categoryCode: '0405', divisionCode: null }, limits: { sign: { amount: 30, unit: 'minute' as const }, contact: { amount: 2 * 60, unit: 'minute' as const } },
    source: '供暖期保障安排（演示）：供热诉求半小时签收、两小时联系',
  }
  await stage.ask(admin, publishPolicy, {
    body: { draft: { ...table, overrides: [...table.overrides, winterHeat] }, validFrom: addDays(today, 10), reason: '供暖高峰期，供热诉求的签收和联系时限收紧', latestSeen: newest.version },
  })
  yield stage.workday(1, 9.6)
  const { countyCode } = stage.city.township(1)
  const calendars = await stage.ask(admin, listCalendars)
  const version = calendars.items[0]?.version
  if (version === undefined) throw new Error('No calendar')
  await stage.ask(admin, applyCalendarChange, {
    body: {
      draft: { divisionCode: countyCode, days: [{ date: saturdayAfter(today, 9), kind: 'work', name: '集中办公', spans: null, source: '旗人民政府办公室通知（演示）' }] },
      expectedVersion: version, reason: '年底诉求集中，旗里安排一个星期六集中办理',
    },
  })
}

/** People look into their inboxes now and then; what came since is unread. */
export async function* inboxesRead(stage: DemoStage): Life {
  for (const [hours, userName] of [[9, 'dispatcher1'], [7, 'county1'], [5.5, 'leader1'], [4, 'supervisor1'], [3, 'lead1'], [1.5, 'township1']] as const) {
    yield stage.hoursAgo(hours)
    await stage.ask(stage.city.person(userName), markAllRead, { body: { until: new Date(stage.now).toISOString() } })
  }
}
