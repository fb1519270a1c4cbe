import type { z } from 'zod'
import type { Permission } from '@tongban/access/contract'
import type { CaseEventDefinition } from './case-event.js'
import type { AssignmentStatus, CaseStatus } from './states.js'

/**
 * One command of the lifecycle, as data. This is the row of the transition table: the domain decides by it, the API offers
 * `allowedActions` by it, `docs/lifecycle.md` is generated from it, and the tests walk it.
 */
export type CaseCommand<Name extends string = string, Body extends z.ZodType = z.ZodType, Target extends 'case' | 'assignment' = 'case' | 'assignment', Events extends readonly CaseEventDefinition[] = readonly CaseEventDefinition[]> = {
  readonly name: Name
  readonly zh: string
  /** What the command is addressed to: the case, or one unit's assignment in it. */
  readonly target: Target
  readonly permission: Permission
  /** Who may act, beyond the permission: the unit that holds the assignment; nobody of a handling unit; anyone in reach. */
  readonly actor: 'assignment_unit' | 'outside_handling_units' | 'anyone_in_reach'
  readonly from: readonly CaseStatus[]
  /** Case states it can lead to. */
  readonly to: readonly CaseStatus[]
  readonly assignmentFrom?: readonly AssignmentStatus[]
  readonly assignmentTo?: readonly AssignmentStatus[]
  readonly body: Body
  /** The events that are this command's own; it may also emit those of others (rework dispatches again). */
  readonly events: Events
  readonly refusals: readonly string[]
  /** The citizen's promise is quoted anew from the moment of this command. */
  readonly needsQuote?: boolean
  /** `generic`: the case context mounts `POST /cases/{id}/name`; `own`: another context owns the door and brings its own facts. */
  readonly mount: 'generic' | 'own'
  readonly example: unknown
  /** Further rules the decider holds, in a sentence each, for the generated document. */
  readonly rules: readonly string[]
}

export const defineCaseCommand = <const Name extends string, Body extends z.ZodType, const Target extends 'case' | 'assignment', const Events extends readonly CaseEventDefinition[]>(
  command: CaseCommand<Name, Body, Target, Events>,
): CaseCommand<Name, Body, Target, Events> => command
