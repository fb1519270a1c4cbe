import { describe, expect, it } from '@jest/globals'
import { SERVICE_CLASSES, type PolicyDraft, type PolicyFault, type PolicyOverride } from '@tongban/deadline/contract'
import { DEFAULT_POLICY } from './default-policy.js'
import { checkPolicyDraft, type PolicyWorld } from './policy-check.js'

const WORLD: PolicyWorld = { hasCategory: (code) => code.startsWith('01'), hasDivision: (code) => code.startsWith('1505'), isHeld: () => true }
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
