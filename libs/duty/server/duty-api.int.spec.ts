import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Principal } from '@tongban/access/contract'
import { PEOPLE, UNITS, person } from '@tongban/testing/server'
import {
  dutyGapsSchema, dutyImportReportSchema, dutyNowSchema, dutyRosterSchema, type DutyEntryInput, type DutyGapsView, type DutyImportReport, type DutyNowView, type DutyRosterView,
} from '../contract/duty-views.schema.js'
import { dutyWorld, type DutyWorld } from './duty.spec-support.js'

const VILLAGE = '150523101201'

let world: DutyWorld
beforeAll(async () => {
  world = await dutyWorld()
})
afterAll(() => world.stop())
beforeEach(async () => {
  world.clock.set('2026-09-30T09:00:00+08:00')
  await world.database.query('DELETE FROM duty_entry')
  await world.database.query('DELETE FROM duty_roster')
})

async function call(method: 'GET' | 'POST' | 'PUT', path: string, by: Principal, body?: unknown): Promise<{ status: number; body: unknown; code?: string }> {
  world.city.actAs(by)
  const answer = await world.city.app.inject({ method, url: path, ...(body === undefined ? {} : { payload: body as object }) })
  const read = JSON.parse(answer.body) as { code?: string }
  return { status: answer.statusCode, body: read, ...(read.code === undefined ? {} : { code: read.code }) }
}

const shift = (name: string, startsAt: string, endsAt: string, changes: Partial<DutyEntryInput> = {}): DutyEntryInput => ({
  name, title: '值班员', phone: '13847512345', userId: null, line: 1, times: { kind: 'shift', startsAt: `${startsAt}+08:00`, endsAt: `${endsAt}+08:00` }, ...changes,
})
const always = (name: string, changes: Partial<DutyEntryInput> = {}): DutyEntryInput => ({
  name, title: '带班领导', phone: '13904751111', userId: null, line: 2,
  times: { kind: 'pattern', spans: [{ on: 'daily', startMinute: 0, minutes: 1440 }], validFrom: '2026-09-01', validTo: null }, ...changes,
})
const OWN = { unitId: UNITS.township }
const FIRST = shift('照日格图', '2026-10-01T08:00:00', '2026-10-02T08:00:00')

async function roster(query = `unitId=${UNITS.township}`, by: Principal = PEOPLE.unitLead): Promise<DutyRosterView> {
  return dutyRosterSchema.parse((await call('GET', `/duty/roster?${query}`, by)).body)
}

