import { Inject, Injectable, Module, type DynamicModule, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import type { Clock } from '@tongban/kernel/core'
import {
  Background, BackgroundRunner, ConsumerRunner, Database, EventConsumers, LOGGER, Metrics, OutboxRelay, OutboxSweeper, PlatformConfig, PlatformModule, Queues,
  consumerQueue, createQueueRedis, ignoreConnectionErrors,
} from '@tongban/platform/server'
import { RealtimeWorkerModule } from '@tongban/realtime/server'
import type { Logger } from 'pino'
import { CONTEXT_MODULES } from './contexts.js'

const SWEEP_MS = 5_000
const FORGET_MS = 3_600_000

@Injectable()
class RuntimeStores {
  constructor(
    @Inject(PlatformConfig) readonly config: PlatformConfig,
    @Inject(Database) readonly database: Database,
    @Inject(Queues) readonly queues: Queues,
    @Inject(Metrics) readonly metrics: Metrics,
  ) {}
}

const AUTONOMOUS = Symbol('worker runs by itself')

/** Everything the worker does by itself; `autonomous: false` leaves it still, to be stepped by a test or by the demo's simulated clock. */
@Injectable()
export class WorkerRuntime implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly relay: OutboxRelay
  readonly sweeper: OutboxSweeper
  private readonly runner: BackgroundRunner
  private readonly connections = [] as ReturnType<typeof createQueueRedis>[]
  private running = false

  constructor(
    @Inject(Background) background: Background,
    @Inject(EventConsumers) consumers: EventConsumers,
    @Inject(ConsumerRunner) private readonly consumerRunner: ConsumerRunner,
    @Inject(RuntimeStores) stores: RuntimeStores,
    @Inject(LOGGER) logger: Logger,
    @Inject(AUTONOMOUS) private readonly autonomous: boolean,
  ) {
    const { config, database, queues } = stores
    const connect = () => {
      const redis = ignoreConnectionErrors(createQueueRedis(config.redisUrl))
      this.connections.push(redis)
      return redis
    }
    this.relay = new OutboxRelay({ database, consumers, queueOf: (consumer) => queues.queue(consumerQueue(consumer)), subscription: connect, config, metrics: stores.metrics, logger })
    this.sweeper = new OutboxSweeper({ database, consumers, relay: this.relay, cityCode: config.cityCode, metrics: stores.metrics, logger })
    this.runner = new BackgroundRunner(background, consumers, consumerRunner, connect, config.redisPrefix, logger)
    background.registerTask({ name: 'platform.sweep_outbox', everyMs: SWEEP_MS, run: () => this.sweeper.sweep() })
    background.registerTask({ name: 'platform.forget_outbox', everyMs: FORGET_MS, run: () => this.sweeper.forgetOld() })
  }

  onApplicationBootstrap(): void {
    if (!this.autonomous) return
    this.running = true
    this.relay.start()
    this.runner.start()
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.running) {
      await this.relay.stop()
      await this.runner.stop()
    }
    for (const redis of this.connections) redis.disconnect()
  }

  /** Carries every waiting event to every consumer in this process, without the queue: for tests and the demo's simulated time. Ends when nothing is left. */
  async settle(): Promise<void> {
    while ((await this.relay.deliverHere((consumer, events) => this.consumerRunner.run(consumer, events))) > 0);
  }
}

@Module({})
export class WorkerModule {
  static with(config: PlatformConfig, options: { clock?: Clock; autonomous: boolean }): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.with({ service: 'worker', config, entities: [], ...(options.clock ? { clock: options.clock } : {}) }), ...CONTEXT_MODULES, RealtimeWorkerModule],
      providers: [RuntimeStores, { provide: AUTONOMOUS, useValue: options.autonomous }, WorkerRuntime],
      exports: [WorkerRuntime],
    }
  }
}
