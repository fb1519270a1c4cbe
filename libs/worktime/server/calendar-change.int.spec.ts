import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { instant, instantFromIso, isoOf, plainDate } from '@tongban/kernel/core'
import { CALENDAR_STALE_MS, WorkCalendars } from '../contract/work-calendars.js'
import type { CalendarDraftInput } from '../contract/calendar-draft.schema.js'
import { calendarPreviewSchema, calendarYearSchema, type CalendarChangeView, type CalendarPreviewView, type CalendarSummary, type CalendarYear } from '../contract/calendar-view.schema.js'
import { addWorkMinutes } from '../domain/work-minutes.js'
import { workingDayOf } from '../domain/working-day.js'
import { ADMINISTRATOR, COLLEAGUE, WATCHER, WorktimeUnderTest } from './worktime.spec-support.js'

let city: WorktimeUnderTest
beforeAll(async () => {
  city = await WorktimeUnderTest.open()
  await city.seedAll()
})
afterAll(() => city.stop())

type Day = NonNullable<CalendarDraftInput['days']>[number]
const NADAM = { date: '2026-12-21', kind: 'off', name: '那达慕', spans: null, source: '旗人民政府放假通知' } satisfies Day
const FLOOD = { date: '2026-11-28', kind: 'work', name: '防汛值守', spans: [{ startMinute: 480, endMinute: 720 }], source: '防汛指挥部通知' } satisfies Day

const preview = (draft: CalendarDraftInput): Promise<{ status: number; body: CalendarPreviewView }> => city.call('POST', '/calendars/preview', draft)
async function apply(draft: CalendarDraftInput, { by = ADMINISTRATOR, version, key = null }: { by?: typeof ADMINISTRATOR; version?: number; key?: string | null } = {}) {
  const expectedVersion = version ?? (await preview(draft)).body.version
  return city.call<{ version: number; changeId: string; code?: string; detail?: string }>('POST', '/calendars/changes', { draft, expectedVersion, reason: '按通知调整' }, by, key)
}
const calendarFor = (division: string | null, unit?: string) => city.app.get(WorkCalendars).calendarFor(division as never, unit)
const year = async (query: string): Promise<CalendarYear> => (await city.call<CalendarYear>('GET', `/calendars/days?${query}`, undefined, WATCHER)).body

