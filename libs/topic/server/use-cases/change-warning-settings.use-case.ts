import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { Clock, idOf, ok, refuse, type Result } from '@tongban/kernel/core'
import { Database } from '@tongban/platform/server'
import { CategoryTree } from '@tongban/taxonomy/contract'
import type { WarningSettings } from '../../contract/index.js'
import { WarningSettingsStore } from '../persistence/warning-settings.store.js'
import { TopicJournal } from '../topic-journal.js'

/** Puts other thresholds in force, for the whole city; who, when and why stand with the version. */
@Injectable()
export class ChangeWarningSettings {
  constructor(
    @Inject(WarningSettingsStore) private readonly store: WarningSettingsStore,
    @Inject(CategoryTree) private readonly categories: CategoryTree,
    @Inject(TopicJournal) private readonly journal: TopicJournal,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The number of the new version. */
  async execute(seen: number, settings: WarningSettings, reason: string, by: Principal): Promise<Result<number>> {
    // A class of categories that do not exist would watch nothing, silently.
    const unknown = Object.values(settings.classes).flat().find((code) => this.categories.category(idOf(code)) === null)
    if (unknown !== undefined) return refuse('CATEGORY_UNKNOWN', { categoryCode: unknown })
    const at = this.clock.now()
    const version = await this.database.transaction(async (tx) => {
      const added = await this.store.add(tx, seen, settings, reason, by.userId, at)
      if (added === null) return null
      const { classes, ...numbers } = settings
      await this.journal.settings(tx, by, at, { ...numbers, classes: Object.values(classes).flat().length, version: added })
      return added
    })
    return version === null ? refuse('CONFLICT') : ok(version)
  }
}
