import { Inject, Injectable } from '@nestjs/common'
import { StaffDirectory, type RoleId, type StaffMember } from '@tongban/access/contract'
import type { Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import { DutyContacts, dutyPostKey, type DutyContact, type DutyPost } from '../contract/ports.js'
import { groupedBy, onDutyAt } from '../domain/index.js'
import { calendarOfPost } from './persistence/duty-row.mapper.js'
import { DutyStore } from './persistence/duty.store.js'

const MOST_POSTS = 200
/** Who is called in the app when the roster has nobody, in this order: whoever leads the unit, then those who work its cases. */
export const ROSTER_ROLES: readonly RoleId[] = ['unit_lead', 'county_coordinator', 'supervisor', 'handler']
const MOST_STANDING_IN = 6
/** The staff directory gives a thousand people at a time: in batches of this many units nobody's unit is cut off. */
const UNITS_ASKED = 50

/**
 * Who answers now: the roster's people, then, for a unit, its accounts without a number, on lines after all of the roster's. So nobody is out of
 * reach in the app, with or without a roster. An account's contact id is `account:<user id>`.
 */
@Injectable()
export class RosterDutyContacts extends DutyContacts {
  constructor(
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
  ) {
    super()
  }

  override async onDuty(posts: readonly DutyPost[], at: Instant): Promise<ReadonlyMap<string, readonly DutyContact[]>> {
    if (posts.length > MOST_POSTS) throw new RangeError(`At most ${MOST_POSTS} posts at once, asked for ${posts.length}`)
    const byKey = new Map(posts.map((post) => [dutyPostKey(post), post]))
    if (byKey.size === 0) return new Map()
    const [entries, accounts] = await Promise.all([this.store.at([...byKey.keys()], at), this.accountsOf([...byKey.values()])])
    const ofPost = groupedBy(entries, ({ postKey }) => postKey)
    return new Map(
      [...byKey].map(([key, post]) => {
        const rostered = onDutyAt(ofPost.get(key) ?? [], calendarOfPost(post, this.org, this.calendars), at).map(
          ({ id, name, title, userId, phoneMasked, line }): DutyContact => ({ id, name, title, userId, phoneMasked, line }),
        )
        return [key, [...rostered, ...standingIn('unitId' in post ? (accounts.get(post.unitId) ?? []) : [], rostered)]]
      }),
    )
  }

  override async phoneOf(contactId: string): Promise<string | null> {
    return (await this.store.contact(contactId))?.phone ?? null
  }

  private async accountsOf(posts: readonly DutyPost[]): Promise<ReadonlyMap<string, readonly StaffMember[]>> {
    const unitIds = posts.flatMap((post) => ('unitId' in post ? [post.unitId] : []))
    const batches = Array.from({ length: Math.ceil(unitIds.length / UNITS_ASKED) }, (_, index) => unitIds.slice(index * UNITS_ASKED, (index + 1) * UNITS_ASKED))
    const found = await Promise.all(batches.map((batch) => this.staff.staffOf({ unitIds: batch, roles: ROSTER_ROLES })))
    return groupedBy(found.flat(), ({ unitId }) => unitId)
  }
}

const TITLES: Partial<Record<RoleId, string>> = { unit_lead: '负责人', county_coordinator: '旗县统筹', supervisor: '督办员', handler: '承办人' }

/** Whoever is already on the roster is not called twice; each has a line of their own, so that they are called one after another. */
function standingIn(accounts: readonly StaffMember[], rostered: readonly DutyContact[]): DutyContact[] {
  const called = new Set(rostered.map(({ userId }) => userId))
  const lastLine = rostered.at(-1)?.line ?? 0
  const rankOf = ({ roles }: StaffMember): number => Math.min(...roles.map((role) => ROSTER_ROLES.indexOf(role)).filter((rank) => rank >= 0), ROSTER_ROLES.length)
  return accounts
    .filter(({ userId }) => !called.has(userId))
    .map((member) => ({ member, rank: rankOf(member) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_STANDING_IN)
    .map(({ member, rank }, index) => ({
      id: `account:${member.userId}`, name: member.displayName, title: TITLES[ROSTER_ROLES[rank] ?? 'handler'] ?? '', userId: member.userId, phoneMasked: null,
      line: lastLine + 1 + index,
    }))
}
