import {
  CLOCK_KIND_WORDS, DUTY_KINDS, isLongerThan, LIMIT_KIND_WORDS, LIMIT_KINDS, LIMIT_MAX, SERVICE_CLASS_WORDS, SERVICE_CLASSES,
  type LimitKind, type PolicyDraft, type PolicyFault, type PolicyOverride, type ServiceClass,
} from '@tongban/deadline/contract'
import { DAY_MS, plainDateOf, type Instant } from '@tongban/kernel/core'
import { durationText, isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import { ceilingOf, passesCeiling, wallMinutes } from './limits-ceilings.js'
import { checkLadder, type LadderWorld } from './policy-ladder-check.js'
import { isSameSelector } from './policy-limits.js'

/** What a table may refer to, and who its ladder would reach. */
export type PolicyWorld = LadderWorld & {
  readonly hasCategory: (code: string) => boolean
  readonly hasDivision: (code: string) => boolean
  /** The calendars limits are counted by, each once: the city's and those of places and units with their own. */
  readonly calendars: readonly { readonly name: string; readonly calendar: WorkCalendar }[]
  /** Some moments of the coming year a clock might start at. */
  readonly starts: readonly Instant[]
}

/** Everything that does not fit in a draft, errors first, each with the row it is in. `current`: the version it would follow. */
export function checkPolicyDraft(draft: PolicyDraft, current: Pick<PolicyDraft, 'ladder'>, world: PolicyWorld): PolicyFault[] {
  const faults = [
    ...checkClasses(draft), ...checkOverrides(draft.overrides, world), ...checkLengths(draft, world), ...checkCeilings(draft), ...checkOrder(draft), ...checkLadder(draft, current.ladder, world),
  ]
  return [...faults.filter(({ severity }) => severity === 'error'), ...faults.filter(({ severity }) => severity === 'warning')]
}

function checkClasses({ rows }: PolicyDraft): PolicyFault[] {
  return SERVICE_CLASSES.flatMap((serviceClass): PolicyFault[] => {
    const at = rows.flatMap((row, index) => (row.serviceClass === serviceClass ? [index] : []))
    const [, second] = at
    if (at.length === 0) return [{ code: 'CLASS_MISSING', severity: 'error', part: 'rows', row: null, others: [], text: `缺少“${SERVICE_CLASS_WORDS[serviceClass]}”一行` }]
    if (second === undefined) return []
    return [{ code: 'CLASS_TWICE', severity: 'error', part: 'rows', row: second, others: at.filter((index) => index !== second), text: `“${SERVICE_CLASS_WORDS[serviceClass]}”有 ${at.length} 行` }]
  })
}

function checkOverrides(overrides: readonly PolicyOverride[], world: PolicyWorld): PolicyFault[] {
  return overrides.flatMap((override, row): PolicyFault[] => {
    const { selector, limits } = override
    const fault = (code: PolicyFault['code'], text: string, others: number[] = []): PolicyFault => ({
      code, severity: 'error', part: 'overrides', row, others, text: `第 ${row + 1} 行：${text}`,
    })
    const { categoryCode, divisionCode } = selector
    return [
      ...(Object.keys(limits).length === 0 ? [fault('ROW_EMPTY', '没有给出任何时限')] : []),
      ...(Object.values(selector).every((part) => part === null) ? [fault('ROW_FOR_ALL', '没有写明哪些工单：对全部工单的时限请写在上面的基本行')] : []),
      ...(categoryCode !== null && !world.hasCategory(categoryCode) ? [fault('CATEGORY_UNKNOWN', `没有分类 ${categoryCode}`)] : []),
      ...(divisionCode !== null && !world.hasDivision(divisionCode) ? [fault('DIVISION_UNKNOWN', `没有区划 ${divisionCode}`)] : []),
      ...tiesOf(override, overrides, row).map(({ other, kind }) =>
        fault('POLICY_ROWS_TIED', `与第 ${other + 1} 行说的是同样的工单，都给出了“${LIMIT_KIND_WORDS[kind]}”时限`, [other]),
      ),
    ]
  })
}

export type Tie = { readonly row: number; readonly other: number; readonly kind: LimitKind }

/** Earlier rows that speak of the same cases and give the same limit; rows are counted from 0. */
function tiesOf({ selector, limits }: PolicyOverride, overrides: readonly PolicyOverride[], row: number): Tie[] {
  return overrides.slice(0, row).flatMap((earlier, other) => {
    if (!isSameSelector(earlier.selector, selector)) return []
    const kind = (Object.keys(limits) as LimitKind[]).find((each) => earlier.limits[each] !== undefined)
    return kind === undefined ? [] : [{ row, other, kind }]
  })
}

/** The first two rows of which nothing says which one holds; null when there are none. */
export const firstTie = (overrides: readonly PolicyOverride[]): Tie | null =>
  overrides.flatMap((override, row) => tiesOf(override, overrides, row))[0] ?? null

/** A row's limits beyond the norm. A row that names no class holds for all of them, the emergencies too. */
function checkCeilings({ rows, overrides }: PolicyDraft): PolicyFault[] {
  const basic = rows.flatMap(({ serviceClass, limits }, row) => DUTY_KINDS.flatMap((kind) => ceilingFault('rows', row, [serviceClass], kind, limits[kind])))
  const special = overrides.flatMap(({ selector: { serviceClass }, limits }, row) =>
    DUTY_KINDS.flatMap((kind) => ceilingFault('overrides', row, serviceClass === null ? SERVICE_CLASSES : [serviceClass], kind, limits[kind])),
  )
  return [...basic, ...special]
}

function ceilingFault(part: PolicyFault['part'], row: number, classes: readonly ServiceClass[], kind: (typeof DUTY_KINDS)[number], limit: Duration | undefined): PolicyFault[] {
  // Beyond the maximum there is an error to mend first.
  if (limit === undefined || isLongerThan(limit, LIMIT_MAX[kind])) return []
  const passed = classes.flatMap((serviceClass) => {
    const ceiling = ceilingOf(serviceClass, kind)
    return ceiling === null || !passesCeiling(limit, ceiling.limit) ? [] : [{ serviceClass, ceiling }]
  })
  if (passed.length === 0) return []
  const norms = passed.map(({ serviceClass, ceiling }) => `${SERVICE_CLASS_WORDS[serviceClass]} ${durationText(ceiling.limit)}（${ceiling.source}）`).join('；')
  return [{ code: 'CEILING_PASSED', severity: 'warning', part, row, others: [], text: `${part === 'overrides' ? `第 ${row + 1} 行：` : ''}${CLOCK_KIND_WORDS[kind]}时限 ${durationText(limit)}，超过 ${norms}` }]
}

type PlacedLimit = { readonly part: PolicyFault['part']; readonly row: number | null; readonly where: string; readonly kind: LimitKind; readonly limit: Duration }

/** Every limit of the table with the place people find it at. */
function limitsOf({ rows, procedureLimits, overrides }: PolicyDraft): PlacedLimit[] {
  return [
    ...rows.flatMap(({ serviceClass, limits }, row) => DUTY_KINDS.map((kind) => ({ part: 'rows' as const, row, where: `“${SERVICE_CLASS_WORDS[serviceClass]}”`, kind, limit: limits[kind] }))),
    ...entriesOf(procedureLimits).map(({ kind, limit }) => ({ part: 'procedureLimits' as const, row: null, where: '内部程序时限', kind, limit })),
    ...overrides.flatMap(({ limits }, row) => entriesOf(limits).map(({ kind, limit }) => ({ part: 'overrides' as const, row, where: `第 ${row + 1} 行`, kind, limit }))),
  ]
}

const entriesOf = (limits: PolicyOverride['limits']): { kind: LimitKind; limit: Duration }[] =>
  LIMIT_KINDS.flatMap((kind) => {
    const limit = limits[kind]
    return limit === undefined ? [] : [{ kind, limit }]
  })

/** A limit beyond the maximum, or one that the city's own days cannot be laid out for: found before it starts a clock, not while somebody files. */
function checkLengths(draft: PolicyDraft, world: PolicyWorld): PolicyFault[] {
  // One answer for each limit: a table has few different ones.
  const known = new Map<string, string | null>()
  return limitsOf(draft).flatMap(({ part, row, where, kind, limit }): PolicyFault[] => {
    const said = `${where}：${LIMIT_KIND_WORDS[kind]}时限 ${durationText(limit)}`
    if (isLongerThan(limit, LIMIT_MAX[kind])) {
      return [{ code: 'LIMIT_TOO_LONG', severity: 'error', part, row, others: [], text: `${said}，最多 ${durationText({ ...limit, amount: LIMIT_MAX[kind][limit.unit] })}` }]
    }
    const key = `${limit.amount} ${limit.unit}`
    const why = known.has(key) ? (known.get(key) ?? null) : whyNotInTime(limit, world)
    known.set(key, why)
    return why === null ? [] : [{ code: 'LIMIT_UNREACHABLE', severity: 'error', part, row, others: [], text: `${said}，${why}` }]
  })
}

/** Whatever the limit: one that is due later than this was laid out by a calendar with a hole in it. */
const LATEST_MS = 366 * DAY_MS

function whyNotInTime(limit: Duration, { calendars, starts }: PolicyWorld): string | null {
  if (!isWorkingUnit(limit.unit)) return null
  for (const { name, calendar } of calendars) {
    for (const start of starts) {
      const due = addDuration(calendar, start, limit)
      if (due.ok && due.value - start <= LATEST_MS) continue
      return `按工作日历“${name}”，自 ${plainDateOf(start)} 起${due.ok ? `要到 ${plainDateOf(due.value)} 才到期` : ` ${String(due.refusal.params.years)} 年内排不出来`}`
    }
  }
  return null
}

/** A promise that is due before the unit has to sign is a slip of the finger. */
function checkOrder({ rows }: PolicyDraft): PolicyFault[] {
  return rows.flatMap(({ serviceClass, limits }, row): PolicyFault[] =>
    (['sign', 'contact'] as const).flatMap((kind) =>
      wallMinutes(limits[kind]) <= wallMinutes(limits.promise)
        ? []
        : [{
            code: 'LIMIT_ORDER', severity: 'warning', part: 'rows', row, others: [],
            text: `${SERVICE_CLASS_WORDS[serviceClass]}：${CLOCK_KIND_WORDS[kind]}时限 ${durationText(limits[kind])}，比办结回复的 ${durationText(limits.promise)} 还长`,
          } as const],
    ),
  )
}
