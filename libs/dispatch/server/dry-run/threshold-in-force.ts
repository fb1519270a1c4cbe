import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS } from '@tongban/kernel/core'
import { Database, LOGGER } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { InMemoryDispatchPlanner } from '../in-memory-dispatch-planner.js'
import { DispatchThreshold } from './dispatch-threshold.js'

/** As long as a process may not know of a change, as with the catalogue. */
const LOOK_EVERY_MS = 3 * SECOND_MS

/** Tells this process's planner what the threshold is now. One short statement each time; a store that is away changes nothing. */
@Injectable()
export class ThresholdInForce implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined
  private failing = false

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DispatchThreshold) private readonly threshold: DispatchThreshold,
    @Inject(InMemoryDispatchPlanner) private readonly planner: InMemoryDispatchPlanner,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.lookAgain()
    this.timer = setInterval(() => void this.lookAgain(), LOOK_EVERY_MS)
    this.timer.unref()
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  async lookAgain(): Promise<void> {
    try {
      const { automatic } = await this.threshold.read(this.database)
      this.planner.useThresholds({ automatic })
      this.failing = false
    } catch (error) {
      if (!this.failing) this.logger.warn({ err: error }, 'the dispatch threshold could not be read; the one known before stays')
      this.failing = true
    }
  }
}
