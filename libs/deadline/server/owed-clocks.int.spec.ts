import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TERMINAL_STATUSES, type CaseEvent, type CaseEventType } from '@tongban/case/contract'
import { isOpen, isShelved, type AssignmentState, type CaseState } from '@tongban/case/domain'
import { MINUTE_MS, plus, type Instant } from '@tongban/kernel/core'
import { FakeClock, openMoves, START } from '@tongban/testing/server'
import fc from 'fast-check'
import { clockChangesOf } from './clock-changes.js'
import { DeadlineUnderTest } from './deadline.spec-support.js'
import { LivingCase } from './living-case.spec-support.js'
import type { ClockRow } from './persistence/clock-row.mapper.js'

let deadline: DeadlineUnderTest

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(async () => {
  await deadline.close()
})

const handled = (state: CaseState): boolean => !['closed', 'merged', ...TERMINAL_STATUSES].includes(state.status)

/** What is owed in a case by anybody, read off its state alone: these clocks have to run, and no other. */
function owed(state: CaseState): string[] {
  const duties = (item: AssignmentState): string[] => [
    ...(item.signedAt === null ? [`sign ${item.id}`] : []),
    ...(item.role === 'whistle' && item.arrivedAt === null ? [`arrive ${item.id}`] : []),
    ...(item.role === 'lead' && item.contactedAt === null ? [`contact ${item.id}`] : []),
    `promise ${item.id}`,
  ]
  const { requests, disputes } = state.procedures
  const mayBeRuled = (kind: string): boolean => handled(state) || (kind === 'rating_review' && state.status === 'closed')
  return [
    ...(state.status === 'awaiting_dispatch' ? ['dispatch'] : []),
    ...(handled(state) ? state.assignments.filter((item) => item.role !== 'cc' && isOpen(item) && item.status !== 'replied').flatMap(duties) : []),
    ...(state.status === 'awaiting_review' ? state.assignments.filter((item) => item.role === 'lead' && item.status === 'replied').map(({ id }) => `review ${id}`) : []),
    ...(state.status === 'awaiting_callback' ? ['callback'] : []),
    ...requests.filter(({ status, kind }) => status === 'pending' && mayBeRuled(kind)).map(({ id }) => `ruling ${id}`),
    ...(handled(state) ? disputes.filter(({ ruling, mootAt }) => ruling === null && mootAt === null).map(({ id }) => `adjudication ${id}`) : []),
  ].sort()
}

const addressOf = ({ kind, assignment_id, subject_id }: ClockRow): string => (kind === 'dispatch' || kind === 'callback' ? kind : `${kind} ${assignment_id ?? subject_id ?? ''}`)
const running = (rows: readonly ClockRow[]): ClockRow[] => rows.filter(({ state }) => state === 'running' || state === 'paused')

/** Everything that may begin, move or end a clock. The rest of what can happen to a case touches none. */
const MOVES_CLOCKS: readonly CaseEventType[] = [
  'case.filed.v1', 'case.dispatched.v1', 'assignment.signed.v1', 'assignment.contacted.v1', 'assignment.replied.v1', 'case.review_passed.v1', 'case.review_failed.v1',
  'case.closed.v1', 'case.withdrawn.v1', 'assignment.handed_over.v1', 'assignment.recalled.v1', 'case.returned_to_pool.v1', 'case.merged.v1', 'case.unmerged.v1',
  'case.terminated.v1', 'case.assists_added.v1', 'case.whistled.v1', 'case.escalated.v1', 'assignment.arrived.v1', 'assignment.answered_lead.v1',
  'case.promise_extended.v1', 'case.shelved.v1', 'case.shelving_ended.v1', 'request.asked.v1', 'request.endorsed.v1', 'request.ruled.v1', 'request.cancelled.v1',
  'request.lapsed.v1', 'case.dispute_opened.v1', 'case.dispute_ruled.v1', 'case.dispute_mooted.v1',
  'case.urgency_changed.v1', 'case.clocks_recounted.v1', 'case.callback_recorded.v1', 'case.answered_by_parent.v1',
]

