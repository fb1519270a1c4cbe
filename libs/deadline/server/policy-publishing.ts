import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { addDays, Clock, instant, ok, plainDate, plainDateOf, refuse, type Instant, type PlainDate, type Result } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import type { z } from 'zod'
import { CORRECTION_DAYS, LIMIT_KIND_WORDS, POLICY_PUBLISHED, type PolicyDraft, type PolicyFault, type publishPolicySchema } from '../contract/index.js'
import { checkPolicyDraft, firstTie } from '../domain/index.js'
import { draftOf, rulesOf } from './persistence/deadline-policy.mapper.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { PolicyVersionStore, type PolicyVersionRow } from './persistence/policy-version.store.js'
import { PolicyWorlds } from './policy-worlds.js'

type Publication = z.output<typeof publishPolicySchema>
type Listed = Omit<PolicyVersionRow, 'rules'>

/**
 * Versions of the table: checked, published for a day to come, withdrawn before it. A version in force is never changed: whoever wants another limit
 * publishes another version, and a clock that runs keeps the one it was started by. Only a correction begins on the day it is published.
 */
@Injectable()
export class PolicyPublishing {
  constructor(
    @Inject(PolicyVersionStore) private readonly store: PolicyVersionStore,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(PolicyWorlds) private readonly worlds: PolicyWorlds,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Everything that does not fit, with the row it is in. One query: who holds which role. */
  async check(draft: PolicyDraft): Promise<PolicyFault[]> {
    return checkPolicyDraft(draft, { ladder: [...this.policies.inForce(this.clock.now()).ladder] }, await this.worlds.of(draft))
  }

  /**
   * Adds a version, and withdraws the upcoming one it takes the place of. Throws Refused: POLICY_ROWS_TIED, LADDER_SILENCED, POLICY_FAULTY,
   * POLICY_FROM_TOO_EARLY, POLICY_SUPERSEDED, POLICY_VERSION_UPCOMING, POLICY_NOT_UPCOMING.
   */
  async publish(publication: Publication, principal: Principal): Promise<number> {
    const at = this.clock.now()
    const today = plainDateOf(at)
    const faults = await this.check(publication.draft)
    given(refusalOf(publication.draft, faults))
    const versions = await this.store.list()
    const [newest] = versions
    if (newest === undefined || newest.version !== publication.latestSeen) throw refused('POLICY_SUPERSEDED', { latest: newest?.version ?? 0 })
    const corrected = await this.correctable(versions, today)
    const validFrom = given(this.firstDay(publication, versions, { today, earliest: corrected === null ? addDays(today, 1) : today }))
    const corrects = validFrom === today ? corrected : null
    const version = newest.version + 1
    const { reason, replaces } = publication
    const rules = rulesOf(publication.draft)
    await this.store.transaction(async (tx) => {
      if (replaces !== null && !(await this.store.withdraw(tx, { version: replaces, by: principal.userId, reason: `由第 ${version} 版代替`, at, today }))) {
        throw refused('POLICY_NOT_UPCOMING', { version: replaces })
      }
      const added = await this.store.add(tx, { version, validFrom, rules, authorId: principal.userId, reason, basedOn: newest.version, at })
      if (!added) throw refused('POLICY_SUPERSEDED', { latest: version })
      await this.tell(tx, principal, at, 'deadline.publish_policy', { version, validFrom, replaces, corrects, reason })
    })
    await this.policies.reload()
    return version
  }

  /** Throws Refused: NOT_FOUND, POLICY_NOT_UPCOMING. */
  async withdraw(version: number, reason: string, principal: Principal): Promise<void> {
    const at = this.clock.now()
    if ((await this.store.byVersion(version)) === null) throw refused('NOT_FOUND', {})
    await this.store.transaction(async (tx) => {
      const withdrawn = await this.store.withdraw(tx, { version, by: principal.userId, reason, at, today: plainDateOf(at) })
      if (!withdrawn) throw refused('POLICY_NOT_UPCOMING', { version })
      await this.tell(tx, principal, at, 'deadline.withdraw_policy', { version, reason })
    })
    await this.policies.reload()
  }

  private tell(tx: Parameters<PolicyVersionStore['tell']>[0], principal: Principal, at: Instant, action: string, facts: Readonly<Record<string, string | number | null>>): Promise<void> {
    const version = String(facts.version)
    return this.store.tell(
      tx,
      { at, actorId: principal.userId, actorUnitId: principal.unitId, action, subjectType: 'configuration', subjectId: `deadline_policy:${version}`, outcome: 'done', detail: facts },
      { type: POLICY_PUBLISHED, subjectId: version, at, data: { version: facts.version, what: action === 'deadline.publish_policy' ? 'published' : 'withdrawn', by: principal.userId } },
    )
  }

  /**
   * The version in force, where it may be corrected from today on: because it turned out wrong within days of its first, or because the city's days
   * cannot be laid out by it and every filing would wait for tomorrow. Clocks that run keep what they were promised all the same. The days are counted
   * from the last version that was announced ahead: a correction opens no days of its own.
   */
  private async correctable(versions: readonly Listed[], today: PlainDate): Promise<number | null> {
    const begun = versions.filter((each) => each.withdrawn_at === null && each.valid_from <= today)
    const [inForce] = begun
    if (inForce === undefined) return null
    const announced = begun.find((each) => each.valid_from > plainDateOf(instant(each.created_at)))
    if (announced !== undefined && today < addDays(plainDate(announced.valid_from), CORRECTION_DAYS)) return inForce.version
    const faults = await this.check(draftOf(this.policies.inForce(this.clock.now())))
    return faults.some(({ code }) => code === 'LIMIT_TOO_LONG' || code === 'LIMIT_UNREACHABLE') ? inForce.version : null
  }

  /** Tomorrow at the earliest, for a day that has begun keeps the limits it began with; today for a correction. A version still to come stays only if it comes first. */
  private firstDay({ validFrom, replaces }: Publication, versions: readonly Listed[], { today, earliest }: { readonly today: PlainDate; readonly earliest: PlainDate }): Result<PlainDate> {
    if (validFrom < earliest) return refuse('POLICY_FROM_TOO_EARLY', { earliest, days: CORRECTION_DAYS })
    const shadowed = versions.find((each) => each.withdrawn_at === null && each.version !== replaces && each.valid_from > today && each.valid_from >= validFrom)
    if (shadowed !== undefined) return refuse('POLICY_VERSION_UPCOMING', { version: shadowed.version, validFrom: shadowed.valid_from })
    return ok(plainDate(validFrom))
  }
}

/** The first fault as its own refusal where it has one, else how many there are. */
function refusalOf({ overrides }: PolicyDraft, faults: readonly PolicyFault[]): Result<null> {
  const errors = faults.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first === undefined) return ok(null)
  const tie = firstTie(overrides)
  if (tie !== null) return refuse('POLICY_ROWS_TIED', { row: tie.other + 1, other: tie.row + 1, kind: LIMIT_KIND_WORDS[tie.kind] })
  const silenced = errors.find(({ code }) => code === 'LADDER_SILENCED')
  if (silenced !== undefined) return refuse('LADDER_SILENCED', { what: silenced.text })
  return refuse('POLICY_FAULTY', { count: errors.length, first: first.text })
}

const refused = (code: string, params: Readonly<Record<string, string | number>>): Refused => new Refused({ code, params })

function given<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
