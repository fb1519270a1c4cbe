import type { Principal } from '@tongban/access/contract'
import type { Instant, Result } from '@tongban/kernel/core'
import type { z } from 'zod'
import type { CaseCommand } from '../contract/case-command.js'
import type { DueTimes } from '../commands/dispatch/contract.js'
import type { CaseEventDefinition } from '../contract/case-event.js'
import type { ProcedureLimit } from '../contract/procedures.js'
import type { CaseEvent } from '../contract/events.js'
import type { AssignmentState, CaseState } from './case-state.js'

/** What a decider may know beside the case: fetched by the use case before, handed in as values. */
export type DecideFacts = {
  /** Quoted from the moment of the command, by the days of who leads now; present when the command `needsQuote`. */
  readonly due: DueTimes | null
  /** The same by the days of a unit that is given the lead. Absent: all units keep the same days. */
  readonly dueIfLedBy?: ((leadUnitId: string) => DueTimes) | null
  /** Ids for what the command creates. */
  readonly nextId: () => string
  /** When a procedure that starts at a moment must be done: working time of the case's place, by the policy in force. */
  readonly limitAfter: (limit: ProcedureLimit, startedAt: Instant) => Instant
  /** The original length of the promise, counted on from its due moment: how far one extension may reach. Null before dispatch. */
  readonly latestExtension: () => Instant | null
  /** A promise that was out of the active clock from one moment to another: what was left of it, in the time it is counted in. */
  readonly dueAfterPause: (dueAt: Instant, from: Instant, to: Instant) => Instant
  /** When a case that comes back into the pool at this moment must have been dispatched. */
  readonly dispatchDueAt: () => Instant
  readonly unit: (unitId: string) => UnitFacts | null
  /** The case is among those that are called back; always true where nothing is sampled. */
  readonly isCalledBack: boolean
  /** The catalogue says this matter is for a department: it may not go to this township. */
  readonly departmentOnlyFor: (unitId: string) => boolean
}

/** A unit as the rules need it. `superiorId`: one level up — a township's county coordinator, a county unit's city counterpart; null at the top. */
export type UnitFacts = {
  readonly id: string
  readonly name: string
  readonly kind: 'township' | 'county_coordinator' | 'county_department' | 'city_department' | 'enterprise' | 'hotline_centre' | 'callback_provider' | 'discipline_inspection'
  readonly superiorId: string | null
}

export type DecideInput<Command extends CaseCommand> = {
  readonly state: CaseState
  readonly body: z.output<Command['body']>
  readonly actor: Principal
  readonly at: Instant
  readonly facts: DecideFacts
} & (Command['target'] extends 'assignment' ? { readonly assignment: AssignmentState } : { readonly assignment: null })

/** The rules of one command that the table cannot say. Pure: same input, same answer. States and permissions were checked before. */
export type Decider<Command extends CaseCommand> = (input: DecideInput<Command>) => Result<CaseEvent[]>

/** What each of a command's own events makes of a case. Total over them: the compiler asks for every one. */
export type Evolver<Command extends CaseCommand> = {
  readonly [Event in Command['events'][number] as Event['type']]: (
    state: CaseState,
    data: Event extends CaseEventDefinition<string, infer Data> ? z.output<Data> : never,
    at: Instant,
  ) => CaseState
}