/** What a life is about: what it turns to again and again, so that lives get far into every procedure. Whatever else may happen, happens in between. */
const ABOUT: readonly (readonly string[])[] = [
  ...['return', 'extension', 'shelving', 'unreasonable', 'termination'].map((kind) => ['sign', 'contact', `request ${kind}`, 'endorse_request', 'rule_request', 'review_shelving', 'lapse']),
  ['sign', 'contact', 'reply', 'review', 'record_callback', 'request rating_review', 'endorse_request', 'rule_request', 'appeal'],
  ['sign', 'whistle', 'arrive', 'answer_lead', 'escalate', 'add_assist'],
  ['sign', 'contact', 'request return', 'endorse_request', 'lapse', 'open_dispute', 'convene_panel', 'rule_dispute'],
  ['merge', 'unmerge', 'share_reply', 'recall', 'dispatch', 'reassign', 'recuse'],
]

type Attempt = { readonly strays: boolean; readonly way: number; readonly pick: number; readonly mayEnd: boolean; readonly minutes: number; readonly fires: boolean }
type Life = { readonly about: readonly string[]; readonly attempts: readonly Attempt[] }
const lives: fc.Arbitrary<Life> = fc.record({
  about: fc.constantFrom(...ABOUT),
  // Unbiased: small numbers would make everybody do the first thing there is.
  attempts: fc.array(fc.noBias(
    fc.record({
      strays: fc.integer({ min: 1, max: 6 }).map((value) => value === 6),
      way: fc.nat(),
      pick: fc.nat(),
      mayEnd: fc.integer({ min: 1, max: 6 }).map((value) => value === 6),
      minutes: fc.oneof(fc.integer({ min: 0, max: 3 * 60 }), fc.integer({ min: 0, max: 3 * 60 }), fc.integer({ min: 0, max: 3 * 24 * 60 })),
      fires: fc.boolean(),
    })),
    { minLength: 15, maxLength: 30, size: 'max' },
  ),
})

/** A case counted anew names the clocks themselves, which only deadline knows; one that has run out is not among them. */
const byItsClocks = (events: readonly CaseEvent[], rows: readonly ClockRow[], at: Instant): CaseEvent[] =>
  events.map((event) => {
    if (event.type !== 'case.urgency_changed.v1' && event.type !== 'case.clocks_recounted.v1') return event
    const { recounted } = event.data
    const clocks = recounted.clocks.flatMap((each) => {
      const row = rows.find(({ kind, assignment_id, state }) => kind === each.kind && assignment_id === each.assignmentId && (state === 'running' || state === 'paused'))
      return row === undefined || row.overdue_at !== null || row.due_at <= (row.paused_at ?? at) ? [] : [{ ...each, clockId: row.id }]
    })
    return { ...event, data: { ...event.data, recounted: { ...recounted, clocks } } } as CaseEvent
  })

const BATCHES = 6

type Chosen = ReturnType<typeof openMoves>[number]

/** What a move makes happen, whoever gives it: a shelving granted is another thing than an extension refused. */
const outcomeOf = ({ move, events }: Chosen): string => [move.name, ...events.map(({ type }) => type)].join(' ')

const isAbout = ({ move: { name, body } }: Chosen, about: readonly string[]): boolean =>
  name === 'dispatch' || about.includes(name) || (name === 'request' && about.includes(`request ${(body as { details: { kind: string } }).details.kind}`))

