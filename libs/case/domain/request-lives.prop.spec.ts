import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { PEOPLE, START, openMoves, type Move } from '@tongban/testing/server'
import fc from 'fast-check'
import type { CaseEvent } from '../contract/events.js'
import { REQUEST_POLICIES, countedRequests } from '../contract/request-policies.js'
import { brokenInvariants, draftCase, handlingUnits, isOpen, type CaseState } from './case-state.js'
import { evolve } from './evolve.js'
import { isShelved, type RequestState } from './procedures.js'
import { isWaiting } from './request-changes.js'

const DRAFT = draftCase('0199a000-0000-7000-8000-00000000000f', START, PEOPLE.operator.userId)
const idNumber = (n: number): string => `0199a000-0000-7000-9000-${String(n).padStart(12, '0')}`
/** The ways of requests, and the ways of a case that may end them. */
const WAYS: readonly string[] = [
  'file', 'sign', 'contact', 'reply', 'review', 'record_callback', 'withdraw', 'reassign', 'request', 'endorse_request', 'cancel_request', 'rule_request', 'lapse', 'review_shelving',
  'note_milestone', 'open_dispute',
]
type Step = { readonly before: CaseState; readonly after: CaseState; readonly move: Move; readonly events: readonly CaseEvent[]; readonly at: Instant }

function live(tries: readonly { way: number; pick: number; minutes: number; mayEnd: boolean }[]): Step[] {
  let state = DRAFT
  let at = START
  let made = 0
  return tries.flatMap(({ way, pick, minutes, mayEnd }): Step[] => {
    at = plus(at, minutes * MINUTE_MS)
    const open = openMoves(state, at, () => idNumber((made += 1))).filter(({ move }) => WAYS.includes(move.name) && (mayEnd || move.name !== 'withdraw'))
    // a filing that dispatches at once: there is something to ask about
    const worth = state.status === 'draft' ? open.filter(({ next }) => next.status === 'in_progress') : open
    const names = [...new Set(worth.map(({ move }) => move.name))]
    const choices = worth.filter(({ move }) => move.name === names[way % names.length])
    const chosen = choices[pick % Math.max(1, choices.length)]
    if (chosen === undefined) return []
    const before = state
    state = chosen.next
    return [{ before, after: state, move: chosen.move, events: chosen.events, at }]
  })
}

const lives = fc
  .array(
    fc.record({ way: fc.nat(), pick: fc.nat(), minutes: fc.integer({ min: 0, max: 20 * 60 }), mayEnd: fc.integer({ min: 1, max: 15 }).map((value) => value === 15) }),
    { minLength: 1, maxLength: 30, size: 'max' },
  )
  .map(live)
const RUNS = { numRuns: 40 }
const settled = (request: RequestState): boolean => ['approved', 'rejected', 'cancelled'].includes(request.status)

describe('requests in any sequence of commands', () => {
  it('happen, of every kind of end, often enough to mean something', () => {
    const all = fc.sample(lives, { numRuns: 60, seed: 7 }).flat()
    const types = new Map<string, number>()
    for (const { events } of all) for (const { type } of events) types.set(type, (types.get(type) ?? 0) + 1)
    expect([...types.keys()]).toEqual(
      expect.arrayContaining(['request.asked.v1', 'request.endorsed.v1', 'request.ruled.v1', 'request.cancelled.v1', 'request.lapsed.v1', 'case.promise_extended.v1', 'case.dispute_opened.v1']),
    )
  })

  it('wait only as long as there is a duty and a state they could be ruled in', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { after } of steps) {
          for (const request of after.procedures.requests.filter(isWaiting)) {
            expect(REQUEST_POLICIES[request.kind].ruledIn).toContain(after.status)
            if (request.kind !== 'rating_review') expect(after.assignments.some((item) => item.id === request.assignmentId && isOpen(item))).toBe(true)
          }
          if (isShelved(after.procedures)) expect([after.status, after.assignments.find((item) => item.id === after.procedures.shelving?.assignmentId)?.status]).toEqual(['in_progress', 'contacted'])
        }
      }),
      RUNS,
    )
  })

  it('are settled once and for all, no more often than the policy allows, and never by a unit that handles the case', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { before, after, move, events } of steps) {
          for (const request of before.procedures.requests.filter(settled)) expect(after.procedures.requests).toContainEqual(request)
          for (const { kind, assignmentId } of after.procedures.requests)
            expect(countedRequests(after.procedures.requests, kind, assignmentId)).toBeLessThanOrEqual(REQUEST_POLICIES[kind].times)
          if (events.some(({ type }) => type === 'request.ruled.v1')) {
            expect(handlingUnits(before)).not.toContain(move.by.unitId)
            expect(move.by.permissions.has('request.rule')).toBe(true)
          }
        }
      }),
      RUNS,
    )
  })

  it('leave the case valid, and its row the replay of its timeline', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { after, move } of steps) expect([move.name, brokenInvariants(after)]).toEqual([move.name, []])
        const replayed = steps
          .flatMap(({ events, at }) => events.map((event) => [event, at] as const))
          .reduce((state, [event, at]) => evolve(state, JSON.parse(JSON.stringify(event)) as CaseEvent, at), DRAFT)
        const last = steps.at(-1)?.after ?? DRAFT
        expect({ ...replayed, version: last.version }).toEqual(last)
      }),
      RUNS,
    )
  })
})
