import { z } from 'zod'

/** The inbox of a person has changed; subject: the person. Told once for a person in a transaction. */
export const INBOX_CHANGED_TYPE = 'notification.inbox_changed.v1'
export const inboxChangedSchema = z.strictObject({ userId: z.string(), unread: z.int() })
export type InboxChanged = z.output<typeof inboxChangedSchema>
