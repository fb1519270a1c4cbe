import { instant, ok, plus, type Instant, type Result } from '@tongban/kernel/core'
import type { ServiceClass } from '@tongban/deadline/contract'
import { isWorkingUnit, type Duration, type WorkCalendar } from '@tongban/worktime/contract'
import { addDuration, addWorkMs, nextWorkingMoment, workMsBetween } from '@tongban/worktime/domain'
import type { Adjustment, ClockBasis } from './clock.js'

export type Extension = Extract<Adjustment, { kind: 'extension' }>

/**
 * What becomes of an extension when its clock is counted by a limit. `holds`: the moment somebody ruled on, for the limit is the one it was granted for.
 * `added`: its length, on top of the other limit. `left_out`: the case is more urgent than what it was granted for; should it fall back, the extension
 * counts again.
 */
export type ExtensionUse = 'holds' | 'added' | 'left_out'

/** The classes that cannot wait; in all others a few days more may be fair. */
const URGENCY: Readonly<Partial<Record<ServiceClass, number>>> = { emergency: 2, livelihood: 1 }
const urgencyOf = (serviceClass: ServiceClass): number => URGENCY[serviceClass] ?? 0

/** An extension of an older row that does not say what it was granted for holds as it was named. */
export function useOf({ grantedFor, by }: Extension, { serviceClass, limit }: Pick<ClockBasis, 'serviceClass' | 'limit'>): ExtensionUse {
  if (grantedFor === undefined) return by === null ? 'holds' : 'added'
  if (urgencyOf(serviceClass) > urgencyOf(grantedFor.serviceClass)) return 'left_out'
  return by === null && grantedFor.limit.unit === limit.unit && grantedFor.limit.amount === limit.amount ? 'holds' : 'added'
}

export const lengthBetween = (calendar: WorkCalendar, { unit }: Duration, from: Instant, to: Instant): number =>
  isWorkingUnit(unit) ? workMsBetween(calendar, from, to) : to - from

/** The length in whole milliseconds of the time it was granted in. Of an older row it is measured by the calendar at hand. */
export const lengthOf = (calendar: WorkCalendar, { grantedFor, dueBefore, dueAfter }: Extension): { readonly ms: number; readonly isWorking: boolean } | null =>
  grantedFor === undefined
    ? null
    : { ms: grantedFor.lengthMs ?? lengthBetween(calendar, grantedFor.limit, dueBefore, dueAfter), isWorking: isWorkingUnit(grantedFor.limit.unit) }

/** The due moment with an extension on top. A working limit never ends out of hours: what was granted by the wall clock then ends when work next begins. */
export function extended(calendar: WorkCalendar, dueAt: Instant, extension: Extension, by: Pick<ClockBasis, 'serviceClass' | 'limit'>): Result<Instant> {
  const use = useOf(extension, by)
  if (use === 'left_out') return ok(dueAt)
  if (use === 'holds') return ok(extension.dueAfter)
  if (extension.by !== null) return addDuration(calendar, dueAt, extension.by)
  const length = lengthOf(calendar, extension)
  if (length === null) return ok(extension.dueAfter)
  if (length.isWorking) return addWorkMs(calendar, dueAt, length.ms)
  const ends = plus(dueAt, length.ms)
  if (!isWorkingUnit(by.limit.unit)) return ok(ends)
  // At closing time itself work has not gone on.
  return workMsBetween(calendar, instant(ends - 1), ends) > 0 ? ok(ends) : nextWorkingMoment(calendar, ends)
}
