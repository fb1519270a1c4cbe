import {
  CLOCK_KIND_WORDS, DUTY_KINDS, LIMIT_KIND_WORDS, SERVICE_CLASS_WORDS, SERVICE_CLASSES,
  type LimitKind, type PolicyDraft, type PolicyFault, type PolicyOverride, type ServiceClass,
} from '@tongban/deadline/contract'
import { durationText, type Duration } from '@tongban/worktime/contract'
import { ceilingOf, passesCeiling, wallMinutes } from './limits-ceilings.js'
import { checkLadder, type LadderWorld } from './policy-ladder-check.js'
import { isSameSelector } from './policy-limits.js'

/** What a table may refer to, and who its ladder would reach. */
export type PolicyWorld = LadderWorld & {
  readonly hasCategory: (code: string) => boolean
  readonly hasDivision: (code: string) => boolean
}

/** Everything that does not fit in a draft, errors first, each with the row it is in. `current`: the version it would follow. */
export function checkPolicyDraft(draft: PolicyDraft, current: Pick<PolicyDraft, 'ladder'>, world: PolicyWorld): PolicyFault[] {
  const faults = [...checkClasses(draft), ...checkOverrides(draft.overrides, world), ...checkCeilings(draft), ...checkOrder(draft), ...checkLadder(draft, current.ladder, world)]
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

function checkCeilings({ rows, overrides }: PolicyDraft): PolicyFault[] {
  const basic = rows.flatMap(({ serviceClass, limits }, row) => DUTY_KINDS.flatMap((kind) => ceilingFault('rows', row, serviceClass, kind, limits[kind])))
  const special = overrides.flatMap(({ selector: { serviceClass }, limits }, row) =>
    serviceClass === null ? [] : DUTY_KINDS.flatMap((kind) => ceilingFault('overrides', row, serviceClass, kind, limits[kind])),
  )
  return [...basic, ...special]
}

function ceilingFault(part: PolicyFault['part'], row: number, serviceClass: ServiceClass, kind: (typeof DUTY_KINDS)[number], limit: Duration | undefined): PolicyFault[] {
  const ceiling = ceilingOf(serviceClass, kind)
  if (limit === undefined || ceiling === null || !passesCeiling(limit, ceiling.limit)) return []
  const text = `${SERVICE_CLASS_WORDS[serviceClass]}的${CLOCK_KIND_WORDS[kind]}时限 ${durationText(limit)}，超过 ${durationText(ceiling.limit)}（${ceiling.source}）`
  return [{ code: 'CEILING_PASSED', severity: 'warning', part, row, others: [], text }]
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
