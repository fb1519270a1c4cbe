import type { CaseSnapshot } from '@tongban/case/contract'
import { idOf } from '@tongban/kernel/core'
import type { WorkCalendar, WorkCalendars } from '@tongban/worktime/contract'
import type { ClockKind } from '../contract/index.js'

/** What the units of a dispatch owe. All else (dispatch, review, rulings, callback) is the house's, and counts by the calendar of the place. */
const OWED_BY_UNITS: readonly ClockKind[] = ['sign', 'contact', 'arrive', 'promise']

type Place = Pick<CaseSnapshot, 'divisionCode' | 'assignments'>
type Of = { readonly kind: ClockKind; readonly assignmentId: string | null }

/**
 * The unit whose days a clock counts by, if it keeps its own: who leads. Those who help it answer within its days, for one promise was given to the
 * citizen. Null: the days of the place.
 */
export function calendarUnitOf({ assignments }: Pick<Place, 'assignments'>, { kind, assignmentId }: Of): string | null {
  const own = OWED_BY_UNITS.includes(kind) ? assignments.find(({ id }) => id === assignmentId) : undefined
  if (own === undefined || own.role === 'lead') return own?.unitId ?? null
  const leads = assignments.filter(({ role }) => role === 'lead')
  return (leads.findLast(({ round }) => round === own.round) ?? leads.at(-1))?.unitId ?? null
}

/** The one rule by which every clock of a case finds its calendar: when it starts, is counted anew, explained, or has its ladder laid out. In memory. */
export const calendarOfClock = (calendars: WorkCalendars, place: Place, of: Of): WorkCalendar =>
  calendarOfUnit(calendars, place.divisionCode, calendarUnitOf(place, of))

export const calendarOfUnit = (calendars: WorkCalendars, divisionCode: string | null, unitId: string | null): WorkCalendar =>
  calendars.calendarFor(divisionCode === null ? null : idOf(divisionCode), unitId)
