import { describe, expect, it } from '@jest/globals'
import {
  CLOCK_KIND_WORDS, LIMIT_KINDS, LIMIT_MAX, SERVICE_CLASSES, type LadderRung, type LadderTarget, type PolicyDraft, type PolicyFault, type PolicyOverride,
} from '@tongban/deadline/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { durationUnitSchema, type Duration, type WeeklyHours, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import { DEFAULT_POLICY } from './default-policy.js'
import { checkPolicyDraft, type PolicyWorld } from './policy-check.js'

const calendarOf = (hours: readonly WeeklyHours[]): WorkCalendar => {
  const built = buildWorkCalendar({ code: 'office', version: 1, hours: [...hours], exceptions: [] })
  if (!built.ok) throw new Error(built.refusal.code)
  return built.value
}
const START = instantFromIso('2026-11-22T16:00:00.000Z')
const WORLD: PolicyWorld = {
  hasCategory: (code) => code.startsWith('01'), hasDivision: (code) => code.startsWith('1505'), isHeld: () => true,
  calendars: [{ name: '全市', calendar: calendarOf([DEFAULT_OFFICE_HOURS]) }], starts: [START],
}
const { rows, procedureLimits, overrides, ladder, warnRules } = DEFAULT_POLICY
const SHIPPED: PolicyDraft = {
  rows: [...rows], overrides: [...overrides], ladder: [...ladder], warnRules: [...warnRules], procedureSources: {},
  procedureLimits: { ...procedureLimits, arrive: { amount: 120, unit: 'work_minute' }, callback: { amount: 3, unit: 'work_day' } },
} as PolicyDraft

const faultsOf = (changes: Partial<PolicyDraft>, world: Partial<PolicyWorld> = {}): PolicyFault[] => checkPolicyDraft({ ...SHIPPED, ...changes }, SHIPPED, { ...WORLD, ...world })
const found = (faults: readonly PolicyFault[]): unknown[] => faults.map(({ code, severity, part, row, others }) => [code, severity, part, row, others])
const NOWHERE: PolicyOverride['selector'] = { serviceClass: null, caseType: null, categoryCode: null, divisionCode: null }
const override = (selector: Partial<PolicyOverride['selector']>, limits: PolicyOverride['limits']): PolicyOverride => ({ selector: { ...NOWHERE, ...selector }, limits, source: '本市规定' })
const HOUR = { amount: 60, unit: 'minute' } as const

describe('the check of a draft', () => {
  it('finds nothing in the table an installation starts with', () => {
    expect(faultsOf({})).toEqual([])
  })

  it('names both rows of a tie, and no row that only looks like one', () => {
    const tied = [override({ categoryCode: '0101' }, { sign: HOUR }), override({ categoryCode: '01' }, { sign: HOUR }), override({ categoryCode: '0101' }, { sign: HOUR, promise: HOUR })]
    expect(found(faultsOf({ overrides: tied }))).toEqual([['POLICY_ROWS_TIED', 'error', 'overrides', 2, [0]]])
    expect(faultsOf({ overrides: [override({ categoryCode: '0101' }, { sign: HOUR }), override({ categoryCode: '0101' }, { contact: HOUR })] })).toEqual([])
    // The city by its own code and the city unnamed are different words for one place only where nothing else is named.
    expect(faultsOf({ overrides: tied })[0]?.text).toBe('第 3 行：与第 1 行说的是同样的工单，都给出了“签收”时限')
  })

  it('finds every fault of a row at once', () => {
    const wrong = [override({}, {}), override({ categoryCode: '99', divisionCode: '110100' }, { sign: HOUR })]
    expect(found(faultsOf({ overrides: wrong })).map((fault) => (fault as unknown[]).slice(0, 4))).toEqual([
      ['ROW_EMPTY', 'error', 'overrides', 0], ['ROW_FOR_ALL', 'error', 'overrides', 0], ['CATEGORY_UNKNOWN', 'error', 'overrides', 1], ['DIVISION_UNKNOWN', 'error', 'overrides', 1],
    ])
  })

  it('misses a class, and finds one that is there twice', () => {
    const [first, ...rest] = SHIPPED.rows
    expect(found(faultsOf({ rows: rest }))).toEqual([['CLASS_MISSING', 'error', 'rows', null, []]])
    if (first !== undefined) expect(found(faultsOf({ rows: [...SHIPPED.rows, first] }))).toEqual([['CLASS_TWICE', 'error', 'rows', 6, [0]]])
  })

  it('warns, and no more, of a limit beyond the norm it stands under', () => {
    const longer = SHIPPED.rows.map((row) => (row.serviceClass === 'help_suggestion' ? { ...row, limits: { ...row.limits, promise: { amount: 6, unit: 'work_day' as const } } } : row))
    expect(found(faultsOf({ rows: longer }))).toEqual([['CEILING_PASSED', 'warning', 'rows', 3, []]])
    // Two hours of working time are not two hours: they stand still over night.
    const standing = SHIPPED.rows.map((row) => (row.serviceClass === 'emergency' ? { ...row, limits: { ...row.limits, promise: { amount: 60, unit: 'work_minute' as const } } } : row))
    expect(found(faultsOf({ rows: standing }))).toContainEqual(['CEILING_PASSED', 'warning', 'rows', 0, []])
  })
})

