import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, IdGen, type Instant } from '@tongban/kernel/core'
import { Database, PlatformConfig, Refused, writeOutbox, type Idempotency, type Tx } from '@tongban/platform/server'
import { CALENDAR_CHANGED } from '../../contract/work-calendars.js'
import type { CalendarBook } from '../../domain/calendar-book.js'
import { changedCalendars, isEmptyRevision, revisionOf, versionOfLayer, type BookDraft, type BookRevision } from '../../domain/revise-book.js'
import { CalendarLayers } from '../calendar-layers.js'
import { CalendarBookStore } from '../persistence/calendar-book.store.js'
import { WorkCalendarsProvider } from '../persistence/work-calendars-provider.js'

export type CalendarChangeOrder = {
  /** Made when the book is locked: what an import replaces depends on what is there. */
  readonly draftOf: (book: CalendarBook) => BookDraft
  /** The version of the draft's layer the person has seen; null: whatever it is. */
  readonly expectedVersion: number | null
  readonly kind: 'import' | 'edit'
  readonly reason: string
  readonly source: string | null
  readonly by: Principal
  readonly request: Idempotency | null
}

/** `applied` false: the book said all of it already, nothing was written; `version` is then the present one and `changeId` null. */
export type CalendarChangeOutcome = { readonly applied: boolean; readonly version: number; readonly changeId: string | null }

/** Where the parts of one transaction come from. */
@Injectable()
export class CalendarWriting {
  constructor(
    @Inject(Database) readonly database: Database,
    @Inject(PlatformConfig) readonly config: PlatformConfig,
    @Inject(CalendarBookStore) readonly store: CalendarBookStore,
    @Inject(AuditTrail) readonly audit: AuditTrail,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}
}

/** Makes a draft the next revision: rows, who and why, audit entry and event in one transaction. One writer of the book at a time. */
@Injectable()
export class ChangeCalendar {
  constructor(
    @Inject(CalendarWriting) private readonly writing: CalendarWriting,
    @Inject(WorkCalendarsProvider) private readonly calendars: WorkCalendarsProvider,
    @Inject(CalendarLayers) private readonly layers: CalendarLayers,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws Refused: CALENDAR_STALE, CALENDAR_NOT_LOADED, IDEMPOTENCY_KEY_REUSED, and what makes no calendar. */
  async execute(order: CalendarChangeOrder): Promise<CalendarChangeOutcome> {
    const outcome = await this.writing.database.transaction((tx) => this.within(tx, order))
    if (outcome.applied) await this.calendars.reload()
    return outcome
  }

  private async within(tx: Tx, order: CalendarChangeOrder): Promise<CalendarChangeOutcome> {
    const { store } = this.writing
    await store.lock(tx)
    const repeated = await this.repeatedRequest(tx, order)
    if (repeated !== null) return repeated
    const { book } = await store.read(tx)
    if (book.hours.length === 0) throw new Refused({ code: 'CALENDAR_NOT_LOADED', params: {} })
    const draft = order.draftOf(book)
    const version = versionOfLayer(book, draft.layer)
    if (order.expectedVersion !== null && order.expectedVersion !== version) {
      throw new Refused({ code: 'CALENDAR_STALE', params: { version, expected: order.expectedVersion } })
    }
    const revision = revisionOf(book, draft)
    if (isEmptyRevision(revision)) return { applied: false, version, changeId: null }
    const changeId = await this.write(tx, order, book, revision)
    return { applied: true, version: revision.revision, changeId }
  }

  private async repeatedRequest(tx: Tx, { request }: CalendarChangeOrder): Promise<CalendarChangeOutcome | null> {
    if (request === null) return null
    const before = await this.writing.store.findRequest(tx, requestKeyOf(request))
    if (before === null) return null
    if (before.request_hash !== request.bodyHash) throw new Refused({ code: 'IDEMPOTENCY_KEY_REUSED', params: {} })
    return { applied: true, version: before.revision, changeId: before.id }
  }

  private async write(tx: Tx, order: CalendarChangeOrder, book: CalendarBook, revision: BookRevision): Promise<string> {
    const { store, ids, config } = this.writing
    const at = this.clock.now()
    const changed = changedCalendars(book, revision, at)
    if (!changed.ok) throw new Refused(this.layers.inWords(changed.refusal))
    const id = ids.next()
    const { kind, reason, source, by, request } = order
    await store.add(tx, revision, { id, at, actorId: by.userId, kind, reason, source, request: request === null ? null : { key: requestKeyOf(request), hash: request.bodyHash } })
    await this.writeAudit(tx, order, revision, { id, at })
    const scopes = changed.value.map(({ layer }) => this.layers.scopeOf(layer))
    const data = { scopes, reason, changedBy: by.userId, version: revision.revision }
    await writeOutbox(tx, config.cityCode, [{ type: CALENDAR_CHANGED, subjectId: id, at, data }])
    return id
  }

  /** The reason stands in the revision: an audit entry holds no free text. */
  private async writeAudit(tx: Tx, { kind, by }: CalendarChangeOrder, revision: BookRevision, { id, at }: { id: string; at: Instant }): Promise<void> {
    const { audit, config } = this.writing
    const entry = audit.write({
      at, actorId: by.userId, actorUnitId: by.unitId, action: kind === 'import' ? 'worktime.import_holidays' : 'worktime.change_calendar', subjectType: 'configuration', subjectId: id, outcome: 'done',
      detail: { layer: revision.layer, version: revision.revision, daysSet: revision.opened.length, daysClosed: revision.closed.length, hoursChanged: revision.hours !== null },
    })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), config.cityCode])
  }
}

const requestKeyOf = ({ scope, key }: Idempotency): string => `${scope}:${key}`
