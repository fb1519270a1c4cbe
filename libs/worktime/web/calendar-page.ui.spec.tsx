import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { addDays, instantFromIso, plainDate } from '@tongban/kernel/core'
import { listDivisions } from '@tongban/org/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi, type FakeRoute } from '@tongban/ui/web'
import {
  applyCalendarChange, importHolidays, isoWeekdayOf, listCalendars, listCalendarVersions, previewCalendarChange, readCalendarYear,
  type CalendarChangeView, type CalendarDayView, type CalendarPreviewView, type CalendarSummary, type CalendarYear,
} from '../contract/index.js'
import CalendarPage from './calendar-page.js'

const READER = ['worktime.read', 'org.read']
const EDITOR = [...READER, 'worktime.configure']
const OFFICE = [{ startMinute: 510, endMinute: 720 }, { startMinute: 870, endMinute: 1050 }]
const CHANGE: CalendarChangeView = {
  version: 3, at: '2026-11-20T02:00:00.000Z', by: { id: 'a1', name: '王管理' }, kind: 'edit', scope: { kind: 'city', name: '全市' }, reason: '防汛值守', source: null, daysSet: 1, daysRemoved: 0, hoursChanged: false,
}
const SUMMARY: CalendarSummary = {
  code: 'office', scope: { divisionCode: null, unitId: null }, name: '全市', version: 3, validFrom: null, hasOwnHours: true, keepsHolidays: true, ownDays: 1, lastChange: CHANGE,
}
const NATION = { kind: 'nation' as const, name: '国家' }

function dayOf(date: string): CalendarDayView {
  const weekday = isoWeekdayOf(plainDate(date))
  const worked = weekday < 6
  const day = { date, weekday, kind: worked ? ('regular' as const) : ('rest' as const), name: null, spans: worked ? OFFICE : [], source: null, layer: null, own: false }
  if (date >= '2026-10-01' && date <= '2026-10-07') return { ...day, kind: 'holiday', name: '国庆节', spans: [], source: 'https://www.gov.cn/n', layer: NATION }
  if (date === '2026-10-10') return { ...day, kind: 'make_up', name: '国庆节', spans: OFFICE, source: 'https://www.gov.cn/n', layer: NATION }
  if (date === '2026-11-28') return { ...day, kind: 'make_up', name: '防汛值守', spans: OFFICE, source: '防汛通知', layer: { kind: 'city', name: '全市' }, own: true }
  return day
}
// the last quarter: a whole year of buttons only makes the queries slow
const days = Array.from({ length: 92 }, (_, index) => dayOf(addDays(plainDate('2026-10-01'), index)))
const YEAR: CalendarYear = {
  calendar: SUMMARY, year: 2026, hoursFrom: null, days, missingYears: [2027],
  months: ['2026-10', '2026-11', '2026-12'].map((each) => ({ month: each, workDays: 20, workMinutes: 7800 })),
  hours: [{ name: '机关办公时间', validFrom: null, validTo: null, season: null, week: [OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, [], []], makeUpDay: OFFICE, source: '通知' }],
}
const PREVIEW: CalendarPreviewView = {
  version: 3, unchanged: false, changedDays: 1, calendars: [{ code: 'office', name: '全市' }],
  days: [{ date: '2026-12-21', weekday: 1, before: { kind: 'regular', name: null, spans: OFFICE }, after: { kind: 'holiday', name: '那达慕', spans: [] } }],
  months: [{ month: '2026-12', minutesBefore: 8970, minutesAfter: 8580 }],
  clocks: { running: 12, earlier: 0, later: 1, byMoreThanDay: 0, byMoreThanMonth: 0, moved: [{ clockId: 'c', caseId: 'c', caseNumber: '20261122000002', kind: 'promise', unitName: '奈曼旗住建局', dueBefore: '2026-12-21T01:30:00.000Z', dueAfter: '2026-12-22T01:30:00.000Z' }] },
}

