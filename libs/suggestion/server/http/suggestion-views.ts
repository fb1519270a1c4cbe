import { Inject, Injectable } from '@nestjs/common'
import { UserNames } from '@tongban/access/contract'
import { Clock, DAY_MS, idOf, isoOf, isoOrNull, plus, type Refusal } from '@tongban/kernel/core'
import { fillText, refusalText } from '@tongban/kernel/contract'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { SuggestionEffect, SuggestionModelView, TrainingView, UrgencyWordingView } from '../../contract/suggestion-model.schema.js'
import { URGENCY_WORDINGS } from '../../domain/urgency-wordings.js'
import { ModelStore, type ModelRow } from '../persistence/model.store.js'
import { SuggestionLogStore, type ShareRow } from '../persistence/suggestion-log.store.js'
import type { WordingRow } from '../persistence/suggestion-state.store.js'
import type { TrainingRow } from '../persistence/training.store.js'

const NOTHING: ShareRow = { shown: 0, answered: 0, top1: 0, top3: 0 }

/** Rows as people read them: with the names of people and categories. */
@Injectable()
export class SuggestionViews {
  constructor(
    @Inject(UserNames) private readonly names: UserNames,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(SuggestionLogStore) private readonly log: SuggestionLogStore,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async models(rows: readonly ModelRow[]): Promise<SuggestionModelView[]> {
    const people = await this.names.namesOf([...new Set(rows.map(({ trained_by: by }) => by))])
    return rows.map((row) => ({
      id: row.id, number: row.number, state: row.state, examples: row.examples, ownExamples: row.own_examples, classes: Object.keys(row.counts).length, bytes: row.byte_count,
      fingerprint: row.fingerprint, figures: row.figures,
      counts: Object.entries(row.counts).sort(([, a], [, b]) => b - a).map(([code, examples]) => ({ category: this.categoryOf(code), examples })),
      trainedBy: { id: row.trained_by, name: people.get(row.trained_by) ?? row.trained_by }, trainedAt: isoOf(row.trained_at),
    }))
  }

  async training(row: TrainingRow): Promise<TrainingView> {
    const people = await this.names.namesOf([row.requested_by])
    return {
      id: row.id, state: row.state, stage: row.stage, own: row.own, activate: row.activate, given: row.given, unknown: row.unknown,
      problem: row.problem === null ? null : problemOf(row.problem), modelId: row.model_id,
      requestedBy: { id: row.requested_by, name: people.get(row.requested_by) ?? row.requested_by }, requestedAt: isoOf(row.requested_at), finishedAt: isoOrNull(row.finished_at),
    }
  }

  async wordings(rows: readonly WordingRow[]): Promise<UrgencyWordingView[]> {
    const people = await this.names.namesOf([...new Set(rows.flatMap(({ changed_by: by }) => by ?? []))])
    return rows.map((row) => ({
      id: row.id, name: row.name, kind: row.kind, urgency: row.urgency, words: row.words, withAny: row.with_any, nearAny: row.near_any, unlessNear: row.unless_near, isLack: row.is_lack,
      evenIfSupposed: row.even_if_supposed, enabled: row.enabled, examples: row.examples, counterExamples: row.counter_examples, version: row.version,
      isShipped: row.changed_by === null && URGENCY_WORDINGS.some(({ id }) => id === row.id),
      changedBy: row.changed_by === null ? null : { id: row.changed_by, name: people.get(row.changed_by) ?? row.changed_by }, changedAt: isoOrNull(row.changed_at),
    }))
  }

  /** Four statements over the days asked for. */
  async effect(days: number): Promise<SuggestionEffect> {
    const since = plus(this.clock.now(), -days * DAY_MS)
    const byModel = await this.log.byModel(since)
    const numbers = await this.modelStore.numbersOf(byModel.flatMap(({ model_id: id }) => id ?? []))
    const total = byModel.reduce((sum, row) => ({ shown: sum.shown + row.shown, answered: sum.answered + row.answered, top1: sum.top1 + row.top1, top3: sum.top3 + row.top3 }), NOTHING)
    return {
      days, total,
      byModel: byModel
        .map(({ model_id: id, shown, answered, top1, top3 }) => ({ model: id === null ? null : { id, number: numbers.get(id) ?? 0 }, shown, answered, top1, top3 }))
        .sort((a, b) => (b.model?.number ?? 0) - (a.model?.number ?? 0)),
      byCategory: (await this.log.byCategory(since)).map(({ chosen, answered, top1, top3 }) => ({ category: this.categoryOf(chosen), answered, top1, top3 })),
      urgency: await this.log.byWord(since),
    }
  }

  private categoryOf(code: string): { id: string; name: string } {
    return { id: code, name: this.categories.category(idOf(code))?.name ?? code }
  }
}

function problemOf({ code, params }: Refusal): { code: string; zh: string; en: string } {
  const text = refusalText(code)
  return { code, zh: fillText(text?.zh ?? code, params), en: fillText(text?.en ?? code, params) }
}
