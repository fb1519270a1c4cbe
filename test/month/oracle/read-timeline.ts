import { after, DutyClock, type Birth } from './duty-clock.js'
import type { MinuteCalendar } from './minute-calendar.js'
import {
  ADJUDICATION, ARRIVE, CALLBACK, LIMITS, REVIEW, RULING_OF, type Kind, type Length, type ServiceClass,
} from './written-policy.js'

/** A row of a case's timeline as it is stored; `version`: rows of one commit have one. */
export type TimelineRow = { readonly at: number; readonly version: number; readonly type: string; readonly data: Readonly<Record<string, unknown>> }

type Assigned = { readonly assignmentId: string; readonly role: string; readonly unitId: string; readonly arriveDueAt?: number }
type Due = { readonly startedAt: number; readonly promiseDueAt: number; readonly signDueAt: number; readonly contactDueAt: number }

type Recounted = { readonly clocks: readonly { readonly kind: string; readonly assignmentId: string | null; readonly dueAt: number }[] }

const isByClass = (kind: Kind): kind is 'dispatch' | 'sign' | 'contact' | 'promise' => kind in LIMITS.complex

const ENDS = ['case.closed.v1', 'case.withdrawn.v1', 'case.merged.v1', 'case.terminated.v1']
const NEVER_HANDLED = ['case.answered.v1', 'case.declined.v1', 'case.redirected.v1', 'case.handed_to_emergency.v1']

/** The row of the table a case goes by: urgency decides first, then what the citizen wants. */
function classOf(urgency: string, caseType: string): ServiceClass {
  if (urgency === 'emergency' || urgency === 'livelihood' || urgency === 'complex') return urgency
  if (caseType === 'consultation') return 'consultation'
  return caseType === 'complaint' || caseType === 'report' ? 'complaint_report' : 'help_suggestion'
}

/**
 * The duties of a case and what became of their clocks, read off its timeline and nothing else. What the timeline says of due moments is not believed
 * but counted again; where the two differ it is in `doubts`. Of a moment that somebody named (an extension, what is left of a promise) it is read that it was.
 */
export class ReadTimeline {
  readonly clocks: DutyClock[] = []
  readonly doubts: string[] = []
  private urgency = 'general'
  private caseType = 'help'
  /** What the citizen was promised; null before anybody was. */
  private promise: number | null = null
  private readonly leads = new Set<string>()
  private readonly units = new Map<string, string>()
  private readonly helpers = new Set<string>()
  private readonly kindOfRequest = new Map<string, string>()

  constructor(rows: readonly TimelineRow[], private readonly calendarAt: (at: number) => MinuteCalendar) {
    for (const version of [...new Set(rows.map((row) => row.version))].sort((a, b) => a - b)) this.commit(rows.filter((row) => row.version === version))
  }

  /** Everything told by `until`, of every clock. */
  toldBy(until: number): readonly { readonly clock: DutyClock; readonly what: string; readonly at: number }[] {
    return this.clocks.flatMap((clock) => {
      clock.runTo(until)
      return clock.told.map((told) => ({ clock, ...told }))
    })
  }

  private get serviceClass(): ServiceClass {
    return classOf(this.urgency, this.caseType)
  }

  /** One commit: what begins or moves a clock comes before what ends one, for a reply may end a shelving and the duty at once. */
  private commit(rows: readonly TimelineRow[]): void {
    const at = rows[0]?.at ?? 0
    const has = (type: string): boolean => rows.some((row) => row.type === type)
    for (const row of rows) this.begin(row, rows)
    // A shelving that ends with the duty it was for: first it runs again.
    for (const row of rows.filter(({ type }) => type === 'case.shelving_ended.v1')) this.shelvingEnded(row)
    for (const row of rows) this.move(row)
    for (const row of rows) this.end(row)
    if (rows.some(({ type }) => ENDS.includes(type))) {
      const spared = (clock: DutyClock): boolean => has('case.closed.v1') && clock.kind === 'ruling' && this.kindOfRequest.get(clock.subjectId ?? '') === 'rating_review'
      for (const clock of this.open(() => true).filter((each) => !spared(each))) clock.finish(at, 'gone')
    }
  }

