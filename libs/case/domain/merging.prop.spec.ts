import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, plus, type Instant } from '@tongban/kernel/core'
import { PEOPLE, START, allMoves, decideMove } from '@tongban/testing/server'
import fc from 'fast-check'
import type { CaseEvent } from '../contract/events.js'
import { brokenInvariants, draftCase, evolve, type CaseState } from './index.js'
import { CASE_COMMANDS, type CaseCommand, type CaseCommandName } from '../commands/contracts.js'

/** The plain way of a case, and everything that can cross it here. */
const NAMES: readonly CaseCommandName[] = [
  'file', 'dispatch', 'sign', 'contact', 'reply', 'review', 'record_callback', 'withdraw', 'merge', 'unmerge', 'note_link', 'share_reply', 'urge', 'add_facts', 'appeal',
]
const ONWARD: readonly CaseCommandName[] = ['dispatch', 'sign', 'contact', 'reply', 'review', 'record_callback']
const ACTORS = [PEOPLE.operator, PEOPLE.dispatcher, PEOPLE.handler, PEOPLE.departmentHandler, PEOPLE.reviewer, PEOPLE.callbackAgent, PEOPLE.system]
const DRAFT = draftCase('0199a000-0000-7000-8000-00000000000f', START, PEOPLE.operator.userId)

type Step = { readonly name: CaseCommandName; readonly before: CaseState; readonly after: CaseState; readonly events: readonly CaseEvent[]; readonly at: Instant }

function live(tries: readonly { way: number; pick: number }[]): Step[] {
  let state = DRAFT
  let made = 0
  const nextId = (): string => `0199a000-0000-7000-9000-${String((made += 1)).padStart(12, '0')}`
  return tries.flatMap(({ way, pick }, index): Step[] => {
    const at = plus(START, index * 5 * HOUR_MS)
    const open = allMoves(state, ACTORS)
      .filter((move) => NAMES.includes(move.name))
      .flatMap((move) => {
        const result = decideMove(state, move, at, nextId)
        return result.ok ? [{ name: move.name, events: result.value }] : []
      })
    const possible = [...new Set(open.map(({ name }) => name))]
    // Every other step goes on towards the answer, so that many lives get there.
    const names = way % 2 === 0 && possible.some((name) => ONWARD.includes(name)) ? possible.filter((name) => ONWARD.includes(name)) : possible
    const ways = open.filter(({ name }) => name === names[(way >> 1) % names.length])
    const chosen = ways[pick % Math.max(1, ways.length)]
    if (chosen === undefined) return []
    const before = state
    state = { ...chosen.events.reduce((next, event) => evolve(next, event, at), before), version: before.version + 1 }
    return [{ ...chosen, before, after: state, at }]
  })
}

const lives = fc.array(fc.record({ way: fc.nat(), pick: fc.nat() }), { minLength: 1, maxLength: 25, size: 'max' }).map(live)

describe('any order of merging, answering, urging and appealing', () => {
  it('keeps the case valid, goes only where the table says, and is the replay of its events', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { name, before, after } of steps) {
          const command: CaseCommand = CASE_COMMANDS[name]
          expect([name, brokenInvariants(after)]).toEqual([name, []])
          expect([name, command.to]).toEqual([name, expect.arrayContaining([after.status])])
          const entered = after.assignments.filter((item) => before.assignments.find(({ id }) => id === item.id)?.status !== item.status).map((item) => item.status)
          expect([name, command.assignmentTo ?? []]).toEqual([name, expect.arrayContaining(entered)])
        }
        const replayed = steps.reduce((state, { events, at }) => events.reduce((next, event) => evolve(next, event, at), state), DRAFT)
        expect({ ...replayed, version: 0 }).toEqual({ ...(steps.at(-1)?.after ?? DRAFT), version: 0 })
      }),
      { numRuns: 100 },
    )
  })

  it('is, among a hundred, varied enough to mean something', () => {
    const seen = new Set(fc.sample(lives, { numRuns: 100, seed: 12_345 }).flatMap((steps) => steps.map(({ name }) => name)))
    expect(NAMES.filter((name) => !seen.has(name))).toEqual([])
  })

  it('rule 9: never moves a promise by urging or by saying more', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { name, before, after } of steps) {
          if (name !== 'urge' && name !== 'add_facts') continue
          const { procedures: _now, version: _v, ...now } = after
          const { procedures: _then, version: _w, ...then } = before
          expect(now).toEqual(then)
        }
      }),
      { numRuns: 30 },
    )
  })
})