describe('a change of a calendar', () => {
  it('is shown before it is made: the days, the months, the clocks that move', async () => {
    city.clocks.clocks.push({ id: 'clock-1', calendarCode: 'office', startedAt: instantFromIso('2026-12-18T16:30:00+08:00'), minutes: 120 })
    const { status, body } = await preview({ divisionCode: '150525', days: [NADAM] })
    expect([status, calendarPreviewSchema.safeParse(body).error]).toEqual([200, undefined])
    expect(body).toMatchObject({
      version: 1, unchanged: false, changedDays: 1, calendars: [{ code: '150525', name: '奈曼旗' }],
      days: [{ date: '2026-12-21', weekday: 1, before: { kind: 'regular' }, after: { kind: 'holiday', name: '那达慕', spans: [] } }],
      months: [{ month: '2026-12', minutesBefore: 23 * 390, minutesAfter: 22 * 390 }],
      clocks: { running: 1, earlier: 0, later: 1, moved: [{ clockId: 'clock-1', dueBefore: '2026-12-21T01:30:00.000Z', dueAfter: '2026-12-22T01:30:00.000Z' }] },
    })
    expect(await city.events()).toEqual([])
    expect(calendarFor('150525').code).toBe('office')
  })

  it('is applied with reason, audit entry and event in one transaction, for the county alone', async () => {
    const { status, body } = await apply({ divisionCode: '150525', days: [NADAM] })
    expect([status, body.version]).toEqual([201, 2])
    expect(calendarFor('150525100200')).toMatchObject({ code: '150525', version: 2 })
    expect(workingDayOf(calendarFor('150525'), plainDate('2026-12-21'))).toMatchObject({ kind: 'holiday', name: '那达慕' })
    expect(workingDayOf(calendarFor('150502'), plainDate('2026-12-21')).kind).toBe('regular')
    expect(await city.events()).toEqual([{ scopes: [{ divisionCode: '150525', unitId: null }], reason: '按通知调整', changedBy: ADMINISTRATOR.userId, version: 2 }])
    expect(await city.audited()).toMatchObject([
      { action: 'worktime.change_calendar', actor_id: ADMINISTRATOR.userId, subject_type: 'configuration', subject_id: body.changeId, detail: { layer: '150525', version: 2, daysSet: 1 } },
    ])
  })

  it('refuses the second of two administrators, and says to look again', async () => {
    const draft = { divisionCode: '150525', days: [FLOOD] }
    const seen = (await preview(draft)).body.version
    const answers = await Promise.all([apply(draft, { version: seen }), apply({ ...draft, days: [{ ...FLOOD, name: '另一件事' }] }, { by: COLLEAGUE, version: seen })])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ code: 'CALENDAR_STALE', detail: expect.stringContaining('刚刚被别人改过') as unknown })
    expect(await city.events()).toHaveLength(2)
  })

  it('is not disturbed by a change of another county', async () => {
    const seen = (await preview({ divisionCode: '150525', days: [NADAM] })).body.version
    expect((await apply({ divisionCode: '150502', days: [NADAM] })).status).toBe(201)
    expect((await apply({ divisionCode: '150525', removedDays: [NADAM.date] }, { version: seen })).status).toBe(201)
    expect(workingDayOf(calendarFor('150525'), plainDate('2026-12-21')).kind).toBe('regular')
    expect(workingDayOf(calendarFor('150502'), plainDate('2026-12-21')).kind).toBe('holiday')
  })

  it('answers a repeat of the same request the same, and another under its key not at all', async () => {
    const draft = { days: [{ ...NADAM, date: '2027-03-08', name: '半天假', kind: 'work' as const, spans: [{ startMinute: 510, endMinute: 720 }] }] }
    const version = (await preview(draft)).body.version
    const first = await apply(draft, { version, key: 'key-1' })
    expect(await apply(draft, { version, key: 'key-1' })).toEqual(first)
    expect(await apply({ days: [NADAM] }, { version, key: 'key-1' })).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
    expect(await apply(draft)).toMatchObject({ status: 422, body: { code: 'CALENDAR_UNCHANGED' } })
    expect((await city.events()).filter(({ version: told }) => told === first.body.version)).toHaveLength(1)
  })

  it('lets what a clock was set by be counted again by that version', async () => {
    const calendars = city.app.get(WorkCalendars)
    const before = calendarFor(null)
    const from = instantFromIso('2026-11-27T16:30:00+08:00')
    const due = (calendar: typeof before): string | null => {
      const at = addWorkMinutes(calendar, from, 120)
      return at.ok ? isoOf(at.value) : null
    }
    const { version } = (await apply({ days: [FLOOD] })).body
    expect(due(calendarFor(null))).toBe('2026-11-28T01:00:00.000Z')
    const then = calendars.calendarAt('office', before.version)
    expect(then).toMatchObject({ code: 'office', version: before.version })
    expect(then && due(then)).toBe(due(before))
    await apply({ removedDays: [FLOOD.date] })
    const inBetween = calendars.calendarAt('office', version)
    expect(inBetween && due(inBetween)).toBe('2026-11-28T01:00:00.000Z')
    expect(due(calendarFor(null))).toBe('2026-11-30T01:30:00.000Z')
    expect([calendars.calendarAt('office', 9_999), calendars.calendarAt('nowhere', 1)]).toEqual([null, null])
    expect(calendars.calendarAt('office', calendarFor(null).version)).toBe(calendarFor(null))
  })

  it('gives a unit hours of every day, holidays too, and gives them back', async () => {
    const day = [{ startMinute: 0, endMinute: 1440 }]
    const hours = { name: '昼夜值守', validFrom: null, validTo: null, season: null, week: Array.from({ length: 7 }, () => day), makeUpDay: day, source: '供热企业值守安排' }
    const unitId = 'enterprise-150502-heat'
    expect((await apply({ unitId, hours: { validFrom: null, officeHours: [hours], keepsHolidays: false } })).status).toBe(201)
    expect(workingDayOf(calendarFor('150502003', unitId), plainDate('2027-01-01'))).toMatchObject({ kind: 'regular', spans: day })
    expect(workingDayOf(calendarFor('150502003'), plainDate('2027-01-02')).kind).toBe('rest')
    expect(await year(`unitId=${unitId}&year=2026&month=10`)).toMatchObject({
      calendar: { code: `150502/${unitId}`, hasOwnHours: true, keepsHolidays: false }, hoursFrom: null, months: [{ month: '2026-10', workDays: 31, workMinutes: 31 * 1440 }],
    })
    expect((await apply({ unitId, hours: { validFrom: null, officeHours: null } })).status).toBe(201)
    expect(workingDayOf(calendarFor('150502003', unitId), plainDate('2026-10-01')).kind).toBe('holiday')
  })

  it('keeps summer hours for a season, and the hours before for the days before', async () => {
    const before = calendarFor('150521')
    const day = [{ startMinute: 480, endMinute: 720 }, { startMinute: 900, endMinute: 1080 }]
    const week = [day, day, day, day, day, [], []]
    const summer = { name: '夏季作息', validFrom: null, validTo: null, season: { from: '05-01', to: '10-01' }, week, makeUpDay: day, source: '旗县通知' }
    const rest = { ...before.hours[0], name: '冬季作息', validFrom: null, validTo: null } as typeof summer
    const draft = { divisionCode: '150521', hours: { validFrom: '2027-01-01', officeHours: [summer, rest] } }
    expect((await preview(draft)).body).toMatchObject({ changedDays: expect.any(Number) as unknown, months: expect.arrayContaining([expect.objectContaining({ month: '2027-07' })]) as unknown })
    await apply(draft)
    const spansOn = (date: string): unknown => workingDayOf(calendarFor('150521'), plainDate(date)).spans
    expect([spansOn('2026-07-01'), spansOn('2027-07-01'), spansOn('2027-11-01')]).toEqual([
      [{ startMinute: 510, endMinute: 720 }, { startMinute: 870, endMinute: 1050 }], day, [{ startMinute: 510, endMinute: 720 }, { startMinute: 870, endMinute: 1050 }],
    ])
  })

  const SUMMER = { name: '夏季作息', validFrom: null, validTo: null, season: { from: '05-01', to: '10-01' }, week: [[{ startMinute: 480, endMinute: 720 }], [{ startMinute: 480, endMinute: 720 }], [], [], [], [], []], makeUpDay: [], source: '旗县通知' }

  it('that leaves half a year without working time is refused for whom it is by name, and writes nothing', async () => {
    const draft = { unitId: 'township-150525101', hours: { validFrom: null, officeHours: [SUMMER] } }
    const before = [await city.events(), calendarFor('150525101', 'township-150525101').code]
    const { status, body } = await city.call<{ code: string; detail: string }>('POST', '/calendars/preview', draft)
    expect([status, body.code]).toEqual([422, 'CALENDAR_GAP'])
    expect(body.detail).toMatch(/^“奈曼旗八仙筒镇人民政府”从 2026-11-\d\d 到 2027-\d\d-\d\d 连续 \d+ 天没有任何工作时间（最多 30 天）/)
    expect(await apply(draft, { version: (await preview({ unitId: 'township-150525101', days: [NADAM] })).body.version })).toMatchObject({ status: 422, body: { code: 'CALENDAR_GAP' } })
    expect([await city.events(), calendarFor('150525101', 'township-150525101').code]).toEqual(before)
  })

  it('with two seasons on one day is refused with both', async () => {
    const winter = { ...SUMMER, name: '冬季作息', season: { from: '09-01', to: '05-01' } }
    const { status, body } = await city.call<{ code: string; detail: string }>('POST', '/calendars/preview', { divisionCode: '150525', hours: { validFrom: null, officeHours: [SUMMER, winter] } })
    expect([status, body.code]).toEqual([422, 'CALENDAR_SEASONS_OVERLAP'])
    expect(body.detail).toBe('第 1 段“夏季作息”与第 2 段“冬季作息”都包含 09-01：同一天只能有一套作息，请把起止日期错开')
  })

  it('tells how many clocks would move far', async () => {
    city.clocks.clocks.push({ id: 'clock-2', calendarCode: calendarFor('150525').code, startedAt: instantFromIso('2026-12-18T16:30:00+08:00'), minutes: 120 })
    const weeks = Array.from({ length: 25 }, (_, at) => ({ ...NADAM, date: isoOf(instant(instantFromIso('2026-12-20T16:00:00Z') + at * 86_400_000 + 28_800_000)).slice(0, 10) }))
    expect((await preview({ divisionCode: '150525', days: weeks })).body.clocks).toMatchObject({ later: 1, byMoreThanDay: 1, byMoreThanMonth: 0 })
  })

  it.each([
    [{ divisionCode: '159999', days: [NADAM] }, 404, 'CALENDAR_SCOPE_UNKNOWN'],
    [{ unitId: 'nobody', days: [NADAM] }, 404, 'CALENDAR_SCOPE_UNKNOWN'],
    [{ days: [NADAM, NADAM] }, 422, 'CALENDAR_DATE_REPEATED'],
    [{ days: [{ ...FLOOD, spans: [{ startMinute: 700, endMinute: 600 }] }] }, 422, 'CALENDAR_SPANS_INVALID'],
    [{ hours: { validFrom: null, officeHours: [{ name: '空', validFrom: null, validTo: null, season: null, week: [[], [], [], [], [], [], []], makeUpDay: [], source: '无' }] } }, 422, 'NO_WORKING_TIME_AHEAD'],
    [{ days: [{ ...NADAM, source: ' ' }] }, 400, 'INPUT_INVALID'],
  ])('refuses %j with %i %s', async (draft, status, code) => {
    expect(await city.call('POST', '/calendars/preview', draft)).toMatchObject({ status, body: { code } })
    expect(await city.call('POST', '/calendars/changes', { draft, expectedVersion: 1, reason: '试试' })).toMatchObject({ status: expect.any(Number) as unknown })
  })
})