  private begin({ type, at, data }: TimelineRow, rows: readonly TimelineRow[]): void {
    switch (type) {
      case 'case.filed.v1': {
        this.urgency = String(data.urgency)
        this.caseType = String(data.caseType)
        const waits = !rows.some((row) => row.type === 'case.dispatched.v1' || NEVER_HANDLED.includes(row.type))
        if (waits) this.start('dispatch', at, LIMITS[this.serviceClass].dispatch, { said: Number(data.dispatchDueAt) })
        return
      }
      case 'case.returned_to_pool.v1':
      case 'case.unmerged.v1':
        this.start('dispatch', at, LIMITS[this.serviceClass].dispatch, { said: Number(data.dispatchDueAt) })
        return
      case 'case.dispatched.v1':
        return this.dispatched(at, data, rows)
      case 'case.assists_added.v1':
      case 'case.whistled.v1':
      case 'case.escalated.v1':
        return this.given(at, data.assignments as Assigned[], data.due as Due)
      case 'assignment.replied.v1': {
        const assignmentId = String(data.assignmentId)
        if (this.leads.has(assignmentId)) this.start('review', at, REVIEW, { assignmentId })
        return
      }
      case 'case.review_passed.v1':
        // Passed and closed in one breath: nobody is called back.
        if (!rows.some((row) => ENDS.includes(row.type))) this.start('callback', at, CALLBACK, {})
        return
      case 'request.asked.v1':
        this.kindOfRequest.set(String(data.requestId), String((data.details as { kind: string }).kind))
        if (typeof data.rulingDueAt === 'number') this.asked(at, data)
        return
      case 'request.endorsed.v1':
        if (typeof data.rulingDueAt === 'number') this.asked(at, data)
        return
      case 'case.dispute_opened.v1':
        this.start('adjudication', at, ADJUDICATION, { subjectId: String(data.disputeId), said: Number(data.dueAt) })
        return
      default:
        return
    }
  }

  private asked(at: number, data: TimelineRow['data']): void {
    const subjectId = String(data.requestId)
    const limit = RULING_OF[this.kindOfRequest.get(subjectId) ?? '']
    if (limit === undefined) throw new Error(`No ruling limit for ${subjectId}`)
    this.start('ruling', at, limit, { subjectId, said: Number(data.rulingDueAt) })
  }

  /** A first promise, one given anew, or what is left of the one there is: who gets a case later than others gets no more time for it. */
  private dispatched(at: number, data: TimelineRow['data'], rows: readonly TimelineRow[]): void {
    const due = data.due as Due
    const fresh = after(this.calendarAt(at), at, LIMITS[this.serviceClass].promise)
    const isNew = this.promise === null || rows.some(({ type }) => type === 'case.rework_started.v1') || String(data.reason).includes('重新承诺时限')
    const promised = isNew ? fresh : (this.promise ?? fresh)
    if (due.promiseDueAt !== promised) this.doubts.push(`dispatched at ${iso(at)}: promise ${iso(due.promiseDueAt)}, counted ${iso(promised)}`)
    this.promise = promised
    this.given(at, data.assignments as Assigned[], { ...due, promiseDueAt: promised })
  }

