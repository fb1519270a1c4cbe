import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { LOGGER } from '@tongban/platform/server'
import { segmentByJieba } from '@tongban/text/server'
import type { Logger } from 'pino'
import { compileUrgencyWordings, type UrgencyWordings } from '../domain/detect-urgency.js'
import type { LinearModel } from '../domain/linear-model.js'
import { readModel } from '../domain/model-file.js'
import { URGENCY_WORDINGS, type UrgencyWording } from '../domain/urgency-wordings.js'
import { ModelStore } from './persistence/model.store.js'
import { SuggestionStateStore, type WordingRow } from './persistence/suggestion-state.store.js'

/** What suggestions are made of, whole: a question is answered from one of these, never from parts of two. */
export type SuggestionKnowledge = {
  readonly revision: number
  readonly categoryOn: boolean
  readonly urgencyOn: boolean
  readonly wordings: UrgencyWordings
  readonly model: { readonly id: string; readonly linear: LinearModel } | null
}

const SHIPPED: SuggestionKnowledge = { revision: -1, categoryOn: true, urgencyOn: true, wordings: compileUrgencyWordings(URGENCY_WORDINGS), model: null }

/** Switches, wordings and the active model in memory, read when the process starts and when their revision is another. */
@Injectable()
export class SuggestionBook implements OnModuleInit {
  private known: SuggestionKnowledge = SHIPPED

  constructor(
    @Inject(SuggestionStateStore) private readonly states: SuggestionStateStore,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload()
  }

  get knowledge(): SuggestionKnowledge {
    return this.known
  }

  /** The revision is read first: a change between the statements is found by the next look. The model's bytes are read only when it is another. */
  async reload(): Promise<void> {
    const state = await this.states.state()
    const rows = await this.states.wordings()
    // Not seeded yet: what the product ships is in force all the same.
    const wordings = rows.length === 0 ? SHIPPED.wordings : compileUrgencyWordings(rows.map(wordingOf))
    const active = await this.models.active()
    const model = active === null ? null : active.id === this.known.model?.id ? this.known.model : await this.load(active.id)
    this.known = { revision: state.revision, categoryOn: state.category_on, urgencyOn: state.urgency_on, wordings, model }
  }

  /** One short statement when nothing has changed. */
  async freshen(): Promise<void> {
    if ((await this.states.state()).revision !== this.known.revision) await this.reload()
  }

  /** A model this version cannot read is as good as none: the words of the tree go on. */
  private async load(id: string): Promise<SuggestionKnowledge['model']> {
    const bytes = await this.models.bytes(id)
    if (bytes === null) return null
    // A model needs words: the dictionary is read now, not while somebody types.
    segmentByJieba('通办')
    const read = readModel(bytes)
    if (read.ok) return { id, linear: read.value }
    this.logger.error({ modelId: id, reason: read.reason }, 'the active suggestion model cannot be read; suggestions come from the category tree alone')
    return null
  }
}

export const wordingOf = (row: WordingRow): UrgencyWording => ({
  id: row.id, name: row.name, kind: row.kind, urgency: row.urgency, words: row.words, withAny: row.with_any, nearAny: row.near_any, unlessNear: row.unless_near, isLack: row.is_lack,
  evenIfSupposed: row.even_if_supposed, enabled: row.enabled, examples: row.examples, counterExamples: row.counter_examples,
})