describe('a ladder nobody can silence', () => {
  it.each(['dispatch', 'sign', 'review', 'adjudication'] as const)('keeps a rung for %s', (kind) => {
    expect(found(faultsOf({ ladder: SHIPPED.ladder.filter(({ kinds }) => !kinds.includes(kind)) }))).toEqual([['LADDER_SILENCED', 'error', 'ladder', null, []]])
  })

  it('keeps one for each class: leaving out the emergencies is silence, too', () => {
    const slow = SERVICE_CLASSES.filter((serviceClass) => serviceClass !== 'emergency')
    const quiet = SHIPPED.ladder.map((rung) => (rung.kinds.includes('sign') ? { ...rung, serviceClasses: slow } : rung))
    expect(faultsOf({ ladder: quiet }).map(({ code, text }) => [code, text])).toEqual([['LADDER_SILENCED', '“签收”时钟至少要保留一级阶梯（紧急）']])
  })

  it('tells of every broken promise: a warning before it is not enough', () => {
    const early = SHIPPED.ladder.filter(({ kinds, offset }) => !kinds.includes('promise') || offset.when === 'before')
    expect(found(faultsOf({ ladder: early }))).toEqual([['PROMISE_WITHOUT_RUNG', 'error', 'ladder', null, []]])
  })

  it('has one code for each rung', () => {
    const [first] = SHIPPED.ladder
    if (first !== undefined) expect(found(faultsOf({ ladder: [...SHIPPED.ladder, first] }))).toEqual([['RUNG_CODE_TWICE', 'error', 'ladder', SHIPPED.ladder.length, [0]]])
  })

  it('warns of a rung that never comes, and of one that reaches nobody', () => {
    const never = SHIPPED.ladder.map((rung) => (rung.code === 'fast_warning' ? { ...rung, offset: { when: 'before' as const, amount: 48 * 60, unit: 'minute' as const } } : rung))
    expect(faultsOf({ ladder: never }).map(({ code, severity }) => [code, severity])).toEqual([['RUNG_BEFORE_START', 'warning']])
    const nobody = faultsOf({}, { isHeld: ({ role }) => role !== 'reviewer' && role !== 'supervisor' })
    expect(nobody.every(({ code, severity }) => code === 'RUNG_NOBODY' && severity === 'warning')).toBe(true)
    expect(nobody.map(({ row }) => SHIPPED.ladder[row ?? -1]?.code)).toEqual(expect.arrayContaining(['review_overdue', 'callback_overdue']))
  })
})

