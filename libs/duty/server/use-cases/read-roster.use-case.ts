import { Inject, Injectable } from '@nestjs/common'
import { StaffDirectory, type Principal } from '@tongban/access/contract'
import { addDays, Clock, DAY_MS, instant, isoOf, ok, plainDate, plainDateOf, plus, refuse, startOfDay, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import type { DutyTimes } from '../../contract/duty-times.schema.js'
import type { DutyRosterView } from '../../contract/duty-views.schema.js'
import type { DutyPost } from '../../contract/ports.js'
import { dutySegments, type PatternTimes, type ShiftTimes } from '../../domain/index.js'
import { DutyPosts } from '../duty-posts.js'
import { calendarOfPost } from '../persistence/duty-row.mapper.js'
import { DutyStore } from '../persistence/duty.store.js'
import { ROSTER_ROLES } from '../roster-duty-contacts.js'

/** The roster of one post and a week of it. */
@Injectable()
export class ReadRoster {
  constructor(
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(DutyPosts) private readonly posts: DutyPosts,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Three queries at most: entries, version, and for who may maintain it the accounts. `fromDay` null: today. */
  async of(post: DutyPost, fromDay: string | null, by: Principal): Promise<Result<DutyRosterView>> {
    const view = this.posts.view(post)
    if (view === null) return refuse('DUTY_POST_UNKNOWN')
    const now = this.clock.now()
    const day = fromDay === null ? plainDateOf(now) : plainDate(fromDay)
    const week = { from: startOfDay(day), to: startOfDay(addDays(day, 7)) }
    const mayMaintain = this.posts.mayMaintain(by, view)
    const unitId = this.posts.unitOf(view)
    const [entries, versions, people] = await Promise.all([
      this.store.ofPost(view.key, instant(Math.min(week.from, plus(now, -DAY_MS)))),
      this.store.versions([view.key]),
      mayMaintain && unitId !== null ? this.staff.staffOf({ unitIds: [unitId], roles: ROSTER_ROLES }) : [],
    ])
    const stands = versions.get(view.key)
    return ok({
      post: view, version: stands?.version ?? 0, changedAt: stands === undefined ? null : isoOf(instant(stands.changedAt)), mayMaintain,
      entries: entries.map(({ id, name, title, phoneMasked, userId, line, times }) => ({ id, name, title, phoneMasked, userId, line, times: timesView(times) })),
      week: dutySegments(entries, calendarOfPost(post, this.org, this.calendars), week).map(({ from, to, onDuty }) => ({ from: isoOf(from), to: isoOf(to), entryIds: onDuty.map(({ id }) => id) })),
      accounts: people.map(({ userId, displayName }) => ({ userId, name: displayName })),
    })
  }
}

function timesView(times: PatternTimes | ShiftTimes): DutyTimes {
  if (times.kind === 'shift') return { kind: 'shift', startsAt: isoOf(times.startsAt), endsAt: isoOf(times.endsAt) }
  return { kind: 'pattern', spans: [...times.spans], validFrom: times.validFrom, validTo: times.validTo }
}
