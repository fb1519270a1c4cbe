import { Inject, Injectable, Optional } from '@nestjs/common'
import { CitizenRatings } from '@tongban/callback/contract'
import { APPEAL_DAYS, CASE_COMMANDS, CaseLookup, CaseTracking, MAX_APPEALS, type CaseEventType, type CaseHappening, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, DAY_MS, idOf, instant, isoOf, isoOrNull, plus, type Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CITIZEN_STATUS_ZH, type CitizenAction, type CitizenCase } from '../../contract/index.js'
import { citizenSteps } from '../../domain/index.js'

/** What of a case's history is the citizen's to know. */
const TOLD = [
  'case.promise_extended.v1', 'case.shelved.v1', 'case.facts_added.v1', 'case.appealed.v1', 'case.answered.v1', 'case.declined.v1', 'case.redirected.v1',
  'case.withdrawn.v1', 'case.terminated.v1',
] as const satisfies readonly CaseEventType[]

const AT_WORK = ['dispatched', 'signed', 'contacted', 'replied', 'accepted']

/** The citizen's own case in the citizen's words: two queries, names from memory. */
@Injectable()
export class ReadCitizenCase {
  constructor(
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(CaseTracking) private readonly tracking: CaseTracking,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
    @Optional() @Inject(CitizenRatings) private readonly ratings: CitizenRatings | undefined,
  ) {}

  /** Null: there is no such case any more. */
  async execute(caseId: string): Promise<CitizenCase | null> {
    const [snapshot] = await this.cases.snapshots([caseId])
    if (snapshot === undefined) return null
    const told = await this.tracking.happenings(caseId, TOLD)
    const appealUntil = appealUntilOf(snapshot, told)
    const { number, title, description, status, round, urges } = snapshot
    return {
      number, title, description, urges, round: Math.max(1, round), filedAt: isoOf(snapshot.filedAt),
      status: { code: status, text: status === 'in_progress' && round > 1 ? '正在重新办理' : CITIZEN_STATUS_ZH[status] },
      steps: citizenSteps(snapshot),
      units: this.units(snapshot),
      promiseDueAt: isoOrNull(snapshot.promiseDueAt),
      answers: this.answers(snapshot),
      extensions: told.flatMap(({ at, event }) =>
        event.type !== 'case.promise_extended.v1' ? [] : [{ from: isoOf(instant(event.data.from)), until: isoOf(instant(event.data.until)), reason: event.data.reason, at: isoOf(at) }],
      ),
      shelved: shelvedOf(snapshot, told),
      outcome: outcomeOf(told),
      told: told.flatMap(({ at, event }) => (event.type === 'case.facts_added.v1' ? [{ text: event.data.text, at: isoOf(at) }] : [])),
      appealUntil: isoOrNull(appealUntil),
      mayDo: await this.mayDo(snapshot, appealUntil),
    }
  }

  private async mayDo({ id, status }: CaseSnapshot, appealUntil: Instant | null): Promise<CitizenAction[]> {
    const allowed: Record<CitizenAction, boolean> = {
      withdraw: CASE_COMMANDS.withdraw.from.includes(status),
      urge: CASE_COMMANDS.urge.from.includes(status),
      facts: CASE_COMMANDS.add_facts.from.includes(status),
      appeal: appealUntil !== null && this.clock.now() < appealUntil,
      rating: (await this.ratings?.isOpen(id)) ?? false,
    }
    return (Object.keys(allowed) as CitizenAction[]).filter((action) => allowed[action])
  }

  /** Who has it in hand now, or had it last: whoever it was taken from is no help to the citizen. */
  private units({ assignments }: CaseSnapshot): CitizenCase['units'] {
    const lead = assignments.findLast((item) => item.role === 'lead' && AT_WORK.includes(item.status))
    const assists = assignments.filter((item) => (item.role === 'assist' || item.role === 'whistle') && AT_WORK.includes(item.status) && item.round === lead?.round)
    const named = (unitId: string, role: 'lead' | 'assist') => ({ name: this.unitName(unitId), role })
    return lead === undefined ? [] : [named(lead.unitId, 'lead'), ...[...new Set(assists.map((item) => item.unitId))].map((unitId) => named(unitId, 'assist'))]
  }

  /** Only what has passed its review: until then it is not an answer. */
  private answers({ assignments }: CaseSnapshot): CitizenCase['answers'] {
    return assignments.flatMap(({ role, round, unitId, replyText, acceptedAt }) =>
      role !== 'lead' || replyText === null || acceptedAt === null ? [] : [{ round, unitName: this.unitName(unitId), text: replyText, at: isoOf(acceptedAt) }],
    )
  }

  private unitName(unitId: string): string {
    return this.org.unit(idOf(unitId))?.name ?? unitId
  }
}

function appealUntilOf({ status, closedAt }: CaseSnapshot, told: readonly CaseHappening[]): Instant | null {
  const used = told.filter(({ event }) => event.type === 'case.appealed.v1').length
  return status !== 'closed' || closedAt === null || used >= MAX_APPEALS ? null : plus(closedAt, APPEAL_DAYS * DAY_MS)
}

function shelvedOf({ shelvedUntil }: CaseSnapshot, told: readonly CaseHappening[]): CitizenCase['shelved'] {
  const last = told.findLast(({ event }) => event.type === 'case.shelved.v1')
  if (shelvedUntil === null || last?.event.type !== 'case.shelved.v1') return null
  return { since: isoOf(last.at), until: isoOf(shelvedUntil), publicNote: last.event.data.publicNote }
}

function outcomeOf(told: readonly CaseHappening[]): string | null {
  for (const { event } of told.toReversed()) {
    switch (event.type) {
      case 'case.answered.v1':
        return event.data.answer
      case 'case.declined.v1':
      case 'case.redirected.v1':
        return event.data.explanation
      case 'case.withdrawn.v1':
      case 'case.terminated.v1':
        return event.data.reason
      default:
    }
  }
  return null
}
