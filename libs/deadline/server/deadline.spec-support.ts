import type { CaseChange, CaseCommitParticipant, CaseEvent, CaseSnapshot } from '@tongban/case/contract'
import { CaseCommitParticipants, CaseLookup } from '@tongban/case/contract'
import { DAY_MS, instant, plus, type Clock as TimeSource, type IdGen, type Instant } from '@tongban/kernel/core'
import { createLogger, Database, Metrics, pgTypes, SystemClock, TimeOrderedIdGen, type PlatformConfig } from '@tongban/platform/server'
import { cloneDatabase, testConfig } from '@tongban/testing/server'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import { DataSource } from 'typeorm'
import { CLOCK_RUNG_TYPES } from '../contract/index.js'
import type { Clock } from '../domain/index.js'
import { ClockLadders } from './clock-ladders.js'
import { ClockParticipant } from './clock-participant.js'
import { DeadlineSeed } from './deadline.seed.js'
import { CLOCK_COLUMNS, clockOf, type ClockRow } from './persistence/clock-row.mapper.js'
import { ClockStore } from './persistence/clock.store.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { PolicyPromiseQuotes } from './policy-promise-quotes.js'
import { FireClocks } from './use-cases/fire-clocks.use-case.js'

const built = buildWorkCalendar({ code: 'office', version: 1, hours: [DEFAULT_OFFICE_HOURS], exceptions: [] })
if (!built.ok) throw new Error(built.refusal.code)
export const OFFICE: WorkCalendar = built.value

class OneCalendar extends WorkCalendars {
  override calendarFor(): WorkCalendar {
    return OFFICE
  }
}

/** The cases as their last commit left them; all of them follow the one calendar. */
class PlayedCases extends CaseLookup {
  constructor(private readonly played: ReadonlyMap<string, CaseSnapshot>) {
    super()
  }

  override snapshots(caseIds: readonly string[]): Promise<CaseSnapshot[]> {
    return Promise.resolve(caseIds.flatMap((id) => this.played.get(id) ?? []))
  }

  override visibleTo(): never {
    throw new Error('Nobody looks here')
  }

  override waiting(): never {
    throw new Error('Nobody looks here')
  }

  override visibleAmong(): never {
    throw new Error('Nobody looks here')
  }
}

class NoRegistry extends CaseCommitParticipants {
  override register(_participant: CaseCommitParticipant): void {}
}

export type Recounted = Extract<CaseEvent, { type: 'case.clocks_recounted.v1' }>['data']['recounted']

export type Told = { readonly type: string; readonly subject_id: string; readonly data: Record<string, unknown> }

/** The context over a database of its own, without the cases: what a case commits is played by `commit`. */
export class DeadlineUnderTest {
  readonly ids: IdGen = new TimeOrderedIdGen(new SystemClock())
  readonly store: ClockStore
  readonly quotes: PolicyPromiseQuotes
  readonly participant: ClockParticipant
  private readonly cases = new Map<string, CaseSnapshot>()

  private constructor(
    readonly database: Database,
    readonly source: DataSource,
    readonly config: PlatformConfig,
    readonly policies: DeadlinePolicies,
    private readonly drop: () => Promise<void>,
  ) {
    this.store = new ClockStore(database, config)
    this.quotes = new PolicyPromiseQuotes(policies, new OneCalendar())
    this.participant = new ClockParticipant(new NoRegistry(), policies, new OneCalendar(), this.ids)
  }

  static async open(): Promise<DeadlineUnderTest> {
    const clone = await cloneDatabase()
    const config = await testConfig(clone.url)
    const source = await new DataSource({ type: 'postgres', url: clone.url, poolSize: 8, extra: { types: pgTypes } }).initialize()
    const database = new Database(source, new Metrics())
    const policies = new DeadlinePolicies(database, config, createLogger('test', 'silent'))
    await database.transaction((tx) => new DeadlineSeed(policies).load(tx, config.cityCode))
    return new DeadlineUnderTest(database, source, config, policies, clone.drop)
  }

