import { Global, Module, type DynamicModule, type OnApplicationShutdown, Inject, Injectable } from '@nestjs/common'
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm'
import { Clock, IdGen } from '@tongban/kernel/core'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { DataSource, MixedList } from 'typeorm'
import { Background } from './background.js'
import { DueWorks } from './due-work.js'
import { PlatformConfig } from './config.js'
import { Database, pgTypes } from './database/database.js'
import { GroupCommit } from './database/group-commit.js'
import { SystemClock, TimeOrderedIdGen } from './edge.js'
import { FieldCipher } from './field-cipher.js'
import { HealthCheck } from './health.js'
import { createLogger, LOGGER } from './logger.js'
import { Metrics } from './metrics.js'
import { ConsumerRunner } from './outbox/consumer-runner.js'
import { EventConsumers } from './outbox/event-consumer.js'
import { objectStorageOf } from './storage/object-storage-of.js'
import { ObjectStorage } from './storage/object-storage.js'
import { createQueueRedis, createRequestRedis, ignoreConnectionErrors, RequestRedis } from './redis.js'

export const QUEUE_REDIS = Symbol('redis of queues')

/** BullMQ queues by name, made when first asked for. */
export class Queues {
  private readonly queues = new Map<string, Queue>()
  constructor(
    private readonly redis: Redis,
    readonly prefix: string,
  ) {}

  queue(name: string): Queue {
    const known = this.queues.get(name)
    if (known) return known
    const queue = new Queue(name, {
      connection: this.redis,
      prefix: this.prefix,
      defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 500 }, removeOnComplete: { count: 100 }, removeOnFail: { count: 1_000 } },
    })
    queue.on('error', () => undefined)
    this.queues.set(name, queue)
    return queue
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()))
  }
}

@Injectable()
class ConnectionsCloser implements OnApplicationShutdown {
  constructor(
    @Inject(Queues) private readonly queues: Queues,
    @Inject(QUEUE_REDIS) private readonly queueRedis: Redis,
    @Inject(RequestRedis) private readonly requestRedis: RequestRedis,
  ) {}
  async onApplicationShutdown(): Promise<void> {
    await this.queues.close().catch(() => undefined)
    this.queueRedis.disconnect()
    this.requestRedis.client.disconnect()
  }
}

export type PlatformOptions = { service: string; config: PlatformConfig; entities: MixedList<new () => object>; clock?: Clock }

/** Global: every context may inject these. Composed once by each app. */
@Global()
@Module({})
export class PlatformModule {
  static with(options: PlatformOptions): DynamicModule {
    const { config } = options
    const providers = [
      { provide: PlatformConfig, useValue: config },
      { provide: LOGGER, useValue: createLogger(options.service, config.logLevel) },
      { provide: Clock, useValue: options.clock ?? new SystemClock() },
      { provide: IdGen, useFactory: () => new TimeOrderedIdGen(new SystemClock()) },
      { provide: Metrics, useFactory: () => new Metrics() },
      { provide: Database, useFactory: (source: DataSource, metrics: Metrics) => new Database(source, metrics), inject: [getDataSourceToken(), Metrics] },
      { provide: GroupCommit, useFactory: (database: Database, metrics: Metrics) => new GroupCommit(database, metrics, config.cityCode), inject: [Database, Metrics] },
      { provide: ObjectStorage, useFactory: () => objectStorageOf(config) },
      { provide: FieldCipher, useFactory: () => new FieldCipher(config.dataKey) },
      { provide: RequestRedis, useFactory: () => ({ client: ignoreConnectionErrors(createRequestRedis(config.redisUrl)) }) },
      { provide: QUEUE_REDIS, useFactory: () => ignoreConnectionErrors(createQueueRedis(config.redisUrl)) },
      { provide: Queues, useFactory: (redis: Redis) => new Queues(redis, config.redisPrefix), inject: [QUEUE_REDIS] },
      { provide: EventConsumers, useFactory: () => new EventConsumers() },
      { provide: Background, useFactory: () => new Background() },
      { provide: DueWorks, useFactory: (clock: Clock, logger: Logger) => new DueWorks(clock, logger), inject: [Clock, LOGGER] },
      {
        provide: ConsumerRunner,
        useFactory: (database: Database, metrics: Metrics, logger: Logger) => new ConsumerRunner(database, metrics, logger, config.cityCode),
        inject: [Database, Metrics, LOGGER],
      },
      { provide: HealthCheck, useFactory: (database: Database, redis: RequestRedis) => new HealthCheck(database, redis), inject: [Database, RequestRedis] },
    ]
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: config.databaseUrl,
          entities: options.entities,
          synchronize: false,
          logging: false,
          retryAttempts: 30,
          retryDelay: 1_000,
          poolSize: config.poolSize,
          extra: {
            types: pgTypes,
            connectionTimeoutMillis: 3_000,
            statement_timeout: 10_000,
            // A server that vanished without a word sends no time-out either: a little later we stop listening.
            query_timeout: 11_000,
            keepAlive: true,
            lock_timeout: 5_000,
            idle_in_transaction_session_timeout: 30_000,
            application_name: `tongban-${options.service}`,
            options: '-c timezone=UTC',
          },
          // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
          poolErrorHandler: () => undefined,
        }),
      ],
      providers: [...providers, ConnectionsCloser],
      exports: [...providers.map((provider) => provider.provide), TypeOrmModule],
    }
  }
}
