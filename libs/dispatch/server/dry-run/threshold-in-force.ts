import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS } from '@tongban/kernel/core'
import { Database, Freshness, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'
import { DispatchThreshold } from './dispatch-threshold.js'

/** As long as a process may not know of a change, as with the catalogue. */
const LOOK_EVERY_MS = 3 * SECOND_MS

/** Tells this process's planner what the threshold is now. */
@Injectable()
export class ThresholdInForce extends Freshness implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DispatchThreshold) private readonly threshold: DispatchThreshold,
    @Inject(InMemoryDispatchPlanner) private readonly planner: InMemoryDispatchPlanner,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(logger, LOOK_EVERY_MS, 'the dispatch threshold could not be read; the one known before stays')
  }

  async onModuleInit(): Promise<void> {
    await this.lookAgain()
  }

  override async look(): Promise<void> {
    const { automatic } = await this.threshold.read(this.database)
    this.planner.useThresholds({ automatic })
  }
}
