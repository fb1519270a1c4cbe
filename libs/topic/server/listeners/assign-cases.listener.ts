import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings } from '@tongban/case/contract'
import { IdGen, isoOf } from '@tongban/kernel/core'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { DEFAULT_CLUSTER_THRESHOLDS, TopicIndex, type TopicVector } from '../../domain/index.js'
import type { StoredTopic } from '../persistence/topic-rows.mapper.js'
import { TopicStore, type CasePlacing, type TopicGrowth } from '../persistence/topic.store.js'
import { WINDOW_DAYS } from '../use-cases/case-window.js'
import { GrowTopics } from '../use-cases/grow-topics.js'
import { OpenTopics } from '../use-cases/open-topics.js'
import type { WindowCase } from '../window-case.js'

/** Puts each new case into the open topic it is most like, or begins a new one with it; once a case, whoever delivers it how often. The job corrects what came too early. */
@Injectable()
export class AssignCasesListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'topic.assign_cases'
  override readonly eventTypes = ['case.filed.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(OpenTopics) private readonly open: OpenTopics,
    @Inject(TopicStore) private readonly store: TopicStore,
    @Inject(GrowTopics) private readonly growing: GrowTopics,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const wanted = [...new Set(events.map(({ subjectId }) => subjectId))]
    const known = await this.store.knownCases(tx, wanted)
    const fresh = (await this.cases.corpus(events.filter(({ subjectId }) => !known.has(subjectId)))).map((one) => this.open.read(one)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    // Before the first run nothing is known of what is usual: the run finds the case in its window.
    if (fresh.length === 0 || !(await this.open.refresh(tx))) return
    const begun: StoredTopic[] = []
    const placings: CasePlacing[] = []
    const growths = new Map<string, TopicGrowth>()
    // What begins within this handful is known to the others of it before it is stored.
    const beginning = new TopicIndex()
    for (const one of fresh) {
      const vector = this.open.vectorOf(one)
      const found = this.open.find(vector, one) ?? beginning.find(vector, one, DEFAULT_CLUSTER_THRESHOLDS.join)
      const topicId = found?.id ?? this.ids.next()
      if (found === null) {
        begun.push(beginningOf(topicId, one, vector))
        beginning.put({ id: topicId, centroid: vector, wheres: [one] })
      } else growths.set(topicId, growthOf(topicId, one, growths.get(topicId)))
      placings.push({ caseId: one.id, topicId, filedAt: one.filedAt, countyCode: one.countyCode, townshipCode: one.townshipCode, categoryCode: one.categoryCode })
    }
    await this.store.put(tx, begun)
    await this.store.place(tx, placings, false)
    await this.growing.grow(tx, [...growths.values()])
  }
}

const known = (code: string | null): string[] => (code === null ? [] : [code])

function beginningOf(id: string, one: WindowCase, centroid: TopicVector): StoredTopic {
  return {
    id, open: true, title: '', words: [], cases_7: 1, cases_30: 1, trend: 'steady', growth: 1, days: Array.from({ length: WINDOW_DAYS }, (_, day) => (day === WINDOW_DAYS - 1 ? 1 : 0)),
    category_code: one.categoryCode, county_codes: known(one.countyCode), township_codes: known(one.townshipCode), unit_ids: known(one.leadUnitId), recused_unit_ids: one.subjectUnitIds,
    first_at: one.at, last_at: one.at, centroid,
  }
}

/** Cases come by their times: the last is the newest. */
const growthOf = (id: string, one: WindowCase, before: TopicGrowth = { id, cases: 0, last_at: '', county_codes: [], unit_ids: [], recused_unit_ids: [] }): TopicGrowth => ({
  id, cases: before.cases + 1, last_at: isoOf(one.filedAt), county_codes: [...before.county_codes, ...known(one.countyCode)], unit_ids: [...before.unit_ids, ...known(one.leadUnitId)],
  recused_unit_ids: [...before.recused_unit_ids, ...one.subjectUnitIds],
})
