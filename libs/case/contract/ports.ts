import type { Principal } from '@tongban/access/contract'
import type { BatchWrite, Instant, Result } from '@tongban/kernel/core'
import type { CaseCommandBody, CaseCommandName } from '../commands/contracts.js'
import type { DueTimes } from '../commands/dispatch/contract.js'
import type { CaseEvent } from './events.js'
import type { ProcedureLimit, RequestDetails, RequestKind, RequestStatus } from './procedures.js'
import type { AssignmentRole, AssignmentStatus, CaseStatus } from './states.js'
import type { CaseListItem, CommandResult } from './views.js'
import type { CallbackAnswers } from './words.js'

export type CommandTarget = { readonly caseId: string } | { readonly assignmentId: string }

export type CommandOptions = {
  /**
   * Makes a repeat of the same request answer the same: scope names who and what, the hash what was asked, `extra` what the calling
   * context wants to have back on a repeat beside the result.
   */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly bodyHash: string; readonly extra?: unknown }
  /** Rows of the calling context that must be true together with the case; committed in the same transaction, or not at all. */
  readonly companions?: readonly BatchWrite[]
  readonly remoteAddress?: string
  /** The calling context has checked that this person may act on this case (a citizen with the code of the case, a queue's own claim). */
  readonly reachChecked?: boolean
}

/** `repeated`: this request had been carried out before, and `extra` is what was kept with it then. */
export type CommandOutcome = CommandResult & { readonly repeated: boolean; readonly extra: unknown }

/** The one door through which a case changes, for people and for the system alike. */
export abstract class CaseCommands {
  /** Files a new case under an id the caller has chosen (so that companion rows can name it). */
  abstract file(caseId: string, body: CaseCommandBody<'file'>, actor: Principal, options?: CommandOptions): Promise<Result<CommandOutcome>>
  /**
   * Loads, decides, commits. A stale version or a lost race is a refusal; nothing is half done. Commands mounted generically look only
   * within the person's reach; for the others the calling context has checked that the person may see this case.
   */
  abstract execute<Name extends Exclude<CaseCommandName, 'file'>>(
    name: Name,
    target: CommandTarget,
    body: CaseCommandBody<Name>,
    actor: Principal,
    options?: CommandOptions,
  ): Promise<Result<CommandOutcome>>
  /** Numbers for new cases, `YYYYMMDD` and six digits; taken in blocks, so gaps are normal. */
  abstract nextNumber(at: Instant): Promise<string>
}

/** What of a case decides its limits: the more specific rows of the deadline table ask for all of it. */
export type QuoteSubject = {
  readonly urgency: string; readonly caseType: string; readonly categoryCode: string | null; readonly divisionCode: string | null
  /** Who leads, or is to lead: what units owe counts by the leading unit's own calendar, if it keeps one. Absent or null: by the place's. */
  readonly leadUnitId?: string | null
}

/** Quotes the promise; implemented by deadline, asked by case when something is dispatched. Synchronous: policies and calendars are in memory. */
export abstract class PromiseQuotes {
  abstract quote(input: QuoteSubject & { startedAt: Instant }): DueTimes
  /** When a case that waits for dispatch must have been dispatched. */
  abstract dispatchDueAt(input: QuoteSubject & { startedAt: Instant }): Instant
  /** When a procedure of the house that starts at a moment must be done, in the working time of the case's place. */
  abstract procedureDueAt(limit: ProcedureLimit, input: QuoteSubject & { startedAt: Instant }): Instant
  /** The limit of a promise counted on from its due moment: how far one extension may reach. `policyVersion`: what the promise was quoted by. */
  abstract latestExtension(input: QuoteSubject & { dueAt: Instant; policyVersion: string | null }): Instant
  /** A promise that was paused: what was left when the pause began, from its end on, counted as the promise is. Never earlier than before. */
  abstract dueAfterPause(input: QuoteSubject & { policyVersion: string | null; dueAt: Instant; pausedAt: Instant; resumedAt: Instant }): Instant
}

/** `unitId`: who would be given the lead; where the case lies nowhere yet, the place the unit answers for counts. */
export type DepartmentOnlyQuestion = {
  readonly categoryCode: string | null
  readonly divisionCode: string | null
  readonly caseType: string
  readonly urgency: string
  readonly unitId: string
}

/** The catalogue's hard blocks; implemented by dispatch, asked by case whenever a unit is given the lead. Synchronous: the catalogue is in memory. */
export abstract class DispatchRules {
  /** This matter is for a department: never a township's. */
  abstract isDepartmentOnly(question: DepartmentOnlyQuestion): boolean
}

export type CaseAssignmentFacts = {
  readonly id: string
  readonly role: AssignmentRole
  readonly unitId: string
  readonly round: number
  readonly status: AssignmentStatus
  readonly dispatchedAt: Instant
  readonly signDueAt: Instant
  readonly contactDueAt: Instant
  readonly promiseDueAt: Instant
  readonly signedAt: Instant | null
  readonly contactedAt: Instant | null
  readonly repliedAt: Instant | null
  readonly replyText: string | null
  readonly acceptedAt: Instant | null
  readonly dispatchedBy: string | null
  readonly arriveDueAt: Instant | null
  readonly arrivedAt: Instant | null
}

