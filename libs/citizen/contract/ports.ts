import type { Instant } from '@tongban/kernel/core'

/** `id` stays the same through all tries. `caseId`: for the record of what was sent, not for the message. */
export type OutgoingMessage = { readonly id: string; readonly caseId: string; readonly phone: string; readonly text: string }

/** The way a message leaves the house; notification knows which. Rejects when it did not get out: it is tried again, so a channel may see the same id twice. */
export abstract class MessageChannel {
  abstract send(message: OutgoingMessage): Promise<void>
  /** The first moment from `at` on when somebody may be disturbed by what can wait: `at` itself by day, the end of the quiet hours by night. */
  abstract awakeFrom(at: Instant): Instant
}
