import { DAY_MS, MINUTE_MS, ok, plus, type Instant, type Result } from '@tongban/kernel/core'
import type { Unit } from '@tongban/org/contract'
import type { Duration, WorkCalendars } from '@tongban/worktime/contract'
import { addDuration } from '@tongban/worktime/domain'
import type { ReplyLimit } from '../domain/index.js'

/** Counts an answer's deadline in the time of the unit that owes it. Refuses NO_WORKING_TIME_AHEAD. */
export const replyLimits =
  (calendars: WorkCalendars) =>
  (unit: Pick<Unit, 'id' | 'divisionCode'>, from: Instant, within: Duration): Result<ReplyLimit> => {
    const calendar = calendars.calendarFor(unit.divisionCode, unit.id)
    const due = addDuration(calendar, from, within)
    return due.ok ? ok({ replyDueAt: due.value, calendarCode: calendar.code, calendarVersion: calendar.version }) : due
  }

/** As `replyLimits`, for the system: a calendar without working time ahead stops no escalation, the answer is then due by the wall clock. */
export const unstoppableLimits =
  (calendars: WorkCalendars) =>
  (unit: Pick<Unit, 'id' | 'divisionCode'>, from: Instant, within: Duration): Result<ReplyLimit> => {
    const due = replyLimits(calendars)(unit, from, within)
    if (due.ok) return due
    const { code, version } = calendars.calendarFor(unit.divisionCode, unit.id)
    const unitMs = within.unit === 'minute' || within.unit === 'work_minute' ? MINUTE_MS : DAY_MS
    return ok({ replyDueAt: plus(from, within.amount * unitMs), calendarCode: code, calendarVersion: version })
  }
