import type { Principal } from '@tongban/access/contract'
import { CASE_COMMANDS, type CaseChange, type CaseCommandBody, type CaseCommandInput, type CaseCommandName, type CaseEvent } from '@tongban/case/contract'
import { decide, draftCase, evolve, openLead, snapshotOf, type AssignmentState, type CaseState, type DecideInput } from '@tongban/case/domain'
import type { Instant } from '@tongban/kernel/core'
import { filing, PEOPLE, sampleUnit, UNITS } from '@tongban/testing/server'
import type { Clock } from '../domain/index.js'
import { explainClock } from '../domain/index.js'
import type { ClockKind } from '../contract/index.js'
import type { DeadlineUnderTest } from './deadline.spec-support.js'
import { OFFICE } from './deadline.spec-support.js'
import { clockOf, type ClockRow } from './persistence/clock-row.mapper.js'

type Given<Name extends CaseCommandName> = { readonly by: Principal; readonly body?: CaseCommandInput<Name>; readonly on?: string; readonly at: Instant }

/** A case that lives by its real rules, with the promises this context quotes, and whose clocks are committed with each change. */
export class LivingCase {
  private constructor(
    private readonly deadline: DeadlineUnderTest,
    public state: CaseState,
  ) {}

  /** Filed and, unless it has to wait, dispatched to the township at once. */
  static async filed(deadline: DeadlineUnderTest, at: Instant, { waits = false, urgency = 'general' }: { waits?: boolean; urgency?: 'general' | 'emergency' } = {}): Promise<LivingCase> {
    const living = LivingCase.draft(deadline, at)
    const dispatchDueAt = deadline.quotes.dispatchDueAt({ urgency, caseType: 'help', categoryCode: null, divisionCode: null, startedAt: at })
    const changes = { urgency, dispatchDueAt, ...(waits ? { target: null } : {}) }
    await living.give('file', { by: PEOPLE.operator, body: filing(changes), at })
    return living
  }

  static draft(deadline: DeadlineUnderTest, at: Instant): LivingCase {
    return new LivingCase(deadline, draftCase(deadline.ids.next(), at, PEOPLE.operator.userId))
  }

  get lead(): AssignmentState {
    const lead = openLead(this.state)
    if (lead === null) throw new Error(`No lead in a case that is ${this.state.status}`)
    return lead
  }

  /** The last assignment of a unit. */
  of(unitId: string): AssignmentState {
    const item = this.state.assignments.findLast((each) => each.unitId === unitId)
    if (item === undefined) throw new Error(`${unitId} has no part in it`)
    return item
  }

  get requestId(): string {
    const request = this.state.procedures.requests.at(-1)
    if (request === undefined) throw new Error('Nothing was asked')
    return request.id
  }

  /** Signed and contacted by whoever leads: what most of what follows needs. */
  async workedOn(at: Instant): Promise<void> {
    const by = this.lead.unitId === UNITS.township ? PEOPLE.handler : PEOPLE.departmentHandler
    await this.give('sign', { by, on: this.lead.id, at })
    await this.give('contact', { by, on: this.lead.id, at, body: { reached: true, method: 'phone', note: '已电话联系' } })
  }

  /** Throws when refused. */
  async give<Name extends CaseCommandName>(name: Name, { by, body, on, at }: Given<Name>): Promise<void> {
    const { state, deadline } = this
    const subject = { urgency: name === 'file' ? (body as CaseCommandInput<'file'>).urgency : state.urgency, caseType: state.caseType, categoryCode: null, divisionCode: null, leadUnitId: openLead(state)?.unitId ?? null }
    const quote = (startedAt: Instant) => deadline.quotes.quote({ ...subject, startedAt })
    const facts = {
      due: quote(at), dueIfLedBy: (leadUnitId: string) => deadline.quotes.quote({ ...subject, leadUnitId, startedAt: at }), nextId: () => deadline.ids.next(), unit: sampleUnit, departmentOnlyFor: () => false,
      limitAfter: (limit: Parameters<typeof deadline.quotes.procedureDueAt>[0], startedAt: Instant) => deadline.quotes.procedureDueAt(limit, { ...subject, startedAt }),
      latestExtension: () => (state.promiseDueAt === null ? null : deadline.quotes.latestExtension({ ...subject, policyVersion: state.policyVersion, dueAt: state.promiseDueAt })),
      dueAfterPause: (dueAt: Instant, pausedAt: Instant, resumedAt: Instant) => deadline.quotes.dueAfterPause({ ...subject, policyVersion: state.policyVersion, dueAt, pausedAt, resumedAt }),
      isCalledBack: true,
      dispatchDueAt: () => deadline.quotes.dispatchDueAt({ ...subject, startedAt: at }),
    }
    const assignment = on === undefined ? null : (state.assignments.find((item) => item.id === on) ?? null)
    const parsed = CASE_COMMANDS[name].body.parse(body ?? {}) as CaseCommandBody<Name>
    const input = { state, assignment, body: parsed, actor: by, at, facts } as unknown as DecideInput<(typeof CASE_COMMANDS)[Name]>
    const decided = decide(name, input, (unitId) => unitId)
    if (!decided.ok) throw new Error(`${name} refused: ${decided.refusal.code}`)
    await this.happen(decided.value, at)
  }

  async happen(events: readonly CaseEvent[], at: Instant): Promise<void> {
    const change = this.changeTo(events, at)
    await this.deadline.commit(change)
  }

  /** The change these events make, which is the case's from here on. */
  changeTo(events: readonly CaseEvent[], at: Instant): CaseChange {
    const before = this.state
    this.state = { ...events.reduce((next, event) => evolve(next, event, at), before), version: before.version + 1 }
    return { before: before.version === 0 ? null : snapshotOf(before), after: snapshotOf(this.state), events, at }
  }

  rows(): Promise<ClockRow[]> {
    return this.deadline.rows(this.state.id)
  }

  /** Its clocks of a kind, of one assignment where asked, in the order they started. */
  async clocks(kind: ClockKind, assignmentId?: string): Promise<Clock[]> {
    const rows = await this.rows()
    return rows.filter((row) => row.kind === kind && (assignmentId === undefined || row.assignment_id === assignmentId)).map((row) => clockOf(row))
  }

  /** What the only clock of a kind says of itself. */
  async sentences(kind: ClockKind, assignmentId?: string): Promise<readonly string[]> {
    const [clock] = await this.clocks(kind, assignmentId)
    if (clock === undefined) throw new Error(`No ${kind} clock`)
    return explainClock(clock, this.deadline.policies.version(clock.policyVersion), OFFICE).sentences
  }

  /** Every rung of its clocks that left, as `type kind`, in order. */
  async told(): Promise<string[]> {
    return (await this.deadline.told(this.state.id)).map(({ type, data }) => `${type.replace('clock.', '').replace('.v1', '')} ${String(data.kind)}`)
  }
}

