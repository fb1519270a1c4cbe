import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, idOf, plus, type Instant } from '@tongban/kernel/core'
import { ACTORS, PEOPLE, START, allMoves, decideMove, openMoves, type Move } from '@tongban/testing/server'
import fc from 'fast-check'
import { CASE_COMMANDS, type CaseCommand } from '../commands/contracts.js'
import type { CaseEvent } from '../contract/events.js'
import { CASE_EVENT_TYPES } from '../contract/events.js'
import { TERMINAL_STATUSES, type CaseStatus } from '../contract/states.js'
import { allowedActions } from './allowed-actions.js'
import { brokenInvariants, draftCase, type CaseState } from './case-state.js'
import { guard } from './decide.js'
import { evolve } from './evolve.js'
import { chain, firstBrokenLink, type TimelineEntry } from './timeline-chain.js'

const DRAFT = draftCase('0199a000-0000-7000-8000-00000000000f', START, PEOPLE.operator.userId)
const name = (unitId: string): string => unitId

/**
 * One attempt: `wild` tries anything at all, else something that is not refused; `way` and `pick` choose among the commands and among their
 * bodies and people. `mayEnd`: it may be one that ends the case early, so that most lives are long.
 */
type Attempt = { wild: boolean; way: number; pick: number; mayEnd: boolean; minutes: number }
const rarely = (times: number): fc.Arbitrary<boolean> => fc.integer({ min: 1, max: times }).map((value) => value === times)
const attempts = (length: number): fc.Arbitrary<Attempt[]> =>
  fc.array(
    fc.record({ wild: rarely(5), way: fc.nat(), pick: fc.nat(), mayEnd: rarely(15), minutes: fc.integer({ min: 0, max: 3 * 24 * 60 }) }),
    { minLength: 1, maxLength: length, size: 'max' },
  )

type Happened = { readonly events: readonly CaseEvent[]; readonly at: Instant; readonly by: Move['by'] }
type Step = { readonly before: CaseState; readonly after: CaseState; readonly move: Move; readonly happened: Happened | null }

/** Lets the attempts happen one after another, by whoever makes them. */
function live(tries: readonly Attempt[]): Step[] {
  let state = DRAFT
  let at = START
  let made = 0
  const nextId = (): string => `assignment-${(made += 1)}`
  return tries.flatMap((attempt): Step[] => {
    at = plus(at, attempt.minutes * MINUTE_MS)
    const moves = attempt.wild ? allMoves(state) : sensible(openMoves(state, at, nextId), attempt)
    const move = moves[attempt.pick % Math.max(1, moves.length)]
    if (move === undefined) return []
    const before = state
    const result = decideMove(before, move, at, nextId)
    if (!result.ok) return [{ before, after: before, move, happened: null }]
    state = { ...result.value.reduce((next, event) => evolve(next, event, at), before), version: before.version + 1 }
    return [{ before, after: state, move, happened: { events: result.value, at, by: move.by } }]
  })
}

/** The open moves of one command of several, each command as likely as the others. */
function sensible(open: ReturnType<typeof openMoves>, { way, mayEnd }: Attempt): Move[] {
  const lasting = mayEnd ? open : open.filter(({ next }) => !TERMINAL_STATUSES.includes(next.status))
  const names = [...new Set(lasting.map(({ move }) => move.name))]
  return lasting.map(({ move }) => move).filter((move) => move.name === names[way % names.length])
}

const lives = (length = 40): fc.Arbitrary<Step[]> => attempts(length).map(live)
const chained = (steps: readonly Step[]): { entries: TimelineEntry[]; head: { length: number; hash: string } } => {
  let head = { length: 0, hash: '' }
  const entries = steps.flatMap(({ happened }) =>
    (happened?.events ?? []).map((event) => {
      const entry = chain(head, {
        caseId: DRAFT.id,
        at: happened?.at ?? START,
        actorId: happened?.by.userId ?? '',
        actorUnitId: happened?.by.unitId ?? null,
        event,
      })
      head = { length: entry.seq, hash: entry.hash }
      return entry
    }),
  )
  return { entries, head }
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}

