import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, IdGen } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { z } from 'zod'
import { MOST_TEXTS, type labelledTextSchema, type trainingRequestSchema } from '../../contract/suggestion-model.schema.js'
import { SuggestionStateStore } from '../persistence/suggestion-state.store.js'
import { TrainingStore, type TrainingRow } from '../persistence/training.store.js'
import { hashOf } from '../training/collect-examples.js'

type LabelledText = z.output<typeof labelledTextSchema>

/** A training is asked for here and done by the worker. Throws Refused. */
@Injectable()
export class OrderTraining {
  constructor(
    @Inject(TrainingStore) private readonly trainings: TrainingStore,
    @Inject(SuggestionStateStore) private readonly states: SuggestionStateStore,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  async start({ own, awaitsTexts, activate, minimumPerClass }: z.output<typeof trainingRequestSchema>, by: Principal): Promise<string> {
    const id = this.ids.next()
    const added = await this.states.transaction((tx) =>
      this.trainings.add(tx, {
        id, state: awaitsTexts ? 'gathering' : 'queued', own, activate, minimum_per_class: minimumPerClass, requested_by: by.userId, requested_unit_id: by.unitId, requested_at: this.clock.now(),
      }),
    )
    if (!added) throw new Refused({ code: 'TRAINING_UNDER_WAY', params: {} })
    return id
  }

  /** Labels by name or by code; what the tree does not know is not taken, and told. */
  async give(id: string, texts: readonly LabelledText[]): Promise<{ given: number; unknown: { l1: string; count: number }[] }> {
    const codes = this.codesByName()
    const unknown = new Map<string, number>()
    const taken = texts.flatMap(({ title, text, l1 }) => {
      const label = codes.get(l1)
      if (label === undefined) unknown.set(l1, (unknown.get(l1) ?? 0) + 1)
      return label === undefined ? [] : [{ hash: hashOf({ title, text }), label, title, text }]
    })
    // Refused inside the transaction: what came too late is not kept either.
    const row = await this.states.transaction(async (tx) => {
      const counted = await this.trainings.addTexts(tx, id, taken, texts.length - taken.length)
      if (counted === null) throw new Refused({ code: 'TRAINING_UNKNOWN', params: {} })
      if (counted.given > MOST_TEXTS) throw new Refused({ code: 'TRAINING_TOO_MUCH', params: { most: MOST_TEXTS } })
      return counted
    })
    return { given: row.given, unknown: [...unknown].map(([l1, count]) => ({ l1, count })) }
  }

  run(id: string): Promise<TrainingRow> {
    return this.move(id, ['gathering'], 'queued')
  }

  cancel(id: string): Promise<TrainingRow> {
    return this.move(id, ['gathering', 'queued'], 'cancelled')
  }

  private async move(id: string, from: readonly TrainingRow['state'][], to: 'queued' | 'cancelled'): Promise<TrainingRow> {
    const row = await this.states.transaction(async (tx) => {
      if (to === 'cancelled') await this.trainings.forgetTexts(tx, id)
      return this.trainings.move(tx, id, from, to, to === 'cancelled' ? this.clock.now() : null)
    })
    if (row === null) throw new Refused({ code: 'TRAINING_UNKNOWN', params: {} })
    return row
  }

  /** Of two categories of one name the broader one is meant. */
  private codesByName(): ReadonlyMap<string, string> {
    const broadLast = [...this.categories.all()].sort((a, b) => b.code.length - a.code.length || (a.code < b.code ? 1 : -1))
    return new Map(broadLast.flatMap(({ code, name }) => [[name, code], [code, code]] as const))
  }
}
