import { Inject, Injectable } from '@nestjs/common'
import { DutyContacts, type DutyContact, type DutyPost } from '@tongban/duty/contract'
import type { Instant } from '@tongban/kernel/core'

/** The roster takes so many posts in one question. */
const POSTS_A_QUESTION = 200

/** Who answers for many posts now, asked in pieces the roster takes. */
@Injectable()
export class DutyLines {
  constructor(@Inject(DutyContacts) private readonly contacts: DutyContacts) {}

  /** By `dutyPostKey`; a post nobody answers for is absent or empty. */
  async onDuty(posts: readonly DutyPost[], at: Instant): Promise<ReadonlyMap<string, readonly DutyContact[]>> {
    const found = new Map<string, readonly DutyContact[]>()
    for (let start = 0; start < posts.length; start += POSTS_A_QUESTION) {
      for (const [key, line] of await this.contacts.onDuty(posts.slice(start, start + POSTS_A_QUESTION), at)) found.set(key, line)
    }
    return found
  }
}
