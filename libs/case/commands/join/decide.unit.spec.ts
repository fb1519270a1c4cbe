import { describe, expect, it } from '@jest/globals'
import { idOf } from '@tongban/kernel/core'
import { LEAD, PARENT, PEOPLE, START, UNITS, dispatched, filed, given } from '@tongban/testing/server'

const body = { parent: PARENT, reason: '不同诉求人反映同一件事' }
const merged = { type: 'case.merged.v1', data: { parentId: PARENT.caseId, parentNumber: PARENT.number, reason: body.reason } } as const
const returned = { type: 'case.returned_to_pool.v1', data: { reason: '派错了', dispatchDueAt: START } } as const
const outsourced = { ...PEOPLE.operator, outsourced: true }

describe('joining a call to a case there is', () => {
  it('rule 9: is for whoever took the call, outsourced or not', () => {
    for (const by of [PEOPLE.operator, outsourced]) expect(given(filed()).when('join', { by, body }).thenEvents(merged)).toMatchObject({ status: 'merged' })
  })

  it('is refused for the call of somebody else', () => {
    given(filed()).when('join', { by: { ...PEOPLE.operator, userId: idOf('another') }, body }).thenRefused('JOIN_NOT_YOURS')
  })

  it('is refused once a unit has it, and once a unit has had it', () => {
    given(filed(), dispatched()).when('join', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(filed(), dispatched(), returned).when('join', { by: PEOPLE.operator, body }).thenRefused('JOIN_NOT_YOURS')
  })

  it('keeps every rule of merging', () => {
    given(filed()).when('join', { by: PEOPLE.operator, body: { ...body, parent: { ...PARENT, status: 'closed' } } }).thenRefused('PARENT_ENDED')
    given(filed()).when('join', { by: PEOPLE.operator, body: { ...body, parent: { ...PARENT, status: 'merged' } } }).thenRefused('PARENT_IS_MERGED')
    given(filed({ subjectUnitIds: [UNITS.township] })).when('join', { by: PEOPLE.operator, body }).thenRefused('UNIT_RECUSED')
    given(filed(), { type: 'case.child_linked.v1', data: { caseId: LEAD, number: '20261116000009' } }).when('join', { by: PEOPLE.operator, body }).thenRefused('HAS_CHILDREN')
  })
})