describe('any sequence of commands by anybody', () => {
  it('is, among two hundred, long and varied enough to mean something', () => {
    const all = fc.sample(lives(), { numRuns: 200, seed: 12_345 }).flat()
    const count = (wanted: (step: Step) => boolean): number => all.filter(wanted).length
    expect(
      Object.keys(CASE_COMMANDS).filter((command) => count(({ move, happened }) => move.name === command && happened !== null) < 10),
    ).toEqual([])
    expect(
      Object.keys(CASE_COMMANDS).filter((command) => count(({ move, happened }) => move.name === command && happened === null) < 10),
    ).toEqual([])
    expect(count(({ before, after }) => after.round > before.round && after.round >= 3)).toBeGreaterThan(10)
  })

  it('keeps the case valid', () => {
    fc.assert(
      fc.property(lives(), (steps) => {
        for (const { after, move } of steps) expect([move.name, brokenInvariants(after)]).toEqual([move.name, []])
      }),
      { numRuns: 200 },
    )
  })

  it('goes only where the table says', () => {
    fc.assert(
      fc.property(lives(), (steps) => {
        for (const { before, after, move, happened } of steps) {
          if (happened === null) continue
          const command: CaseCommand = CASE_COMMANDS[move.name]
          expect(command.from).toContain(before.status)
          expect([move.name, command.to]).toEqual([move.name, expect.arrayContaining([after.status])])
          const entered = after.assignments
            .filter((item) => before.assignments.find(({ id }) => id === item.id)?.status !== item.status)
            .map((item) => item.status)
          expect([move.name, command.assignmentTo ?? []]).toEqual([move.name, expect.arrayContaining(entered)])
        }
      }),
      { numRuns: 200 },
    )
  })

  it('can be replayed from its events to the same case', () => {
    fc.assert(
      fc.property(lives(), (steps) => {
        const replayed = steps
          .flatMap(({ happened }) => (happened?.events ?? []).map((event) => [event, happened?.at ?? START] as const))
          .reduce((state, [event, at]) => evolve(state, JSON.parse(JSON.stringify(event)) as CaseEvent, at), DRAFT)
        const last = steps.at(-1)?.after ?? DRAFT
        expect({ ...replayed, version: last.version }).toEqual(last)
      }),
      { numRuns: 200 },
    )
  })

  it('leaves a refused command without effect: neither state nor input is touched', () => {
    fc.assert(
      fc.property(lives(12), fc.nat(), (steps, pick) => {
        const state = freeze(steps.at(-1)?.after ?? DRAFT)
        const moves = allMoves(state)
        const move = freeze(moves[pick % moves.length])
        if (move === undefined) return
        const copy = structuredClone({ ...state })
        decideMove(state, move, plus(START, 1))
        expect({ ...state }).toEqual(copy)
      }),
      { numRuns: 200 },
    )
  })

  it('never undoes what is final: versions, first answers, first contacts and acceptances stay', () => {
    fc.assert(
      fc.property(lives(), (steps) => {
        for (const { before, after } of steps) {
          expect(after.round).toBeGreaterThanOrEqual(before.round)
          if (before.firstCallback !== null) expect(after.firstCallback).toBe(before.firstCallback)
          if (before.dispatchedAt !== null) expect(after.dispatchedAt).toBe(before.dispatchedAt)
          for (const item of before.assignments) {
            const later = after.assignments.find(({ id }) => id === item.id)
            expect(later).toMatchObject({
              unitId: item.unitId,
              role: item.role,
              signDueAt: item.signDueAt,
              contactDueAt: item.contactDueAt,
              promiseDueAt: item.promiseDueAt,
            })
            if (item.contactedAt !== null) expect(later?.contactedAt).toBe(item.contactedAt)
            if (item.acceptedAt !== null) expect(later?.acceptedAt).toBe(item.acceptedAt)
          }
          expect(after.finalCallback?.outcome === 'unreachable' && after.finalCallback.answers !== null).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('the timeline of any case', () => {
  const withEvents = lives().filter((steps) => steps.some((step) => step.happened !== null))

  it('verifies from its first entry to its head', () => {
    fc.assert(
      fc.property(withEvents, (steps) => {
        const { entries, head } = chained(steps)
        expect(firstBrokenLink(JSON.parse(JSON.stringify(entries)) as TimelineEntry[], head)).toBeNull()
      }),
      { numRuns: 150 },
    )
  })

  it('tells of any change, whatever was changed wherever', () => {
    const ways: ((entries: TimelineEntry[], at: number) => TimelineEntry[])[] = [
      (entries, at) => entries.filter((_, index) => index !== at),
      (entries, at) => [...entries.slice(0, at), ...entries.slice(at, at + 1), ...entries.slice(at)],
      (entries, at) => entries.map((entry, index) => (index === at ? { ...entry, at: plus(entry.at, 1) } : entry)),
      (entries, at) => entries.map((entry, index) => (index === at ? { ...entry, actorId: `${entry.actorId}x` } : entry)),
      (entries, at) => entries.map((entry, index) => (index === at ? { ...entry, actorUnitId: idOf('another-unit') } : entry)),
      (entries, at) =>
        entries.map((entry, index) =>
          index === at ? { ...entry, event: { ...entry.event, data: { ...entry.event.data, added: 1 } } as never } : entry,
        ),
      (entries, at) =>
        entries.map((entry, index) =>
          index === at ? { ...entry, event: { ...entry.event, type: `${entry.event.type}x` } as never } : entry,
        ),
      // a forger who links the changed entry anew cannot link those after it without changing the head
      (entries, at) =>
        entries.map((entry, index) =>
          index === at ? chain({ length: at, hash: entry.previousHash }, { ...entry, actorId: 'forger' }) : entry,
        ),
    ]
    fc.assert(
      fc.property(withEvents, fc.nat(), fc.nat(), (steps, where, how) => {
        const { entries, head } = chained(steps)
        const at = where % entries.length
        const tampered = ways[how % ways.length]?.(entries, at) ?? []
        const broken = firstBrokenLink(tampered, head)
        expect(broken).not.toBeNull()
        expect(broken).toBeLessThanOrEqual(at + 2)
      }),
      { numRuns: 400 },
    )
  })
})

describe('the actions offered in any case', () => {
  it('agree with what is decided: the enabled pass the guard, the disabled are refused for the reason given', () => {
    fc.assert(
      fc.property(lives(), fc.constantFrom(...ACTORS), (steps, actor) => {
        const state = steps.at(-1)?.after ?? DRAFT
        for (const action of allowedActions(state, actor, name)) {
          const tried = allMoves(state, [actor]).filter((move) => move.name === action.action && move.on === action.assignmentId)
          expect(tried.length).toBeGreaterThan(0)
          for (const move of tried) {
            const result = decideMove(state, move, plus(START, 1))
            const codes = CASE_COMMANDS[move.name].refusals as readonly string[]
            if (action.enabled) expect(result.ok || codes.includes(result.refusal.code)).toBe(true)
            else expect(result).toMatchObject({ ok: false, refusal: { code: action.code } })
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('leave nothing out: what is decided for this person is offered and enabled, or is not done on the case page', () => {
    fc.assert(
      fc.property(lives(), fc.constantFrom(...ACTORS), (steps, actor) => {
        const state = steps.at(-1)?.after ?? DRAFT
        const offered = new Set(
          allowedActions(state, actor, name)
            .filter((action) => action.enabled)
            .map((action) => `${action.action} ${action.assignmentId}`),
        )
        for (const { move } of openMoves(state, plus(START, 1), () => 'new', [actor])) {
          if (move.name !== 'file' && move.name !== 'note_clock') expect(offered).toContain(`${move.name} ${move.on}`)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('are guarded before the body is looked at: what the guard refuses, the decider refuses alike', () => {
    fc.assert(
      fc.property(lives(10), (steps) => {
        const state = steps.at(-1)?.after ?? DRAFT
        for (const move of allMoves(state)) {
          const assignment = state.assignments.find((item) => item.id === move.on) ?? null
          const refusal = guard(CASE_COMMANDS[move.name], state, assignment, move.by, name)
          if (refusal !== null) expect(decideMove(state, move, START)).toEqual({ ok: false, refusal })
        }
      }),
      { numRuns: 50 },
    )
  })
})

/** What matters for where a case can go; rounds beyond the third go on alike. */
const shape = (state: CaseState): string =>
  JSON.stringify([
    state.status,
    Math.min(state.round, 3),
    state.wantsCallback,
    state.evidenceRequired,
    state.assignments
      .filter((item) => item.status !== 'accepted' || item.role !== 'lead')
      .map((item) => [item.role, item.unitId, item.status, item.contactedAt === null])
      .sort(),
  ])

/** Every shape of case there is, found by letting everybody try everything from the draft on. */
function explore(): {
  found: Map<string, CaseState>
  edges: Map<string, Set<string>>
  reached: Map<string, Set<CaseStatus>>
  eventTypes: Set<string>
} {
  const found = new Map([[shape(DRAFT), DRAFT]])
  const edges = new Map<string, Set<string>>()
  const reached = new Map<string, Set<CaseStatus>>()
  const eventTypes = new Set<string>()
  let made = 0
  const waiting = [DRAFT]
  for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
    const targets = new Set<string>()
    edges.set(shape(state), targets)
    for (const { move, events, next } of openMoves(state, plus(START, 1), () => `assignment-${(made += 1)}`)) {
      events.forEach((event) => eventTypes.add(event.type))
      reached.set(move.name, (reached.get(move.name) ?? new Set()).add(next.status))
      targets.add(shape(next))
      // old copies pile up with the rounds; four rounds show everything
      if (found.has(shape(next)) || next.round > 4) continue
      found.set(shape(next), next)
      waiting.push(next)
    }
  }
  return { found, edges, reached, eventTypes }
}

describe('all the shapes a case can have', () => {
  const { found, edges, reached, eventTypes } = explore()

  it('are valid', () => {
    expect(found.size).toBeGreaterThan(100)
    expect([...found.values()].flatMap(brokenInvariants)).toEqual([])
  })

  it('have a way to closed unless they are at an end', () => {
    const canClose = new Set([...found].filter(([, state]) => state.status === 'closed').map(([key]) => key))
    for (let grew = true; grew;) {
      grew = false
      for (const [key, targets] of edges) {
        if (canClose.has(key) || ![...targets].some((target) => canClose.has(target))) continue
        canClose.add(key)
        grew = true
      }
    }
    const stuck = [...found].filter(([key, state]) => !canClose.has(key) && !TERMINAL_STATUSES.includes(state.status)).map(([key]) => key)
    expect(stuck).toEqual([])
  })

  it('are left by nobody once they are at an end', () => {
    const moved = [...found]
      .filter(([key, state]) => TERMINAL_STATUSES.includes(state.status) && (edges.get(key)?.size ?? 0) > 0)
      .map(([key]) => key)
    expect(moved).toEqual([])
  })

  it('make the table neither promise too much nor too little: each command reaches exactly the states it names', () => {
    const told = Object.fromEntries(Object.values<CaseCommand>(CASE_COMMANDS).map((command) => [command.name, [...command.to].sort()]))
    expect(Object.fromEntries([...reached].map(([command, statuses]) => [command, [...statuses].sort()]))).toEqual(told)
  })

  it('let every kind of event happen', () => {
    expect(eventTypes).toEqual(new Set(CASE_EVENT_TYPES))
  })
})
