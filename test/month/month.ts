import type { INestApplicationContext } from '@nestjs/common'
import { FireClocks } from '@tongban/deadline/server'
import { DAY_MS, HOUR_MS, MINUTE_MS, plainDate, plus, SECOND_MS } from '@tongban/kernel/core'
import { Database, PlatformConfig } from '@tongban/platform/server'
import { Chance } from '../../apps/worker/demo/chance.js'
import { WorkerRuntime } from '../../apps/worker/worker.module.js'
import { RecountChangedCalendars } from '../../libs/deadline/server/recount-changed-calendars.js'
import { ChangeCalendar } from '../../libs/worktime/server/use-cases/change-calendar.use-case.js'
import { Doors } from './city/doors.js'
import { Heap } from './city/heap.js'
import type { HeldClock } from './city/held-clock.js'
import { OneLife, type City, type Life } from './city/one-life.js'
import { Townsfolk } from './city/townsfolk.js'

export type MonthPlan = {
  /** City days YYYY-MM-DD; the month ends as `until` begins. */
  readonly from: string
  readonly until: string
  readonly cases: number
  readonly seed: number
  /** Days off within it, the second left out: where counting is hardest. */
  readonly holiday: readonly [from: string, until: string]
  /** In the middle of it the city makes one more day a holiday, which nobody knew before `at` (ISO). */
  readonly dayOff?: { readonly at: string; readonly date: string }
}

export type MonthDone = { readonly cases: number; readonly actions: number; readonly firings: number; readonly sleptHours: number; readonly recountedCases: number; readonly done: Record<string, number>; readonly refusals: Record<string, number> }

/** Calls by hour of the day, midnight first: few at night, most in the morning. */
const CALLS_BY_HOUR = [1, 1, 1, 1, 1, 2, 5, 12, 28, 34, 33, 26, 14, 12, 24, 28, 26, 20, 14, 10, 8, 6, 3, 2]
/** More does not happen at one moment. */
const MOST_AT_ONCE = 200
const SETTLE_EVERY_MS = 15 * MINUTE_MS

export const cityMidnight = (date: string): number => Date.parse(`${date}T00:00:00+08:00`)

/**
 * Some weeks of a city on a clock that is held: people act, alarms ring at the very moment of the next rung, and what was told is carried to its listeners.
 * Now and then the alarms sleep for some hours, as when the worker is away: what they tell afterwards must be the same.
 */
export class Month {
  private readonly agenda = new Heap<Life>()
  private readonly chance: Chance
  private readonly doors: Doors
  private readonly city: City
  private readonly database: Database
  private readonly cityCode: string
  private actions = 0
  private firings = 0
  private recountedCases = 0

  constructor(private readonly app: INestApplicationContext, private readonly clock: HeldClock, private readonly plan: MonthPlan) {
    this.chance = new Chance(plan.seed)
    this.doors = new Doors(app, clock)
    this.city = { doors: this.doors, people: new Townsfolk(this.doors.org, this.chance), chance: this.chance }
    this.database = app.get(Database)
    this.cityCode = app.get(PlatformConfig).cityCode
  }

