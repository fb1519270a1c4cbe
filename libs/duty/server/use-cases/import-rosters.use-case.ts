import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen, ok, plainDateOf, type Result } from '@tongban/kernel/core'
import { dutyPostKey } from '../../contract/ports.js'
import type { DutyImportReport, DutyPostView } from '../../contract/duty-views.schema.js'
import { groupedBy, MOST_ENTRIES, readDutyCsv, type CsvDuty, type CsvError } from '../../domain/index.js'
import { DutyPosts } from '../duty-posts.js'
import { DutyStore, type DutyToWrite } from '../persistence/duty.store.js'
import { RosterWrites } from '../roster-writes.js'

const MOST_ERRORS = 100
const MOST_POSTS = 200

/** Takes a table of rosters: every row, or none. What is already there stays; rows are added. */
@Injectable()
export class ImportRosters {
  constructor(
    @Inject(DutyPosts) private readonly posts: DutyPosts,
    @Inject(DutyStore) private readonly store: DutyStore,
    @Inject(RosterWrites) private readonly writes: RosterWrites,
    @Inject(IdGen) private readonly ids: IdGen,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async take(csv: string, mode: 'check' | 'save', by: Principal): Promise<Result<DutyImportReport>> {
    const { rows, duties, errors } = readDutyCsv(csv, plainDateOf(this.clock.now()))
    const placed = duties.map((duty) => ({ duty, view: this.placed(duty, by) }))
    const lost: CsvError[] = placed.flatMap(({ duty, view }) => (view === null ? [{ row: duty.row, message: `没有叫“${duty.post}”的单位或嘎查村，或不由您维护` }] : []))
    const byPost = groupedBy(placed.flatMap(({ duty, view }) => (view === null ? [] : [{ duty, view }])), ({ view }) => view.key)
    const full = [...byPost.values()].flatMap((items) => (items.length > MOST_ENTRIES && items[0] !== undefined ? [{ row: items[0].duty.row, message: `一个值班表最多 ${MOST_ENTRIES} 行` }] : []))
    const many = byPost.size > MOST_POSTS ? [{ row: 1, message: `一次最多 ${MOST_POSTS} 个单位` }] : []
    const all = [...errors, ...lost, ...full, ...many].sort((a, b) => a.row - b.row)
    const saves = mode === 'save' && all.length === 0 && byPost.size > 0
    if (saves) {
      const saved = await this.save([...byPost.values()], by)
      if (!saved.ok) return saved
    }
    return ok({ rows, entries: duties.length, posts: byPost.size, saved: saves, errorCount: all.length, errors: all.slice(0, MOST_ERRORS) })
  }

  private placed(duty: CsvDuty, by: Principal): DutyPostView | null {
    const post = this.posts.named(duty.post)
    const view = post === null ? null : this.posts.view(post)
    return view !== null && this.posts.mayMaintain(by, view) ? view : null
  }

  private async save(groups: readonly (readonly { duty: CsvDuty; view: DutyPostView }[])[], by: Principal): Promise<Result<null>> {
    // in one order, so that two imports at once do not wait for each other in a circle
    const ordered = [...groups].sort((a, b) => ((a[0]?.view.key ?? '') < (b[0]?.view.key ?? '') ? -1 : 1))
    const versions = await this.store.versions(ordered.flatMap(([first]) => (first === undefined ? [] : [dutyPostKey(postOf(first.view))])))
    const changes = ordered.flatMap((items) => {
      const view = items[0]?.view
      if (view === undefined) return []
      const put = items.map(({ duty: { name, title, phone, line, times } }): DutyToWrite => ({ id: this.ids.next(), name, title, phone, line, times, userId: null }))
      const change = { view, version: versions.get(view.key)?.version ?? 0, by, action: 'duty.import' }
      return [{ change, decide: () => ok({ put, remove: [] }) }]
    })
    return this.writes.changeAll(changes)
  }
}

const postOf = ({ unitId, divisionCode }: DutyPostView): { unitId: string } | { divisionCode: string } => (unitId === null ? { divisionCode } : { unitId })
