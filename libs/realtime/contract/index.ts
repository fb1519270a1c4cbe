import { z } from 'zod'

export * from './presence.js'

/**
 * Socket.io path and the one event the server sends. The session cookie signs the socket in; rooms are chosen by the server from the
 * person's scope.
 */
export const SOCKET_PATH = '/api/socket'
export const HINT_EVENT = 'hint'

/**
 * Type of the hint that stands for many: too much happened within a second to name each. Its `caseId` is empty: whatever is shown may be
 * meant.
 */
export const MANY_HINT = 'many'

/** A push is a hint, not the record: whoever cares re-reads. `version` lets a page that already has it stay quiet. */
export const hintSchema = z.object({
  type: z.string(),
  /** Empty when `type` is `many`, and when the hint is about something beside the cases: then `subjectId` names it. */
  caseId: z.string(),
  /** An order, an incident, or the person whose inbox it is; absent in hints about cases. */
  subjectId: z.string().optional(),
  version: z.number(),
  status: z.string(),
  /** Epoch ms of the event. */
  at: z.number(),
})
export type Hint = z.output<typeof hintSchema>

/** It stands for many: whatever is shown may be meant. */
export const namesNothing = (hint: unknown): boolean => hint !== null && typeof hint === 'object' && 'type' in hint && hint.type === MANY_HINT

export const roomOf = {
  city: (cityCode: string): string => `city:${cityCode}`,
  county: (countyCode: string): string => `county:${countyCode}`,
  unit: (unitId: string): string => `unit:${unitId}`,
  /** One person, on every screen they have open. */
  user: (userId: string): string => `user:${userId}`,
  /** Everybody of a unit, whatever their reach: whom a push about that very unit passes by. */
  members: (unitId: string): string => `members:${unitId}`,
  /** Callback agents see no units; they hear only that the queue has changed. */
  callback: (cityCode: string): string => `callback:${cityCode}`,
}
