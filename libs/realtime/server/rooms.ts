import { may, type Principal } from '@tongban/access/contract'
import type { CaseEventType } from '@tongban/case/contract'
import { assertNever } from '@tongban/kernel/core'
import type { DeliveredEvent } from '@tongban/platform/server'
import { roomOf } from '@tongban/realtime/contract'

/**
 * The rooms a person listens in: what `scopePredicate` says of rows, said of pushes, and that of the person's own unit, which what is about
 * that unit passes by. Never chosen by the browser.
 */
export function roomsOfPrincipal(principal: Principal, cityCode: string): string[] {
  const heard = reachOf(principal, cityCode)
  return [...heard, ...(heard.length === 0 ? [] : [roomOf.members(principal.unitId)]), roomOf.user(principal.userId)]
}

function reachOf(principal: Principal, cityCode: string): string[] {
  const { scope } = principal
  const queue = may(principal, 'callback.work') ? [roomOf.callback(cityCode)] : []
  switch (scope.kind) {
    case 'none':
      return queue
    case 'own_unit':
      return [roomOf.unit(scope.unitId), ...queue]
    case 'county':
      return [roomOf.county(scope.countyCode), roomOf.unit(scope.unitId), ...queue]
    case 'city':
      return [roomOf.city(cityCode), ...queue]
    default:
      return assertNever(scope)
  }
}

/** Events that put a case into the callback queue or take it out. */
const MOVES_CALLBACK_QUEUE: readonly CaseEventType[] = [
  'case.review_passed.v1', 'case.callback_recorded.v1', 'case.rework_started.v1', 'case.closed.v1', 'case.withdrawn.v1',
]
/** Events that may take a case away from a unit, whose inbox has to hear it. */
const TAKES_AWAY: readonly CaseEventType[] = ['case.withdrawn.v1', 'case.dispatched.v1']

/** What may become known to be about a unit that has it on its screens: a case, and the order that is then taken away from that unit. */
const BLANKS: readonly string[] = ['case.recused.v1', 'supervision.order_withdrawn.v1']

const includes = (types: readonly string[], type: string): boolean => types.includes(type)
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [])

/** Those an event must not reach, whatever rooms they are in: everybody of the units the case is about. */
export const recusedRoomsOf = ({ data }: DeliveredEvent): string[] => [...new Set([...texts(data.subjectUnitIds), ...texts(data.recusedUnitIds)])].map(roomOf.members)

/** Those who may be looking at a case that from this event on is about their own unit. */
export const roomsToBlank = (event: DeliveredEvent): string[] => (includes(BLANKS, event.type) ? recusedRoomsOf(event) : [])

/** The rooms that hear of what is not a case, from the codes it carries: a person's inbox is theirs alone. */
export function roomsOfSubject({ type, data }: DeliveredEvent, cityCode: string): string[] {
  if (typeof data.userId === 'string' && type.startsWith('notification.')) return [roomOf.user(data.userId)]
  const recused = [...texts(data.subjectUnitIds), ...texts(data.recusedUnitIds)]
  const units = [...texts([data.unitId]), ...texts(data.jointUnitIds), ...texts(data.unitIds)].filter((unitId) => !recused.includes(unitId))
  return [roomOf.city(cityCode), ...texts([data.countyCode]).map(roomOf.county), ...[...new Set(units)].map(roomOf.unit)]
}

/** The rooms that hear of an event, from the codes it carries: the city, its county, the units that hold it, the callback queue. */
export function roomsOfEvent({ type, data }: DeliveredEvent, cityCode: string): string[] {
  const subjects = texts(data.subjectUnitIds)
  const units = [...texts(data.unitIds), ...(includes(TAKES_AWAY, type) ? texts(data.handlingUnitIds) : [])].filter((unitId) => !subjects.includes(unitId))
  return [
    roomOf.city(cityCode),
    ...(typeof data.countyCode === 'string' ? [roomOf.county(data.countyCode)] : []),
    ...[...new Set(units)].map(roomOf.unit),
    ...(includes(MOVES_CALLBACK_QUEUE, type) ? [roomOf.callback(cityCode)] : []),
  ]
}
