import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import fc from 'fast-check'
import { incidentLevelSchema } from '../contract/index.js'
import { decide, type IncidentCommand } from './decide.js'
import { evolve, isOpen, openedIncident } from './incident.js'

const START = instant(1_763_000_000_000)
const opened = openedIncident(
  'incident-1',
  {
    kind: 'flood', level: 'general', title: '内涝', cause: '暴雨', placeCode: '150523', placeText: '开鲁县', area: ['150523'], depth: 'township', categoryCodes: [], countyCodes: ['150523'], unitIds: [],
    openedBy: 'u1', openedUnitId: null,
  },
  START,
)
const commands = fc.oneof(
  fc.constantFrom<IncidentCommand>({ act: 'acknowledge' }, { act: 'join' }, { act: 'leave' }, { act: 'call_again' }, { act: 'contain', text: '已控制' }, { act: 'close', summary: '结束了' }, { act: 'cancel', reason: '误报' }),
  fc.constantFrom(...incidentLevelSchema.options).map((level): IncidentCommand => ({ act: 'change_level', level, reason: '研判' })),
  fc.option(fc.nat(9_999), { nil: null }).map((affectedPeople): IncidentCommand => ({ act: 'progress', kind: 'progress', text: '处置中', public: false, affectedPeople })),
)

describe('whatever is done to an incident', () => {
  it('it ends once, keeps the order of its moments, and is never touched after its end', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(commands, fc.nat(100_000)), { maxLength: 30 }), (steps) => {
        let state = opened
        let now: number = START
        for (const [command, wait] of steps) {
          now += wait
          const decided = decide(state, command)
          if (!isOpen(state)) expect(decided.ok).toBe(false)
          if (!decided.ok) continue
          const before = state
          state = decided.value.reduce((current, event) => evolve(current, event, instant(now)), state)
          expect(state.version).toBe(before.version + decided.value.length)
          const moments = [state.openedAt, state.respondingAt, state.containedAt, state.endedAt].filter((at) => at !== null)
          expect(moments).toEqual([...moments].sort((a, b) => a - b))
          expect(isOpen(state)).toBe(state.endedAt === null)
          expect([state.status === 'closed', state.status === 'cancelled']).toEqual([state.summary !== null, state.cancelReason !== null])
          if (state.status === 'closed') expect(before.status).toBe('contained')
        }
      }),
      { numRuns: 500 },
    )
  })
})
