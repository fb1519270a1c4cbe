import { Inject, Injectable } from '@nestjs/common'
import { Clock, IdGen, type Result } from '@tongban/kernel/core'
import { Database, Refused, type Tx } from '@tongban/platform/server'
import { AlertStore } from '../persistence/alert.store.js'
import { TopicReadModel } from '../persistence/topic.read-model.js'
import { TopicJournal } from '../topic-journal.js'

/** What every act on an alert or a task stands on: its rows, its journal, and one transaction in which a refusal undoes what was written. */
@Injectable()
export class TopicDesk {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AlertStore) readonly alerts: AlertStore,
    @Inject(TopicReadModel) readonly reads: TopicReadModel,
    @Inject(TopicJournal) readonly journal: TopicJournal,
    @Inject(Clock) readonly clock: Clock,
    @Inject(IdGen) readonly ids: IdGen,
  ) {}

  async transaction<T>(work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      const result = await this.database.transaction(async (tx) => {
        const answer = await work(tx)
        if (!answer.ok) throw new Refused(answer.refusal)
        return answer
      })
      this.journal.hint()
      return result
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal }
      throw error
    }
  }
}