describe('reading the calendars', () => {
  it('lists the city first, then those with days or hours of their own, with who changed them and why', async () => {
    const { body } = await city.call<{ items: CalendarSummary[]; missingYears: number[]; nextCursor: string | null }>('GET', '/calendars', undefined, WATCHER)
    expect(body.items.map(({ code }) => code)).toEqual(['office', '150502', '150502/enterprise-150502-heat', '150521', '150525'])
    expect(body.items.find(({ code }) => code === '150525')).toMatchObject({ name: '奈曼旗', hasOwnHours: false, ownDays: 1 })
    expect(body.items.find(({ code }) => code === '150502')?.ownDays).toBe(1)
    expect(body.items.find(({ code }) => code === '150521')?.lastChange).toMatchObject({ reason: '按通知调整', by: { name: '管理员甲' }, kind: 'edit', hoursChanged: true, scope: { kind: 'division', name: '科尔沁左翼中旗' } })
    expect(body.missingYears).toEqual([2027])
    const first = await city.call<{ items: CalendarSummary[]; nextCursor: string }>('GET', '/calendars?limit=2', undefined, WATCHER)
    const rest = await city.call<{ items: CalendarSummary[]; nextCursor: null }>('GET', `/calendars?limit=100&cursor=${encodeURIComponent(first.body.nextCursor)}`, undefined, WATCHER)
    expect([...first.body.items, ...rest.body.items]).toEqual(body.items)
    expect(rest.body.nextCursor).toBeNull()
  })

  it('says of each day what it is, by what hours, and from which notice', async () => {
    const october = await year('divisionCode=150502&year=2026&month=10')
    expect(calendarYearSchema.safeParse(october).error).toBeUndefined()
    expect(october.days.find(({ date }) => date === '2026-10-10')).toMatchObject({
      weekday: 6, kind: 'make_up', name: '国庆节', layer: { kind: 'nation', name: '国家' }, own: false, source: expect.stringContaining('gov.cn') as unknown,
    })
    expect(october).toMatchObject({ hoursFrom: '全市', months: [{ month: '2026-10', workDays: 18 }] })
    const december = await year('divisionCode=150502&year=2026&month=12')
    expect(december.days.find(({ date }) => date === '2026-12-21')).toMatchObject({ kind: 'holiday', own: true, layer: { kind: 'division', name: '科尔沁区' } })
    expect((await year('year=2026')).days).toHaveLength(365)
  })

  it('tells the history newest first, with the changes above', async () => {
    const all = await city.call<{ items: CalendarChangeView[] }>('GET', '/calendars/versions?divisionCode=150525&limit=100', undefined, WATCHER)
    const versions = all.body.items.map(({ version }) => version)
    expect(versions).toEqual([...versions].sort((a, b) => b - a))
    expect(all.body.items.at(-1)).toMatchObject({ version: 1, kind: 'seed', by: { name: '系统' }, daysSet: 108 })
    expect(new Set(all.body.items.map(({ scope }) => scope.name))).toEqual(new Set(['国家', '全市', '奈曼旗']))
    const page = await city.call<{ items: CalendarChangeView[]; nextCursor: string }>('GET', '/calendars/versions?divisionCode=150525&limit=1', undefined, WATCHER)
    const next = await city.call<{ items: CalendarChangeView[] }>('GET', `/calendars/versions?divisionCode=150525&limit=1&cursor=${page.body.nextCursor}`, undefined, WATCHER)
    expect([page.body.items[0]?.version, next.body.items[0]?.version]).toEqual(versions.slice(0, 2))
    expect(await city.call('GET', '/calendars/versions?cursor=x', undefined, WATCHER)).toMatchObject({ status: 400 })
  })
})

