import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, IdGen, idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { PlatformConfig, Refused, type Tx } from '@tongban/platform/server'
import { GAZETTEER_STATUS_ZH, type GazetteerDraft, type GazetteerRules, type GazetteerStatus } from '../../contract/gazetteer.schema.js'
import { InMemoryPlaceResolver } from '../in-memory-place-resolver.js'
import { GazetteerBook } from './gazetteer-book.js'
import { GazetteerStore, type GazetteerRow } from './gazetteer.store.js'

export type Verdict = 'accept' | 'reject' | 'retire' | 'restore'
const BECOMES: Readonly<Record<Verdict, { readonly from: readonly GazetteerStatus[]; readonly to: GazetteerStatus }>> = {
  accept: { from: ['proposed'], to: 'confirmed' },
  reject: { from: ['proposed'], to: 'rejected' },
  retire: { from: ['confirmed'], to: 'retired' },
  restore: { from: ['rejected', 'retired'], to: 'confirmed' },
}
const IN_USE: readonly GazetteerStatus[] = ['proposed', 'confirmed']

type Facts = Readonly<Record<string, string | number | boolean | null>>

/** What goes with every write of the gazetteer: who, when, the entry of the audit, and that other processes read it again. */
@Injectable()
export class GazetteerWriting {
  constructor(
    @Inject(GazetteerStore) readonly store: GazetteerStore,
    @Inject(GazetteerBook) readonly book: GazetteerBook,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}

  async record(tx: Tx, by: Pick<Principal, 'userId' | 'unitId'>, action: string, subjectId: string, detail: Facts): Promise<void> {
    const entry = this.audit.write({ at: this.clock.now(), actorId: by.userId, actorUnitId: by.unitId, action, subjectType: 'configuration', subjectId, outcome: 'done', detail })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), this.config.cityCode])
  }
}

/** What a person does with a name. Throws Refused. */
@Injectable()
export class ChangeGazetteer {
  constructor(
    @Inject(GazetteerWriting) private readonly writing: GazetteerWriting,
    @Inject(InMemoryPlaceResolver) private readonly resolver: InMemoryPlaceResolver,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async add(draft: GazetteerDraft, by: Principal): Promise<{ id: string; version: number }> {
    const { store, clock, ids } = this.writing
    this.requireDivision(draft.divisionCode)
    this.requireNoDivision(draft)
    const at = clock.now()
    const row: GazetteerRow = {
      ...fieldsOf(draft), id: ids.next(), weight: 1, status: 'confirmed', source: 'manual', agreeing: 0, contradicting: 0, case_ids: [], version: 1,
      created_by: by.userId, created_at: at, changed_by: by.userId, changed_at: at,
    }
    await store.transaction(async (tx) => {
      await store.lock(tx)
      await this.requireFree(tx, row)
      await store.insert(tx, [row])
      await store.nextRevision(tx)
      await this.writing.record(tx, by, 'place.add_name', row.id, { divisionCode: row.division_code, kind: row.kind })
    })
    await this.writing.book.reload()
    return { id: row.id, version: 1 }
  }

  async change(id: string, draft: GazetteerDraft, version: number, by: Principal): Promise<{ version: number }> {
    this.requireDivision(draft.divisionCode)
    this.requireNoDivision(draft)
    const changed = await this.write(id, version, by, 'place.change_name', (row) => ({ ...row, ...fieldsOf(draft), weight: 1 }))
    return { version: changed.version }
  }

  async decide(id: string, verdict: Verdict, version: number, by: Principal): Promise<{ version: number; status: GazetteerStatus }> {
    const { from, to } = BECOMES[verdict]
    const changed = await this.write(id, version, by, `place.${verdict}_name`, (row) => {
      if (!from.includes(row.status)) throw new Refused({ code: 'PLACE_NAME_SETTLED', params: { name: row.name, status: GAZETTEER_STATUS_ZH[row.status] } })
      if (to === 'confirmed') this.requireNoDivision({ ...row, divisionCode: row.division_code })
      return { ...row, status: to, ...(verdict === 'accept' ? { weight: 1 } : {}) }
    })
    return { version: changed.version, status: to }
  }

  async setRules({ agreeingNeeded, acceptsAlone, version }: GazetteerRules, by: Principal): Promise<GazetteerRules> {
    const { store } = this.writing
    const next = await store.transaction(async (tx) => {
      await store.lock(tx)
      const set = await store.setRules(tx, { agreeingNeeded, acceptsAlone, version })
      if (set === null) throw new Refused({ code: 'PLACE_RULES_STALE', params: {} })
      await this.writing.record(tx, by, 'place.set_learning', 'gazetteer', { agreeingNeeded, acceptsAlone, version: set })
      return set
    })
    return { agreeingNeeded, acceptsAlone, version: next }
  }

  private async write(id: string, version: number, by: Principal, action: string, change: (row: GazetteerRow) => GazetteerRow): Promise<GazetteerRow> {
    const { store, clock } = this.writing
    const written = await store.transaction(async (tx) => {
      await store.lock(tx)
      const row = await store.byId(tx, id)
      if (row === null) throw new Refused({ code: 'PLACE_NAME_UNKNOWN', params: {} })
      if (row.version !== version) throw new Refused({ code: 'PLACE_NAME_STALE', params: {} })
      const next = { ...change(row), version: version + 1, changed_by: by.userId, changed_at: clock.now() }
      if (IN_USE.includes(next.status)) await this.requireFree(tx, next)
      await store.update(tx, [next])
      if (row.status === 'confirmed' || next.status === 'confirmed') await store.nextRevision(tx)
      await this.writing.record(tx, by, action, id, { divisionCode: next.division_code, kind: next.kind, status: next.status, version: next.version })
      return next
    })
    await this.writing.book.reload()
    return written
  }

  /** A name means nothing for the whole city. */
  private requireDivision(divisionCode: string): void {
    const division = this.org.division(idOf(divisionCode))
    if (division === null || division.level === 'city') throw new Refused({ code: 'PLACE_DIVISION_UNKNOWN', params: { divisionCode } })
  }

  /** The tree knows its own names; what is there already is passed over by the resolver. */
  private requireNoDivision(draft: Pick<GazetteerDraft, 'name' | 'aliases' | 'kind' | 'divisionCode'>): void {
    const taken = this.resolver.taken(draft)
    if (taken !== null) throw new Refused({ code: 'PLACE_NAME_OF_DIVISION', params: taken })
  }

  private async requireFree(tx: Tx, row: GazetteerRow): Promise<void> {
    const same = await this.writing.store.byNames([row.name], tx)
    if (!same.some((other) => other.id !== row.id && other.division_code === row.division_code && IN_USE.includes(other.status))) return
    throw new Refused({ code: 'PLACE_NAME_TAKEN', params: { name: row.name, place: this.org.division(idOf(row.division_code))?.name ?? row.division_code } })
  }
}

export const fieldsOf = ({ name, aliases, kind, divisionCode, point, note }: GazetteerDraft): Pick<GazetteerRow, 'name' | 'aliases' | 'kind' | 'division_code' | 'latitude' | 'longitude' | 'note'> => ({
  name, aliases: [...new Set(aliases)].filter((alias) => alias !== name), kind, division_code: divisionCode, latitude: point?.latitude ?? null, longitude: point?.longitude ?? null, note,
})
