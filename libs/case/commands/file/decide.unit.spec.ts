import { describe, expect, it } from '@jest/globals'
import { PEOPLE, START, UNITS, dueTimes, filed, filing, given } from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

describe('filing', () => {
  it('leaves the case in the pool when no unit is sure', () => {
    const state = given()
      .when('file', { by: PEOPLE.operator, body: filing({ target: null }) })
      .thenEvents(filed())
    expect(state).toMatchObject({ status: 'awaiting_dispatch', round: 0, dispatchedAt: null, promiseDueAt: null, assignments: [] })
  })

  it('dispatches in the same breath when the unit is known, with the promise counted from that moment', () => {
    const state = given()
      .when('file', { by: PEOPLE.operator, body: filing({ dispatchReason: '属地职责' }) })
      .thenEvents(filed(), {
        type: 'case.dispatched.v1',
        data: {
          round: 1,
          automatic: true,
          reason: '属地职责',
          due: dueTimes(START),
          assignments: [
            { assignmentId: 'new-1', role: 'lead', unitId: UNITS.township },
            { assignmentId: 'new-2', role: 'cc', unitId: UNITS.coordinator },
          ],
        },
      })
    expect(state).toMatchObject({ status: 'in_progress', round: 1, dispatchedAt: START, promiseDueAt: dueTimes(START).promiseDueAt })
  })

  it('gives a unit that is named twice one duty, the strongest', () => {
    const target = {
      leadUnitId: UNITS.township,
      assistUnitIds: [UNITS.department, UNITS.township],
      ccUnitIds: [UNITS.department, UNITS.coordinator, UNITS.coordinator],
    }
    const state = given().when('file', { by: PEOPLE.operator, body: filing({ target }) }).state
    expect(state.assignments.map(({ role, unitId }) => [role, unitId])).toEqual([
      ['lead', UNITS.township],
      ['assist', UNITS.department],
      ['cc', UNITS.coordinator],
    ])
  })

  it.each([
    ['an answer', { kind: 'answer', answer: '营业时间为九点到十七点' }, 'answered', null, '营业时间为九点到十七点'],
    [
      'a refusal with its code',
      { kind: 'decline', reason: 'in_petition_system', explanation: '已在信访渠道' },
      'declined',
      'in_petition_system',
      '已在信访渠道',
    ],
    [
      'the lawful way',
      { kind: 'redirect', channel: 'litigation', explanation: '请向法院起诉' },
      'redirected',
      'litigation',
      '请向法院起诉',
    ],
    ['an emergency line', { kind: 'emergency', line: '119', note: '着火' }, 'handed_to_emergency', '119', '着火'],
  ] as const)('ends with %s at once, keeping code and words, and dispatches nothing', (_, disposition, status, endedReason, answerText) => {
    const state = given().when('file', { by: PEOPLE.operator, body: filing({ disposition }) }).state
    expect(state).toMatchObject({ status, endedReason, answerText, assignments: [], closedAt: null })
  })

  it('is refused to whoever may not file', () => {
    given().when('file', { by: PEOPLE.handler, body: filing() }).thenRefused('PERMISSION_MISSING', { permission: 'case.file' })
  })

  it('happens once: a case that exists is not filed again', () => {
    given(filed())
      .when('file', { by: PEOPLE.operator, body: filing() })
      .thenRefused('CASE_STATE_FORBIDS', { status: 'awaiting_dispatch', statusZh: '待派单', action: 'file', actionZh: '受理登记' })
  })
})

describe('what may be filed', () => {
  const problemsOf = (changes: object): string[] => {
    const parsed = CASE_COMMANDS.file.body.safeParse({ ...filing(), ...changes })
    return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  }

  it('counts characters as a person does', () => {
    expect(problemsOf({ title: '𠮷'.repeat(60), description: '𠮷'.repeat(5000) })).toEqual([])
    expect(problemsOf({ title: '𠮷'.repeat(61) })).toEqual(['title 标题最多 60 个字，现在是 61 个字'])
    expect(problemsOf({ description: '字'.repeat(10_000) })).toEqual(['description 发生了什么最多 6000 个字，现在是 10000 个字'])
  })

  it('names a field that is not known', () => {
    expect(problemsOf({ priority: 1 })).toHaveLength(1)
  })

  it('asks for the words behind every way of ending a call', () => {
    expect(problemsOf({ disposition: { kind: 'answer', answer: '' } })).toEqual(['disposition.answer 答复内容至少 2 个字'])
    expect(problemsOf({ disposition: { kind: 'decline', reason: 'too_busy', explanation: '没空' } })).toHaveLength(1)
    expect(problemsOf({ disposition: { kind: 'emergency', line: '911', note: '' } })).toHaveLength(1)
  })
})
