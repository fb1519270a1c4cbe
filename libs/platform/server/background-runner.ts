import { Worker, type Job } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Background, PeriodicTask } from './background.js'
import type { ConsumerRunner } from './outbox/consumer-runner.js'
import type { DeliveredEvent, EventConsumers } from './outbox/event-consumer.js'
import { newTraceId, withTrace } from './trace.js'

export const consumerQueue = (consumer: string): string => `events-${consumer.replace(/[^a-z0-9_-]/g, '-')}`

/** One handful of events at a time for each consumer: a handler holds a connection and may ask for a second, and the pool must outlast them all. */
const CONSUMER_CONCURRENCY = 1

/** Runs what contexts have registered: consumers of events, handlers of queues, periodic tasks. One per worker process. */
export class BackgroundRunner {
  private readonly workers: Worker[] = []
  private readonly stopping = new AbortController()
  private readonly loops: Promise<void>[] = []

  constructor(
    private readonly background: Background,
    private readonly consumers: EventConsumers,
    private readonly runner: ConsumerRunner,
    private readonly connection: () => Redis,
    private readonly prefix: string,
    private readonly logger: Logger,
  ) {}

  start(): void {
    for (const consumer of this.consumers.all()) {
      this.listen(consumerQueue(consumer.name), CONSUMER_CONCURRENCY, (data) => this.runner.run(consumer, (data as { events: DeliveredEvent[] }).events))
    }
    for (const { queue, concurrency, handle } of this.background.queues) {
      this.listen(queue, concurrency, (data) => withTrace(newTraceId(), () => handle(data)))
    }
    for (const task of this.background.tasks) this.loops.push(this.repeat(task))
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    await Promise.all([...this.workers.map((worker) => worker.close()), ...this.loops])
  }

  private listen(queue: string, concurrency: number, handle: (data: unknown) => Promise<void>): void {
    const worker = new Worker(queue, (job: Job) => handle(job.data), { connection: this.connection(), prefix: this.prefix, concurrency, stalledInterval: 5_000, lockDuration: 15_000 })
    worker.on('error', () => undefined)
    worker.on('failed', (job, error) => this.logger.warn({ err: error, queue, attempt: job?.attemptsMade }, 'job failed'))
    this.workers.push(worker)
  }

  private async repeat(task: PeriodicTask): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      await withTrace(newTraceId(), () => task.run()).catch((error: unknown) => this.logger.warn({ err: error, task: task.name }, 'periodic task failed; it will come again'))
      await pause(task.everyMs, signal)
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
