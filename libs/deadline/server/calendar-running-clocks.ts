import { Inject, Injectable } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { Clock as TimeSource, DAY_MS, idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { RunningClocks, type CalendarChange, type CalendarPreview, type MovedClock, type WorkCalendar } from '@tongban/worktime/contract'
import type { Clock } from '../domain/index.js'
import { concernsCase, nearestScope } from './calendar-scopes.js'
import type { ClockRow } from './persistence/clock-row.mapper.js'
import { RecountClocks } from './recount-clocks.js'
import { RecountStore } from './recount-store.js'

const PAGE = 500
/** Cases looked at: what a city of three million has open at once, and more than a preview that answers in seconds can count. */
const MOST_CASES = 40_000

/** What another calendar would do to the clocks that run. Reads pages of cases, two queries each; writes nothing. */
@Injectable()
export class CalendarRunningClocks extends RunningClocks {
  constructor(
    @Inject(RecountStore) private readonly store: RecountStore,
    @Inject(RecountClocks) private readonly recounts: RecountClocks,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(TimeSource) private readonly clock: TimeSource,
  ) {
    super()
  }

  /** `running` counts the clocks that follow these calendars, at most those of 40,000 cases. */
  override async preview(changes: readonly CalendarChange[], most: number): Promise<CalendarPreview> {
    let running = 0
    let earlier = 0
    let soonest: MovedClock[] = []
    let moves = 0
    let [byMoreThanDay, byMoreThanMonth] = [0, 0]
    for (let looked = 0, last: string | null = null; looked < MOST_CASES; looked += PAGE) {
      const ids = await this.store.openCases(last, PAGE)
      last = ids.at(-1) ?? last
      const page = await this.movedAmong(ids, changes)
      running += page.running
      earlier += page.moved.filter(({ dueBefore, dueAfter }) => dueAfter < dueBefore).length
      moves += page.moved.length
      byMoreThanDay += fartherThan(page.moved, 1)
      byMoreThanMonth += fartherThan(page.moved, 30)
      soonest = [...soonest, ...page.moved].sort((a, b) => a.dueAfter - b.dueAfter || (a.clockId < b.clockId ? -1 : 1)).slice(0, most)
      if (ids.length < PAGE) break
    }
    return { running, earlier, later: moves - earlier, byMoreThanDay, byMoreThanMonth, moved: soonest }
  }

  private async movedAmong(ids: readonly string[], changes: readonly CalendarChange[]): Promise<{ running: number; moved: MovedClock[] }> {
    const clocks = await this.store.clocksOf(ids)
    const snapshots = ids.length === 0 ? [] : await this.cases.snapshots(ids)
    const moved: MovedClock[] = []
    let running = 0
    for (const snapshot of snapshots) {
      if (!changes.some(({ scope }) => concernsCase(snapshot, scope))) continue
      const rows = clocks.get(snapshot.id) ?? []
      const calendarOf = (clock: Clock): WorkCalendar | null => nearestScope(this.recounts.placeOf(snapshot, clock), changes)?.after ?? null
      const counted = await this.recounts.count(snapshot, rows, { at: this.clock.now(), reason: '预览', calendarOf })
      if (!counted.ok) continue
      running += counted.value.before.length
      counted.value.before.forEach(({ clock, unitId }, at) => {
        const dueAfter = counted.value.recounted.clocks[at]?.dueAt ?? clock.dueAt
        if (dueAfter !== clock.dueAt) moved.push(this.view(snapshot, { id: clock.id, kind: clock.kind, unit_id: unitId, due_at: clock.dueAt }, dueAfter))
      })
    }
    return { running, moved }
  }

  private view({ id: caseId, number }: CaseSnapshot, clock: Pick<ClockRow, 'id' | 'kind' | 'unit_id' | 'due_at'>, dueAfter: number): MovedClock {
    const unitName = clock.unit_id === null ? null : (this.org.unit(idOf(clock.unit_id))?.name ?? clock.unit_id)
    return { clockId: clock.id, caseId, caseNumber: number, kind: clock.kind, unitName, dueBefore: clock.due_at, dueAfter }
  }
}

const fartherThan = (moved: readonly MovedClock[], days: number): number => moved.filter(({ dueBefore, dueAfter }) => Math.abs(dueAfter - dueBefore) > days * DAY_MS).length
