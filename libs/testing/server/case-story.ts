import assert from 'node:assert/strict'
import type { Principal } from '@tongban/access/contract'
import { CASE_COMMANDS, type CaseCommandBody, type CaseCommandInput, type CaseCommandName, type CaseEvent } from '@tongban/case/contract'
import { brokenInvariants, decide, draftCase, evolve, type CaseState, type DecideFacts, type DecideInput } from '@tongban/case/domain'
import { HOUR_MS, MINUTE_MS, plus, type Instant, type Refusal, type Result } from '@tongban/kernel/core'
import { PEOPLE, START, dueAfterPause, dueTimes, limitAfter, sampleUnit } from './case-samples.js'

export type StoryCommand<Name extends CaseCommandName> = {
  readonly by: Principal
  readonly body: CaseCommandInput<Name>
  /** The assignment a command to a unit's duty is addressed to. */
  readonly on?: string
  /** Moment of the command; by default a minute after the last event. */
  readonly at?: Instant
  /** What the world of the sample cases says otherwise. */
  readonly facts?: Partial<DecideFacts>
}

/**
 * given(events).when(command).then(events | refusal): one rule of the lifecycle as a sentence. The events lie a minute apart, the first at
 * `START`. Bodies pass the command's own schema first, as on the wire.
 */
export const given = (...events: readonly CaseEvent[]): CaseStory => new CaseStory(events)

export class CaseStory {
  constructor(private readonly events: readonly CaseEvent[]) {}

  /** The case after the events; a draft when there are none. */
  get state(): CaseState {
    const draft = draftCase('case-1', START, PEOPLE.operator.userId)
    const state = this.events.reduce((next, event, index) => evolve(next, event, plus(START, index * MINUTE_MS)), draft)
    return this.events.length === 0 ? state : { ...state, version: this.events.length }
  }

  get now(): Instant {
    return plus(START, this.events.length * MINUTE_MS)
  }

  when<Name extends CaseCommandName>(name: Name, { by, body, on, at = this.now, facts = {} }: StoryCommand<Name>): StoryOutcome {
    const { state } = this
    return new StoryOutcome(
      state,
      decideCommand(name, state, { by, body: CASE_COMMANDS[name].body.parse(body) as CaseCommandBody<Name>, on, at, facts }),
      at,
    )
  }
}

/** Runs a command's decider on a state. New assignments are called `new-1`, `new-2` …; the promise is `dueTimes` from `at`. */
export function decideCommand<Name extends CaseCommandName>(
  name: Name,
  state: CaseState,
  { by, body, on, at, facts: otherwise = {} }: { by: Principal; body: CaseCommandBody<Name>; on?: string | undefined; at: Instant; facts?: Partial<DecideFacts> },
  nextId: () => string = numbered('new'),
): Result<CaseEvent[]> {
  const assignment = on === undefined ? null : (state.assignments.find((item) => item.id === on) ?? null)
  const facts = { ...SAMPLE_FACTS, due: dueTimes(at), nextId, dispatchDueAt: () => plus(at, 4 * HOUR_MS), latestExtension: () => (state.promiseDueAt === null ? null : dueTimes(state.promiseDueAt).promiseDueAt), ...otherwise }
  return decide(
    name,
    { state, assignment, body, actor: by, at, facts } as unknown as DecideInput<(typeof CASE_COMMANDS)[Name]>,
    (unitId) => unitId,
  )
}

const SAMPLE_FACTS = { limitAfter, dueAfterPause, unit: sampleUnit, departmentOnlyFor: () => false, isCalledBack: true }

const numbered = (prefix: string): (() => string) => {
  let count = 0
  return () => `${prefix}-${(count += 1)}`
}

export class StoryOutcome {
  constructor(
    private readonly before: CaseState,
    private readonly result: Result<CaseEvent[]>,
    private readonly at: Instant,
  ) {}

  /** The events decided; throws when the command was refused, or when the state it leads to breaks a rule of every case. */
  get events(): readonly CaseEvent[] {
    if (!this.result.ok) throw new assert.AssertionError({ message: `refused: ${this.result.refusal.code}` })
    assert.deepEqual(brokenInvariants(this.evolved(this.result.value)), [])
    return this.result.value
  }

  /** The case after the events decided. */
  get state(): CaseState {
    return this.evolved(this.events)
  }

  thenEvents(...expected: readonly CaseEvent[]): CaseState {
    assert.deepEqual(this.events, expected)
    return this.state
  }

  /** The types alone, for rules that are not about what the events carry. */
  thenTypes(...expected: readonly CaseEvent['type'][]): CaseState {
    assert.deepEqual(
      this.events.map((event) => event.type),
      expected,
    )
    return this.state
  }

  thenRefused(code: string, params?: Refusal['params']): void {
    if (this.result.ok)
      throw new assert.AssertionError({ message: `not refused, but: ${this.result.value.map((event) => event.type).join(', ')}` })
    assert.equal(this.result.refusal.code, code)
    if (params !== undefined) assert.deepEqual(this.result.refusal.params, params)
  }

  private evolved(events: readonly CaseEvent[]): CaseState {
    return events.reduce((next, event) => evolve(next, event, this.at), this.before)
  }
}