  async close(): Promise<void> {
    await this.source.destroy()
    await this.drop()
  }

  fireClocks(clock: TimeSource, database = this.database): FireClocks {
    return new FireClocks(this.store, database, this.config, clock, new ClockLadders(this.policies, new OneCalendar(), new PlayedCases(this.cases), this.store), createLogger('test', 'silent'))
  }

  /** As a case's commit does: rows of one statement together, in one transaction. */
  async commit(change: CaseChange): Promise<void> {
    const writes = this.participant.writesFor(change)
    this.cases.set(change.after.id, change.after)
    await this.database.transaction(async (tx) => {
      const ordered = [...writes].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
      for (const target of new Set(ordered.map((write) => write.statement))) {
        const rows = writes.filter((write) => write.statement === target).map(({ row }) => row)
        await tx.run(target, [JSON.stringify(rows), this.config.cityCode])
      }
    })
  }

  async rows(caseId: string): Promise<ClockRow[]> {
    return this.database.query(`SELECT ${CLOCK_COLUMNS} FROM deadline_clock WHERE case_id = $1 ORDER BY started_at, kind, finished_at NULLS LAST, id`, [caseId])
  }

  /** Under `kind` or `kind assignment`; of a duty that came again, the last. */
  async clocks(caseId: string): Promise<Map<string, Clock>> {
    return new Map((await this.rows(caseId)).map((row) => [keyOf(row.kind, row.assignment_id), clockOf(row)]))
  }

  /** Warnings and overdues that left, or the rungs of the ladder. */
  told(caseId: string, types: readonly string[] = CLOCK_RUNG_TYPES): Promise<Told[]> {
    return this.database.query(`SELECT type, subject_id, data FROM outbox_event WHERE data->>'caseId' = $1 AND type = ANY($2) ORDER BY id`, [caseId, types])
  }
}

export const keyOf = (kind: string, assignmentId: string | null): string => (assignmentId === null ? kind : `${kind} ${assignmentId}`)

/** A case as far as its clocks care, played by the rules of its lifecycle. */
export class PlayedCase {
  readonly id: string
  snapshot: CaseSnapshot | null = null

  constructor(
    private readonly deadline: DeadlineUnderTest,
    private readonly subject: { readonly urgency: string; readonly caseType: string } = { urgency: 'general', caseType: 'help' },
  ) {
    this.id = deadline.ids.next()
  }

  get status(): CaseSnapshot['status'] {
    return this.snapshot?.status ?? 'draft'
  }

  get lead(): string {
    const lead = this.snapshot?.assignments.findLast(({ role }) => role === 'lead')
    if (!lead) throw new Error('Not dispatched')
    return lead.id
  }

  quoteInput(startedAt: Instant) {
    return { ...this.subject, categoryCode: null, divisionCode: null, startedAt }
  }

  file(at: Instant, dispatched: boolean): CaseChange {
    const dispatchDueAt = this.deadline.quotes.dispatchDueAt(this.quoteInput(at))
    const filed = { type: 'case.filed.v1', data: { dispatchDueAt } } as unknown as CaseEvent
    const start = { ...this.draft(at), dispatchDueAt }
    if (!dispatched) return this.change(at, [filed], { ...start, status: 'awaiting_dispatch' })
    const { event, next } = this.dispatching({ ...start, round: 1 }, at, 1)
    return this.change(at, [filed, event], next)
  }

  dispatch(at: Instant): CaseChange {
    const { event, next } = this.dispatching(this.now(), at, 1)
    return this.change(at, [event], next)
  }

  sign(assignmentId: string, at: Instant): CaseChange {
    return this.step(at, { type: 'assignment.signed.v1', data: { assignmentId, unitId: 'u', late: false } }, { signedAt: at, status: 'signed' })
  }

  contact(assignmentId: string, at: Instant): CaseChange {
    const data = { assignmentId, unitId: 'u', reached: true, method: null, noContactReason: null, note: '' }
    return this.step(at, { type: 'assignment.contacted.v1', data }, { contactedAt: at, status: 'contacted' })
  }

