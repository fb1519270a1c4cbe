import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock, idOf, instant, isoOf, type Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import { WorkCalendars } from '@tongban/worktime/contract'
import { explainClock as explainClockEndpoint, readCaseClocks, type ClockExplanation, type ClockView } from '../../contract/index.js'
import { explainClock, lastingPause, useOf } from '../../domain/index.js'
import { calendarOfClock } from '../clock-calendar.js'
import { clockOf, type ClockRow } from '../persistence/clock-row.mapper.js'
import { ClockStore } from '../persistence/clock.store.js'
import { DeadlinePolicies } from '../persistence/deadline-policies.js'

/** Whoever may see a case may see its clocks. */
@Controller()
export class ClockController {
  constructor(
    @Inject(ClockStore) private readonly clocks: ClockStore,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @HttpEndpoint(readCaseClocks)
  async ofCase(@Input() { params }: InputOf<typeof readCaseClocks>, @Caller() { principal }: RequestContext<Principal>): Promise<{ items: ClockView[] }> {
    const snapshot = await this.cases.visibleTo(principal, params.caseId)
    if (snapshot === null) throw new Refused({ code: 'CASE_NOT_FOUND', params: {} })
    const rows = await this.clocks.ofCase(params.caseId)
    for (const version of new Set(rows.map((row) => row.policy_version))) await this.policies.known(version)
    return { items: rows.map((row) => this.viewOf(row, snapshot)) }
  }

  @HttpEndpoint(explainClockEndpoint)
  async explain(
    @Input() { params, query }: InputOf<typeof explainClockEndpoint>,
    @Caller() { principal }: RequestContext<Principal>,
  ): Promise<ClockExplanation> {
    const row = await this.clocks.byId(params.clockId)
    const snapshot = row === null ? null : await this.cases.visibleTo(principal, row.case_id)
    if (row === null || snapshot === null) throw new Refused({ code: 'NOT_FOUND', params: {} })
    // Another process may have published the version this clock was set by.
    await this.policies.known(row.policy_version)
    return this.explanationOf(row, snapshot, query.at === undefined ? this.clock.now() : instant(Date.parse(query.at)))
  }

  /** By the calendar of today: when it is another than the clock was set by and counts differently, the explanation says so. How it stood at a moment is told by that of then. */
  private explanationOf(row: ClockRow, snapshot: CaseSnapshot, at: Instant | null = null): ClockExplanation {
    const clock = clockOf(row)
    return explainClock(clock, this.policies.version(row.policy_version), calendarOfClock(this.calendars, snapshot, clock), at, ({ calendarCode, calendarVersion }) =>
      this.calendars.calendarAt(calendarCode ?? row.calendar_code, calendarVersion),
    )
  }

  private viewOf(row: ClockRow, snapshot: CaseSnapshot): ClockView {
    const { sentences, data } = this.explanationOf(row, snapshot)
    const { kind, state, serviceClass, startedAt, dueAt, warnAt, warnedAt, overdueAt, finishedAt, lateByMs, extensions } = data
    const clock = clockOf(row)
    const pause = lastingPause(clock)
    // By another limit than it was granted for, it is not due at the moment that was named: the sentences say what became of it.
    const holds = clock.adjustments.some((each) => each.kind === 'extension' && useOf(each, clock) === 'holds')
    const extension = holds ? extensions.at(-1) : undefined
    const unitName = row.unit_id === null ? null : (this.org.unit(idOf(row.unit_id))?.name ?? row.unit_id)
    return {
      id: row.id, kind, state, assignmentId: row.assignment_id, unitName, serviceClass, startedAt, dueAt, warnAt, warnedAt, overdueAt, finishedAt, lateByMs,
      pause: pause === null ? null : { at: isoOf(pause.at), reason: pause.reason },
      extension: extension === undefined ? null : { at: extension.at, dueBefore: extension.dueBefore, dueAfter: extension.dueAfter, reason: extension.reason },
      sentences,
    }
  }
}
