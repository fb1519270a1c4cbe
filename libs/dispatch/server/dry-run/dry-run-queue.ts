import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SECOND_MS } from '@tongban/kernel/core'
import { Background, LOGGER, Queues } from '@tongban/platform/server'
import type { Logger } from 'pino'
import { RunDryRuns } from './run-dry-runs.js'

export const DRY_RUN_QUEUE = 'dispatch-dry-run'
/** Without any hint the run begins as soon as the sweeper comes by. */
const SWEEP_EVERY_MS = 5 * SECOND_MS
const REDIS_WAIT_MS = 2 * SECOND_MS

/** Brings the rows that wait to the worker: a hint at once, a sweeper that finds them without one. The job says nothing but “look”. */
@Injectable()
export class DryRunQueue implements OnModuleInit {
  constructor(
    @Inject(RunDryRuns) private readonly runs: RunDryRuns,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(Background) private readonly background: Background,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.background.registerQueue({ queue: DRY_RUN_QUEUE, concurrency: 1, handle: async () => void (await this.runs.runNext()) })
    this.background.registerTask({ name: 'dispatch.dry_runs', everyMs: SWEEP_EVERY_MS, run: () => this.runs.runNext() })
  }

  /** Never throws and never waits long: a hint that is lost costs the seconds until the sweeper comes. */
  async hint(dryRunId: string): Promise<void> {
    const job = this.queues.queue(DRY_RUN_QUEUE).add('look', {}, { jobId: dryRunId, removeOnComplete: true, removeOnFail: true, attempts: 1 })
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, REDIS_WAIT_MS)
    })
    await Promise.race([job, limit])
      .catch((error: unknown) => this.logger.warn({ err: error, dryRunId }, 'dry run: no hint given'))
      .finally(() => clearTimeout(timer))
    job.catch(() => undefined)
  }
}
