import type { MinuteCalendar } from './minute-calendar.js'
import { climbs, LADDER, warnsBefore, type Kind, type Length, type ServiceClass } from './written-policy.js'

/** What was told of a clock: `warned`, `overdue`, or the code of a rung; at its nominal moment. */
export type Told = { readonly what: string; readonly at: number }

type Mark = { readonly what: string; readonly at: number; readonly isBefore: boolean; readonly isAfter: boolean }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A length counted on from a moment. */
export function after(calendar: MinuteCalendar, from: number, [amount, unit]: Length): number {
  if (amount === 0) return from
  if (unit === 'minute') return from + amount * MINUTE
  if (unit === 'calendar_day') return from + amount * DAY
  return unit === 'work_minute' ? calendar.addWorkMinutes(from, amount) : calendar.addWorkDays(from, amount)
}

/** Granted to a moment, for a class and its limit: so long, in the time that limit is counted in. */
type Extension = { readonly until: number; readonly serviceClass: ServiceClass; readonly limit: Length; readonly length: number }

const isWork = ([, unit]: Length): boolean => unit === 'work_minute' || unit === 'work_day'
const urgencyOf = (serviceClass: ServiceClass): number => ['livelihood', 'emergency'].indexOf(serviceClass) + 1

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
  /** When somebody owed it and it ran; the last may still go on. */
  private readonly ran: { readonly from: number; to: number }[]
  /** Counted anew to a due moment that had passed: nobody was late by it before. */
  private lateSince = 0
  /** What passed over it while it stood still, and is not told any more. */
  private passedOver = new Set<string>()
  private readonly moved: ({ readonly from: number; readonly to: number } | Extension)[] = []

  /**
   * `carried`: its due moment was given with the duty, as what is left of a promise; not counted from the limit. `before`: who owed the same promise until
   * it had run out, and whether it was the same unit.
   */
  constructor(birth: Birth, private calendar: MinuteCalendar, readonly carried: boolean, private readonly before: readonly { readonly clock: DutyClock; readonly isSameUnit: boolean }[] = []) {
    for (const { clock } of before) clock.runTo(birth.startedAt)
    this.ran = [{ from: birth.startedAt, to: Infinity }]
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
      if (this.passedOver.has(mark.what) || this.isTakenOver(mark.what) || (mark.what === 'warned' && this.isOverdue)) continue
      // Overdue is what is overdue by its due moment, whoever owed it then and whether it stood still.
      this.told.push({ what: mark.what, at: Math.max(mark.at, mark.what === 'overdue' && this.lateSince === 0 ? mark.at : this.last) })
    }
  }

  pause(at: number): void {
    this.happens(at)
    if (this.stands !== 'running') return
    this.stands = 'paused'
    this.pausedAt = at
    this.stops(at)
  }

  /** What was left when it was paused begins to count again, by the days known now; returns where that brings the due moment. */
  resume(at: number, calendar: MinuteCalendar): number {
    this.happens(at)
    if (this.stands !== 'paused') return this.dueAt
    this.calendar = calendar
    const counted = this.dueAfterPause(this.pausedAt, at)
    this.stands = 'running'
    this.ran.push({ from: at, to: Infinity })
    this.moved.push({ from: this.pausedAt, to: at })
    this.dueAt = counted
    this.passesOver(at, false)
    return counted
  }

  /** `calendar`: the days known then, by which it is as long as it is. */
  extend(at: number, until: number, calendar: MinuteCalendar): void {
    this.happens(at)
    const { serviceClass, limit } = this
    this.moved.push({ until, serviceClass, limit, length: isWork(limit) ? calendar.workMsBetween(this.dueAt, until) : until - this.dueAt })
    this.dueAt = until
    this.passesOver(at, false)
  }

  /**
   * Counted anew from its original start, with its pauses and as long as it was extended, by another class or other days; not when it has run out. A promise
   * that was handed on has its start in another clock: what the timeline names is taken for it.
   */
  recount(at: number, { serviceClass, limit, calendar, named }: Recount): void {
    this.happens(at)
    // Done, it may yet be sent back: it then runs on to where it is counted now.
    if (this.stands === 'gone' || this.isOverdue) return
    this.serviceClass = serviceClass ?? this.serviceClass
    this.limit = limit ?? this.limit
    this.calendar = calendar
    if (this.carried) this.dueAt = named ?? this.dueAt
    else {
      this.dueAt = after(calendar, this.startedAt, this.limit)
      for (const each of this.moved) {
        if ('until' in each) this.dueAt = this.withExtension(each)
        else if (each.from < this.dueAt) this.dueAt = this.dueAfterPause(each.from, each.to)
      }
    }
    if (this.dueAt < at) this.lateSince = at
    this.passesOver(at, true)
  }

  finish(at: number, how: 'done' | 'gone'): void {
    this.happens(at)
    if (!this.isOpen) return
    this.stands = how
    this.stops(at)
  }

  /** What had finished it did not hold: it runs on to its due moment, and climbs on from where it stood. */
  reopen(at: number): void {
    if (this.stands !== 'done') return
    this.stands = 'running'
    this.last = at
    this.ran.push({ from: at, to: Infinity })
    if (this.marks().some((mark) => mark.at <= at && !this.told.some(({ what }) => what === mark.what))) this.passesOver(at, true)
  }

  private stops(at: number): void {
    const last = this.ran.at(-1)
    if (last !== undefined && last.to === Infinity) last.to = at
  }

  /** Of the warnings that passed while it stood still the last is told; none where the due moment has passed with them. */
  private passesOver(at: number, isAnew: boolean): void {
    const isLate = this.dueAt <= at
    const passed = isAnew || isLate ? this.marks().filter((mark) => mark.isBefore && mark.what !== 'warned' && mark.at <= at).map(({ what }) => what) : []
    this.passedOver = new Set(isLate ? [...passed, 'warned'] : passed.slice(0, -1))
  }

  /** Told already with the same promise: what comes after the due moment to whomever; the due moment itself to the same unit. */
  private isTakenOver(what: string): boolean {
    const rung = LADDER.find((each) => `rung ${each.code}` === what && each.kind === this.kind)
    if (rung === undefined) return false
    return this.before.some(({ clock, isSameUnit }) => (rung.from !== 'at' || isSameUnit) && (clock.isTakenOver(what) || clock.told.some((told) => told.what === what)))
  }

  /** Stretches behind the due moment in which nobody owed it, or in which it was not late yet. */
  private gaps(before: DutyClock['before']): readonly { readonly from: number; readonly to: number }[] {
    const gaps: { from: number; to: number }[] = []
    let reached = this.dueAt
    const leap = (to: number): void => {
      if (to > reached) gaps.push({ from: reached, to })
    }
    const lateSince = Math.max(this.lateSince, ...before.map(({ clock }) => clock.lateSince))
    leap(lateSince)
    reached = Math.max(reached, lateSince)
    for (const { from, to } of [...before.flatMap(({ clock }) => clock.ran), ...this.ran].sort((a, b) => a.from - b.from)) {
      leap(from)
      reached = Math.max(reached, to)
    }
    return gaps
  }

  /** A length counted on from the due moment, by the time in which it ran late. */
  private runLate(by: Length, before: DutyClock['before']): number {
    const { calendar } = this
    let at = after(calendar, this.dueAt, by)
    for (const gap of this.gaps(before)) {
      if (gap.from >= at) break
      const isWork = by[1] === 'work_minute' || by[1] === 'work_day'
      const left = isWork ? calendar.workMsBetween(gap.from, at) : at - gap.from
      at = !isWork ? gap.to + left : Math.max(at, left === 0 ? calendar.nextWorking(gap.to) : calendar.addWorkMs(gap.to, left))
    }
    return at
  }

  private happens(at: number): void {
    if (!this.isOpen) return
    this.runTo(at)
    this.last = Math.max(this.last, at)
  }

  /** To its moment by the limit it was granted for, by another as long as it was; a more urgent case has nothing of it. */
  private withExtension({ until, serviceClass, limit, length }: Extension): number {
    if (urgencyOf(this.serviceClass) > urgencyOf(serviceClass)) return this.dueAt
    if (limit[0] === this.limit[0] && limit[1] === this.limit[1]) return until
    if (isWork(limit)) return this.calendar.addWorkMs(this.dueAt, length)
    const ends = this.dueAt + length
    // Working time ends within working time.
    return isWork(this.limit) && this.calendar.workMsBetween(ends - 1, ends) === 0 ? this.calendar.nextWorking(ends) : ends
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
    const goingOn = this.marksBy(this.before)
    // The ladder of another class: what of it others would have come to was never told, and does not come in one instant now.
    const isBehind = goingOn.some(({ what, at, isAfter }) => isAfter && at <= this.startedAt && !this.isTakenOver(what))
    return isBehind ? this.marksBy([]) : goingOn
  }

  private marksBy(others: DutyClock['before']): readonly Mark[] {
    const { kind, dueAt, calendar } = this
    const marks: Mark[] = [{ what: 'overdue', at: dueAt, isBefore: false, isAfter: false }]
    const warns = warnsBefore(kind, this.limit)
    const back = (amount: number, unit: string): number => (unit === 'work_minute' ? calendar.subtractWorkMinutes(dueAt, amount) : dueAt - amount * MINUTE)
    const before = (what: string, amount: number, unit: string): void => {
      const at = back(amount, unit)
      // What would come no later than the start is left out.
      if (at > this.startedAt) marks.push({ what, at, isBefore: true, isAfter: false })
    }
    if (warns !== null) before('warned', ...warns)
    for (const rung of LADDER.filter((each) => each.kind === kind && climbs(each, this.serviceClass))) {
      if (rung.from === 'before') before(`rung ${rung.code}`, ...rung.by)
      else marks.push({ what: `rung ${rung.code}`, at: rung.from === 'at' ? dueAt : this.runLate(rung.by, others), isBefore: false, isAfter: rung.from === 'after' })
    }
    return marks.sort((a, b) => a.at - b.at)
  }
}
