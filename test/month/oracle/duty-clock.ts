import type { MinuteCalendar } from './minute-calendar.js'
import { climbs, LADDER, warnsBefore, type Kind, type Length, type ServiceClass } from './written-policy.js'

/** What was told of a clock: `warned`, `overdue`, or the code of a rung; at its nominal moment. */
export type Told = { readonly what: string; readonly at: number }

type Mark = { readonly what: string; readonly at: number }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A length counted on from a moment. */
export function after(calendar: MinuteCalendar, from: number, [amount, unit]: Length): number {
  if (amount === 0) return from
  if (unit === 'minute') return from + amount * MINUTE
  if (unit === 'calendar_day') return from + amount * DAY
  return unit === 'work_minute' ? calendar.addWorkMinutes(from, amount) : calendar.addWorkDays(from, amount)
}

export type Birth = {
  readonly kind: Kind
  readonly assignmentId: string | null
  readonly subjectId: string | null
  readonly serviceClass: ServiceClass
  readonly limit: Length
  readonly startedAt: number
  readonly dueAt: number
}

/** By what a clock is counted anew; null: as before. `named`: where the timeline says it is due then. */
type Recount = { readonly serviceClass: ServiceClass | null; readonly limit: Length | null; readonly calendar: MinuteCalendar; readonly named: number | null }

/**
 * One duty's clock as the rules say it goes: a list of moments, and a hand that moves along them. Whatever happens to the clock happens after everything
 * that was due by then has been told; nothing is told twice; while it stands still nothing is told.
 */
export class DutyClock {
  readonly told: Told[] = []
  private readonly births: Birth
  private serviceClass: ServiceClass
  private limit: Length
  private stands: 'running' | 'paused' | 'done' | 'gone' = 'running'
  private pausedAt = 0
  private last: number
  dueAt: number
  /** What moved its due moment, in its order: pauses, and moments it was extended to. */
  private readonly moved: ({ readonly from: number; readonly to: number } | { readonly until: number })[] = []

  /** `carried`: its due moment was given with the duty, as what is left of a promise; not counted from the limit. */
  constructor(birth: Birth, private calendar: MinuteCalendar, readonly carried: boolean) {
    this.births = birth
    this.serviceClass = birth.serviceClass
    this.limit = birth.limit
    this.last = birth.startedAt
    this.dueAt = birth.dueAt
  }

  get kind(): Kind {
    return this.births.kind
  }

  get assignmentId(): string | null {
    return this.births.assignmentId
  }

  get subjectId(): string | null {
    return this.births.subjectId
  }

  get startedAt(): number {
    return this.births.startedAt
  }

  get isOpen(): boolean {
    return this.stands === 'running' || this.stands === 'paused'
  }

  get isDone(): boolean {
    return this.stands === 'done'
  }

  get isOverdue(): boolean {
    return this.told.some(({ what }) => what === 'overdue')
  }

  /** Time has come to `at`: what was owed by then is told. */
  runTo(at: number): void {
    if (!this.isOpen) return
    const until = this.stands === 'paused' ? this.pausedAt : at
    for (const mark of this.marks()) {
      if (mark.at > until || this.told.some(({ what }) => what === mark.what)) continue
      if (mark.what === 'warned' && this.isOverdue) continue
      this.told.push({ what: mark.what, at: Math.max(mark.at, this.last) })
    }
  }

  pause(at: number): void {
    this.happens(at)
    if (this.stands !== 'running') return
    this.stands = 'paused'
    this.pausedAt = at
  }

  /** What was left when it was paused begins to count again, by the days known now; returns where that brings the due moment. */
  resume(at: number, calendar: MinuteCalendar): number {
    this.happens(at)
    if (this.stands !== 'paused') return this.dueAt
    this.calendar = calendar
    const counted = this.dueAfterPause(this.pausedAt, at)
    this.stands = 'running'
    this.moved.push({ from: this.pausedAt, to: at })
    this.dueAt = counted
    return counted
  }

  extend(at: number, until: number): void {
    this.happens(at)
    this.dueAt = until
    this.moved.push({ until })
  }

  /**
   * Counted anew from its original start, with its pauses and to where it was extended, by another class or other days; not when it has run out. A promise
   * that was handed on has its start in another clock: what the timeline names is taken for it.
   */
  recount(at: number, { serviceClass, limit, calendar, named }: Recount): void {
    this.happens(at)
    // Done, it may yet be sent back: it then runs on to where it is counted now.
    if (this.stands === 'gone' || this.isOverdue) return
    this.serviceClass = serviceClass ?? this.serviceClass
    this.limit = limit ?? this.limit
    this.calendar = calendar
    if (this.carried) {
      this.dueAt = named ?? this.dueAt
      return
    }
    this.dueAt = after(calendar, this.startedAt, this.limit)
    for (const each of this.moved) {
      if ('until' in each) this.dueAt = each.until
      else if (each.from < this.dueAt) this.dueAt = this.dueAfterPause(each.from, each.to)
    }
  }

  finish(at: number, how: 'done' | 'gone'): void {
    this.happens(at)
    if (this.isOpen) this.stands = how
  }

  /** What had finished it did not hold: it runs on as if it had never stopped, and what came meanwhile is told now. */
  reopen(at: number): void {
    if (this.stands !== 'done') return
    this.stands = 'running'
    this.last = at
  }

  private happens(at: number): void {
    if (!this.isOpen) return
    this.runTo(at)
    this.last = Math.max(this.last, at)
  }

  private dueAfterPause(from: number, to: number): number {
    const { calendar } = this
    const isWork = this.limit[1] === 'work_minute' || this.limit[1] === 'work_day'
    if (this.dueAt <= from || !isWork) return this.dueAt + (to - from)
    const left = calendar.workMsBetween(from, this.dueAt)
    return Math.max(this.dueAt, left === 0 ? calendar.nextWorking(to) : calendar.addWorkMs(to, left))
  }

  /** Every moment of its ladder by the due moment as it is now, in the order they come. */
  private marks(): readonly Mark[] {
    const { kind, dueAt, calendar } = this
    const marks: Mark[] = [{ what: 'overdue', at: dueAt }]
    const warns = warnsBefore(kind, this.limit)
    const back = (amount: number, unit: string): number => (unit === 'work_minute' ? calendar.subtractWorkMinutes(dueAt, amount) : dueAt - amount * MINUTE)
    const before = (what: string, amount: number, unit: string): void => {
      const at = back(amount, unit)
      // What would come no later than the start is left out.
      if (at > this.startedAt) marks.push({ what, at })
    }
    if (warns !== null) before('warned', ...warns)
    for (const rung of LADDER.filter((each) => each.kind === kind && climbs(each, this.serviceClass))) {
      if (rung.from === 'before') before(`rung ${rung.code}`, ...rung.by)
      else marks.push({ what: `rung ${rung.code}`, at: after(calendar, dueAt, rung.by) })
    }
    return marks.sort((a, b) => a.at - b.at)
  }
}
