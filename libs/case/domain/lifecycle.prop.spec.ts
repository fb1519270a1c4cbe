import { describe, expect, it } from '@jest/globals'
import { MINUTE_MS, idOf, plus, type Instant } from '@tongban/kernel/core'
import { ACTORS, PEOPLE, START, UNITS, allMoves, decideMove, likelyMove, openMoves, ordinaryMove, type Move } from '@tongban/testing/server'
import fc from 'fast-check'
import { CASE_COMMANDS, type CaseCommand, type CaseCommandName } from '../commands/contracts.js'
import type { CaseEvent } from '../contract/events.js'
import { CASE_EVENT_TYPES } from '../contract/events.js'
import { REQUEST_WAYS } from '../contract/request-ways.js'
import { TERMINAL_STATUSES, type CaseStatus } from '../contract/states.js'
import { allowedActions } from './allowed-actions.js'
import { brokenInvariants, draftCase, type CaseState } from './case-state.js'
import { guard } from './decide.js'
import { evolve } from './evolve.js'
import { chain, firstBrokenLink, type TimelineEntry } from './timeline-chain.js'

const DRAFT = draftCase('0199a000-0000-7000-8000-00000000000f', START, PEOPLE.operator.userId)
const name = (unitId: string): string => unitId
/** Commands that name a request or a dispute take its id as it travels. */
const idNumber = (n: number): string => `0199a000-0000-7000-9000-${String(n).padStart(12, '0')}`

/**
 * One attempt: `wild` tries anything at all, else something that is not refused; `way` and `pick` choose among the commands and among their
 * bodies and people. `ordinary`: what brings the case nearer to its closing. `mayEnd`: it may be one that ends the case early, so that most lives are long.
 */
type Attempt = { wild: boolean; ordinary: boolean; way: number; pick: number; mayEnd: boolean; minutes: number }
const rarely = (times: number): fc.Arbitrary<boolean> => fc.integer({ min: 1, max: times }).map((value) => value === times)
/** Mostly within the windows of the procedures, now and then past them. */
const waits = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 45 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * 24 * 60 }) })
const attempts = (length: number): fc.Arbitrary<Attempt[]> =>
  // Without bias: numbers that are mostly small would think of the same few commands.
  fc.noBias(
    fc.array(fc.record({ wild: rarely(5), ordinary: rarely(8), way: fc.nat(), pick: fc.nat(), mayEnd: rarely(15), minutes: waits }), { minLength: 1, maxLength: length, size: 'max' }),
  )

type Happened = { readonly events: readonly CaseEvent[]; readonly at: Instant; readonly by: Move['by'] }
type Step = { readonly before: CaseState; readonly after: CaseState; readonly move: Move; readonly happened: Happened | null }

/** Lets the attempts happen one after another, by whoever makes them. */
function live(tries: readonly Attempt[]): Step[] {
  let state = DRAFT
  let at = START
  let made = 0
  const nextId = (): string => idNumber((made += 1))
  return tries.flatMap((attempt): Step[] => {
    at = plus(at, attempt.minutes * MINUTE_MS)
    const move = attempt.wild ? anything(state, attempt) : attempt.ordinary && WORKED_ON.includes(state.status) ? ordinaryMove(state) : likelyMove(state, at, nextId, attempt)
    if (move === undefined) return []
    const before = state
    const result = decideMove(before, move, at, nextId)
    if (!result.ok) return [{ before, after: before, move, happened: null }]
    state = { ...result.value.reduce((next, event) => evolve(next, event, at), before), version: before.version + 1 }
    return [{ before, after: state, move, happened: { events: result.value, at, by: move.by } }]
  })
}

const WORKED_ON: readonly CaseStatus[] = ['awaiting_dispatch', 'in_progress', 'awaiting_review']
const NAMES = Object.keys(CASE_COMMANDS) as CaseCommandName[]

function anything(state: CaseState, { way, pick }: Attempt): Move | undefined {
  const moves = allMoves(state, ACTORS, NAMES.slice(way % NAMES.length).slice(0, 1))
  return moves[pick % Math.max(1, moves.length)]
}

