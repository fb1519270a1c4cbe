import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, DAY_MS, isoOf, plainDateOf, plus } from '@tongban/kernel/core'
import { Database, PlatformConfig, statement } from '@tongban/platform/server'
import { WorkCalendars } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import { LIMIT_KINDS, type LimitKind, type PolicyDraft, type PolicyPreview, type PolicySample } from '../contract/index.js'
import { compareLimits, decidedLimit, limitFor, type DeadlinePolicy, type LimitSubject } from '../domain/index.js'
import { calendarOfUnit } from './clock-calendar.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { limitSubjectOf } from './policy-promise-quotes.js'

const DAYS_BACK = 30
/** As many cases as one look-up takes. */
const MOST_CASES = 1_000
const MOST_EXAMPLES = 20

// Index deadline_clock_subject, from its end: ids of cases are in the order of their time, so the newest come first.
const RECENT_OPEN_CASES = statement<{ case_id: string }>(
  'deadline.recent_open_cases',
  `SELECT DISTINCT case_id FROM deadline_clock
   WHERE city_code = $1 AND kind IN ('dispatch', 'promise') AND state IN ('running', 'paused') AND started_at >= $2
   ORDER BY case_id DESC LIMIT $3`,
)

type Compared = PolicyPreview['samples'][number]['limits'][number]

/** What a draft would change: for cases somebody thinks of, and for the open cases of the last 30 days. Two queries. */
@Injectable()
export class PolicyPreviews {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
  ) {}

  /** A class the draft has no row for is left out: the check says so. Of cases only numbers and moments, those that would be promised otherwise. */
  async of(draft: PolicyDraft, samples: readonly PolicySample[]): Promise<PolicyPreview> {
    const now = this.clock.now()
    const inForce = this.policies.inForce(now)
    const then: DeadlinePolicy = { ...draft, version: inForce.version + 1, validFrom: plainDateOf(now), validTo: null }
    const found = await this.database.run(RECENT_OPEN_CASES, [this.config.cityCode, isoOf(plus(now, -DAYS_BACK * DAY_MS)), MOST_CASES + 1])
    const snapshots = found.length === 0 ? [] : await this.cases.snapshots(found.slice(0, MOST_CASES).map(({ case_id }) => case_id))
    return {
      samples: samples.map((sample) => ({ sample, limits: compared(inForce, then, limitSubjectOf(sample)) })),
      cases: { looked: snapshots.length, more: found.length > MOST_CASES, examples: this.examplesOf(snapshots, inForce, then), kinds: countsOf(snapshots.map((snapshot) => compared(inForce, then, limitSubjectOf(snapshot)))) },
      note: '已经在走的时钟保持开始时的版本，不因发布而改变；新的时限只用于生效日起开始的时钟',
    }
  }

  /** The promise of a case by the table in force and by the draft, each counted from when it was given; its own clock keeps its version all the same. */
  private examplesOf(snapshots: readonly CaseSnapshot[], inForce: DeadlinePolicy, draft: DeadlinePolicy): Examples {
    const examples: Examples = []
    for (const snapshot of snapshots) {
      const { dispatchedAt, divisionCode, number, promiseDueAt } = snapshot
      if (snapshot.sealed || dispatchedAt === null || promiseDueAt === null || examples.length === MOST_EXAMPLES) continue
      const lead = snapshot.assignments.findLast(({ role }) => role === 'lead')
      const calendar = calendarOfUnit(this.calendars, divisionCode, lead?.unitId ?? null)
      const [now, then] = [inForce, draft].map((policy) => {
        const limit = limitFor(policy, limitSubjectOf(snapshot), 'promise')
        const due = limit.ok ? addDuration(calendar, dispatchedAt, limit.value) : limit
        return due.ok ? isoOf(due.value) : null
      })
      if (now == null || then == null || now === then) continue
      examples.push({ number, dueNow: now, dueThen: then })
    }
    return examples
  }
}

type Examples = PolicyPreview['cases']['examples']

function compared(inForce: DeadlinePolicy, draft: DeadlinePolicy, subject: LimitSubject): Compared[] {
  return LIMIT_KINDS.flatMap((kind) => {
    const [now, then] = [decidedLimit(inForce, subject, kind), decidedLimit(draft, subject, kind)]
    if (!now.ok || !then.ok) return []
    const difference = compareLimits(then.value.limit, now.value.limit)
    return [{
      kind, now: { limit: now.value.limit, source: now.value.source }, then: { limit: then.value.limit, source: then.value.source }, change: changeOf(difference),
    }]
  })
}

function changeOf(difference: number): Compared['change'] {
  if (difference === 0) return 'same'
  return difference > 0 ? 'longer' : 'shorter'
}

function countsOf(cases: readonly (readonly Compared[])[]): PolicyPreview['cases']['kinds'] {
  const count = (kind: LimitKind, change: Compared['change']): number =>
    cases.reduce((sum, limits) => sum + limits.filter((each) => each.kind === kind && each.change === change).length, 0)
  return LIMIT_KINDS.map((kind) => ({ kind, longer: count(kind, 'longer'), shorter: count(kind, 'shorter'), same: count(kind, 'same') }))
}
