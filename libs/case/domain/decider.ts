import type { Principal } from '@tongban/access/contract'
import type { Instant, Result } from '@tongban/kernel/core'
import type { z } from 'zod'
import type { CaseCommand } from '../contract/case-command.js'
import type { DueTimes } from '../commands/dispatch/contract.js'
import type { CaseEventDefinition } from '../contract/case-event.js'
import type { CaseEvent } from '../contract/events.js'
import type { AssignmentState, CaseState } from './case-state.js'

/** What a decider may know beside the case: fetched by the use case before, handed in as values. */
export type DecideFacts = {
  /** Quoted from the moment of the command; present when the command `needsQuote`. */
  readonly due: DueTimes | null
  /** Ids for what the command creates. */
  readonly nextId: () => string
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