const lives = (length = 60): fc.Arbitrary<Step[]> => attempts(length).map(live)
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
  it('is, among five hundred, long and varied enough to mean something', () => {
    const all = fc.sample(lives(120), { numRuns: 500, seed: 12_345 }).flat()
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

  it('takes requests only the ways that are drawn, and all of them, by the commands that are named', () => {
    const went = new Map<string, Set<string>>()
    for (const { before, after, move } of fc.sample(lives(120), { numRuns: 500, seed: 77 }).flat()) {
      for (const { id, status } of after.procedures.requests) {
        const from = before.procedures.requests.find((request) => request.id === id)?.status ?? null
        if (from !== status) went.set(`${from} ${status}`, (went.get(`${from} ${status}`) ?? new Set()).add(move.name))
      }
    }
    expect(new Set(went.keys())).toEqual(new Set(REQUEST_WAYS.map(({ from, to }) => `${from} ${to}`)))
    for (const { from, to, by } of REQUEST_WAYS) {
      const named = [...(went.get(`${from} ${to}`) ?? [])]
      // Whatever ends a duty or a case cancels what was asked about it.
      if (to === 'cancelled') expect([from, named]).toEqual([from, expect.arrayContaining([...by])])
      else expect([from, to, named.sort()]).toEqual([from, to, [...by].sort()])
    }
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
          if (before.firstCallback !== null) {
            // A review may say that an answer is not counted; what was answered stands.
            const { outcome, answers, at } = before.firstCallback
            expect(after.firstCallback).toMatchObject({ outcome, answers, at })
          }
          if (before.dispatchedAt !== null) expect(after.dispatchedAt).toBe(before.dispatchedAt)
          for (const item of before.assignments) {
            const later = after.assignments.find(({ id }) => id === item.id)
            expect(later).toMatchObject({ unitId: item.unitId, role: item.role, signDueAt: item.signDueAt, contactDueAt: item.contactDueAt })
            // Extended or paused, never shortened.
            expect(later?.promiseDueAt).toBeGreaterThanOrEqual(item.promiseDueAt)
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
          const command: CaseCommand = CASE_COMMANDS[move.name]
          if (move.name !== 'file' && command.offered !== false) expect(offered).toContain(`${move.name} ${move.on}`)
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

/** What makes cases differ in what can become of them. */
const shape = ({ status, round, wantsCallback, evidenceRequired, assignments, procedures, subjectUnitIds }: CaseState): string =>
  JSON.stringify([
    status, Math.min(round, 4), wantsCallback, evidenceRequired, subjectUnitIds.length,
    [...new Set(assignments.map((item) => `${item.role} ${item.status}`))].sort(),
    [...new Set(procedures.requests.map((request) => `${request.kind} ${request.status}`))].sort(),
    procedures.disputes.map((dispute) => [dispute.panel.length, dispute.ruling === null, dispute.mootAt === null]).at(-1),
    procedures.shelving === null ? null : procedures.shelving.endedAt === null,
    procedures.parent === null ? null : procedures.parent.answered,
    procedures.children.length, procedures.problem !== null,
  ])

/** One case of every shape that some hundreds of lives come through, each with the moment it was so. */
const MET: ReadonlyMap<string, { readonly state: CaseState; readonly at: Instant }> = new Map(
  fc
    .sample(lives(120), { numRuns: 300, seed: 2026 })
    .flat()
    .filter(({ happened }) => happened !== null)
    .map(({ after, happened }) => [shape(after), { state: after, at: happened?.at ?? START }]),
)

type Found = { readonly state: CaseState; readonly at: Instant }
type Next = Found & { readonly name: CaseCommandName; readonly types: readonly string[] }

/** Everything anybody could do with a case now, or three days later. */
function nextOf({ state, at }: Found): Next[] {
  let made = 900_000
  return [0, 3 * 24 * 60].flatMap((minutes) => {
    const later = plus(at, minutes * MINUTE_MS)
    return openMoves(state, later, () => idNumber((made += 1))).map(({ move, events, next }) => ({
      name: move.name, state: next, at: later, types: events.map(({ type }) => type),
    }))
  })
}

const FIRST = [...MET.values(), { state: DRAFT, at: START }].flatMap(nextOf)
/** What happens after the work is done is rare in a random life: there one command further. */
const LATE = new Map(
  FIRST.filter(({ state }) => ['awaiting_callback', 'closed'].includes(state.status) && !MET.has(shape(state))).map((found) => [shape(found.state), found]),
)
const NEXT: readonly Next[] = [...FIRST, ...[...LATE.values()].flatMap(nextOf)]

describe('all the shapes a case can have', () => {
  const states = [...MET.values()]

  it('are many, and valid, and so is whatever comes next', () => {
    expect(MET.size).toBeGreaterThan(1000)
    expect(NEXT.length).toBeGreaterThan(20_000)
    expect(states.flatMap(({ state }) => brokenInvariants(state))).toEqual([])
    expect(NEXT.flatMap(({ name: command, state }) => brokenInvariants(state).map((rule) => `${command}: ${rule}`))).toEqual([])
  })

  it('have a way to closed by ordinary work alone unless they are at an end: no procedure, open or lapsed, can hold a case for ever', () => {
    let most = 0
    for (const { state: met, at } of states) {
      if (TERMINAL_STATUSES.includes(met.status)) continue
      let state = met
      let steps = 0
      for (let made = 800_000; state.status !== 'closed'; steps += 1) {
        const move = ordinaryMove(state)
        const result = decideMove(state, move, plus(at, steps), () => idNumber((made += 1)))
        expect([shape(met), move.name, result.ok ? 'done' : result.refusal.code]).toEqual([shape(met), move.name, 'done'])
        if (!result.ok || steps > 10) throw new Error('no way to closed')
        state = result.value.reduce((next, event) => evolve(next, event, plus(at, steps)), state)
        expect(brokenInvariants(state)).toEqual([])
      }
      most = Math.max(most, steps)
    }
    // Unmerged, dispatched, signed, contacted, replied, reviewed, called back.
    expect(most).toBe(7)
  })

  it('that follow another are closed by its answer too', () => {
    const merged = states.filter(({ state }) => state.status === 'merged')
    expect(merged.length).toBeGreaterThan(10)
    for (const { state, at } of merged) {
      const ways = openMoves(state, at, () => idNumber(1), [PEOPLE.system], ['share_reply']).map(({ next }) => next.status)
      expect(state.subjectUnitIds.includes(UNITS.township) ? ['awaiting_callback', 'closed', undefined] : ['awaiting_callback', 'closed']).toContain(ways[0])
    }
  })

  it('are left by nobody once they are at an end', () => {
    const ended = TERMINAL_STATUSES.flatMap((status) => NEXT.filter(({ state }) => state.status === status).slice(-25))
    expect(new Set(ended.map(({ state }) => state.status))).toEqual(new Set(TERMINAL_STATUSES))
    for (const { state, at } of ended) {
      const done = allMoves(state).filter((move) => decideMove(state, move, plus(at, 1)).ok)
      expect([state.status, done.map((move) => move.name)]).toEqual([state.status, []])
    }
  })

  it('make the table neither promise too much nor too little: each command reaches exactly the states it names', () => {
    const reached = new Map<string, Set<CaseStatus>>()
    for (const { name: command, state } of NEXT) reached.set(command, (reached.get(command) ?? new Set()).add(state.status))
    const told = Object.fromEntries(Object.values<CaseCommand>(CASE_COMMANDS).map((command) => [command.name, [...command.to].sort()]))
    expect(Object.fromEntries([...reached].map(([command, statuses]) => [command, [...statuses].sort()]))).toEqual(told)
  })

  it('let every kind of event happen', () => {
    expect(new Set(NEXT.flatMap(({ types }) => types))).toEqual(new Set(CASE_EVENT_TYPES))
  })
})