describe('a ladder nobody can put out of reach', () => {
  const rungAt = (code: string): number => SHIPPED.ladder.findIndex((rung) => rung.code === code)
  const changed = (of: (rung: LadderRung) => LadderRung | null): PolicyDraft['ladder'] => SHIPPED.ladder.flatMap((rung) => of(rung) ?? [])
  const errorsOf = (ladder: PolicyDraft['ladder']): PolicyFault[] => faultsOf({ ladder }).filter(({ severity }) => severity === 'error')
  const isPromise = ({ kinds }: LadderRung): boolean => kinds.includes('promise')
  const toward = (level: LadderTarget['level'], role: LadderTarget['role']) => (rung: LadderRung): LadderRung =>
    isPromise(rung) ? { ...rung, actions: rung.actions.map((action) => ({ ...action, to: [{ level, role }] })) } : rung

  it('keeps every rung within a month of its due moment, before and after', () => {
    const off = { amount: 100_000, unit: 'work_day' as const }
    const far = errorsOf(changed((rung) => (isPromise(rung) ? { ...rung, offset: { when: rung.offset.when === 'before' ? 'before' : 'after', ...off } } : rung)))
    expect(far.filter(({ code }) => code === 'RUNG_TOO_FAR').map(({ row }) => row)).toEqual(SHIPPED.ladder.flatMap((rung, row) => (isPromise(rung) ? [row] : [])))
    expect(far[0]?.text).toBe('第 1 级“48 小时预警”在到期前 100000 个工作日：一级阶梯离到期最多 20 个工作日')
    const edge = (amount: number): PolicyFault[] => errorsOf(changed((rung) => (rung.code === 'interview' ? { ...rung, offset: { when: 'after', amount, unit: 'calendar_day' } } : rung)))
    expect([edge(30), edge(31).map(({ code }) => code)]).toEqual([[], ['RUNG_TOO_FAR']])
  })

  it('gives no order years for its reply', () => {
    const slow = changed((rung) => (rung.code === 'routine' ? { ...rung, actions: rung.actions.map((action) => (action.do === 'order' ? { ...action, replyWithin: { amount: 21, unit: 'work_day' as const } } : action)) } : rung))
    expect(found(errorsOf(slow))).toEqual([['REPLY_TOO_LONG', 'error', 'ladder', rungAt('routine'), []]])
  })

  it('tells somebody at the due moment or soon after: within an hour of what is counted in hours, else within a working day', () => {
    const [rest, due] = [changed((rung) => (rung.code === 'overdue' || rung.code === 'routine' ? null : rung)), changed((rung) => (rung.code === 'overdue' ? null : rung))]
    expect(errorsOf(rest).map(({ code, text }) => [code, text])).toEqual([
      ['DUE_UNTOLD', '“办结回复”到期后最早的一级是第 3 级“挂牌督办”（到期后 3 个工作日）：到期时或其后 1 个工作日内须有一级通知到人（咨询；求助、建议；投诉、举报；复杂疑难）'.replace('第 3 级', `第 ${rest.findIndex(({ code }) => code === 'listed') + 1} 级`)],
    ])
    expect(errorsOf(due)).toEqual([])
    const late = changed((rung) => (rung.code === 'fast_overdue' ? null : rung.code === 'fast_routine' ? { ...rung, offset: { when: 'after', amount: 60, unit: 'work_minute' } } : rung))
    expect(errorsOf(late).map(({ code }) => code)).toEqual(['DUE_UNTOLD'])
  })

  it.each(['dispatch', 'sign', 'contact', 'arrive', 'review', 'callback', 'ruling', 'adjudication'] as const)('tells of a late %s in time, too', (kind) => {
    const late = changed((rung) => (rung.kinds.includes(kind) ? { ...rung, offset: { when: 'after', amount: 19, unit: 'work_day' } } : rung))
    expect(errorsOf(late).some(({ code, text }) => code === 'DUE_UNTOLD' && text.includes(CLOCK_KIND_WORDS[kind]))).toBe(true)
  })

  it('speaks to no role that nobody can hold there, and says which', () => {
    for (const [level, role] of [['discipline', 'operator'], ['unit', 'knowledge_editor'], ['county', 'supervisor'], ['city', 'system_admin']] as const) {
      const codes = errorsOf(changed(toward(level, role))).map(({ code }) => code)
      expect([level, codes.filter((code) => code === 'RUNG_IMPOSSIBLE').length]).toEqual([level, SHIPPED.ladder.filter(isPromise).flatMap(({ actions }) => actions).length])
      expect(codes).toContain('DUE_UNTOLD')
    }
    const pool = changed((rung) => (rung.code === 'dispatch_overdue' ? { ...rung, actions: [{ do: 'notify', to: [{ level: 'unit', role: 'unit_lead' }] }] } : rung))
    expect(errorsOf(pool).find(({ code }) => code === 'RUNG_IMPOSSIBLE')).toMatchObject({
      row: rungAt('dispatch_overdue'), text: `第 ${rungAt('dispatch_overdue') + 1} 级“未按时派单”的第 1 项动作没有对着任何可能在那里的人（派单时钟）`,
    })
  })

  it('climbs above the unit it is about', () => {
    expect(errorsOf(changed(toward('unit', 'unit_lead'))).map(({ code, text }) => [code, text])).toEqual([
      ['LADDER_STAYS_LOW', '“办结回复”到期后没有一级到得了承办单位以上（旗县、市热线或纪检）：全部类别'],
    ])
    const early = changed((rung) => (isPromise(rung) && rung.offset.when === 'before' ? rung : toward('unit', 'unit_lead')(rung)))
    expect(errorsOf(early).map(({ code }) => code)).toEqual(['LADDER_STAYS_LOW'])
  })

  it('is let be where nobody holds the role today: an account may follow', () => {
    expect(faultsOf({}, { isHeld: () => false }).every(({ severity, code }) => severity === 'warning' && code === 'RUNG_NOBODY')).toBe(true)
  })
})