describe('another process', () => {
  it('goes on counting by the old calendar for no longer than said, without being told', async () => {
    const other = await city.another()
    try {
      const calendars = other.app.get(WorkCalendars)
      const { version } = (await apply({ days: [{ ...NADAM, date: '2026-12-23', name: '全市放假' }] })).body
      const begin = performance.now()
      await until(() => calendars.calendarFor(null).version === version, CALENDAR_STALE_MS + 2_000)
      expect(performance.now() - begin).toBeLessThan(CALENDAR_STALE_MS + 500)
      expect(workingDayOf(calendars.calendarFor(null), plainDate('2026-12-23')).kind).toBe('holiday')
    } finally {
      await other.stop()
    }
  })

  it('knows at once when it asks to know, before it counts anew', async () => {
    const other = await city.another()
    try {
      const { version } = (await apply({ days: [{ ...NADAM, date: '2026-12-24', name: '全市放假' }] })).body
      await other.app.get(WorkCalendars).freshen()
      expect(other.app.get(WorkCalendars).calendarFor(null).version).toBe(version)
    } finally {
      await other.stop()
    }
  })
})

/** Looks until it is so; gives up after `ms`. */
async function until(isSo: () => boolean, ms: number): Promise<void> {
  const end = instant(performance.now() + ms)
  while (!isSo()) {
    if (performance.now() > end) throw new Error('It did not become so')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