  private given(at: number, assignments: readonly Assigned[], due: Due): void {
    const limits = LIMITS[this.serviceClass]
    const fresh = after(this.calendarAt(at), at, limits.promise)
    for (const { assignmentId, role, unitId, arriveDueAt } of assignments.filter((item) => item.role !== 'cc')) {
      this.units.set(assignmentId, unitId)
      if (role === 'lead') this.leads.add(assignmentId)
      else this.helpers.add(assignmentId)
      this.start('sign', at, limits.sign, { assignmentId, said: due.signDueAt })
      if (role === 'lead') this.start('contact', at, limits.contact, { assignmentId, said: due.contactDueAt })
      if (arriveDueAt !== undefined) this.start('arrive', at, ARRIVE, { assignmentId, said: arriveDueAt })
      // Whoever helps answers no later than the citizen was promised.
      const dueAt = role === 'lead' ? due.promiseDueAt : Math.min(fresh, this.promise ?? fresh)
      this.start('promise', at, limits.promise, { assignmentId, dueAt, said: due.promiseDueAt, carried: dueAt !== fresh })
    }
  }

  private start(kind: Kind, at: number, limit: Length, { assignmentId = null, subjectId = null, dueAt, said, carried = false }: Partial<Birth> & { readonly said?: number; readonly carried?: boolean }): void {
    const counted = dueAt ?? after(this.calendarAt(at), at, limit)
    if (said !== undefined && said !== counted) this.doubts.push(`${kind} from ${iso(at)}: due ${iso(said)} by the timeline, counted ${iso(counted)}`)
    const birth: Birth = { kind, assignmentId, subjectId, serviceClass: this.serviceClass, limit, startedAt: at, dueAt: counted }
    this.clocks.push(new DutyClock(birth, this.calendarAt(at), carried, carried && counted <= at && this.leads.has(assignmentId ?? '') ? this.owedBefore(birth) : []))
  }

  /** Who led before, with this promise. */
  private owedBefore({ dueAt, startedAt, assignmentId }: Birth): readonly { readonly clock: DutyClock; readonly isSameUnit: boolean }[] {
    const unitOf = (of: string | null): string | undefined => this.units.get(of ?? '')
    return this.clocks
      .filter((each) => each.kind === 'promise' && this.leads.has(each.assignmentId ?? '') && each.dueAt === dueAt && each.startedAt < startedAt)
      .map((clock) => ({ clock, isSameUnit: unitOf(clock.assignmentId) === unitOf(assignmentId) }))
  }

  private shelvingEnded({ at, data }: TimelineRow): void {
    const named = typeof data.promiseDueAt === 'number' ? data.promiseDueAt : null
    // Null: the duty has ended, and its promise with it.
    if (named === null) return
    for (const clock of this.open((each) => each.kind === 'promise' && each.assignmentId === data.assignmentId)) {
      const counted = clock.resume(at, this.calendarAt(at))
      if (counted !== named) this.doubts.push(`resumed at ${iso(at)}: promise ${iso(named)} by the timeline, counted ${iso(counted)}`)
      this.promise = counted
    }
  }

  private move({ type, at, data }: TimelineRow): void {
    const promises = (): readonly DutyClock[] => this.open((each) => each.kind === 'promise' && each.assignmentId === data.assignmentId)
    switch (type) {
      case 'case.shelved.v1':
        for (const clock of promises()) clock.pause(at)
        return
      case 'case.promise_extended.v1':
        for (const clock of promises()) clock.extend(at, Number(data.until), this.calendarAt(at))
        this.promise = Number(data.until)
        return
      case 'case.urgency_changed.v1':
        this.urgency = String(data.to)
        return this.recounted(at, this.serviceClass, data.recounted as Recounted)
      case 'case.clocks_recounted.v1':
        return this.recounted(at, null, data.recounted as Recounted)
      default:
        return
    }
  }