let api: FakeApi
function show(permissions: readonly string[], { routes = [], at = '/calendar' }: { routes?: readonly FakeRoute[]; at?: string } = {}): void {
  api = fakeApi([
    ...routes,
    { endpoint: readCalendarYear, answer: () => YEAR },
    { endpoint: listCalendars, answer: () => ({ items: [SUMMARY], nextCursor: null, missingYears: [2027] }) },
    { endpoint: listCalendarVersions, answer: () => ({ items: [CHANGE, { ...CHANGE, version: 1, kind: 'seed', reason: '随系统装入', daysSet: 108, hoursChanged: true }], nextCursor: null }) },
    { endpoint: previewCalendarChange, answer: () => PREVIEW },
    { endpoint: listDivisions, answer: () => ({ items: [{ code: '150525', parentCode: '150500', level: 'county', kind: 'banner', name: '奈曼旗' }] }) },
  ])
  render(
    <UiTestBed session={{ userId: 'a1', displayName: '王管理', permissions }} at={at} now={() => instantFromIso('2026-11-22T02:00:00.000Z')}>
      <CalendarPage />
    </UiTestBed>,
  )
}
afterEach(() => {
  cleanup()
  api.restore()
})

const month = (name: string): Promise<HTMLElement> => screen.findByRole('region', { name })
const button = (scope: HTMLElement, name: string | RegExp): HTMLElement => within(scope).getByRole('button', { name })
const drawer = (): HTMLElement => screen.getByRole('dialog')

