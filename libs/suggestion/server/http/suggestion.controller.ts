import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Caller, HttpEndpoint, Input, Refused, type InputOf, type RequestContext } from '@tongban/platform/server'
import type { z } from 'zod'
import {
  addUrgencyWording, cancelTraining, changeSuggestionSettings, changeUrgencyWording, decideSuggestionModel, giveTrainingTexts, listSuggestionModels, listUrgencyWordings, readSuggestionEffect,
  readSuggestionState, readTraining, runTraining, startTraining, tryUrgencyWordings,
} from '../../contract/suggestion-endpoints.js'
import { detectUrgency } from '../../domain/detect-urgency.js'
import { ModelStore } from '../persistence/model.store.js'
import { SuggestionStateStore } from '../persistence/suggestion-state.store.js'
import { TrainingStore } from '../persistence/training.store.js'
import { SuggestionBook } from '../suggestion-book.js'
import { ChangeSuggestions } from '../use-cases/change-suggestions.use-case.js'
import { EditWordings } from '../use-cases/edit-wordings.use-case.js'
import { OrderTraining } from '../use-cases/order-training.use-case.js'
import { SuggestionViews } from './suggestion-views.js'

type Answer<E extends { response: z.ZodType }> = Promise<z.output<E['response']>>

@Controller()
export class SuggestionController {
  constructor(
    @Inject(SuggestionStateStore) private readonly states: SuggestionStateStore,
    @Inject(ModelStore) private readonly models: ModelStore,
    @Inject(TrainingStore) private readonly trainings: TrainingStore,
    @Inject(ChangeSuggestions) private readonly changing: ChangeSuggestions,
    @Inject(SuggestionViews) private readonly views: SuggestionViews,
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
  ) {}

  @HttpEndpoint(readSuggestionState)
  async state(): Answer<typeof readSuggestionState> {
    const { category_on: categoryOn, urgency_on: urgencyOn, version } = await this.states.state()
    const active = await this.models.active()
    const training = await this.trainings.latest()
    await this.book.freshen()
    return {
      settings: { categoryOn, urgencyOn, version }, active: active === null ? null : ((await this.views.models([active]))[0] ?? null),
      activeAnswers: active !== null && this.book.knowledge.model?.id === active.id, training: training === null ? null : await this.views.training(training),
    }
  }

  @HttpEndpoint(changeSuggestionSettings)
  settings(@Input() { body }: InputOf<typeof changeSuggestionSettings>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof changeSuggestionSettings> {
    return this.changing.settings(body, principal)
  }

  @HttpEndpoint(listSuggestionModels)
  async list(@Input() { query: { limit, cursor } }: InputOf<typeof listSuggestionModels>): Answer<typeof listSuggestionModels> {
    const { items, nextCursor } = await this.models.list(limit, cursor === undefined ? null : Number(cursor))
    return { items: await this.views.models(items), nextCursor }
  }

  @HttpEndpoint(decideSuggestionModel)
  async decide(@Input() { params, body }: InputOf<typeof decideSuggestionModel>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof decideSuggestionModel> {
    await this.changing.model(params.modelId, body.state, principal)
    return { state: body.state }
  }

  @HttpEndpoint(readSuggestionEffect)
  effect(@Input() { query }: InputOf<typeof readSuggestionEffect>): Answer<typeof readSuggestionEffect> {
    return this.views.effect(query.days)
  }
}

@Controller()
export class TrainingController {
  constructor(
    @Inject(OrderTraining) private readonly ordering: OrderTraining,
    @Inject(TrainingStore) private readonly trainings: TrainingStore,
    @Inject(SuggestionViews) private readonly views: SuggestionViews,
  ) {}

  @HttpEndpoint(startTraining)
  async start(@Input() { body }: InputOf<typeof startTraining>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof startTraining> {
    return { trainingId: await this.ordering.start(body, principal) }
  }

  @HttpEndpoint(giveTrainingTexts)
  give(@Input() { params, body }: InputOf<typeof giveTrainingTexts>): Answer<typeof giveTrainingTexts> {
    return this.ordering.give(params.trainingId, body.texts)
  }

  @HttpEndpoint(runTraining)
  async run(@Input() { params }: InputOf<typeof runTraining>): Answer<typeof runTraining> {
    return this.views.training(await this.ordering.run(params.trainingId))
  }

  @HttpEndpoint(cancelTraining)
  async cancel(@Input() { params }: InputOf<typeof cancelTraining>): Answer<typeof cancelTraining> {
    return this.views.training(await this.ordering.cancel(params.trainingId))
  }

  @HttpEndpoint(readTraining)
  async read(@Input() { params }: InputOf<typeof readTraining>): Answer<typeof readTraining> {
    const training = await this.trainings.byId(params.trainingId)
    if (training === null) throw new Refused({ code: 'TRAINING_UNKNOWN', params: {} })
    return this.views.training(training)
  }
}

@Controller()
export class WordingController {
  constructor(
    @Inject(EditWordings) private readonly editing: EditWordings,
    @Inject(SuggestionStateStore) private readonly states: SuggestionStateStore,
    @Inject(SuggestionViews) private readonly views: SuggestionViews,
    @Inject(SuggestionBook) private readonly book: SuggestionBook,
  ) {}

  @HttpEndpoint(listUrgencyWordings)
  async list(): Answer<typeof listUrgencyWordings> {
    return { items: await this.views.wordings(await this.states.wordings()) }
  }

  @HttpEndpoint(addUrgencyWording)
  add(@Input() { body }: InputOf<typeof addUrgencyWording>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof addUrgencyWording> {
    return this.editing.add(body, principal)
  }

  @HttpEndpoint(changeUrgencyWording)
  change(@Input() { params, body }: InputOf<typeof changeUrgencyWording>, @Caller() { principal }: RequestContext<Principal>): Answer<typeof changeUrgencyWording> {
    return this.editing.change(params.wordingId, body.draft, body.version, principal)
  }

  /** What the wordings say, whether or not they are switched on just now. */
  @HttpEndpoint(tryUrgencyWordings)
  try(@Input() { body }: InputOf<typeof tryUrgencyWordings>): z.output<(typeof tryUrgencyWordings)['response']> {
    return { signal: detectUrgency(body.text, this.book.knowledge.wordings) }
  }
}