  /** Another urgency, or other days: whatever runs and has not run out is counted anew from its own start, and so is the promise of a reply that lies with the reviewer. */
  private recounted(at: number, serviceClass: ServiceClass | null, { clocks: said }: Recounted): void {
    const isUnderReview = ({ kind, isDone, assignmentId }: DutyClock): boolean =>
      kind === 'promise' && isDone && this.open((each) => each.kind === 'review' && each.assignmentId === assignmentId).length > 0
    for (const clock of this.clocks.filter((each) => each.isOpen || isUnderReview(each))) {
      const { kind, assignmentId } = clock
      const limit = serviceClass !== null && isByClass(kind) ? LIMITS[serviceClass][kind] : null
      const named = said.find((each) => each.kind === kind && each.assignmentId === assignmentId)
      clock.recount(at, { serviceClass, limit, calendar: this.calendarAt(at), named: named?.dueAt ?? null })
      if (named !== undefined && named.dueAt !== clock.dueAt) this.doubts.push(`recounted at ${iso(at)}: ${kind} due ${iso(named.dueAt)}, counted ${iso(clock.dueAt)}`)
      if (named !== undefined && clock.isOpen && kind === 'promise' && this.leads.has(assignmentId ?? '')) this.promise = clock.dueAt
    }
  }

  private end({ type, at, data }: TimelineRow): void {
    const of = String(data.assignmentId)
    const finish = (how: 'done' | 'gone', belongs: (clock: DutyClock) => boolean): void => {
      for (const clock of this.open(belongs)) clock.finish(at, how)
    }
    const isOf = (kind: Kind) => (clock: DutyClock): boolean => clock.kind === kind && clock.assignmentId === of
    switch (type) {
      case 'case.dispatched.v1':
        return finish('done', ({ kind, startedAt }) => kind === 'dispatch' && startedAt < at)
      case 'assignment.signed.v1':
        return finish('done', isOf('sign'))
      case 'assignment.arrived.v1':
        finish('done', isOf('sign'))
        return finish('done', isOf('arrive'))
      case 'assignment.contacted.v1':
        return finish('done', isOf('contact'))
      case 'assignment.replied.v1':
        return finish('done', isOf('promise'))
      case 'assignment.answered_lead.v1':
        finish('done', isOf('promise'))
        return finish('gone', ({ assignmentId }) => assignmentId === of)
      case 'case.review_passed.v1':
        finish('done', ({ kind, startedAt }) => kind === 'review' && startedAt < at)
        // Whoever helped and has not answered is asked no more.
        return finish('gone', ({ assignmentId }) => assignmentId !== null && this.helpers.has(assignmentId))
      case 'case.review_failed.v1':
        finish('done', ({ kind }) => kind === 'review')
        for (const clock of this.clocks.filter((each) => isOf('promise')(each))) {
          clock.reopen(at)
          this.promise = clock.dueAt
        }
        return
      case 'case.callback_recorded.v1':
        return finish('done', ({ kind, startedAt }) => kind === 'callback' && startedAt < at)
      case 'assignment.handed_over.v1':
      case 'assignment.recalled.v1':
        return finish('gone', ({ assignmentId }) => assignmentId === of)
      case 'request.ruled.v1':
        return finish('done', ({ kind, subjectId }) => kind === 'ruling' && subjectId === data.requestId)
      case 'request.lapsed.v1':
      case 'request.cancelled.v1':
        return finish('gone', ({ kind, subjectId }) => kind === 'ruling' && subjectId === data.requestId)
      case 'case.dispute_opened.v1':
        return finish('gone', ({ kind, subjectId }) => kind === 'ruling' && (data.requestIds as string[]).includes(subjectId ?? ''))
      case 'case.dispute_ruled.v1':
        return finish('done', ({ kind, subjectId }) => kind === 'adjudication' && subjectId === data.disputeId)
      case 'case.dispute_mooted.v1':
        return finish('gone', ({ kind, subjectId }) => kind === 'adjudication' && subjectId === data.disputeId)
      default:
        return
    }
  }

  private open(belongs: (clock: DutyClock) => boolean): readonly DutyClock[] {
    return this.clocks.filter((clock) => clock.isOpen && belongs(clock))
  }
}

const iso = (at: number): string => new Date(at).toISOString()
