import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, plus } from '@tongban/kernel/core'
import { PEOPLE, RETURN, START, allMoves, decideMove, filed, given, dispatched, returnAsked, signed, contacted, person, UNITS, type Move } from '@tongban/testing/server'
import fc from 'fast-check'
import type { CaseCommandName } from '../commands/contracts.js'
import type { CaseEvent } from '../contract/events.js'
import { brokenInvariants, openLead, type CaseState } from './case-state.js'
import { evolve } from './evolve.js'
import { openDispute } from './procedures.js'

/** What can happen around a dispute: the ordinary way, returns, and the dispute itself. */
const AROUND: readonly CaseCommandName[] = [
  'sign', 'contact', 'reply', 'review', 'record_callback', 'withdraw', 'reassign', 'request', 'rule_request', 'open_dispute', 'convene_panel', 'state_position', 'hold_meeting', 'rule_dispute',
]
const PEOPLE_AROUND = [...Object.values(PEOPLE), person('unit_lead', UNITS.otherTownship)]

type Step = { readonly before: CaseState; readonly after: CaseState; readonly move: Move; readonly events: readonly CaseEvent[] }

const handled = (): CaseEvent[] => [filed(), dispatched(), signed(), contacted()]
/** The township returned it, and it went to the next, which has signed. */
function returnedOnce(): CaseEvent[] {
  const asked: CaseEvent[] = [...handled(), returnAsked()]
  const approved = given(...asked).when('rule_request', { by: PEOPLE.dispatcher, body: { requestId: RETURN, verdict: 'approve', remarks: '同意', leadUnitId: UNITS.otherTownship } })
  const lead = openLead(approved.state)?.id ?? ''
  return [...asked, ...approved.events, ...given(...asked, ...approved.events).when('sign', { by: PEOPLE.otherHandler, on: lead, body: {} }).events]
}
const BEGINNINGS: readonly CaseState[] = [given(...handled()).state, given(...returnedOnce()).state]

type Try = { readonly way: number; readonly pick: number; readonly minutes: number }

/** Somebody who may does one of the things that can be done, again and again; each command as likely as the others. */
function live([beginning, tries]: [CaseState, Try[]]): Step[] {
  let state = beginning
  let at = plus(START, MINUTE_MS * 10)
  let made = 0
  const nextId = (): string => `0199a000-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`
  return tries.flatMap(({ way, pick, minutes }): Step[] => {
    at = plus(at, minutes * MINUTE_MS)
    const open = allMoves(state, PEOPLE_AROUND)
      .filter(({ name }) => AROUND.includes(name))
      .flatMap((move) => {
        const result = decideMove(state, move, at, nextId)
        return result.ok ? [{ move, events: result.value }] : []
      })
    // Endings are there, but seldom: else every life is short.
    const names = [...new Set(open.map(({ move }) => move.name))].filter((one) => (one !== 'withdraw' && one !== 'record_callback') || pick % 6 === 0)
    const ways = open.filter(({ move }) => move.name === names[way % Math.max(1, names.length)])
    const chosen = ways[pick % Math.max(1, ways.length)]
    if (chosen === undefined) return []
    const before = state
    state = { ...chosen.events.reduce((next, event) => evolve(next, event, at), before), version: before.version + 1 }
    return [{ before, after: state, ...chosen }]
  })
}

const lives = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.array(fc.record({ way: fc.nat(), pick: fc.nat(), minutes: fc.integer({ min: 1, max: 90 }) }), { minLength: 10, maxLength: 30 }),
  )
  .map(live)

const ENDED = ['closed', 'archived', 'withdrawn', 'terminated']
const leadOf = (state: CaseState): string | null => openLead(state)?.unitId ?? null

describe('any life of a case with disputes', () => {
  it('rule 3: keeps the lead where it is while a dispute is open, but for the ruling itself', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { before, after, move } of steps) {
          expect([move.name, brokenInvariants(after)]).toEqual([move.name, []])
          const same = openDispute(before.procedures) !== null && after.status === 'in_progress' && before.status === 'in_progress'
          if (same && move.name !== 'rule_dispute') expect([move.name, leadOf(after)]).toEqual([move.name, leadOf(before)])
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has no dispute open once it has ended, and no request before a panel that is not there', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { after } of steps) {
          const dispute = openDispute(after.procedures)
          if (ENDED.includes(after.status)) expect(dispute).toBeNull()
          const waiting = after.procedures.requests.filter(({ status }) => status === 'in_dispute').map(({ id }) => id)
          for (const id of waiting) expect(dispute?.requestIds).toContain(id)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('rule 2: binds: whoever is ruled to have it may not return it', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        for (const { after, events } of steps) {
          const ruled = events.find((event) => event.type === 'case.dispute_ruled.v1')
          const lead = openLead(after)
          if (ruled?.data.leadUnitId === lead?.unitId && lead !== null && ruled !== undefined) expect(lead.noReturn).toBe(true)
        }
        for (const { before, move } of steps) {
          if (move.name === 'request' && (move.body as { details: { kind: string } }).details.kind === 'return') expect(openLead(before)?.noReturn).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('comes by every command that is about disputes, by rulings that move a case and by some that do not', () => {
    const steps = fc.sample(lives, { numRuns: 100, seed: 7 }).flat()
    const names = new Set(steps.map(({ move }) => move.name))
    expect(AROUND.filter((name) => !names.has(name))).toEqual([])
    const types = steps.flatMap(({ events }) => events)
    const moved = new Set(types.flatMap((event) => (event.type === 'case.dispute_ruled.v1' ? [event.data.moved] : [])))
    expect(moved).toEqual(new Set([true, false]))
    expect(types.some(({ type }) => type === 'case.dispute_mooted.v1')).toBe(true)
    const causes = new Set(types.flatMap((event) => (event.type === 'case.dispute_opened.v1' ? [event.data.cause] : [])))
    expect(causes).toEqual(new Set(['by_hand', 'second_return']))
  })
})
