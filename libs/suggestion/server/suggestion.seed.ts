import { Inject, Injectable } from '@nestjs/common'
import { ReferenceSeed, type Tx } from '@tongban/platform/server'
import { URGENCY_WORDINGS } from '../domain/urgency-wordings.js'
import { SuggestionStateStore } from './persistence/suggestion-state.store.js'

/** The urgency wordings the product ships. Those a city has changed stay as they are; the others follow the product. */
@Injectable()
export class SuggestionSeed extends ReferenceSeed {
  override readonly name = 'suggestion'
  override readonly order = 60

  constructor(@Inject(SuggestionStateStore) private readonly states: SuggestionStateStore) {
    super()
  }

  override async load(tx: Tx, cityCode: string): Promise<number> {
    const rows = URGENCY_WORDINGS.map((one) => ({
      id: one.id, name: one.name, kind: one.kind, urgency: one.urgency, words: [...one.words], with_any: [...one.withAny], near_any: [...one.nearAny], unless_near: [...one.unlessNear], is_lack: one.isLack,
      even_if_supposed: one.evenIfSupposed, enabled: one.enabled, examples: [...one.examples], counter_examples: [...one.counterExamples], version: 1, changed_by: null, changed_at: null,
    }))
    const written = await this.states.shipWordings(tx, rows, cityCode)
    if (written > 0) {
      await this.states.lock(tx)
      await this.states.nextRevision(tx)
    }
    return written
  }
}