describe('the working calendar', () => {
  it('tells holiday, make-up day and own exception apart by words and signs, not by colour alone', async () => {
    show(READER)
    const october = await month('2026 10 月')
    expect(button(october, '2026-10-01 国庆节 放假').textContent).toMatch(/放假1假$/)
    expect(button(october, '2026-10-10 国庆节 调休上班 08:30-12:00 14:30-17:30').textContent).toMatch(/10班$/)
    expect(button(october, '2026-10-11 周末休息').textContent).toMatch(/11休$/)
    expect(button(await month('2026 11 月'), /2026-11-28 防汛值守 .* 本日历自定/).textContent).toMatch(/28班◆$/)
    expect(within(screen.getByRole('list', { name: '图例' })).getAllByRole('listitem')).toHaveLength(4)
    expect(october.textContent).toContain('20 个工作日，130 小时')
  })

  it('warns when next year is missing', async () => {
    show(READER)
    expect((await screen.findByRole('alert')).textContent).toContain('2027 年的放假安排还没有导入')
  })

  it('lets a reader look at a day and where it comes from, and change nothing', async () => {
    show(READER)
    await userEvent.click(button(await month('2026 10 月'), '2026-10-01 国庆节 放假'))
    expect(drawer().textContent).toContain('国家：https://www.gov.cn/n')
    expect(within(drawer()).queryByRole('button', { name: '预览' })).toBeNull()
    expect(screen.queryByRole('button', { name: '导入放假通知' })).toBeNull()
  })

  it('shows the days and the clocks that move before it asks for the reason, and applies what was shown', async () => {
    show(EDITOR, { routes: [{ endpoint: applyCalendarChange, answer: () => ({ version: 4, changeId: '00000000-0000-4000-8000-000000000001' }) }] })
    await userEvent.click(button(await month('2026 12 月'), /^2026-12-21 /))
    await userEvent.click(button(drawer(), '预览'))
    expect(within(drawer()).getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(['请填写名称', '请填写依据'])
    expect(api.requests.filter(({ name }) => name === 'previewCalendarChange')).toEqual([])

    await userEvent.type(within(drawer()).getByRole('textbox', { name: '名称' }), '那达慕')
    await userEvent.type(within(drawer()).getByRole('textbox', { name: '依据（通知名称或网址）' }), '旗人民政府通知')
    expect(within(drawer()).queryByRole('button', { name: '生效' })).toBeNull()
    await userEvent.click(button(drawer(), '预览'))
    const shown = await within(drawer()).findByRole('region', { name: '改了以后' })
    expect(shown.textContent).toContain('2026-12：149.5 → 143 小时（-6.5）')
    expect(shown.textContent).toContain('12 个正在走的时限按它计算：1 个推后，0 个提前')
    expect(shown.textContent).toContain('20261122000002 奈曼旗住建局：2026-12-21 09:30 → 2026-12-22 09:30')

    await userEvent.click(button(drawer(), '生效'))
    expect(within(drawer()).getByText('请写明理由')).toBeTruthy()
    await userEvent.type(within(drawer()).getByRole('textbox', { name: '为什么改' }), '按通知放假')
    await userEvent.click(button(drawer(), '生效'))
    await screen.findByText('已改为第 4 版，正在走的时限会重新计算')
    const draft = { days: [{ date: '2026-12-21', kind: 'off', name: '那达慕', spans: null, source: '旗人民政府通知' }] }
    expect(api.requests.find(({ name }) => name === 'applyCalendarChange')?.body).toEqual({ draft, expectedVersion: 3, reason: '按通知放假' })
  })

  it('says loudly how many clocks would move far, and shows why a calendar with a hole is refused', async () => {
    const far = { ...PREVIEW, clocks: { ...PREVIEW.clocks, later: 170, byMoreThanDay: 170, byMoreThanMonth: 168 } }
    const hole = refusal({ status: 422, code: 'CALENDAR_GAP', detail: '“大沁他拉镇”从 2027-10-01 到 2028-04-30 连续 213 天没有任何工作时间' })
    let answer: unknown = far
    show(EDITOR, { routes: [{ endpoint: previewCalendarChange, answer: () => answer as never }] })
    await userEvent.click(button(await month('2026 11 月'), /^2026-11-28 /))
    await userEvent.click(within(drawer()).getByRole('radio', { name: '撤销这一天的自定安排' }))
    await userEvent.click(button(drawer(), '预览'))
    const shown = await within(drawer()).findByRole('region', { name: '改了以后' })
    expect(within(shown).getAllByRole('alert').map(({ textContent }) => textContent)).toEqual(['有 168 个时限会移动 30 天以上，请先核对是不是写错了', '有 170 个时限会移动一天以上'])
    answer = hole
    await userEvent.click(button(drawer(), '重新预览'))
    expect(await within(drawer()).findByText(/连续 213 天没有任何工作时间/)).toBeTruthy()
    expect(within(drawer()).queryByRole('button', { name: '生效' })).toBeNull()
  })

  it('takes an own exception away again', async () => {
    show(EDITOR)
    await userEvent.click(button(await month('2026 11 月'), /^2026-11-28 /))
    await userEvent.click(within(drawer()).getByRole('radio', { name: '撤销这一天的自定安排' }))
    await userEvent.click(button(drawer(), '预览'))
    await within(drawer()).findByRole('region', { name: '改了以后' })
    expect(api.requests.find(({ name }) => name === 'previewCalendarChange')?.body).toEqual({ removedDays: ['2026-11-28'] })
  })

  it('says so when another administrator was first', async () => {
    const stale = refusal({ status: 409, code: 'CALENDAR_STALE', detail: '工作日历刚刚被别人改过' })
    show(EDITOR, { routes: [{ endpoint: applyCalendarChange, answer: () => stale }], at: '/calendar?division=150525' })
    await userEvent.click(button(await month('2026 11 月'), /^2026-11-28 /))
    await userEvent.click(within(drawer()).getByRole('radio', { name: '撤销这一天的自定安排' }))
    await userEvent.click(button(drawer(), '预览'))
    await userEvent.type(await within(drawer()).findByRole('textbox', { name: '为什么改' }), '不放了')
    await userEvent.click(button(drawer(), '生效'))
    expect(await within(drawer()).findByText('工作日历刚刚被别人改过')).toBeTruthy()
    expect(api.requests.find(({ name }) => name === 'readCalendarYear')?.query).toEqual({ divisionCode: '150525', year: '2026' })
  })

  it('shows the hours, and sends a season with hours of its own', async () => {
    show(EDITOR, { at: '/calendar?view=hours' })
    const table = await screen.findByRole('table')
    expect(within(table).getAllByText('08:30-12:00 14:30-17:30')).toHaveLength(6)
    await userEvent.click(screen.getByRole('button', { name: '修改作息时间' }))
    await userEvent.click(button(drawer(), '加一段季节作息'))
    const [summer] = within(drawer()).getAllByRole('group')
    if (summer === undefined) throw new Error('A season was added')
    await userEvent.type(within(summer).getByRole('textbox', { name: '名称' }), '夏季')
    const monday = within(summer).getByRole('textbox', { name: '周一上班时段' })
    await userEvent.clear(monday)
    await userEvent.type(monday, '8-12')
    await userEvent.click(button(drawer(), '预览'))
    expect(within(drawer()).getByText('时段写法不对，如 08:30-12:00 14:30-17:30')).toBeTruthy()
    await userEvent.clear(monday)
    await userEvent.type(monday, '8:00-12:00，15:00-18:00')
    await userEvent.click(button(drawer(), '预览'))
    await within(drawer()).findByRole('region', { name: '改了以后' })
    const body = api.requests.find(({ name }) => name === 'previewCalendarChange')?.body as { hours: { validFrom: string; officeHours: { name: string; season: unknown; week: unknown[] }[] } }
    expect(body.hours.validFrom).toBe('2026-11-22')
    expect(body.hours.officeHours.map(({ name, season }) => [name, season])).toEqual([['夏季', { from: '05-01', to: '10-01' }], ['机关办公时间', null]])
    expect(body.hours.officeHours[0]?.week[0]).toEqual([{ startMinute: 480, endMinute: 720 }, { startMinute: 900, endMinute: 1080 }])
  })

  it('tells who changed what and why', async () => {
    show(READER, { at: '/calendar?view=history' })
    const [first, second] = within(await screen.findByRole('list', { name: '修改记录' })).getAllByRole('listitem')
    expect(first?.textContent).toContain('全市 · 改 1 天王管理 2026-11-20 10:00防汛值守')
    expect(second?.textContent).toContain('系统装入')
  })

  it('shows the problems of a notice by line, and imports a sound one', async () => {
    const bad = { year: 2027, rows: 1, problems: [{ line: 3, message: '2027-10-12（周二）本来就是工作日，不能是调休上班' }], added: 0, replaced: 0, removed: 0, preview: null, applied: null }
    const good = { ...bad, rows: 34, problems: [], added: 34, preview: PREVIEW }
    let isSound = false
    const answer: FakeRoute['answer'] = ({ body }) => ((body as { dryRun: boolean }).dryRun ? (isSound ? good : bad) : { ...good, applied: 4 })
    show(EDITOR, { routes: [{ endpoint: importHolidays, answer }] })
    await userEvent.click(await screen.findByRole('button', { name: '导入放假通知' }))
    await userEvent.click(button(drawer(), '检查并预览'))
    expect(within(drawer()).getByText('请选择文件')).toBeTruthy()
    const file = new File(['date,name,is_off_day\n'], '2027.csv', { type: 'text/csv' })
    // jsdom's files cannot be read as text
    Object.defineProperty(file, 'text', { value: () => Promise.resolve('date,name,is_off_day\n') })
    await userEvent.upload(within(drawer()).getByLabelText(/通知文件/), file)
    await userEvent.click(button(drawer(), '检查并预览'))
    expect((await within(drawer()).findByRole('alert')).textContent).toContain('第 3 行：2027-10-12（周二）本来就是工作日')
    isSound = true
    await userEvent.type(within(drawer()).getByRole('textbox', { name: '通知的网址' }), 'https://www.gov.cn/2027')
    await userEvent.click(button(drawer(), '检查并预览'))
    await waitFor(() => expect(drawer().textContent).toContain('2027 年，34 天：新增 34，替换 0，去掉 0'))
    await userEvent.type(within(drawer()).getByRole('textbox', { name: '为什么改' }), '国务院通知')
    await userEvent.click(button(drawer(), '生效'))
    await screen.findByText('已改为第 4 版，正在走的时限会重新计算')
    expect(api.requests.at(-1)?.name).not.toBe('importHolidays')
    expect(api.requests.filter(({ name }) => name === 'importHolidays').at(-1)?.body).toEqual({
      notice: { csv: 'date,name,is_off_day\n', source: 'https://www.gov.cn/2027' }, dryRun: false, expectedVersion: 3, reason: '国务院通知',
    })
  })

  it('says why there is nothing: nothing loaded, or no permission', async () => {
    show(READER, { routes: [{ endpoint: readCalendarYear, answer: () => refusal({ status: 404, code: 'CALENDAR_NOT_LOADED', detail: '还没有装入工作日历' }) }] })
    expect(await screen.findByText('还没有装入工作日历')).toBeTruthy()
    cleanup()
    api.restore()
    show([])
    expect(screen.getByRole('alert').textContent).toContain('worktime.read')
    expect(api.requests).toEqual([])
  })
})
