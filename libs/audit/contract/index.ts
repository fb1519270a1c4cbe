import type { BatchWrite } from '@tongban/kernel/core'

/** One thing somebody did or looked at. No personal data in `detail`: ids and codes only. */
export type AuditEntry = {
  /** Epoch ms. */
  readonly at: number
  readonly actorId: string
  readonly actorUnitId: string | null
  /** `case.reply`, `caller.reveal`, `session.sign_in` … */
  readonly action: string
  readonly subjectType: 'case' | 'incident' | 'order' | 'topic_alert' | 'user' | 'session' | 'caller' | 'attachment' | 'export' | 'configuration'
  readonly subjectId: string
  readonly outcome: 'done' | 'refused'
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** The append-only log the audit administrator reads. What is done and its entry are committed together. */
export abstract class AuditTrail {
  /** The entry as a write, to go into the transaction of what it records. */
  abstract write(entry: AuditEntry): BatchWrite
  /** For what has no transaction of its own (a look, a refusal, a sign-in). Rejects when it cannot be stored: then the act must not go on. */
  abstract record(entry: AuditEntry): Promise<void>
}

/** An entry as it is read again. `at`: ISO, ms. */
export type AuditedAct = {
  readonly id: string
  readonly at: string
  readonly actorId: string
  readonly actorUnitId: string | null
  readonly action: string
  readonly outcome: 'done' | 'refused'
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}

/** `before`: the id of the last act of the page before, null for the first page; `limit` is at most 101. */
export type AuditQuestion = { readonly caseId: string; readonly before: string | null; readonly limit: number }

/** What may be read out of the log. Who asks has checked that the person may. */
export abstract class AuditLog {
  /** Who looked at the caller of a case (`caller.reveal`), or was shown that a number has a sealed case (`caller.history`); newest first. */
  abstract looksAtCaller(question: AuditQuestion): Promise<readonly AuditedAct[]>
}
