import { Inject, Injectable } from '@nestjs/common'
import { StaffDirectory, type Principal } from '@tongban/access/contract'
import { DAY_MS, IdGen, instantFromIso, ok, plainDate, plus, refuse, startOfDay, type Instant, type Refusal, type Result } from '@tongban/kernel/core'
import type { DutyTimes } from '../../contract/duty-times.schema.js'
import type { DutyEntryInput, DutyPostView } from '../../contract/duty-views.schema.js'
import type { DutyPost } from '../../contract/ports.js'
import { copyShifts, LONGEST_SHIFT_DAYS, MOST_ENTRIES, type PatternTimes, type ShiftTimes } from '../../domain/index.js'
import { DutyPosts } from '../duty-posts.js'
import type { DutyToWrite } from '../persistence/duty.store.js'
import type { StoredDuty } from '../persistence/duty-row.mapper.js'
import { ROSTER_ROLES } from '../roster-duty-contacts.js'
import { RosterWrites } from '../roster-writes.js'

export type RosterEdit = { readonly post: DutyPost; readonly version: number; readonly by: Principal }

/** What a change does to a roster; a refusal leaves it as it was. */
type Change = (standing: readonly StoredDuty[], now: Instant) => Result<{ readonly put: readonly DutyToWrite[]; readonly remove: readonly string[] }>

/** Changes a roster, one version at a time; who changed what is in the audit log. */
@Injectable()
export class EditRoster {
  constructor(
    @Inject(RosterWrites) private readonly writes: RosterWrites,
    @Inject(DutyPosts) private readonly posts: DutyPosts,
    @Inject(StaffDirectory) private readonly staff: StaffDirectory,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  async replace(edit: RosterEdit, inputs: readonly DutyEntryInput[]): Promise<Result<{ version: number }>> {
    const written = await this.written(edit, inputs)
    if (!written.ok) return written
    return this.change(edit, 'duty.replace', (standing, now) => {
      const current = standing.filter(({ times }) => endOf(times) > now)
      const known = new Map(current.map((entry) => [entry.id, entry]))
      if (inputs.some(({ id }) => id !== undefined && !known.has(id))) return refuse('DUTY_ENTRY_UNKNOWN')
      const silent = written.value.find(({ id, phone, userId }) => phone === 'keep' && userId === null && known.get(id)?.phoneMasked === null)
      if (silent !== undefined) return refuse('DUTY_UNREACHABLE', { name: silent.name })
      const kept = new Set(written.value.map(({ id }) => id))
      return ok({ put: written.value, remove: current.flatMap(({ id }) => (kept.has(id) ? [] : [id])) })
    })
  }

  async add(edit: RosterEdit, input: DutyEntryInput): Promise<Result<{ version: number; id: string }>> {
    const written = await this.written(edit, [{ ...input, id: undefined }])
    if (!written.ok) return written
    const changed = await this.change(edit, 'duty.add', () => ok({ put: written.value, remove: [] }))
    return changed.ok ? ok({ ...changed.value, id: written.value[0]?.id ?? '' }) : changed
  }

  remove(edit: RosterEdit, ids: readonly string[]): Promise<Result<{ version: number }>> {
    return this.change(edit, 'duty.remove', (standing) => (ids.every((id) => standing.some((entry) => entry.id === id)) ? ok({ put: [], remove: ids }) : refuse('DUTY_ENTRY_UNKNOWN')))
  }

  async copy(edit: RosterEdit, period: 'week' | 'month', into: string): Promise<Result<{ version: number; copied: number }>> {
    let copied = 0
    const changed = await this.change(edit, 'duty.copy', (standing) => {
      const copies = copyShifts(standing, period, plainDate(into))
      copied = copies.length
      if (copied === 0) return refuse('DUTY_NOTHING_TO_COPY')
      return ok({ put: copies.map(({ entry, times }) => ({ ...entry, times, id: this.ids.next(), phone: { of: entry.id } })), remove: [] })
    })
    return changed.ok ? ok({ ...changed.value, copied }) : changed
  }

  private async change({ post, version, by }: RosterEdit, action: string, change: Change): Promise<Result<{ version: number }>> {
    const view = this.posts.view(post)
    if (view === null || !this.posts.mayMaintain(by, view)) return refuse('DUTY_POST_UNKNOWN')
    return this.writes.change({ view, version, by, action }, (standing, now) => {
      const changes = change(standing, now)
      if (!changes.ok) return changes
      const removed = new Set(changes.value.remove)
      const alive = new Set([...standing.filter(({ id, times }) => endOf(times) > now && !removed.has(id)).map(({ id }) => id), ...changes.value.put.map(({ id }) => id)])
      return alive.size > MOST_ENTRIES ? refuse('DUTY_TOO_MANY', { most: MOST_ENTRIES }) : changes
    })
  }

  private async written({ post, by }: RosterEdit, inputs: readonly DutyEntryInput[]): Promise<Result<DutyToWrite[]>> {
    const view = this.posts.view(post)
    if (view === null || !this.posts.mayMaintain(by, view)) return refuse('DUTY_POST_UNKNOWN')
    const accounts = inputs.some(({ userId }) => userId !== null) ? await this.accountsOf(view) : new Set<string>()
    const written: DutyToWrite[] = []
    for (const { id, name, title, phone, userId, line, times } of inputs) {
      const told = timesOf(times, name)
      if (!told.ok) return told
      if (userId !== null && !accounts.has(userId)) return refuse('DUTY_ACCOUNT_UNKNOWN', { name })
      const number = phone === undefined && id !== undefined ? 'keep' : (phone ?? null)
      if (number === null && userId === null) return refuse('DUTY_UNREACHABLE', { name })
      written.push({ id: id ?? this.ids.next(), name, title, userId, line, phone: number, times: told.value })
    }
    return ok(written)
  }

  private async accountsOf(view: DutyPostView): Promise<ReadonlySet<string>> {
    const unitId = this.posts.unitOf(view)
    const people = unitId === null ? [] : await this.staff.staffOf({ unitIds: [unitId], roles: ROSTER_ROLES })
    return new Set(people.map(({ userId }) => userId))
  }
}

/** A pattern without an end never ends. */
const endOf = (times: PatternTimes | ShiftTimes): number => {
  if (times.kind === 'shift') return times.endsAt
  return times.validTo === null ? Infinity : plus(startOfDay(times.validTo), DAY_MS)
}

function timesOf(times: DutyTimes, name: string): { ok: true; value: PatternTimes | ShiftTimes } | { ok: false; refusal: Refusal } {
  if (times.kind === 'shift') {
    const [startsAt, endsAt] = [instantFromIso(times.startsAt), instantFromIso(times.endsAt)]
    if (endsAt <= startsAt || endsAt - startsAt > LONGEST_SHIFT_DAYS * DAY_MS) return refuse('DUTY_SHIFT_INVALID', { name, days: LONGEST_SHIFT_DAYS })
    return ok({ kind: 'shift', startsAt, endsAt })
  }
  const { validFrom, validTo } = times
  if (validTo !== null && validTo <= validFrom) return refuse('DUTY_VALIDITY_INVALID', { name })
  return ok({ kind: 'pattern', spans: times.spans, validFrom: plainDate(validFrom), validTo: validTo === null ? null : plainDate(validTo) })
}
