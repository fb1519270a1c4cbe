import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseLookup, type CaseSnapshot } from '@tongban/case/contract'
import { idOf, instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { lessonOf, lessonsOfClarification } from '../../domain/index.js'
import { LessonMaker } from './lesson-maker.js'
import { LessonStore, type LessonHeard } from './lesson.store.js'
import { CLARIFIED, CORRECTING_EVENTS, clarifiedSchema, saidBy, type Said } from './said-by.js'

/** A sealed case is no precedent: it is a voice for the row, and nothing that was said of it is told. */
const WITHOUT_WORDS = { disputeId: null, principle: '', legalBasis: '' } as const

/** Rulings, agreed returns and reassignments say where such cases belong: each is a voice for a proposed change. People decide on it. */
@Injectable()
export class LessonsListener extends EventConsumer implements OnModuleInit {
  // The name it had when it heard of rulings and returns alone: what it has consumed is not consumed again.
  override readonly name = 'dispatch.catalogue_proposals'
  override readonly eventTypes = CORRECTING_EVENTS

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseLookup) private readonly cases: CaseLookup,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
    @Inject(LessonMaker) private readonly maker: LessonMaker,
    @Inject(LessonStore) private readonly store: LessonStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const said = events.map((event) => ({ event, what: saidBy(event) })).filter(({ event, what }) => what !== null || event.type === CLARIFIED)
    if (said.length === 0) return
    const snapshots = new Map((await this.cases.snapshots([...new Set(said.map(({ event }) => event.subjectId))])).map((item) => [item.id, item]))
    const heard = said.flatMap(({ event, what }) => {
      const snapshot = snapshots.get(event.subjectId)
      return what === null ? this.clarified(event, snapshot) : (this.heard(event, what, snapshot) ?? [])
    })
    await this.store.hear(tx, heard)
  }

  private clarified(event: DeliveredEvent, snapshot: CaseSnapshot | undefined): LessonHeard[] {
    if (snapshot === undefined) return []
    const { category, place, from } = clarifiedSchema.parse(event.data).facts
    const lessons = lessonsOfClarification({
      filedAs: from.categoryCode, categoryCode: category?.code ?? null, divisionCode: place?.code ?? null, placeName: this.maker.placeNameOf(snapshot), sealed: snapshot.sealed,
    })
    return lessons.map((lesson) => ({ lesson, caseId: snapshot.id, because: 'clarified', ...WITHOUT_WORDS, at: instant(event.at) }))
  }

  private heard(event: DeliveredEvent, said: Said, snapshot: CaseSnapshot | undefined): LessonHeard | null {
    const unit = this.org.unit(idOf(said.unitId))
    // One that went out again from the pool is a correction only when another unit had it before.
    if (snapshot === undefined || unit === null || (said.afterRecall && !wasRecalledFromAnother(snapshot, event, said.unitId))) return null
    const { because, disputeId, principle } = said
    const legalBasis = said.returnedFrom === null ? said.legalBasis : groundsOf(snapshot, said.returnedFrom, said.unitId)
    const lesson = lessonOf(this.maker.correctionOf(snapshot, unit, said), this.maker.leadByCatalogue(snapshot))
    return { lesson, caseId: snapshot.id, because, disputeId, principle, legalBasis, at: instant(event.at), ...(snapshot.sealed ? WITHOUT_WORDS : {}) }
  }
}

/** What the agreed return stands on; nothing, when the case went to another unit than the one it named. */
function groundsOf({ requests }: CaseSnapshot, assignmentId: string, unitId: string): string {
  const details = requests.filter((request) => request.assignmentId === assignmentId && request.status === 'approved').map((request) => request.details)
  return details.flatMap((each) => (each.kind === 'return' && each.expectedUnitId === unitId ? [each.legalBasis] : [])).at(-1) ?? ''
}

/** Recalled from a unit it had been given to in the same round, and the case is not about that unit: recusal is nobody's mistake. */
function wasRecalledFromAnother({ assignments, subjectUnitIds }: CaseSnapshot, { at }: DeliveredEvent, unitId: string): boolean {
  const before = assignments.filter((item) => item.role === 'lead' && item.dispatchedAt < at).at(-1)
  return before !== undefined && before.status === 'recalled' && before.unitId !== unitId && !subjectUnitIds.includes(before.unitId)
}
