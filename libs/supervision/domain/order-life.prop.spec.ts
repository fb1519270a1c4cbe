import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, instant, plus } from '@tongban/kernel/core'
import fc from 'fast-check'
import { ORDER_COMMAND_NAMES, ORDER_EVENTS, ORDER_TRANSITIONS, orderKindSchema, type OrderCommandName } from '../contract/index.js'
import { decideOrder, evolveOrder, orderFiresAt, orderGuard, overdueEvents, replayOrder, type Order, type RecordedOrderEvent } from './index.js'
import { BODIES, DISCIPLINE, ID, issued, limit, START, WHO } from './order.spec-support.js'

const ACTORS = Object.values(WHO)
const step = fc.record({ name: fc.constantFrom(...ORDER_COMMAND_NAMES), actor: fc.constantFrom(...ACTORS), hours: fc.integer({ min: 0, max: 20 }), sweeps: fc.boolean(), pick: fc.option(fc.nat({ max: 5_000 })) })
type Step = { readonly name: OrderCommandName; readonly actor: (typeof ACTORS)[number]; readonly hours: number; readonly sweeps: boolean; readonly pick: number | null }
const first = fc.record({ kind: fc.constantFrom(...orderKindSchema.options), reviewers: fc.constantFrom('supervisors' as const, 'leaders' as const, 'discipline' as const), sealed: fc.boolean() })

type Move = { readonly name: OrderCommandName; readonly before: Order; readonly after: Order; readonly actor: (typeof ACTORS)[number] }

/** One of the things that can be done now, by one who may: without it hardly a life would get to its end. Withdrawing only by chance. */
function possible(order: Order, pick: number): Pick<Step, 'name' | 'actor'> | undefined {
  const open = ORDER_COMMAND_NAMES.flatMap((name) => ACTORS.filter((actor) => name !== 'withdraw' && orderGuard(name, { order, actor, unitName: String }) === null).map((actor) => ({ name, actor })))
  const names = [...new Set(open.map(({ name }) => name))]
  const ways = open.filter(({ name }) => name === names[pick % names.length])
  return ways[pick % Math.max(1, ways.length)]
}

/** Lives an order through whatever people try; what is refused leaves it as it was. */
function live(start: RecordedOrderEvent, steps: readonly Step[]) {
  const log: RecordedOrderEvent[] = [start]
  let order = replayOrder(ID, log)
  let at = START
  const moves: Move[] = []
  const take = (event: RecordedOrderEvent['event'], by: string): void => {
    const recorded = { event, at: instant(event.at ?? at), by }
    log.push(recorded)
    order = evolveOrder(order, ID, recorded)
  }
  for (const { hours, sweeps, ...tried } of steps) {
    at = plus(at, hours * HOUR_MS)
    const { name, actor } = tried.pick === null ? tried : (possible(order, tried.pick) ?? tried)
    if (sweeps) for (const event of overdueEvents(order, at)) take(event, 'system')
    const before = order
    const result = decideOrder(name, { order, body: BODIES[name], actor, at, limit, unitName: String } as never)
    if (!result.ok) {
      expect(order).toBe(before)
      continue
    }
    for (const event of result.value) take(event, actor.userId)
    moves.push({ name, before, after: order, actor })
  }
  return { log, order, moves, at }
}

describe('whatever people try with an order', () => {
  it('every step is one of the table, by one who may, and the replay of the log is the order', () => {
    const seen = new Set<OrderCommandName>()
    fc.assert(
      fc.property(first, fc.array(step, { maxLength: 40 }), (changes, steps) => {
        const { log, order, moves } = live(issued({ ...changes, jointUnitIds: changes.kind === 'joint' ? [DISCIPLINE, 'city-institutional-staffing'] : [] }), steps)
        for (const { name, before, after, actor } of moves) {
          seen.add(name)
          const row = ORDER_TRANSITIONS[name]
          expect(row.from).toContain(before.state)
          expect(row.to).toContain(after.state)
          if (row.actor === 'reviewer') expect(actor.unitId).not.toBe(before.unitId)
          if (row.actor === 'addressee') expect(actor.unitId).toBe(before.unitId)
        }
        expect(replayOrder(ID, log)).toEqual(order)
        expect(order.version).toBe(log.length)
        for (const { event } of log) ORDER_EVENTS[event.type].parse(event.data)
      }),
      { numRuns: 600 },
    )
    // Lives that never get anywhere would prove nothing.
    expect([...seen].sort()).toEqual([...ORDER_COMMAND_NAMES].sort())
  })

  it('its deadline is told at most once a round, and the same whether the sweeper came or not', () => {
    fc.assert(
      fc.property(first, fc.array(step, { maxLength: 40 }), (changes, steps) => {
        const lives = [true, false].map((sweeps) => {
          const { log, order, at } = live(issued(changes), steps.map((one) => ({ ...one, sweeps })))
          const owed = overdueEvents(order, at).map((event) => event.at)
          return [...log.filter(({ event }) => event.type === 'supervision.order_overdue.v1').map((item) => item.at as number), ...owed]
        })
        expect(lives[0]).toEqual(lives[1])
        expect(new Set(lives[0]).size).toBe(lives[0]?.length)
      }),
      { numRuns: 300 },
    )
  })

  it('an order that is out of the hands of its unit has no deadline running, and only a published one is on the wall', () => {
    fc.assert(
      fc.property(first, fc.array(step, { maxLength: 40 }), (changes, steps) => {
        const { order } = live(issued(changes), steps)
        if (!['issued', 'signed'].includes(order.state)) expect(orderFiresAt(order)).toBeNull()
        if (order.published !== null) expect([order.kind, order.sealed, ['released', 'withdrawn'].includes(order.state)]).toEqual(['listed', false, false])
        expect(order.round).toBe(order.sentBack.length + 1)
      }),
      { numRuns: 300 },
    )
  })
})
