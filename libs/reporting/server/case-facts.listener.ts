import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings, CASE_EVENT_TYPES } from '@tongban/case/contract'
import { Clock, DAY_MS, isoOf, MINUTE_MS, plus } from '@tongban/kernel/core'
import { Background, EventConsumer, EventConsumers, PlatformConfig, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { actOf } from './act.mapper.js'
import { boardEventOf } from './board-event.mapper.js'
import { caseFactOf } from './case-fact.mapper.js'
import { CaseFactStore } from './case-fact.store.js'

const STREAM_KEPT_MS = 7 * DAY_MS
const FORGET_EVERY_MS = 10 * MINUTE_MS

/** Keeps a fact row for each case by re-reading the case, and the board's stream from the events themselves. */
@Injectable()
export class CaseFactsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'reporting.facts'
  override readonly eventTypes = CASE_EVENT_TYPES

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(Background) private readonly background: Background,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(CaseFactStore) private readonly store: CaseFactStore,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
    this.background.registerTask({ name: 'reporting.forget_events', everyMs: FORGET_EVERY_MS, run: () => this.forgetOldEvents() })
  }

  /** Reads each case once however many of its events came together, and never older than they are. */
  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const { cityCode } = this.config
    const snapshots = await this.cases.snapshots(events)
    const byId = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]))
    const lines = events.map((event) => boardEventOf(event, byId.get(event.subjectId), cityCode)).filter((line) => line !== null)
    const facts = snapshots.map((snapshot) => caseFactOf(snapshot, cityCode))
    const acts = events.map((event) => actOf(event, byId.get(event.subjectId), cityCode)).filter((act) => act !== null)
    await this.store.apply(tx, facts, lines, events.length, acts)
    const recused = new Set(events.filter(({ type }) => type === 'case.recused.v1').map(({ subjectId }) => subjectId))
    if (recused.size > 0) await this.store.hideEvents(tx, facts.filter((fact) => recused.has(fact.case_id)))
  }

  private forgetOldEvents(): Promise<void> {
    return this.store.forgetEventsBefore(isoOf(plus(this.clock.now(), -STREAM_KEPT_MS)))
  }
}
