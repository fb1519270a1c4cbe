import type { Instant } from '@tongban/kernel/core'

/** Whom a place is answered for by: a unit, or a village that has no unit of its own. */
export type DutyPost = { readonly unitId: string } | { readonly divisionCode: string }

/** Somebody who answers for a post at a moment. `line` 1 is called first, then 2, and so on. */
export type DutyContact = {
  readonly id: string
  readonly name: string
  readonly title: string
  /** The account they have, if they have one. */
  readonly userId: string | null
  /** 138••••5678; null when only the account is known. */
  readonly phoneMasked: string | null
  readonly line: number
}

/** Who answers now, by phone and in the app, nights and holidays included. */
export abstract class DutyContacts {
  /** In calling order; empty when nobody is on the roster then. One query for all posts; the key is `unit:<id>` or `division:<code>`. At most 200 posts. */
  abstract onDuty(posts: readonly DutyPost[], at: Instant): Promise<ReadonlyMap<string, readonly DutyContact[]>>
  /** The number in clear, for a message that leaves by itself; null when there is none. A person who looks goes through the endpoint, and is recorded. */
  abstract phoneOf(contactId: string): Promise<string | null>
}

export const dutyPostKey = (post: DutyPost): string => ('unitId' in post ? `unit:${post.unitId}` : `division:${post.divisionCode}`)
