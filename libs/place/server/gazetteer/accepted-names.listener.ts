import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { OrgDirectory } from '@tongban/org/contract'
import { idOf } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { gazetteerDraftSchema, type GazetteerDraft } from '../../contract/gazetteer.schema.js'
import { kindOfName } from '../../domain/landmark-names.js'
import { GazetteerWriting } from './change-gazetteer.use-case.js'
import type { GazetteerRow } from './gazetteer.store.js'

/** As much as ChangeGazetteer gives what a person writes. */
const ENTERED_BY_HAND = 1

/** What of an accepted proposal is believed; who accepted it has been checked, and it is in the audit there. */
const acceptedSchema = z.object({
  kind: z.string(), content: z.object({ name: z.string(), divisionCode: z.string() }), caseIds: z.array(z.uuid()), by: z.string(), byUnitId: z.string(),
})

/**
 * A name that cases taught and an editor accepted is used from then on, trusted like one they had entered by hand: it is their word, the cases are only
 * where they had it from. One that is in use for that place already stays as it is.
 */
@Injectable()
export class AcceptedNamesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'place.accepted_names'
  override readonly eventTypes = ['dispatch.proposal_accepted.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(GazetteerWriting) private readonly writing: GazetteerWriting,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const { store } = this.writing
    const names = events.filter(({ data }) => data.kind === 'gazetteer_entry').map(({ data }) => acceptedSchema.parse(data))
    if (names.length === 0) return
    await store.lock(tx)
    for (const { content, caseIds, by, byUnitId } of names) {
      const draft = gazetteerDraftSchema.safeParse({ ...content, kind: kindOfName(content.name) })
      if (!draft.success || this.org.division(idOf(content.divisionCode)) === null) continue
      const known = (await store.byNames([draft.data.name], tx)).find((row) => row.division_code === content.divisionCode && (row.status === 'confirmed' || row.status === 'proposed'))
      if (known?.status === 'confirmed') continue
      const row = this.rowOf(draft.data, caseIds, by, known)
      await (known === undefined ? store.insert(tx, [row]) : store.update(tx, [row]))
      await store.nextRevision(tx)
      await this.writing.record(tx, { userId: idOf(by), unitId: idOf(byUnitId) }, 'place.accept_name', row.id, { divisionCode: row.division_code, kind: row.kind, agreeing: row.agreeing, proposal: true })
    }
  }

  override async afterCommit(): Promise<void> {
    await this.writing.book.freshen()
  }

  private rowOf({ name, kind, divisionCode }: GazetteerDraft, caseIds: readonly string[], by: string, known: GazetteerRow | undefined): GazetteerRow {
    const at = this.writing.clock.now()
    return {
      id: known?.id ?? this.writing.ids.next(), name, aliases: known?.aliases ?? [], kind: known === undefined || known.kind === 'other' ? kind : known.kind, latitude: known?.latitude ?? null, longitude: known?.longitude ?? null, note: known?.note ?? '',
      source: 'learned', division_code: divisionCode, weight: ENTERED_BY_HAND, agreeing: Math.max(known?.agreeing ?? 0, caseIds.length),
      contradicting: known?.contradicting ?? 0, case_ids: [...caseIds].slice(0, 20), status: 'confirmed', version: (known?.version ?? 0) + 1,
      created_by: known?.created_by ?? by, created_at: known?.created_at ?? at, changed_by: by, changed_at: at,
    }
  }
}