  reply(assignmentId: string, at: Instant): CaseChange {
    const data = { assignmentId, unitId: 'u', text: '已办', attachmentIds: [], late: false }
    const status = assignmentId === this.lead ? 'awaiting_review' : this.status
    return this.step(at, { type: 'assignment.replied.v1', data }, { repliedAt: at, status: 'replied' }, status)
  }

  sendBack(at: Instant): CaseChange {
    const data = { assignmentId: this.lead, remarks: '', round: this.now().round + 1 }
    return this.step(at, { type: 'case.review_failed.v1', data }, { repliedAt: null, status: 'contacted' }, 'in_progress')
  }

  pass(at: Instant): CaseChange {
    return this.step(at, { type: 'case.review_passed.v1', data: { assignmentId: this.lead, remarks: '' } }, { acceptedAt: at, status: 'accepted' }, 'awaiting_callback')
  }

  close(at: Instant): CaseChange {
    return this.change(at, [...this.calledBack(), { type: 'case.closed.v1', data: { round: this.now().round } }], { ...this.now(), status: 'closed' })
  }

  rework(at: Instant): CaseChange {
    const round = this.now().round + 1
    const { event, next } = this.dispatching({ ...this.now(), round }, at, round)
    return this.change(at, [...this.calledBack(), { type: 'case.rework_started.v1', data: { round, reason: '' } }, event], next)
  }

  private calledBack(): CaseEvent[] {
    return this.status === 'awaiting_callback' ? [{ type: 'case.callback_recorded.v1', data: {} } as unknown as CaseEvent] : []
  }

  withdraw(at: Instant): CaseChange {
    return this.change(at, [{ type: 'case.withdrawn.v1', data: { reason: '' } }], { ...this.now(), status: 'withdrawn' })
  }

  /** 挂账: the lead's promise leaves the active clock. */
  shelve(at: Instant): CaseChange {
    this.shelvedSince = at
    const until = plus(at, 30 * DAY_MS)
    const data = {
      requestId: this.deadline.ids.next(), assignmentId: this.lead, reason: '等待管网改造', measures: '已围挡', until, leader: '王一', publicNote: '明年开工', milestones: [],
      nextReviewAt: until,
    }
    return this.change(at, [{ type: 'case.shelved.v1', data }], { ...this.now(), shelvedUntil: until })
  }

  unshelve(at: Instant): CaseChange {
    return this.change(at, [], this.now(), true)
  }

  extend(at: Instant, byMs: number): CaseChange {
    const from = this.leadNow.promiseDueAt
    const until = plus(from, byMs)
    const data = { assignmentId: this.lead, requestId: this.deadline.ids.next(), from, until, reason: '等待省厅批复' }
    return this.step(at, { type: 'case.promise_extended.v1', data }, { promiseDueAt: until })
  }

  /** Its clocks counted anew, as whoever keeps them says. */
  recount(at: Instant, recounted: Recounted): CaseChange {
    const assignments = this.now().assignments.map((item) => {
      const dueAt = recounted.clocks.find(({ kind, assignmentId }) => kind === 'promise' && assignmentId === item.id)?.dueAt
      return dueAt === undefined ? item : { ...item, promiseDueAt: instant(dueAt) }
    })
    const { serviceClass, policyVersion } = recounted
    const after = { ...this.now(), assignments, serviceClass: serviceClass ?? this.now().serviceClass, policyVersion: policyVersion ?? this.now().policyVersion }
    return this.change(at, [{ type: 'case.clocks_recounted.v1', data: { reason: '工作日历调整', recounted } }], after, false)
  }

  get isShelved(): boolean {
    return this.shelvedSince !== null
  }

  private shelvedSince: Instant | null = null

  private get leadNow(): CaseSnapshot['assignments'][number] {
    const lead = this.now().assignments.find(({ id }) => id === this.lead)
    if (!lead) throw new Error('Not dispatched')
    return lead
  }

