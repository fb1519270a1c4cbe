import { describe, expect, it } from '@jest/globals'
import { PEOPLE, archived, closed, filed, filing, given, upToCallback, upToReply, withdrawn } from '@tongban/testing/server'
import type { CaseEvent } from '../../contract/events.js'
import { CASE_COMMANDS, type CaseCommandName } from '../contracts.js'

const done: readonly CaseEvent[] = [...upToCallback(), closed()]

describe('archiving', () => {
  it('puts a closed case away, by a dispatcher or by the system', () => {
    for (const by of [PEOPLE.dispatcher, PEOPLE.system]) {
      const state = given(...done)
        .when('archive', { by, body: {} })
        .thenEvents(archived)
      expect(state).toMatchObject({ status: 'archived', closedAt: given(...done).state.closedAt })
    }
  })

  it.each([
    ['awaiting dispatch', [filed()]],
    ['awaiting review', upToReply()],
    ['awaiting its callback', upToCallback()],
    ['withdrawn', [filed(), withdrawn]],
    ['archived already', [...done, archived]],
  ] as const)('is refused when the case is %s', (_, events) => {
    given(...events)
      .when('archive', { by: PEOPLE.dispatcher, body: {} })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('ends everything: no command of the table starts from an archived case', () => {
    const open = Object.values(CASE_COMMANDS).filter((command) => (command.from as readonly string[]).includes('archived'))
    expect(open.map((command): CaseCommandName => command.name)).toEqual([])
    given(...done, archived)
      .when('file', { by: PEOPLE.operator, body: filing() })
      .thenRefused('CASE_STATE_FORBIDS')
  })

  it('is not for operators and units', () => {
    for (const by of [PEOPLE.operator, PEOPLE.handler, PEOPLE.reviewer])
      given(...done)
        .when('archive', { by, body: {} })
        .thenRefused('PERMISSION_MISSING')
  })
})
