import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock, IdGen, MINUTE_MS, plus, SECOND_MS, type Refusal } from '@tongban/kernel/core'
import { Background, LOGGER, PlatformConfig, type Tx } from '@tongban/platform/server'
import type { Logger } from 'pino'
import type { TrainingStage } from '../../contract/suggestion-model.schema.js'
import { ModelStore } from '../persistence/model.store.js'
import { SuggestionStateStore } from '../persistence/suggestion-state.store.js'
import { TrainingStore, type TrainingRow } from '../persistence/training.store.js'
import { SuggestionBook } from '../suggestion-book.js'
import { CollectExamples, type Collected } from './collect-examples.js'
import { ModelTrainer } from './model-trainer.js'
import type { Trained } from './train-and-measure.js'

const LOOK_EVERY_MS = 2 * SECOND_MS
/** A process that trains says so every look; one that has not for so long is gone. Texts that nobody goes on giving are given up after as long. */
const LOST_AFTER_MS = 10 * MINUTE_MS

/** What a finished training is stored with. */
@Injectable()
export class TrainingResults {
  constructor(
    @Inject(TrainingStore) readonly trainings: TrainingStore,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(SuggestionStateStore) private readonly states: SuggestionStateStore,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  /** Model, end of the training, activation where asked for, and audit entry in one transaction. */
  async store(training: TrainingRow, { examples, own, counts }: Collected, { bytes, fingerprint, figures }: Trained, at: ReturnType<Clock['now']>): Promise<void> {
    const id = this.ids.next()
    await this.states.transaction(async (tx) => {
      await this.states.lock(tx)
      const number = await this.models.add(tx, { id, bytes, fingerprint, examples: examples.length, own_examples: own, counts: { ...counts }, figures, trained_by: training.requested_by, trained_at: at })
      if (training.activate) {
        await this.models.setState(tx, id, 'active', training.requested_by, at)
        await this.states.nextRevision(tx)
      }
      await this.trainings.finish(tx, training.id, { state: 'done', problem: null, modelId: id, at })
      await this.record(tx, training, at, { number, examples: examples.length, own, activated: training.activate })
    })
  }

  async refuse(training: TrainingRow, problem: Refusal, at: ReturnType<Clock['now']>): Promise<void> {
    await this.states.transaction(async (tx) => {
      await this.trainings.finish(tx, training.id, { state: 'refused', problem, modelId: null, at })
    })
  }

  private async record(tx: Tx, { id, requested_by: actorId, requested_unit_id: actorUnitId }: TrainingRow, at: ReturnType<Clock['now']>, detail: Readonly<Record<string, number | boolean>>): Promise<void> {
    const entry = this.audit.write({ at, actorId, actorUnitId, action: 'suggestion.train', subjectType: 'configuration', subjectId: `suggestion-training-${id}`, outcome: 'done', detail })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), this.config.cityCode])
  }
}

@Injectable()
export class TrainingEdge {
  constructor(
    @Inject(Clock) readonly clock: Clock,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}
}

/** Takes the training that waits, one at a time for the whole city. A look only starts it: the worker is not held up, nor does it wait for it when it ends. */
@Injectable()
export class RunTrainings implements OnModuleInit {
  private current: { readonly id: string; readonly over: Promise<void> } | null = null

  constructor(
    @Inject(Background) private readonly background: Background,
    @Inject(TrainingResults) private readonly results: TrainingResults,
    @Inject(CollectExamples) private readonly examples: CollectExamples,
    @Inject(ModelTrainer) private readonly trainer: ModelTrainer,
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
    @Inject(TrainingEdge) private readonly edge: TrainingEdge,
  ) {}

  onModuleInit(): void {
    this.background.registerTask({ name: 'suggestion.train', everyMs: LOOK_EVERY_MS, run: () => this.look() })
  }

  async look(): Promise<void> {
    const { trainings } = this.results
    const at = this.edge.clock.now()
    if (this.current !== null) return trainings.beat(this.current.id, null, at)
    for (const lost of await trainings.stale(plus(at, -LOST_AFTER_MS))) await this.results.refuse(lost, { code: 'TRAINING_LOST', params: {} }, at)
    const training = await trainings.claim(at)
    if (training === null) return
    const over = this.run(training).finally(() => {
      this.current = null
    })
    this.current = { id: training.id, over }
  }

  /** The end of what runs now, for who steps the worker by hand. */
  async settled(): Promise<void> {
    await this.current?.over
  }

  private async run(training: TrainingRow): Promise<void> {
    const { trainings } = this.results
    const { clock, logger } = this.edge
    try {
      const given = await trainings.texts(training.id)
      const collected = await this.examples.collect(given, { own: training.own, minimumPerClass: training.minimum_per_class })
      if ('neededExamples' in collected) {
        return await this.results.refuse(training, { code: 'TRAINING_TOO_LITTLE', params: { ...collected, minimum: training.minimum_per_class } }, clock.now())
      }
      // what is told late, or not at all, is a line on a screen
      const tell = (stage: TrainingStage): void => void trainings.beat(training.id, stage, clock.now()).catch(() => undefined)
      const trained = await this.trainer.train(collected.examples, tell)
      await this.results.store(training, collected, trained, clock.now())
      await this.book.freshen()
    } catch (error) {
      // Out of a thread an error comes as a copy of itself: its name is what is left of its class.
      const isTooAlike = (error as Partial<Error> | null)?.name === 'RangeError'
      if (!isTooAlike) logger.error({ err: error, trainingId: training.id }, 'a training failed')
      await this.results.refuse(training, { code: isTooAlike ? 'TRAINING_TOO_ALIKE' : 'TRAINING_FAILED', params: {} }, clock.now()).catch(() => undefined)
    }
  }
}