describe('the roster of a post', () => {
  it('is written by its own unit, version by version; a stale edit is refused and changes nothing', async () => {
    expect(await roster()).toMatchObject({ version: 0, mayMaintain: true, entries: [], accounts: [{ userId: 'bao' }, { userId: 'han' }] })
    expect(await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 0, entries: [FIRST, always('韩秀英', { userId: 'han' })] })).toMatchObject({ status: 200, body: { version: 1 } })
    expect(await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 0, entries: [] })).toMatchObject({ status: 409, code: 'CONFLICT' })
    const read = await roster(`unitId=${UNITS.township}&from=2026-10-01`)
    const [first, second] = read.entries
    expect(read).toMatchObject({ version: 1, entries: [{ name: '照日格图', phoneMasked: '138••••2345' }, { name: '韩秀英', userId: 'han', phoneMasked: '139••••1111' }] })
    expect(read.week.map(({ entryIds }) => entryIds)).toEqual([[second?.id], [first?.id, second?.id], [second?.id]])
    expect(JSON.stringify(read)).not.toContain('13847512345')
  })

  it('keeps a number that was not touched, takes one away, and leaves shifts that are over as they were', async () => {
    await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 0, entries: [FIRST, always('韩秀英', { userId: 'han' })] })
    const [, second] = (await roster()).entries
    world.clock.set('2026-10-05T09:00:00+08:00')
    const { phone: _phone, ...untouched } = always('韩秀英（主任）', { userId: 'han' })
    expect(await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 1, entries: [{ ...untouched, id: second?.id }] })).toMatchObject({ status: 200 })
    expect((await roster(`unitId=${UNITS.township}&from=2026-10-01`)).entries).toMatchObject([{ name: '照日格图' }, { name: '韩秀英（主任）', phoneMasked: '139••••1111' }])
    await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 2, entries: [{ ...untouched, phone: null, id: second?.id }] })
    expect((await roster()).entries).toMatchObject([{ phoneMasked: null, userId: 'han' }])
    expect(await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 3, entries: [{ ...untouched, userId: null, id: second?.id }] })).toMatchObject({ status: 422, code: 'DUTY_UNREACHABLE' })
  })

  it.each([
    ['another unit’s lead', () => person('unit_lead', UNITS.otherTownship), OWN, 404],
    ['its county’s coordinator', () => PEOPLE.coordinator, OWN, 201],
    ['the coordinator of another county', () => person('county_coordinator', 'county-150502-coordinator', { countyCode: '150502' }), OWN, 404],
    ['the supervisor', () => PEOPLE.supervisor, OWN, 201],
    ['the township, for its village', () => PEOPLE.unitLead, { divisionCode: VILLAGE }, 201],
    ['another township, for that village', () => person('unit_lead', UNITS.otherTownship), { divisionCode: VILLAGE }, 404],
    ['anybody, for a place that has units', () => PEOPLE.supervisor, { divisionCode: '150523101' }, 404],
  ])('%s', async (_who, by, post, status) => {
    expect(await call('POST', '/duty/roster/entries', by(), { ...post, version: 0, entry: FIRST })).toMatchObject({ status })
  })

  it.each([
    ['a shift that ends before it begins', shift('甲', '2026-10-02T08:00:00', '2026-10-01T08:00:00'), 'DUTY_SHIFT_INVALID'],
    ['somebody who cannot be reached', shift('甲', '2026-10-01T08:00:00', '2026-10-02T08:00:00', { phone: null }), 'DUTY_UNREACHABLE'],
    ['an account of another unit', shift('甲', '2026-10-01T08:00:00', '2026-10-02T08:00:00', { userId: 'wu' }), 'DUTY_ACCOUNT_UNKNOWN'],
  ])('refuses %s', async (_what, entry, code) => {
    expect(await call('POST', '/duty/roster/entries', PEOPLE.unitLead, { ...OWN, version: 0, entry })).toMatchObject({ status: 422, code })
    expect((await roster()).version).toBe(0)
  })

  it('copies last week’s shifts to this week once, with their numbers', async () => {
    const monday = shift('照日格图', '2026-09-21T08:00:00', '2026-09-22T08:00:00')
    await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 0, entries: [monday, always('韩秀英')] })
    const copy = { ...OWN, version: 1, period: 'week', into: '2026-09-30' }
    expect(await call('POST', '/duty/roster/copies', PEOPLE.unitLead, copy)).toMatchObject({ status: 201, body: { version: 2, copied: 1 } })
    expect(await call('POST', '/duty/roster/copies', PEOPLE.unitLead, { ...copy, version: 2 })).toMatchObject({ status: 422, code: 'DUTY_NOTHING_TO_COPY' })
    const copied = (await roster(`unitId=${UNITS.township}&from=2026-09-28`)).entries.filter(({ times }) => times.kind === 'shift')
    expect(copied).toMatchObject([{ phoneMasked: '138••••2345', times: { startsAt: '2026-09-28T00:00:00.000Z', endsAt: '2026-09-29T00:00:00.000Z' } }])
    const removed = await call('POST', '/duty/roster/removals', PEOPLE.unitLead, { ...OWN, version: 2, entryIds: copied.map(({ id }) => id) })
    expect(removed).toMatchObject({ status: 201, body: { version: 3 } })
  })
})