  async live(progress: (day: string, actions: number) => void = () => undefined): Promise<MonthDone> {
    const { plan, clock } = this
    const [start, end] = [cityMidnight(plan.from), cityMidnight(plan.until)]
    // Nobody new in the last week: what was begun has time to run out and to climb.
    for (let index = 0; index < plan.cases; index += 1) await this.put(new OneLife(this.city).live(this.callAt(start, end - 7 * DAY_MS)))
    if (plan.dayOff !== undefined) this.agenda.put(Date.parse(plan.dayOff.at), this.dayOff(plan.dayOff))
    const sleeps = this.sleeps(start, end)
    const asleep = (at: number): boolean => sleeps.some(({ from, to }) => from <= at && at < to)
    let settledAt = start
    let day = ''
    let still = 0
    for (;;) {
      const action = this.agenda.nextAt ?? end
      const fires = await this.nextFiresAt()
      // A clock may have become due in the past (raised urgency) while the alarms sleep: it, too, waits for them to wake.
      const rings = Math.max(fires ?? end, clock.now())
      const wakes = sleeps.find(({ from, to }) => from <= rings && rings < to)?.to ?? rings
      const next = Math.min(action, wakes, end)
      if (next >= end) break
      still = next > clock.now() ? 0 : still + 1
      if (still > MOST_AT_ONCE) throw new Error(`Time stands still at ${new Date(next).toISOString()}: ${await this.stuck()}`)
      clock.moveTo(next)
      if (wakes <= next && !asleep(clock.now())) await this.fire()
      if (action <= next) await this.act()
      if (clock.now() - settledAt >= SETTLE_EVERY_MS && !asleep(clock.now())) {
        await this.settle()
        settledAt = clock.now()
      }
      const today = new Date(clock.now() + 8 * HOUR_MS).toISOString().slice(0, 10)
      if (today !== day) progress((day = today), this.actions)
    }
    clock.moveTo(end)
    await this.fire()
    await this.settle()
    const counts = (of: ReadonlyMap<string, number>): Record<string, number> => Object.fromEntries([...of].sort(([a], [b]) => (a < b ? -1 : 1)))
    const sleptHours = sleeps.reduce((sum, { from, to }) => sum + (to - from) / HOUR_MS, 0)
    return { cases: plan.cases, actions: this.actions, firings: this.firings, sleptHours: Math.round(sleptHours), recountedCases: this.recountedCases, done: counts(this.doors.done), refusals: counts(this.doors.refusals) }
  }

  /** Announced, and what runs is counted anew, before anything else happens. */
  private async *dayOff({ date }: NonNullable<MonthPlan['dayOff']>): Life {
    const options = { strict: false }
    await this.app.get(ChangeCalendar, options).execute({
      draftOf: () => ({ layer: 'city', days: [{ date: plainDate(date), kind: 'off', name: '全市放假', spans: null, source: '市政府通知' }], removedDays: [], hours: null }),
      expectedVersion: null, kind: 'edit', reason: '全市放假一天', source: null, by: this.city.people.centre('system_admin'), request: null,
    })
    await this.settle()
    // as long as another process may count by the calendar before
    yield plus(this.clock.now(), 10 * SECOND_MS)
    this.recountedCases = await this.app.get(RecountChangedCalendars, options).run()
  }

  private async act(): Promise<void> {
    const life = this.agenda.take()
    if (life === undefined) return
    this.actions += 1
    await this.put(life)
  }

  private async put(life: Life): Promise<void> {
    const { value, done } = await life.next()
    if (done !== true) this.agenda.put(Math.max(value, this.clock.now()), life)
  }

  private async fire(): Promise<void> {
    this.firings += await this.app.get(FireClocks, { strict: false }).fireDue()
  }

  private settle(): Promise<void> {
    return this.app.get(WorkerRuntime).settle()
  }

  private async nextFiresAt(): Promise<number | null> {
    const [row] = await this.database.query<{ at: number | null }>('SELECT min(fires_at) AS at FROM deadline_clock WHERE city_code = $1', [this.cityCode])
    return row?.at ?? null
  }

  /** What is due and is not fired, for whoever has to find out why. */
  private async stuck(): Promise<string> {
    const rows = await this.database.query(
      'SELECT kind, state, fires_at::text, warn_at::text, due_at::text, rung_at::text, rungs, ladder, warned_at::text, overdue_at::text FROM deadline_clock WHERE city_code = $1 ORDER BY fires_at LIMIT 2',
      [this.cityCode],
    )
    return JSON.stringify(rows)
  }

  private callAt(start: number, end: number): number {
    const days = Math.floor((end - start) / DAY_MS)
    const hour = this.chance.weighted(CALLS_BY_HOUR.map((weight, index) => ({ weight, index }))).index
    return Math.round(start + Math.floor(this.chance.next() * days) * DAY_MS + (hour + this.chance.next()) * HOUR_MS)
  }

  /** Once in four days, at any time, for up to five hours. */
  private sleeps(start: number, end: number): readonly { readonly from: number; readonly to: number }[] {
    const sleeps: { from: number; to: number }[] = []
    for (let at = start + DAY_MS; at < end - DAY_MS; at += 4 * DAY_MS) {
      const from = Math.round(at + this.chance.between(0, 2) * DAY_MS)
      sleeps.push({ from, to: Math.round(from + this.chance.between(0.2, 5) * HOUR_MS) })
    }
    return sleeps
  }
}
