import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import type { LadderOffset, LadderRung } from '../contract/index.js'
import { climbsFromOf, owedStretches, owedAtEnd, promisesBefore, rungMomentsOf, type DeadlinePolicy, type RungMoment } from '../domain/index.js'
import { calendarOfClock } from './clock-calendar.js'
import { clockOf, type ClockRow, type ReachedRung } from './persistence/clock-row.mapper.js'
import { ClockStore } from './persistence/clock.store.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'

/** A case nobody knows any more: the city's days. */
type Place = Pick<CaseSnapshot, 'divisionCode' | 'assignments'>
const NOWHERE: Place = { divisionCode: null, assignments: [] }

/** A ladder with its moments, and what of it was reached: with a promise that was taken over, by whoever owed it before. */
type LaidOut = { readonly ladder: RungMoment[]; readonly rungs: ReachedRung[] }

/** What the rungs of a clock are, by the policy version it was set by. */
@Injectable()
export class ClockLadders {
  constructor(
    @Inject(DeadlinePolicies) private readonly policies: DeadlinePolicies,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(ClockStore) private readonly store: ClockStore,
  ) {}

  /** Reads the versions these clocks were set by, should this process have started before they were published. */
  async know(rows: readonly ClockRow[]): Promise<void> {
    const versions = new Set(rows.flatMap(({ policy_version, rungs }) => [policy_version, ...rungs.map(({ policyVersion }) => policyVersion)]))
    await Promise.all([...versions].map((version) => this.policies.known(version)))
  }

  /** Null for a rung its version does not have: no version was ever written so. */
  rungOf(policyVersion: number, code: string): LadderRung | null {
    return this.policies.version(policyVersion).ladder.find((rung) => rung.code === code) ?? null
  }

  /**
   * The ladders of clocks whose rows have none: what lies beyond a due moment (a pause, a review, others who owed the same promise before) is known to the
   * rows alone, so the change left this to be done. By the calendar that is in force for it.
   */
  async layOut(rows: readonly ClockRow[]): Promise<ReadonlyMap<string, LaidOut>> {
    const bare = rows.filter(({ ladder }) => ladder === null)
    if (bare.length === 0) return new Map()
    const caseIds = [...new Set(bare.map(({ case_id }) => case_id))]
    const places = new Map((await this.cases.snapshots(caseIds)).map((snapshot) => [snapshot.id, snapshot]))
    const inheriting = bare.some((row) => row.adjustments.some(({ kind }) => kind === 'carried'))
    const promises = inheriting ? await this.store.promisesOf(caseIds) : []
    await this.know(promises)
    return new Map(bare.map((row) => [row.id, this.layOutOne(row, places.get(row.case_id) ?? NOWHERE, promises.filter((each) => each.case_id === row.case_id))]))
  }

  private layOutOne(row: ClockRow, place: Place, promises: readonly ClockRow[]): LaidOut {
    const before = ownersBefore(row, place, promises).map((each): ClockRow => {
      if (each.ladder !== null) return each
      // It had the case for as long as a worker slept: what it came to is told with this.
      const whole = { ...each, ...this.layOutOne(each, place, promises) }
      const owed = owedAtEnd(clockOf(whole)).flatMap((event) => (event.type === 'clock.rung_reached.v1' ? [{ code: event.code, at: event.at, noticedAt: null, policyVersion: each.policy_version }] : []))
      return { ...whole, rungs: [...whole.rungs, ...owed] }
    })
    const clock = clockOf(row)
    const policy = this.policies.version(row.policy_version)
    const calendar = calendarOfClock(this.calendars, place, clock)
    const rungs = [...takenOver(row, before, policy), ...row.rungs]
    const climber = { ...clock, rungs: rungs.map(({ code, at }) => ({ code, at })), climbsFrom: climbsFromOf(clock) }
    const goingOn = rungMomentsOf(policy, calendar, { ...climber, owedBefore: before.flatMap((each) => owedStretches(clockOf(each), clock.startedAt)) })
    // Another ladder than theirs (another class, another version): what of it lies behind this clock would come in one instant. It counts from its own start.
    const isBehind = goingOn.some(({ code, at }) => at <= clock.startedAt && offsetOf(policy, code) === 'after' && !rungs.some((reached) => reached.code === code))
    return { ladder: [...(isBehind ? rungMomentsOf(policy, calendar, climber) : goingOn)], rungs }
  }
}

const offsetOf = ({ ladder }: DeadlinePolicy, code: string): LadderOffset['when'] | undefined => ladder.find((rung) => rung.code === code)?.offset.when

/** Who led the case before with the promise this clock took over late. */
function ownersBefore(row: ClockRow, { assignments }: Place, promises: readonly ClockRow[]): readonly ClockRow[] {
  const leads = new Set(assignments.filter(({ role }) => role === 'lead').map(({ id }) => id))
  const isLead = ({ assignment_id: id }: ClockRow): boolean => id !== null && leads.has(id)
  if (!isLead(row)) return []
  const ids = new Set<string>(promisesBefore(clockOf(row), promises.filter(isLead).map((each) => clockOf(each))).map(({ id }) => id))
  return promises.filter(({ id }) => ids.has(id))
}

/**
 * What the promise has come to already, and is not told again (docs/adr/0016). That it has run out is said to each unit that takes it over, once.
 */
function takenOver(row: ClockRow, before: readonly ClockRow[], policy: DeadlinePolicy): readonly ReachedRung[] {
  const reached = before.flatMap(({ unit_id, rungs }) => rungs.filter(({ code }) => unit_id === row.unit_id || offsetOf(policy, code) !== 'at'))
  const isFirst = ({ code }: ReachedRung, index: number): boolean => reached.findIndex((each) => each.code === code) === index
  return reached.filter(isFirst).filter(({ code }) => !row.rungs.some((own) => own.code === code)).map((each) => ({ ...each, noticedAt: each.noticedAt ?? each.at }))
}