describe('who is on duty now, as people ask', () => {
  it('of a place: its village, township, county and the hotline; numbers only on request, with a reason, on record', async () => {
    await call('POST', '/duty/roster/entries', PEOPLE.unitLead, { divisionCode: VILLAGE, version: 0, entry: always('敖特根', { line: 1 }) })
    const now = dutyNowSchema.parse((await call('GET', `/duty/now?placeCode=${VILLAGE}`, PEOPLE.operator)).body)
    expect(now.posts.map(({ post, contacts }) => [post.level, contacts.map(({ name, standsIn }) => `${name}${standsIn ? '*' : ''}`)])).toEqual([
      ['village', ['敖特根']], ['township', ['韩秀英*', '包文军*']], ['county', ['乌云*']], ['city', []],
    ])
    const contactId = now.posts[0]?.contacts[0]?.id ?? ''
    expect(await call('POST', `/duty/contacts/${contactId}/reveal`, PEOPLE.operator, { reason: '' })).toMatchObject({ status: 400 })
    const audits = async (): Promise<object[]> => world.database.query(`SELECT actor_id, detail FROM audit_entry WHERE action = 'duty.call' AND subject_id = $1`, [`division:${VILLAGE}`])
    expect(await audits()).toEqual([])
    expect(await call('POST', `/duty/contacts/${contactId}/reveal`, PEOPLE.operator, { reason: '管网爆裂' })).toMatchObject({ status: 200, body: { phone: '13904751111' } })
    expect(await audits()).toMatchObject([{ actor_id: PEOPLE.operator.userId, detail: { contactId, reason: '管网爆裂' } }])
    const stranger = person('handler', 'township-150502003')
    expect(await call('POST', `/duty/contacts/${contactId}/reveal`, stranger, { reason: '想知道' })).toMatchObject({ status: 404, code: 'DUTY_CONTACT_UNKNOWN' })
  })

  it('of a county: every unit of it and the villages with a roster, and nobody of another county', async () => {
    await call('POST', '/duty/roster/entries', PEOPLE.unitLead, { divisionCode: VILLAGE, version: 0, entry: always('敖特根', { line: 1 }) })
    const { posts } = dutyNowSchema.parse((await call('GET', '/duty/now?countyCode=150523', PEOPLE.supervisor)).body) as DutyNowView
    expect(new Set(posts.map(({ post }) => post.countyCode))).toEqual(new Set(['150523']))
    expect(posts.filter(({ contacts }) => contacts.length > 0).map(({ post }) => post.key).sort()).toEqual([`division:${VILLAGE}`, `unit:${UNITS.coordinator}`, `unit:${UNITS.township}`])
  })

  it('the hours ahead nobody covers and the lines two people share are told by post', async () => {
    await call('PUT', '/duty/roster', PEOPLE.unitLead, { ...OWN, version: 0, entries: [FIRST, shift('那仁花', '2026-10-01T20:00:00', '2026-10-02T08:00:00')] })
    const { posts } = dutyGapsSchema.parse((await call('GET', `/duty/gaps?unitId=${UNITS.township}&days=3`, PEOPLE.unitLead)).body) as DutyGapsView
    expect(posts).toMatchObject([
      {
        hasRoster: true, uncoveredMinutes: 2 * 1440,
        gaps: [{ from: '2026-09-30T01:00:00.000Z', to: '2026-10-01T00:00:00.000Z' }, { from: '2026-10-02T00:00:00.000Z', to: '2026-10-03T01:00:00.000Z' }],
        clashes: [{ from: '2026-10-01T12:00:00.000Z', to: '2026-10-02T00:00:00.000Z', line: 1, names: ['照日格图', '那仁花'] }],
      },
    ])
  })
})

describe('a table of rosters', () => {
  const HEADING = '单位,姓名,职务,电话,顺序,日子,开始,结束'
  const take = async (rows: string[], mode: 'check' | 'save', by: Principal = PEOPLE.coordinator): Promise<DutyImportReport> =>
    dutyImportReportSchema.parse((await call('POST', '/duty/imports', by, { csv: [HEADING, ...rows].join('\r\n'), mode })).body)

  it('is taken whole: patterns of one person become one entry, and a check saves nothing', async () => {
    const rows = [`${UNITS.township},照日格图,值班员,13847512345,1,工作日,17:30,08:30`, `${UNITS.township},照日格图,值班员,13847512345,1,休息日,08:30,08:30`, `${VILLAGE},敖特根,主任,13947599999,1,,2026-10-01 08:00,2026-10-02 08:00`]
    expect(await take(rows, 'check')).toMatchObject({ rows: 3, entries: 2, posts: 2, saved: false, errors: [] })
    expect((await roster()).entries).toEqual([])
    expect(await take(rows, 'save')).toMatchObject({ saved: true })
    expect((await roster()).entries).toMatchObject([{ name: '照日格图', times: { kind: 'pattern', spans: [{ on: 'working', startMinute: 1050, minutes: 900 }, { on: 'rest', minutes: 1440 }] } }])
  })

  it('says row by row what is wrong, at most a hundred times, and then saves nothing', async () => {
    const bad = ['没有这个单位,甲,,13847512345,1,每天,08:00,18:00', `${UNITS.township},乙,,123,1,每天,08:00,18:00`, `${UNITS.township},丙,,13847512345,1,初一,08:00,18:00`, `"township-150502003",丁,,13847512345,1,每天,08:00,18:00`]
    const report = await take([`${UNITS.township},好,,13847512345,1,每天,08:00,18:00`, ...bad, ...Array.from({ length: 120 }, () => `${UNITS.township},,,13847512345,1,每天,08:00,18:00`)], 'save')
    expect(report).toMatchObject({ rows: 125, saved: false, errorCount: 124 })
    expect(report.errors).toHaveLength(100)
    expect(report.errors.slice(0, 5)).toEqual([
      { row: 3, message: '没有叫“没有这个单位”的单位或嘎查村，或不由您维护' },
      { row: 4, message: '电话“123”不对：应为 11 位手机号，或带区号的固定电话' },
      { row: 5, message: '日子“初一”不对：应为每天、工作日、休息日、节假日、周一、周二、周三、周四、周五、周六、周日，或空着写具体日期' },
      { row: 6, message: '没有叫“township-150502003”的单位或嘎查村，或不由您维护' },
      { row: 7, message: '姓名应为 1 至 30 个字' },
    ])
    expect((await roster()).version).toBe(0)
  })
})