  /** As case says it: later by as long as it was out of the active clock. */
  private endShelving(at: Instant, since: Instant): { event: CaseEvent; promiseDueAt: Instant } {
    this.shelvedSince = null
    const promiseDueAt = plus(this.leadNow.promiseDueAt, Math.max(0, at - since))
    return { event: { type: 'case.shelving_ended.v1', data: { requestId: this.deadline.ids.next(), assignmentId: this.lead, reason: '已解决', promiseDueAt } }, promiseDueAt }
  }

  private now(): CaseSnapshot {
    if (this.snapshot === null) throw new Error('Not filed')
    return this.snapshot
  }

  /** What ends the lead's duty ends its shelving too, in the same change. */
  private change(at: Instant, events: readonly CaseEvent[], after: CaseSnapshot, ends = after.status !== 'in_progress'): CaseChange {
    const before = this.snapshot
    const ended = this.shelvedSince !== null && ends ? this.endShelving(at, this.shelvedSince) : null
    const assignments = ended === null ? after.assignments : after.assignments.map((item) => (item.id === this.lead ? { ...item, promiseDueAt: ended.promiseDueAt } : item))
    this.snapshot = { ...after, assignments, shelvedUntil: ended === null ? after.shelvedUntil : null, version: after.version + 1 }
    return { before, after: this.snapshot, events: ended === null ? events : [...events, ended.event], at }
  }

  private step(at: Instant, event: CaseEvent, assignment: Partial<CaseSnapshot['assignments'][number]>, status = this.status): CaseChange {
    const now = this.now()
    const id = 'assignmentId' in event.data ? event.data.assignmentId : null
    return this.change(at, [event], { ...now, status, assignments: now.assignments.map((item) => (item.id === id ? { ...item, ...assignment } : item)) })
  }

  private dispatching(now: CaseSnapshot, at: Instant, round: number): { event: CaseEvent; next: CaseSnapshot } {
    const due = this.deadline.quotes.quote(this.quoteInput(at))
    const assignments = (['lead', 'assist', 'cc'] as const).map((role) => ({ assignmentId: this.deadline.ids.next(), role, unitId: `unit-${role}` }))
    const added = assignments.map(({ assignmentId, role, unitId }) => ({
      id: assignmentId, role, unitId, round, status: 'dispatched' as const, dispatchedAt: at, signDueAt: instant(due.signDueAt),
      contactDueAt: instant(due.contactDueAt), promiseDueAt: instant(due.promiseDueAt), signedAt: null, contactedAt: null, repliedAt: null, replyText: null,
      acceptedAt: null, dispatchedBy: null, arriveDueAt: null, arrivedAt: null,
    }))
    return {
      event: { type: 'case.dispatched.v1', data: { round, automatic: true, reason: '', assignments, due } },
      next: {
        ...now, round, status: 'in_progress', serviceClass: due.serviceClass, policyVersion: due.policyVersion, promiseDueAt: instant(due.promiseDueAt), assignments: [...now.assignments, ...added],
      },
    }
  }

  private draft(at: Instant): CaseSnapshot {
    return {
      id: this.id, number: '20261116000001', version: 0, status: 'draft', round: 0, title: '', description: '', ...this.subject, channel: 'phone',
      categoryCode: null, placeText: '', divisionCode: null, countyCode: null, townshipCode: null, sealed: false, wantsCallback: true, filedAt: at,
      dispatchDueAt: at, dispatchedAt: null, promiseDueAt: null, repliedAt: null, closedAt: null, statusSince: at, serviceClass: null, policyVersion: null,
      firstCallback: null, finalCallback: null, assignments: [], subjectUnitIds: [], language: 'zh', requests: [], disputes: [], shelvedUntil: null, problemAt: null,
      transfers: 0, urges: 0, parentId: null, childIds: [], dispatchTrail: null,
    }
  }
}

/** A moment on the city's clock. */
export const at = (text: string): Instant => instant(Date.parse(`${text.replace(' ', 'T')}+08:00`))
