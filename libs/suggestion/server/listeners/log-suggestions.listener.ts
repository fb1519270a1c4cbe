import { createHash } from 'node:crypto'
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { CaseReadings, type CorpusCase } from '@tongban/case/contract'
import { EventConsumer, EventConsumers, type DeliveredEvent, type Tx } from '@tongban/platform/server'
import { z } from 'zod'
import { shownSuggestionSchema } from '../../contract/suggestion-model.schema.js'
import { SuggestionLogStore, type LogRow } from '../persistence/suggestion-log.store.js'

/** What a filing keeps of the suggestions in its trail; a case that nobody was shown anything for has none. */
const trailSchema = z.object({
  shown: shownSuggestionSchema.extend({ categoryChosen: z.boolean(), urgencyProposed: z.string() }),
  urgencyWords: z.array(z.string()).default([]),
})

/** Writes down, apart from the filing and some at a time, what was shown while a case was filed and what the person chose. The text itself is left where it is. */
@Injectable()
export class LogSuggestionsListener extends EventConsumer implements OnModuleInit {
  override readonly name = 'suggestion.log'
  override readonly eventTypes = ['case.filed.v1']

  constructor(
    @Inject(EventConsumers) private readonly consumers: EventConsumers,
    @Inject(CaseReadings) private readonly cases: CaseReadings,
    @Inject(SuggestionLogStore) private readonly log: SuggestionLogStore,
  ) {
    super()
  }

  onModuleInit(): void {
    this.consumers.register(this)
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    const cases = await this.cases.corpus(events)
    await this.log.add(tx, cases.flatMap((item) => logOf(item) ?? []))
  }
}

function logOf({ id, filedAt, description, dispatchTrail, categoryCode, urgency }: CorpusCase): LogRow | null {
  const trail = trailSchema.safeParse(dispatchTrail)
  if (!trail.success) return null
  const { shown, urgencyWords } = trail.data
  const place = shown.categories.findIndex(({ code }) => code === categoryCode)
  return {
    case_id: id, at: filedAt, text_hash: createHash('sha256').update(description).digest('hex'), model_id: shown.modelId, suggested: shown.categories,
    chosen: categoryCode, rank: shown.categoryChosen ? place + 1 : null, urgency_words: urgencyWords, urgency_proposed: shown.urgencyProposed, urgency_chosen: urgency,
  }
}
