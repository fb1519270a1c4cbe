import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, plus } from '@tongban/kernel/core'
import {
  ASSIST,
  COPY,
  LEAD,
  START,
  UNITS,
  contacted,
  dispatched,
  dueTimes,
  filed,
  given,
  reworked,
  calledBack,
  replied,
  reviewPassed,
  sentBack,
  signed,
  upToCallback,
  upToReply,
  withdrawn,
  AGAIN,
  UNHAPPY,
} from '@tongban/testing/server'
import type { CaseEvent } from '../../contract/events.js'
import { caseJsonOf, caseStateOf, nextDueOf, type CaseRow } from './case-row.mapper.js'
import { snapshotOf } from '../../domain/index.js'

const { signDueAt, contactDueAt, promiseDueAt } = dueTimes(START)

function owed(events: readonly CaseEvent[], id = LEAD): ReturnType<typeof nextDueOf> | undefined {
  const { state } = given(...events)
  const item = state.assignments.find((assignment) => assignment.id === id)
  return item && nextDueOf(item, state)
}

describe('what a unit owes next', () => {
  it('is to sign, then to contact, then to reply', () => {
    const steps = [filed(), dispatched(), signed(), contacted()]
    expect(owed(steps.slice(0, 2))).toEqual({ kind: 'sign', at: signDueAt })
    expect(owed(steps.slice(0, 3))).toEqual({ kind: 'contact', at: contactDueAt })
    expect(owed(steps)).toEqual({ kind: 'promise', at: promiseDueAt })
  })

  it('is the contact first when that falls due before the signature', () => {
    const due = { ...dueTimes(START), contactDueAt: plus(START, HOUR_MS) }
    expect(owed([filed(), dispatched({ due })])).toEqual({ kind: 'contact', at: plus(START, HOUR_MS) })
  })

  it('is nothing while others look at the reply, and the promise again when it was sent back', () => {
    expect(owed(upToReply())).toBeNull()
    expect(owed(upToCallback())).toBeNull()
    expect(owed([...upToReply(), sentBack(2)])).toEqual({ kind: 'promise', at: promiseDueAt })
  })

  it('is nothing for a copy, for an assist that has replied, and for what was recalled or accepted', () => {
    const assist = [signed, contacted, replied].map((event) => event(ASSIST, UNITS.department))
    expect(owed([filed(), dispatched()], COPY)).toBeNull()
    expect(owed([filed(), dispatched(), ...assist], ASSIST)).toBeNull()
    expect(owed([filed(), dispatched(), withdrawn])).toBeNull()
    const again = dispatched({ round: 2, assignments: [{ assignmentId: AGAIN, role: 'lead', unitId: UNITS.township }] })
    const second = [...upToCallback(), calledBack(UNHAPPY), reworked(2), again]
    expect([owed(second), owed(second, AGAIN)?.kind]).toEqual([null, 'sign'])
  })
})

describe('the row of a case', () => {
  it('names its lead: the open one, else the accepted one, else the last there was', () => {
    const leadOf = (...events: readonly CaseEvent[]) => caseJsonOf(given(...events).state, '150500').lead_unit_id
    expect([leadOf(filed()), leadOf(filed(), dispatched()), leadOf(...upToCallback()), leadOf(filed(), dispatched(), withdrawn)]).toEqual([
      null,
      UNITS.township,
      UNITS.township,
      UNITS.township,
    ])
  })

  it('has a column for everything a case is, and reads back to it', () => {
    const { state } = given(...upToCallback(), reviewPassed())
    const json = caseJsonOf(state, '150500')
    const moments = ['status_since', 'filed_at', 'dispatch_due_at', 'dispatched_at', 'promise_due_at', 'replied_at', 'closed_at']
    const row = Object.fromEntries(
      Object.entries(json).map(([column, value]) => [
        column,
        moments.includes(column) && value !== null ? Date.parse(String(value)) : value,
      ]),
    )
    expect(caseStateOf(row as unknown as CaseRow, [])).toEqual({ ...state, assignments: [] })
  })

  it('is told to other contexts without anything only a case page needs', () => {
    const snapshot = snapshotOf(given(...upToCallback()).state)
    for (const name of ['timelineHash', 'attachmentIds', 'filedBy', 'originLine'])
      expect(snapshot).not.toHaveProperty(name)
  })
})
