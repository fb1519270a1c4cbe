import { describe, expect, it } from '@jest/globals'
import { person } from '@tongban/testing/server'
import type { DeliveredEvent } from '@tongban/platform/server'
import { recusedRoomsOf, roomsOfEvent, roomsOfPrincipal, roomsOfSubject, roomsToBlank } from './rooms.js'

const CITY = '150500'
const event = (type: string, data: Record<string, unknown>): DeliveredEvent => ({
  id: 1,
  type,
  subjectId: 'case',
  at: 0,
  traceId: 'none',
  data,
})
const data = {
  countyCode: '150525',
  unitIds: ['township-150525100', 'county-150525-coordinator'],
  handlingUnitIds: ['township-150525100', 'township-150525101'],
}

describe('rooms of a person', () => {
  it.each([
    ['supervisor', ['city:150500', 'members:township-150525100']],
    ['handler', ['unit:township-150525100', 'members:township-150525100']],
    ['county_coordinator', ['county:150525', 'unit:township-150525100', 'members:township-150525100']],
    ['callback_agent', ['callback:150500', 'members:township-150525100']],
    ['system_admin', []],
  ] as const)('are, for a %s, %j and their own', (role, rooms) => {
    const somebody = person(role, 'township-150525100', { countyCode: '150525' })
    expect(roomsOfPrincipal(somebody, CITY)).toEqual([...rooms, `user:${somebody.userId}`])
  })
})

describe('rule 12: the people of a unit the case is about', () => {
  const about = { ...data, subjectUnitIds: ['township-150525100'] }

  it('are passed by, whatever rooms they are in', () => {
    expect(recusedRoomsOf(event('assignment.signed.v1', about))).toEqual(['members:township-150525100'])
    expect(roomsOfEvent(event('case.withdrawn.v1', about), CITY)).not.toContain('unit:township-150525100')
    expect(recusedRoomsOf(event('assignment.signed.v1', data))).toEqual([])
  })

  it('are told to read again at the moment it becomes known, and of nothing after', () => {
    expect(roomsToBlank(event('case.recused.v1', about))).toEqual(['members:township-150525100'])
    expect(roomsToBlank(event('case.dispatched.v1', about))).toEqual([])
  })
})

describe('rooms of an event', () => {
  it('are the city, the county and the units that hold the case', () => {
    expect(roomsOfEvent(event('assignment.signed.v1', data), CITY)).toEqual([
      'city:150500',
      'county:150525',
      'unit:township-150525100',
      'unit:county-150525-coordinator',
    ])
  })

  it('include the units a withdrawal takes it from', () => {
    expect(roomsOfEvent(event('case.withdrawn.v1', { ...data, unitIds: [] }), CITY)).toEqual([
      'city:150500',
      'county:150525',
      'unit:township-150525100',
      'unit:township-150525101',
      'callback:150500',
    ])
  })

  it('include the callback queue when it changes, and only the city when nothing else is known', () => {
    expect(roomsOfEvent(event('case.review_passed.v1', {}), CITY)).toEqual(['city:150500', 'callback:150500'])
    expect(roomsOfEvent(event('case.filed.v1', { countyCode: null, unitIds: null }), CITY)).toEqual(['city:150500'])
  })
})

describe('rooms of what is not a case', () => {
  it('are the person alone for an inbox, whatever else the event carries', () => {
    expect(roomsOfSubject(event('notification.inbox_changed.v1', { userId: 'user-1', unread: 3, countyCode: '150525' }), CITY)).toEqual(['user:user-1'])
  })

  it('are the city, the county, the unit an order is addressed to and those who supervise with it, each once', () => {
    const order = { unitId: 'township-150525100', jointUnitIds: ['city-150500-discipline', 'township-150525100'], countyCode: '150525' }
    expect(roomsOfSubject(event('supervision.order_issued.v1', order), CITY)).toEqual([
      'city:150500', 'county:150525', 'unit:township-150525100', 'unit:city-150500-discipline',
    ])
  })

  it('pass by the people of a unit an order’s cases are about, whoever they are in it, and take it from their screens with its withdrawal', () => {
    const order = { unitId: 'township-150525100', jointUnitIds: ['discipline-inspection'], countyCode: '150525', recusedUnitIds: ['township-150525100'] }
    const withdrawn = event('supervision.order_withdrawn.v1', order)
    expect(roomsOfSubject(withdrawn, CITY)).toEqual(['city:150500', 'county:150525', 'unit:discipline-inspection'])
    expect(recusedRoomsOf(withdrawn)).toEqual(['members:township-150525100'])
    expect(roomsToBlank(withdrawn)).toEqual(['members:township-150525100'])
    expect(roomsToBlank(event('supervision.order_issued.v1', order))).toEqual([])
  })

  it('are the units an incident calls', () => {
    expect(roomsOfSubject(event('incident.opened.v1', { unitIds: ['township-150525100'], countyCode: null }), CITY)).toEqual(['city:150500', 'unit:township-150525100'])
  })
})
