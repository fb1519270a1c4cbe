import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, isoOf, ok, refuse, type Result } from '@tongban/kernel/core'
import type { DutyNowView } from '../../contract/duty-views.schema.js'
import { DutyContacts, dutyPostKey, type DutyPost } from '../../contract/ports.js'
import { DutyPosts } from '../duty-posts.js'
import { DutyStore } from '../persistence/duty.store.js'
import { postOfKey } from '../persistence/duty-row.mapper.js'

export type DutyQuestion = { readonly unitId?: string | undefined; readonly countyCode?: string | undefined; readonly placeCode?: string | undefined }

/** Who answers now, without numbers; and the number of one of them, told once it is on record who asked and why. */
@Injectable()
export class ReadDutyNow {
  constructor(
    @Inject(DutyContacts) private readonly contacts: DutyContacts,
    @Inject(DutyPosts) private readonly posts: DutyPosts,
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async of(question: DutyQuestion, by: Principal): Promise<Result<DutyNowView>> {
    const asked = await this.postsOf(question)
    if (asked === null) return refuse('DUTY_POST_UNKNOWN')
    const known = asked.flatMap((post) => {
      const view = this.posts.view(post)
      return view === null ? [] : [{ post, view }]
    })
    if (known.length === 0) return refuse('DUTY_POST_UNKNOWN')
    const now = this.clock.now()
    const found = await this.contacts.onDuty(known.map(({ post }) => post), now)
    return ok({
      at: isoOf(now),
      posts: known.map(({ post, view }) => ({
        post: view,
        contacts: (found.get(dutyPostKey(post)) ?? []).map(({ id, name, title, phoneMasked, userId, line }) => ({
          id, name, title, phoneMasked, userId, line, standsIn: id.startsWith('account:'), mayCall: phoneMasked !== null && this.posts.mayCall(by, view),
        })),
      })),
    })
  }

  /** The audit entry is stored before the answer leaves: a look without a trace does not happen. */
  async reveal(contactId: string, reason: string, by: Principal): Promise<Result<{ phone: string }>> {
    const found = await this.store.contact(contactId)
    const post = found === null ? null : postOfKey(found.duty.postKey)
    const view = post === null ? null : this.posts.view(post)
    if (found === null || view === null || !this.posts.mayCall(by, view)) return refuse('DUTY_CONTACT_UNKNOWN')
    await this.audit.record({
      at: this.clock.now(), actorId: by.userId, actorUnitId: by.unitId, action: 'duty.call', subjectType: 'configuration', subjectId: view.key, outcome: 'done',
      detail: { contactId, reason },
    })
    return found.phone === null ? refuse('DUTY_PHONE_MISSING', { name: found.duty.name }) : ok({ phone: found.phone })
  }

  private async postsOf({ unitId, countyCode, placeCode }: DutyQuestion): Promise<readonly DutyPost[] | null> {
    if (unitId !== undefined) return [{ unitId }]
    return countyCode === undefined ? this.posts.ofPlace(placeCode ?? '') : this.posts.ofCounty(countyCode)
  }
}
