import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS } from '@tongban/kernel/core'
import { Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { FrequencyStore } from './persistence/frequency.store.js'
import { SettingsStore } from './persistence/settings.store.js'

const LOOK_EVERY_MS = 10 * SECOND_MS

/** Weights and thresholds, and how rare each gram is: nobody who types waits for either to be read. */
@Injectable()
export class DuplicateFreshness extends Freshness implements OnModuleInit {
  constructor(
    @Inject(FrequencyStore) private readonly frequencies: FrequencyStore,
    @Inject(SettingsStore) private readonly settings: SettingsStore,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'weights and counts for finding duplicates could not be read again; those known before stay')
  }

  async onModuleInit(): Promise<void> {
    await this.lookAgain()
  }

  override async look(): Promise<void> {
    await this.settings.latest()
    await this.frequencies.freshen()
  }
}