describe('a limit nobody could mean', () => {
  const errors = (changes: Partial<PolicyDraft>, world: Partial<PolicyWorld> = {}): PolicyFault[] => faultsOf(changes, world).filter(({ severity }) => severity === 'error')
  const help = (promise: Duration): PolicyDraft['rows'] => SHIPPED.rows.map((row) => (row.serviceClass === 'help_suggestion' ? { ...row, limits: { ...row.limits, promise } } : row))

  it('is an error in whichever row it stands, whatever the row speaks of', () => {
    for (const amount of [20_000, 50_000, 5_256_000]) {
      const limit = { amount, unit: 'work_day' } as const
      expect(found(errors({ rows: help(limit) }))).toEqual([['LIMIT_TOO_LONG', 'error', 'rows', 3, []]])
      expect(found(errors({ overrides: [override({ caseType: 'suggestion' }, { promise: limit })] }))).toEqual([['LIMIT_TOO_LONG', 'error', 'overrides', 0, []]])
      expect(found(errors({ procedureLimits: { ...SHIPPED.procedureLimits, review: limit } }))).toEqual([['LIMIT_TOO_LONG', 'error', 'procedureLimits', null, []]])
    }
    expect(errors({ overrides: [override({ caseType: 'praise' }, { promise: { amount: 20_000, unit: 'work_day' } })] })[0]?.text).toBe(
      '第 1 行：办结回复时限 20000 个工作日，最多 60 个工作日',
    )
  })

  it.each(LIMIT_KINDS)('has a maximum for %s in every unit, which is just let be', (kind) => {
    for (const unit of durationUnitSchema.options) {
      const amount = LIMIT_MAX[kind][unit]
      expect([unit, errors({ overrides: [override({ caseType: 'help' }, { [kind]: { amount, unit } })] })]).toEqual([unit, []])
      expect(errors({ overrides: [override({ caseType: 'help' }, { [kind]: { amount: amount + 1, unit } })] }).map(({ code }) => code)).toEqual(['LIMIT_TOO_LONG'])
    }
  })

  it('is counted once by every calendar of the city: what cannot be laid out is found here, not while somebody files', () => {
    const day = [{ startMinute: 540, endMinute: 600 }]
    const rare = calendarOf([{ ...DEFAULT_OFFICE_HOURS, season: { from: '03-01', to: '03-02' }, week: Array.from({ length: 7 }, () => day) }])
    const unit = { name: '一年只上一天班的单位', calendar: rare }
    const faults = errors({}, { calendars: [...WORLD.calendars, unit] })
    expect(faults.map(({ code, part, row }) => [code, part, row])).toContainEqual(['LIMIT_UNREACHABLE', 'rows', 3])
    expect(faults.find(({ row, text }) => row === 3 && text.includes('办结回复'))?.text).toBe(
      '“求助、建议”：办结回复时限 5 个工作日，按工作日历“一年只上一天班的单位”，自 2026-11-23 起要到 2032-03-01 才到期',
    )
    const none = errors({ overrides: [override({ caseType: 'help' }, { promise: { amount: 60, unit: 'work_day' } })] }, { calendars: [unit] })
    expect(none.find(({ part }) => part === 'overrides')?.text).toBe('第 1 行：办结回复时限 60 个工作日，按工作日历“一年只上一天班的单位”，自 2026-11-23 起 20 年内排不出来')
    // Round the clock needs no calendar.
    expect(faults.some(({ part, row }) => part === 'rows' && row === 5)).toBe(true)
    expect(faults.filter(({ part, row }) => part === 'rows' && row === 0)).toEqual([])
  })

  it('is warned of beyond a norm in a row that names no class, too: it holds for the emergencies as well', () => {
    const faults = faultsOf({ overrides: [override({ categoryCode: '0101' }, { promise: { amount: 3, unit: 'work_day' } })] })
    expect(faults.map(({ code, severity, row }) => [code, severity, row])).toEqual([['CEILING_PASSED', 'warning', 0]])
    expect(faults[0]?.text).toContain('紧急')
    expect(faults[0]?.text).not.toContain('求助')
  })
})
