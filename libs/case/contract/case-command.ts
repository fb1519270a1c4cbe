import type { z } from 'zod'
import type { Permission } from '@tongban/access/contract'
import type { CaseEventDefinition } from './case-event.js'
import type { AssignmentRole, AssignmentStatus, CaseStatus } from './states.js'

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
  /**
   * Who may act, beyond the permission: the unit that holds the assignment; nobody of a handling unit; anyone in reach; a party to the open
   * dispute; nobody of its parties or of a handling unit. The last two need an open dispute.
   */
  readonly actor: 'assignment_unit' | 'outside_handling_units' | 'anyone_in_reach' | 'dispute_party' | 'outside_dispute'
  /** Of a command about the open dispute: its panel has every party it must have, else PANEL_INCOMPLETE. */
  readonly needsWholePanel?: boolean
  /** Offered in `allowedActions`; false for what only the system or another door does. Default true. */
  readonly offered?: boolean
  readonly from: readonly CaseStatus[]
  /** Case states it can lead to. */
  readonly to: readonly CaseStatus[]
  /** The roles of an assignment it is for; a copy never carries a duty. Absent: lead, assist and whistle alike. */
  readonly assignmentRoles?: readonly Exclude<AssignmentRole, 'cc'>[]
  readonly assignmentFrom?: readonly AssignmentStatus[]
  /** What must have happened to an open assignment before, and the refusal that says it has not; looked at before its status. */
  readonly assignmentNeeds?: { readonly step: AssignmentStep; readonly refusal: string }
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

/** `contact`: with the citizen, or the coded reason why there was none. `arrival`: a whistled unit has come; others need not. */
export type AssignmentStep = 'contact' | 'arrival'

export const defineCaseCommand = <const Name extends string, Body extends z.ZodType, const Target extends 'case' | 'assignment', const Events extends readonly CaseEventDefinition[]>(
  command: CaseCommand<Name, Body, Target, Events>,
): CaseCommand<Name, Body, Target, Events> => command