/** One of what anybody may do now, each outcome as likely as the others; while there is something to what the life is about, that, and what is new in it first. */
function chosenOf({ state }: LivingCase, about: readonly string[], seen: Set<string>, at: Instant, { strays, way, pick, mayEnd }: Attempt): Chosen | undefined {
  const open = openMoves(state, at, () => deadline.ids.next()).filter((each) => mayEnd || isAbout(each, about) || !TERMINAL_STATUSES.includes(each.next.status))
  const wanted = strays ? [] : open.filter((each) => isAbout(each, about))
  const isNew = (each: Chosen): boolean => !seen.has(`${outcomeOf(each)} ${each.move.on}`)
  const drawn = [wanted.filter(isNew), open.filter(isNew), open].find((each) => each.length > 0) ?? []
  const outcomes = [...new Set(drawn.map(outcomeOf))]
  const ways = drawn.filter((each) => outcomeOf(each) === outcomes[way % outcomes.length])
  const chosen = ways[pick % Math.max(1, ways.length)]
  if (chosen !== undefined) seen.add(`${outcomeOf(chosen)} ${chosen.move.on}`)
  return chosen
}

describe('the clocks of a case that lives by its real rules', () => {
  it('are at every moment exactly those of what is owed in it, due when the case says, and paused exactly while it is shelved', async () => {
    const happened = new Map<string, number>()
    const missing = (): string[] => MOVES_CLOCKS.filter((type) => !happened.has(type))
    // Nothing is proved of what never happened: as many batches as it takes, which is one or two.
    for (let batch = 0; batch < BATCHES && (batch === 0 || missing().length > 0); batch += 1) {
      await fc.assert(
        fc.asyncProperty(lives, async ({ about, attempts }) => {
          const living = LivingCase.draft(deadline, START)
          const seen = new Set<string>()
          const fireClocks = deadline.fireClocks(new FakeClock())
          let at = START
          for (const attempt of attempts) {
            const { minutes, fires } = attempt
            at = plus(at, minutes * MINUTE_MS)
            if (fires) await fireClocks.fire(at, 1_000)
            const chosen = chosenOf(living, about, seen, at, attempt)
            if (chosen === undefined) continue
            const { events: decided, move } = chosen
            const events = byItsClocks(decided, await living.rows(), at)
            await living.happen(events, at)
            for (const { type } of events) happened.set(type, (happened.get(type) ?? 0) + 1)

            const { state } = living
            const rows = running(await living.rows())
            expect([move.name, rows.map(addressOf).sort()]).toEqual([move.name, owed(state)])
            for (const row of rows.filter(({ kind }) => kind === 'promise')) {
              const duty = state.assignments.find(({ id }) => id === row.assignment_id)
              expect([move.name, duty?.role, row.due_at]).toEqual([move.name, duty?.role, duty?.promiseDueAt])
              const { shelving } = state.procedures
              expect([move.name, row.state]).toEqual([move.name, isShelved(state.procedures) && shelving?.assignmentId === row.assignment_id ? 'paused' : 'running'])
            }
          }
        }),
        { numRuns: 80, endOnFailure: true },
      )
    }
    expect(missing()).toEqual([])
  }, 240_000)

  it('are moved by nothing else: not by an urge, a comment, a fact, a note or any other event', () => {
    const quiet = new Set<string>()
    fc.assert(
      fc.property(lives, ({ about, attempts }) => {
        const living = LivingCase.draft(deadline, START)
        const seen = new Set<string>()
        let at = START
        for (const attempt of attempts) {
          at = plus(at, attempt.minutes * MINUTE_MS)
          const chosen = chosenOf(living, about, seen, at, attempt)
          if (chosen === undefined) continue
          const change = living.changeTo(chosen.events, at)
          if (chosen.events.some(({ type }) => MOVES_CLOCKS.includes(type))) continue
          expect([chosen.move.name, clockChangesOf(change)]).toEqual([chosen.move.name, []])
          for (const { type } of chosen.events) quiet.add(type)
        }
      }),
      { numRuns: 80 },
    )
    for (const type of ['case.urged.v1', 'case.facts_added.v1', 'case.clock_noted.v1', 'case.child_linked.v1', 'case.panel_convened.v1', 'case.position_stated.v1'])
      expect(quiet).toContain(type)
  }, 240_000)
})
