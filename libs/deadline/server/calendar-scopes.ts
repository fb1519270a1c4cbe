import type { CaseSnapshot } from '@tongban/case/contract'
import type { CalendarScope } from '@tongban/worktime/contract'
import { divisionPrefix } from '../domain/index.js'

/** Whose days a clock counts by. `unitKeepsOwn`: that unit has a calendar of its own, so a change of the place's is none of it. */
export type ClockPlace = { readonly divisionCode: string | null; readonly unitId: string | null; readonly unitKeepsOwn: boolean }

const holds = (divisionCode: string | null, scope: string | null): boolean => scope === null || (divisionCode !== null && divisionCode.startsWith(divisionPrefix(scope)))

/** Whether clocks of a case may follow the calendars of a scope: of its place, or of a unit that has a part in it. */
export const concernsCase = ({ divisionCode, assignments }: Pick<CaseSnapshot, 'divisionCode' | 'assignments'>, { divisionCode: scope, unitId }: CalendarScope): boolean =>
  unitId === null ? holds(divisionCode, scope) : assignments.some((item) => item.unitId === unitId)

/** The scope that is nearest to a clock, of those it lies in; null when it lies in none. */
export function nearestScope<T extends { readonly scope: CalendarScope }>({ divisionCode, unitId, unitKeepsOwn }: ClockPlace, all: readonly T[]): T | null {
  return (
    all.find(({ scope }) => scope.unitId !== null && scope.unitId === unitId) ??
    all
      .filter(({ scope }) => scope.unitId === null && !unitKeepsOwn && holds(divisionCode, scope.divisionCode))
      .reduce<T | null>((best, each) => (best === null || depthOf(each.scope) > depthOf(best.scope) ? each : best), null)
  )
}

const depthOf = ({ divisionCode }: CalendarScope): number => (divisionCode === null ? 0 : divisionPrefix(divisionCode).length)
