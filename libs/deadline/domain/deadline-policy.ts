import { ok, plainDateOf, refuse, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import type { ClockKind, ServiceClass } from '@tongban/deadline/contract'
import type { Duration } from '@tongban/worktime/contract'
import type { WarnRule } from './warn-rule.js'

export type PolicyRow = {
  readonly serviceClass: ServiceClass
  readonly limits: Readonly<Record<ClockKind, Duration>>
  /** The norm the limits stay below. */
  readonly source: string
}

/** Limits that do not depend on the class: procedures inside the house. Their clocks come with their first command. */
export type ProcedureLimit = 'return_window' | 'return_ruling' | 'review' | 'adjudication'

/** One version of the table. A running clock keeps the version it started with, so a version is never edited, only followed by another. */
export type DeadlinePolicy = {
  readonly version: number
  /** Days of the city this version starts clocks on, half-open; null is open-ended. */
  readonly validFrom: PlainDate
  readonly validTo: PlainDate | null
  readonly rows: readonly PolicyRow[]
  readonly procedureLimits: Readonly<Record<ProcedureLimit, Duration>>
  /** First rule that matches decides. */
  readonly warnRules: readonly WarnRule[]
}

/** Refuses DEADLINE_POLICY_MISSING {serviceClass}. */
export function policyRowOf(policy: DeadlinePolicy, serviceClass: ServiceClass): Result<PolicyRow> {
  const row = policy.rows.find((each) => each.serviceClass === serviceClass)
  return row === undefined ? refuse('DEADLINE_POLICY_MISSING', { serviceClass }) : ok(row)
}

/** The version in force at a moment, or null; should two overlap, the higher version wins. */
export function policyInForce(policies: readonly DeadlinePolicy[], at: Instant): DeadlinePolicy | null {
  const today = plainDateOf(at)
  return policies.reduce<DeadlinePolicy | null>((best, each) => {
    const isInForce = each.validFrom <= today && (each.validTo === null || today < each.validTo)
    return isInForce && (best === null || each.version > best.version) ? each : best
  }, null)
}
