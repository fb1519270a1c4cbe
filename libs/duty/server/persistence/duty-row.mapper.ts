import { idOf, instant, isoOf, plainDateOf, startOfDay, type DivisionCode, type UnitId } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import type { WorkCalendar, WorkCalendars } from '@tongban/worktime/contract'
import type { DutyPost } from '../../contract/ports.js'
import type { DutySpan } from '../../contract/duty-times.schema.js'
import type { DutyEntry, PatternTimes, ShiftTimes } from '../../domain/index.js'

export type DutyRow = {
  id: string; post_key: string; name: string; title: string; phone_masked: string | null; user_id: string | null; line: number
  kind: 'pattern' | 'shift'; spans: DutySpan[]; valid_from: number; valid_to: number | null
}

/** Somebody in the roster of a post, without their number. */
export type StoredDuty = DutyEntry & {
  readonly postKey: string
  readonly name: string
  readonly title: string
  readonly phoneMasked: string | null
  readonly userId: string | null
}

export const storedDutyOf = (row: DutyRow): StoredDuty => ({
  id: row.id, postKey: row.post_key, name: row.name, title: row.title, phoneMasked: row.phone_masked, userId: row.user_id, line: row.line, times: timesOf(row),
})

function timesOf({ kind, spans, valid_from, valid_to }: DutyRow): PatternTimes | ShiftTimes {
  if (kind === 'shift') return { kind, startsAt: instant(valid_from), endsAt: instant(valid_to ?? valid_from) }
  return { kind, spans, validFrom: plainDateOf(instant(valid_from)), validTo: valid_to === null ? null : plainDateOf(instant(valid_to)) }
}

/** The columns `kind`, `spans` (JSON text), `valid_from`, `valid_to` (ISO). */
export function timeColumnsOf(times: PatternTimes | ShiftTimes): { kind: string; spans: readonly DutySpan[]; valid_from: string; valid_to: string | null } {
  if (times.kind === 'shift') return { kind: 'shift', spans: [], valid_from: isoOf(times.startsAt), valid_to: isoOf(times.endsAt) }
  const { spans, validFrom, validTo } = times
  return { kind: 'pattern', spans, valid_from: isoOf(startOfDay(validFrom)), valid_to: validTo === null ? null : isoOf(startOfDay(validTo)) }
}

/** The post a key names; null when it is no key. */
export function postOfKey(key: string): DutyPost | null {
  const [kind, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
  if (kind === 'unit') return { unitId: id }
  return kind === 'division' ? { divisionCode: id } : null
}

/** The days a post keeps: its unit's own calendar, else that of its place. */
export function calendarOfPost(post: DutyPost, org: OrgDirectory, calendars: WorkCalendars): WorkCalendar {
  if ('divisionCode' in post) return calendars.calendarFor(idOf<DivisionCode>(post.divisionCode))
  return calendars.calendarFor(org.unit(idOf<UnitId>(post.unitId))?.divisionCode ?? null, post.unitId)
}
