import { describe, expect, it } from '@jest/globals'
import { dispatched, filed, given, LEAD, PEOPLE } from '@tongban/testing/server'

const body = { topic: 'supervision' as const, subjectId: LEAD, sentence: '日常督办单 2026-001 已下发', detail: null }

describe('a note of what is done about a case', () => {
  it('is one sentence in its timeline and changes nothing else: no clock, no status', () => {
    const before = given(filed(), dispatched()).state
    const made = given(filed(), dispatched()).when('note', { by: PEOPLE.system, body })
    expect(made.events).toEqual([{ type: 'case.noted.v1', data: body }])
    expect(made.state).toEqual(before)
  })

  it('is the system’s alone', () => {
    given(filed(), dispatched()).when('note', { by: PEOPLE.supervisor, body }).thenRefused('PERMISSION_MISSING')
  })
})