export type CaseRequestFacts = {
  readonly id: string
  readonly kind: RequestKind
  readonly assignmentId: string
  readonly unitId: string
  readonly status: RequestStatus
  readonly details: RequestDetails
  readonly askedAt: Instant
  readonly rulingDueAt: Instant | null
  readonly ruledAt: Instant | null
}

/** A case as other contexts read it: codes and moments, no personal data. */
export type CaseSnapshot = {
  readonly id: string
  readonly number: string
  readonly version: number
  readonly status: CaseStatus
  readonly round: number
  readonly title: string
  readonly description: string
  readonly caseType: string
  readonly urgency: string
  readonly channel: string
  readonly categoryCode: string | null
  readonly placeText: string
  readonly divisionCode: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly sealed: boolean
  readonly wantsCallback: boolean
  readonly filedAt: Instant
  readonly dispatchDueAt: Instant
  readonly dispatchedAt: Instant | null
  readonly promiseDueAt: Instant | null
  readonly repliedAt: Instant | null
  readonly closedAt: Instant | null
  readonly statusSince: Instant
  readonly serviceClass: string | null
  readonly policyVersion: string | null
  readonly firstCallback: { readonly outcome: string; readonly answers: CallbackAnswers | null; readonly at: Instant; readonly setAside?: boolean } | null
  readonly finalCallback: { readonly outcome: string; readonly answers: CallbackAnswers | null; readonly at: Instant; readonly setAside?: boolean } | null
  readonly assignments: readonly CaseAssignmentFacts[]
  readonly subjectUnitIds: readonly string[]
  readonly language: 'zh' | 'mn'
  /** What is out of the ordinary, as far as others need it. */
  readonly requests: readonly CaseRequestFacts[]
  readonly disputes: readonly { readonly id: string; readonly unitIds: readonly string[]; readonly openedAt: Instant; readonly dueAt: Instant; readonly ruledAt: Instant | null }[]
  readonly shelvedUntil: Instant | null
  readonly problemAt: Instant | null
  readonly transfers: number
  readonly urges: number
  readonly parentId: string | null
  readonly childIds: readonly string[]
  /** How the system understood place and owner when the case was filed; null for those that were never planned. */
  readonly dispatchTrail: Readonly<Record<string, unknown>> | null
}

/** One change that is about to be committed, shown to the contexts that keep rows beside the case (clocks). */
export type CaseChange = { readonly before: CaseSnapshot | null; readonly after: CaseSnapshot; readonly events: readonly CaseEvent[]; readonly at: Instant }

/** A context whose rows must be true together with the case. Pure: it turns the change into writes, and may not refuse. */
export abstract class CaseCommitParticipant {
  abstract writesFor(change: CaseChange): readonly BatchWrite[]
}

/** Participants register when their module starts. */
export abstract class CaseCommitParticipants {
  abstract register(participant: CaseCommitParticipant): void
}

/**
 * A context that knows why a person must not act on a case just now (somebody else is at it). Asked after the rules of the case have agreed, and never
 * about what the system does by itself: no clock, no escalation waits for a person.
 */
export abstract class CaseCommandGuard {
  abstract readonly commands: readonly CaseCommandName[]
  /** Rows to commit with the command, or why not. A row with `mustAffect` has the last word should another have come in between. */
  abstract check(command: CaseCommandName, about: CaseSnapshot, actor: Principal, at: Instant): Promise<Result<readonly BatchWrite[]>>
}

/** Guards register when their module starts. */
export abstract class CaseCommandGuards {
  abstract register(guard: CaseCommandGuard): void
}

export abstract class CaseLookup {
  /** Up to 1,000 cases, in one query; unknown ids are left out. Not scoped: for the system's own listeners. */
  abstract snapshots(caseIds: readonly string[]): Promise<CaseSnapshot[]>
  /** One case if it is within the person's reach. One query. */
  abstract visibleTo(principal: Principal, caseId: string): Promise<CaseSnapshot | null>
  /** The subset of these cases within the person's reach. One query. */
  abstract visibleAmong(principal: Principal, caseIds: readonly string[]): Promise<CaseSnapshot[]>
  /** Cases waiting in one of these states, the longest first; keyset by (statusSince, id). One query. */
  abstract waiting(
    principal: Principal,
    statuses: readonly CaseStatus[],
    page: { limit: number; after: { since: Instant; id: string } | null },
  ): Promise<CaseSnapshot[]>
}

/** Cases that may have one cause, for whoever gathers them (incidents). Within the person's reach. */
export abstract class CasesInPlace {
  /**
   * Filed since a moment in one of these divisions (any level) under one of these category prefixes (none: any), newest first; `limit` at most 101.
   * One query.
   */
  abstract filedSince(
    principal: Principal,
    query: { readonly divisionCodes: readonly string[]; readonly categoryPrefixes: readonly string[]; readonly since: Instant; readonly limit: number },
  ): Promise<CaseSnapshot[]>
  /** Which of these cases the person may see, ids alone: for counting many. One query. */
  abstract idsAmong(principal: Principal, caseIds: readonly string[]): Promise<ReadonlySet<string>>
}

/** A case as a list shows it, with names put to codes; so that every list, whoever makes it, says the same. No round trip. */
export abstract class CaseListViews {
  abstract listItem(snapshot: CaseSnapshot): CaseListItem
}
