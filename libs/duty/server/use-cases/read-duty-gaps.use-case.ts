import { Inject, Injectable } from '@nestjs/common'
import { Clock, DAY_MS, isoOf, MINUTE_MS, ok, plus, refuse, type Result } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { WorkCalendars } from '@tongban/worktime/contract'
import type { DutyGapsView } from '../../contract/duty-views.schema.js'
import { dutyPostKey, type DutyPost } from '../../contract/ports.js'
import { coverageOf, groupedBy } from '../../domain/index.js'
import { DutyPosts } from '../duty-posts.js'
import { calendarOfPost } from '../persistence/duty-row.mapper.js'
import { DutyStore } from '../persistence/duty.store.js'

/** Of a county's posts together; a roster this full is not read further. */
const MOST_ENTRIES_READ = 20_000
const SHOWN = 10

/** The hours ahead nobody covers. A unit without a roster is reached in the app only, and is told as uncovered throughout. */
@Injectable()
export class ReadDutyGaps {
  constructor(
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(DutyPosts) private readonly posts: DutyPosts,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(WorkCalendars) private readonly calendars: WorkCalendars,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** One query for the entries of all posts. Posts with the longest gaps first. */
  async of({ countyCode, unitId, days }: { countyCode?: string | undefined; unitId?: string | undefined; days: number }): Promise<Result<DutyGapsView>> {
    const asked: readonly DutyPost[] | null = unitId === undefined ? await this.posts.ofCounty(countyCode ?? '') : [{ unitId }]
    const known = (asked ?? []).flatMap((post) => {
      const view = this.posts.view(post)
      return view === null ? [] : [{ post, view }]
    })
    if (known.length === 0) return refuse('DUTY_POST_UNKNOWN')
    const from = this.clock.now()
    const window = { from, to: plus(from, days * DAY_MS) }
    const entries = groupedBy(await this.store.within(known.map(({ post }) => dutyPostKey(post)), window, MOST_ENTRIES_READ), ({ postKey }) => postKey)
    const posts = known.map(({ post, view }) => {
      const ofPost = entries.get(view.key) ?? []
      const names = new Map(ofPost.map(({ id, name }) => [id, name]))
      const { gaps, clashes } = coverageOf(ofPost, calendarOfPost(post, this.org, this.calendars), window)
      return {
        post: view, hasRoster: ofPost.length > 0, uncoveredMinutes: Math.ceil(gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0) / MINUTE_MS),
        gaps: gaps.slice(0, SHOWN).map((gap) => ({ from: isoOf(gap.from), to: isoOf(gap.to) })),
        clashes: clashes.slice(0, SHOWN).map((clash) => ({ from: isoOf(clash.from), to: isoOf(clash.to), line: clash.line, names: clash.entryIds.map((id) => names.get(id) ?? '').sort() })),
      }
    })
    return ok({ from: isoOf(window.from), to: isoOf(window.to), posts: posts.sort((a, b) => b.uncoveredMinutes - a.uncoveredMinutes) })
  }
}
