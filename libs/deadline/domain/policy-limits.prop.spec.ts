import { describe, expect, it } from '@jest/globals'
import { limitKindSchema, SERVICE_CLASSES, type LimitKind, type PolicyOverride, type PolicySelector } from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'
import fc from 'fast-check'
import type { DeadlinePolicy } from './deadline-policy.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { decidedLimit, isSameSelector, type LimitSubject } from './policy-limits.js'

// Small trees, so that rows and cases meet often.
const CATEGORIES = ['01', '0101', '010101', '010102', '0102', '02', '0201', '020101']
const DIVISIONS = ['150500', '150502', '150502001', '150502001001', '150502002', '150521', '150521100', '150571']
const TYPES = ['help', 'complaint', 'report'] as const

const selector = fc.record({
  serviceClass: fc.option(fc.constantFrom(...SERVICE_CLASSES)), caseType: fc.option(fc.constantFrom(...TYPES)),
  categoryCode: fc.option(fc.constantFrom(...CATEGORIES)), divisionCode: fc.option(fc.constantFrom(...DIVISIONS)),
}) satisfies fc.Arbitrary<PolicySelector>

const duration: fc.Arbitrary<Duration> = fc.record({ amount: fc.integer({ min: 1, max: 5000 }), unit: fc.constantFrom('minute', 'work_minute', 'work_day', 'calendar_day') })
const limits = fc.dictionary(fc.constantFrom(...limitKindSchema.options), duration, { minKeys: 1, maxKeys: 5 })
const untied = (rows: readonly PolicyOverride[]): PolicyOverride[] => rows.filter((row, at) => rows.findIndex((other) => isSameSelector(other.selector, row.selector)) === at)
const policies: fc.Arbitrary<DeadlinePolicy> = fc
  .array(fc.record({ selector, limits, source: fc.constant('本市规定') }), { maxLength: 40 })
  .map((rows) => ({ ...DEFAULT_POLICY, overrides: untied(rows as PolicyOverride[]) }))
const subjects: fc.Arbitrary<LimitSubject> = fc.record({
  serviceClass: fc.constantFrom(...SERVICE_CLASSES), caseType: fc.option(fc.constantFrom(...TYPES)), categoryCode: fc.option(fc.constantFrom(...CATEGORIES)),
  divisionCode: fc.option(fc.constantFrom(...DIVISIONS)),
})

const PARENT: Readonly<Record<string, string | null>> = {
  '150500': null, '150502': '150500', '150502001': '150502', '150502001001': '150502001', '150502002': '150502', '150521': '150500', '150521100': '150521', '150571': '150500',
}
/** A place and everything above it, walked up as the tree has it, not as codes look. */
const placePath = (code: string | null): string[] => (code === null ? [] : [code, ...placePath(PARENT[code] ?? null)])
const categoryPath = (code: string | null): string[] => (code === null || code === '' ? [] : [code, ...categoryPath(code.slice(0, -2))])

/** Every row that fits, compared with every other, by the words of the contract. */
function slowly(policy: DeadlinePolicy, subject: LimitSubject, kind: LimitKind): number | null {
  const places = placePath(subject.divisionCode ?? null)
  const categories = categoryPath(subject.categoryCode ?? null)
  const fits = policy.overrides
    .map((row, at) => ({ ...row, at }))
    .filter(({ limits: named }) => named[kind] !== undefined)
    .filter(({ selector: { serviceClass } }) => serviceClass === null || serviceClass === subject.serviceClass)
    .filter(({ selector: { caseType } }) => caseType === null || caseType === subject.caseType)
    .filter(({ selector: { categoryCode } }) => categoryCode === null || categories.includes(categoryCode))
    .filter(({ selector: { divisionCode } }) => divisionCode === null || places.includes(divisionCode))
  const depth = (path: readonly string[], code: string | null): number => (code === null ? 0 : path.length - path.indexOf(code))
  const beats = (a: (typeof fits)[number], b: (typeof fits)[number]): boolean => {
    const [ac, bc] = [depth(categories, a.selector.categoryCode), depth(categories, b.selector.categoryCode)]
    if (ac !== bc) return ac > bc
    const [ad, bd] = [depth(places, a.selector.divisionCode), depth(places, b.selector.divisionCode)]
    if (ad !== bd) return ad > bd
    if ((a.selector.caseType === null) !== (b.selector.caseType === null)) return a.selector.caseType !== null
    return a.selector.serviceClass !== null && b.selector.serviceClass === null
  }
  return fits.find((row) => fits.every((other) => other === row || beats(row, other)))?.at ?? null
}

describe('the row that decides a limit', () => {
  it('is the most specific one that names it, as a reader who compares all rows finds', () => {
    const seen = new Set<boolean>()
    fc.assert(
      fc.property(policies, subjects, fc.constantFrom(...limitKindSchema.options), (policy, subject, kind) => {
        const decided = decidedLimit(policy, subject, kind)
        if (!decided.ok) throw new Error(decided.refusal.code)
        const expected = slowly(policy, subject, kind)
        seen.add(expected === null)
        expect(decided.value.override).toBe(expected)
        if (expected !== null) expect(decided.value.limit).toEqual(policy.overrides[expected]?.limits[kind])
      }),
      { numRuns: 3000 },
    )
    // Both answers must have come up, or nothing was shown.
    expect(seen).toEqual(new Set([true, false]))
  })

  it('does not depend on the order the rows are written in', () => {
    fc.assert(
      fc.property(policies, subjects, fc.constantFrom(...limitKindSchema.options), (policy, subject, kind) => {
        const turned = { ...policy, overrides: [...policy.overrides].reverse() }
        const [one, other] = [decidedLimit(policy, subject, kind), decidedLimit(turned, subject, kind)]
        expect(one.ok && one.value.limit).toEqual(other.ok && other.value.limit)
      }),
    )
  })
})
