const MINUTE = 60_000
const DAY_MINUTES = 1_440
const DAY = DAY_MINUTES * MINUTE
/** The city keeps one time the whole year. */
const CITY_OFFSET = 8 * 60 * MINUTE

/** Office hours of a working day, in minutes of the city's day: what an installation starts with. */
export const OFFICE_SPANS: readonly (readonly [from: number, to: number])[] = [[510, 720], [870, 1_050]]

/**
 * Every minute of some months, written out: 1 where offices work. Made from the list of holidays and nothing else, read minute by minute; it knows no
 * index and no arithmetic of days, so that what it says is worth comparing with what the product says. Moments are epoch ms.
 */
export class MinuteCalendar {
  private readonly works: Uint8Array
  private readonly first: number

  /** `from`, `to`: days as YYYY-MM-DD, `to` itself left out. `holidays`: rows of date,name,is_off_day,source. `spansOn`: other hours on a day, null for the usual. */
  constructor(holidays: string, from: string, to: string, spansOn: (date: string) => readonly (readonly [number, number])[] | null = () => null) {
    const named = new Map(holidays.split('\n').slice(1).map((line) => line.split(',')).filter((cells) => cells.length >= 3).map(([date, , off]) => [date, off === 'true'] as const))
    this.first = Date.parse(`${from}T00:00:00Z`) - CITY_OFFSET
    const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY
    this.works = new Uint8Array(days * DAY_MINUTES)
    for (let day = 0; day < days; day += 1) {
      const midnight = new Date(this.first + CITY_OFFSET + day * DAY)
      const date = midnight.toISOString().slice(0, 10)
      const isOff = named.get(date) ?? [0, 6].includes(midnight.getUTCDay())
      if (isOff) continue
      for (const [begin, end] of spansOn(date) ?? OFFICE_SPANS) this.works.fill(1, day * DAY_MINUTES + begin, day * DAY_MINUTES + end)
    }
  }

  /** The first moment by which so many working minutes have passed. */
  addWorkMinutes(from: number, minutes: number): number {
    return this.addWorkMs(from, minutes * MINUTE)
  }

  addWorkMs(from: number, ms: number): number {
    let at = from
    for (let left = ms; left > 0;) {
      const next = this.minuteAfter(at)
      if (this.worksAt(at)) {
        if (left <= next - at) return at + left
        left -= next - at
      }
      at = next
    }
    return at
  }

  /** The last moment from which so many working minutes pass until `to`. */
  subtractWorkMinutes(to: number, minutes: number): number {
    let at = to
    for (let left = minutes * MINUTE; left > 0;) {
      const before = this.minuteBefore(at)
      if (this.worksAt(before)) {
        if (left <= at - before) return at - left
        left -= at - before
      }
      at = before
    }
    return at
  }

  workMsBetween(from: number, to: number): number {
    let sum = 0
    for (let at = from; at < to;) {
      const next = Math.min(this.minuteAfter(at), to)
      if (this.worksAt(at)) sum += next - at
      at = next
    }
    return sum
  }

  /** `from` when offices work then, else when they next open. */
  nextWorking(from: number): number {
    let at = from
    while (!this.worksAt(at)) at = this.minuteAfter(at)
    return at
  }

  /** The n-th working day after the one counting begins on, at the same time of day, or at the nearest time offices keep. */
  addWorkDays(from: number, days: number): number {
    const begin = this.nextWorking(from)
    const timeOfDay = (begin - this.first) % DAY
    let midnight = begin - timeOfDay
    for (let left = days; left > 0;) {
      midnight += DAY
      if (this.minutesOf(midnight).length > 0) left -= 1
    }
    const minutes = this.minutesOf(midnight)
    // A span ends where its last minute does: that moment still belongs to it.
    const fits = minutes.some((minute) => minute * MINUTE <= timeOfDay && timeOfDay <= (minute + 1) * MINUTE)
    if (fits) return midnight + timeOfDay
    const later = minutes.find((minute) => minute * MINUTE > timeOfDay)
    return midnight + (later === undefined ? ((minutes.at(-1) ?? 0) + 1) * MINUTE : later * MINUTE)
  }

  private minutesOf(midnight: number): readonly number[] {
    return Array.from({ length: DAY_MINUTES }, (_, minute) => minute).filter((minute) => this.worksAt(midnight + minute * MINUTE))
  }

  private worksAt(at: number): boolean {
    const cell = Math.floor((at - this.first) / MINUTE)
    if (cell < 0 || cell >= this.works.length) throw new Error(`The written calendar does not reach ${new Date(at).toISOString()}`)
    return this.works[cell] === 1
  }

  private minuteAfter(at: number): number {
    return Math.floor(at / MINUTE) * MINUTE + MINUTE
  }

  private minuteBefore(at: number): number {
    return Math.ceil(at / MINUTE) * MINUTE - MINUTE
  }
}
