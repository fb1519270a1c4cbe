import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { AuditTrail } from '@tongban/audit/contract'
import { Clock } from '@tongban/kernel/core'
import { PlatformConfig, Refused, type Tx } from '@tongban/platform/server'
import type { SuggestionSettings } from '../../contract/suggestion-model.schema.js'
import { readModel } from '../../domain/model-file.js'
import { ModelStore } from '../persistence/model.store.js'
import { SuggestionStateStore } from '../persistence/suggestion-state.store.js'
import { SuggestionBook } from '../suggestion-book.js'

type Facts = Readonly<Record<string, string | number | boolean | null>>

/** What goes with every change of the suggestions: who, when, the entry of the audit, and that this process knows it at once. */
@Injectable()
export class SuggestionWriting {
  constructor(
    @Inject(SuggestionStateStore) readonly states: SuggestionStateStore,
    @Inject(SuggestionBook) readonly book: SuggestionBook,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    @Inject(Clock) readonly clock: Clock,
  ) {}

  async record(tx: Tx, by: Principal, action: string, subjectId: string, detail: Facts): Promise<void> {
    const entry = this.audit.write({ at: this.clock.now(), actorId: by.userId, actorUnitId: by.unitId, action, subjectType: 'configuration', subjectId, outcome: 'done', detail })
    await tx.run(entry.statement, [JSON.stringify([entry.row]), this.config.cityCode])
  }
}

/** The switches, and which model is used. Throws Refused. */
@Injectable()
export class ChangeSuggestions {
  constructor(
    @Inject(SuggestionWriting) private readonly writing: SuggestionWriting,
    @Inject(ModelStore) private readonly models: ModelStore,
  ) {}

  async settings(settings: SuggestionSettings, by: Principal): Promise<SuggestionSettings> {
    const { states, book } = this.writing
    const version = await states.transaction(async (tx) => {
      await states.lock(tx)
      const next = await states.setSettings(tx, settings)
      if (next === null) throw new Refused({ code: 'SUGGESTION_SETTINGS_STALE', params: {} })
      await this.writing.record(tx, by, 'suggestion.switch', 'suggestion-settings', { categoryOn: settings.categoryOn, urgencyOn: settings.urgencyOn, version: next })
      return next
    })
    await book.reload()
    return { ...settings, version }
  }

  async model(id: string, state: 'active' | 'retired', by: Principal): Promise<void> {
    const { states, book, clock } = this.writing
    const model = await this.models.byId(id)
    if (model === null) throw new Refused({ code: 'SUGGESTION_MODEL_UNKNOWN', params: {} })
    if (state === 'active') {
      const bytes = await this.models.bytes(id)
      if (bytes === null || !readModel(bytes).ok) throw new Refused({ code: 'SUGGESTION_MODEL_UNREADABLE', params: { number: model.number } })
    }
    await states.transaction(async (tx) => {
      await states.lock(tx)
      await this.models.setState(tx, id, state, by.userId, clock.now())
      await states.nextRevision(tx)
      await this.writing.record(tx, by, state === 'active' ? 'suggestion.activate_model' : 'suggestion.retire_model', `suggestion-model-${id}`, { number: model.number })
    })
    await book.reload()
  }
}
