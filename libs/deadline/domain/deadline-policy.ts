import { ok, plainDateOf, refuse, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import type { ProcedureLimit } from '@tongban/case/contract'
import { isDutyKind, type ClockKind, type DutyKind, type LadderRung, type PolicyOverride, type ProcedureKind, type ServiceClass } from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'
import type { WarnRule } from './warn-rule.js'

export type PolicyRow = {
  readonly serviceClass: ServiceClass
  readonly limits: Readonly<Record<DutyKind, Duration>>
  /** The norm the limits stay below. */
  readonly source: string
}

/** Limits that do not depend on the class: procedures inside the house. */
export type { ProcedureLimit } from '@tongban/case/contract'

/** One version of the table. A running clock keeps the version it started with, so a version is never edited, only followed by another. */
export type DeadlinePolicy = {
  readonly version: number
  /** Days of the city this version starts clocks on, half-open; null is open-ended. */
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
  readonly rows: readonly PolicyRow[]
  readonly procedureLimits: Readonly<Record<Exclude<ProcedureLimit, 'arrive' | 'callback'>, Duration>> & { readonly arrive?: Duration; readonly callback?: Duration }
  /** Where the limits of procedures come from; older versions say nothing of it. */
  readonly procedureSources?: Readonly<Partial<Record<ProcedureLimit, string>>>
  /** Other limits for some cases; the most specific row that gives one decides it. */
  readonly overrides: readonly PolicyOverride[]
  /** What happens to a clock before, at and after its due moment. */
  readonly ladder: readonly LadderRung[]
  /** First rule that matches decides. */
  readonly warnRules: readonly WarnRule[]
}

/** Refuses DEADLINE_POLICY_MISSING {serviceClass}. */
export function policyRowOf(policy: DeadlinePolicy, serviceClass: ServiceClass): Result<PolicyRow> {
  const row = policy.rows.find((each) => each.serviceClass === serviceClass)
  return row === undefined ? refuse('DEADLINE_POLICY_MISSING', { serviceClass }) : ok(row)
}

/** What older versions of the policy say nothing about: a whistled department's arrival, the callback. */
const DEFAULT_LIMITS: Readonly<Record<ProcedureLimit & ('arrive' | 'callback'), Duration>> = {
  arrive: { amount: 120, unit: 'work_minute' },
  callback: { amount: 3, unit: 'work_day' },
}

export const procedureLimitOf = (policy: DeadlinePolicy, limit: ProcedureLimit): Duration =>
  limit === 'arrive' || limit === 'callback' ? (policy.procedureLimits[limit] ?? DEFAULT_LIMITS[limit]) : policy.procedureLimits[limit]

const PROCEDURE_LIMITS: Readonly<Record<ProcedureKind, ProcedureLimit>> = {
  arrive: 'arrive', callback: 'callback', review: 'review', ruling: 'return_ruling', adjudication: 'adjudication',
}

/** The limit of a clock by the basic rows alone. Where the case is known, `limitFor` asks the more specific rows first. */
export const limitOf = (policy: DeadlinePolicy, row: PolicyRow, kind: ClockKind): Duration =>
  isDutyKind(kind) ? row.limits[kind] : procedureLimitOf(policy, PROCEDURE_LIMITS[kind])

/** The version in force at a moment, or null; should two overlap, the higher version wins. */
export function policyInForce(policies: readonly DeadlinePolicy[], at: Instant): DeadlinePolicy | null {
  const today = plainDateOf(at)
  return policies.reduce<DeadlinePolicy | null>((best, each) => {
    const isInForce = each.validFrom <= today && (each.validTo === null || today < each.validTo)
    return isInForce && (best === null || each.version > best.version) ? each : best
  }, null)
}
