import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openStore, redisForTest, type OpenStore } from '@tongban/testing/server'
import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { pino } from 'pino'
import { BackgroundRunner, consumerQueue } from '../background-runner.js'
import { Background } from '../background.js'
import type { Tx } from '../database/database.js'
import { createQueueRedis, ignoreConnectionErrors } from '../redis.js'
import { currentTraceId, withTrace } from '../trace.js'
import { ConsumerRunner } from './consumer-runner.js'
import { EventConsumer, EventConsumers, type DeliveredEvent } from './event-consumer.js'
import { OutboxRelay } from './outbox-relay.js'
import { OutboxSweeper } from './outbox-sweeper.js'
import { writeOutbox, type OutgoingEvent } from './outbox.js'

const CITY = '150500'
const logger = pino({ level: 'silent' })
let store: OpenStore

/** Writes down what it hears, in its transaction; `fails` says of which subjects it cannot. */
class Ledger extends EventConsumer {
  readonly traces: string[] = []
  readonly pushed: string[] = []
  fails: (subject: string) => boolean = () => false
  private waiting: { count: number; resolve: () => void }[] = []

  constructor(
    readonly name: string,
    readonly eventTypes: readonly string[],
  ) {
    super()
  }

  override async handle(events: readonly DeliveredEvent[], tx: Tx): Promise<void> {
    for (const event of events) {
      await tx.query('INSERT INTO ledger (consumer, subject) VALUES ($1, $2)', [this.name, event.subjectId])
      if (this.fails(event.subjectId)) throw new Error(`cannot take ${event.subjectId}`)
    }
    this.traces.push(currentTraceId())
  }

  override async afterCommit(events: readonly DeliveredEvent[]): Promise<void> {
    this.pushed.push(...events.map((event) => event.subjectId))
    this.waiting.filter(({ count }) => this.pushed.length >= count).forEach(({ resolve }) => resolve())
    if (events.some((event) => event.subjectId === 'push-fails')) throw new Error('nobody listens')
  }

  /** When so many have been committed. */
  taken(count: number): Promise<void> {
    return this.pushed.length >= count ? Promise.resolve() : new Promise((resolve) => this.waiting.push({ count, resolve }))
  }
}

/** The parts of a worker, by hand, so that each can be stopped and started. */
class TestWorker {
  readonly prefix = redisForTest().prefix
  readonly redis: Redis = ignoreConnectionErrors(createQueueRedis(redisForTest().url))
  readonly consumers = new EventConsumers()
  readonly runner = new ConsumerRunner(store.database, store.metrics, logger, CITY)
  readonly relay: OutboxRelay
  readonly sweeper: OutboxSweeper
  queueIsAway = false
  private readonly queues = new Map<string, Queue>()
  private readonly others: Redis[] = []
  private relaying = false
  private background: BackgroundRunner | null = null

  constructor(readonly all: readonly Ledger[]) {
    all.forEach((consumer) => this.consumers.register(consumer))
    this.relay = new OutboxRelay({
      database: store.database,
      consumers: this.consumers,
      queueOf: (name) => this.queueOf(name),
      subscription: () => this.connect(),
      config: { redisPrefix: this.prefix, cityCode: CITY },
      metrics: store.metrics,
      logger,
    })
    this.sweeper = new OutboxSweeper(
      { database: store.database, consumers: this.consumers, relay: this.relay, cityCode: CITY, metrics: store.metrics, logger },
      0,
    )
  }

  startRelay(): void {
    this.relaying = true
    this.relay.start()
  }

  startConsumers(): void {
    this.background = new BackgroundRunner(new Background(), this.consumers, this.runner, () => this.connect(), this.prefix, logger)
    this.background.start()
  }

  async emptyRedis(): Promise<number> {
    const keys = await this.redis.keys(`${this.prefix}:*`)
    return keys.length === 0 ? 0 : this.redis.del(...keys)
  }

  async stop(): Promise<void> {
    if (this.relaying) await this.relay.stop()
    await this.background?.stop()
    for (const queue of this.queues.values()) await queue.close()
    for (const redis of [this.redis, ...this.others]) redis.disconnect()
  }

  private queueOf(consumer: string): Queue {
    if (this.queueIsAway) throw new Error('Connection is closed.')
    const queue =
      this.queues.get(consumer) ??
      new Queue(consumerQueue(consumer), { connection: this.redis, prefix: this.prefix, defaultJobOptions: { attempts: 2 } })
    this.queues.set(consumer, queue)
    return queue
  }

  private connect(): Redis {
    const redis = ignoreConnectionErrors(createQueueRedis(redisForTest().url))
    this.others.push(redis)
    return redis
  }
}

const event = (subjectId: string, type = 'thing.done.v1'): OutgoingEvent => ({
  type,
  subjectId,
  at: Date.parse('2026-11-16T01:00:00.123Z'),
  data: { of: subjectId },
})
const commit = (...events: readonly OutgoingEvent[]): Promise<void> => store.database.transaction((tx) => writeOutbox(tx, CITY, events))
const ledger = async (consumer: string): Promise<string[]> =>
  (await store.database.query<{ subject: string }>('SELECT subject FROM ledger WHERE consumer = $1 ORDER BY subject', [consumer])).map(
    (row) => row.subject,
  )
const outbox = (): Promise<{ subject_id: string; published: boolean; settled: boolean; sweeps: number }[]> =>
  store.database.query(
    'SELECT subject_id, published_at IS NOT NULL AS published, settled_at IS NOT NULL AS settled, sweeps FROM outbox_event ORDER BY id',
  )
const delivered = async (): Promise<DeliveredEvent[]> =>
  (
    await store.database.query<{ id: number; type: string; subject_id: string; data: Record<string, unknown>; trace_id: string }>(
      'SELECT * FROM outbox_event ORDER BY id',
    )
  ).map((row) => ({ id: row.id, type: row.type, subjectId: row.subject_id, at: 0, data: row.data, traceId: row.trace_id }))
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(4, '0')}`)

let worker: TestWorker
let one: Ledger
let other: Ledger
beforeAll(async () => {
  store = await openStore(12)
  await store.database.query('CREATE TABLE ledger (id bigint GENERATED ALWAYS AS IDENTITY, consumer text NOT NULL, subject text NOT NULL)')
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.database.query('TRUNCATE ledger, outbox_event, outbox_consumed')
  one = new Ledger('test.one', ['thing.done.v1'])
  other = new Ledger('test.other', ['*'])
  worker = new TestWorker([one, other])
})
afterEach(() => worker.stop())

describe('an event', () => {
  it('leaves with the transaction that made it true, or not at all', async () => {
    await commit(event('kept'))
    await store.database
      .transaction(async (tx) => {
        await writeOutbox(tx, CITY, [event('undone')])
        throw new Error('undone')
      })
      .catch(() => undefined)
    expect((await outbox()).map((row) => row.subject_id)).toEqual(['kept'])
  })

  it('reaches every consumer that wants it once, through relay and queue, with the trace it began with', async () => {
    worker.startRelay()
    worker.startConsumers()
    await withTrace('f'.repeat(32), () => commit(event('a'), event('b', 'thing.undone.v1'), event('c')))
    await Promise.all([one.taken(2), other.taken(3)])
    expect([await ledger('test.one'), await ledger('test.other')]).toEqual([
      ['a', 'c'],
      ['a', 'b', 'c'],
    ])
    expect(new Set([...one.traces, ...other.traces])).toEqual(new Set(['f'.repeat(32)]))
  })

  it('reaches them once also when there are many, two relays and two sets of consumers', async () => {
    const second = new TestWorker([])
    for (const ledgerOf of worker.all) second.consumers.register(ledgerOf)
    for (const each of [worker, second]) {
      each.startRelay()
      each.startConsumers()
    }
    const subjects = names('many', 1_200)
    for (let start = 0; start < subjects.length; start += 100)
      await commit(...subjects.slice(start, start + 100).map((subject) => event(subject)))
    await Promise.all([one.taken(1_200), other.taken(1_200)])
    await second.stop()
    expect([await ledger('test.one'), await ledger('test.other')]).toEqual([subjects, subjects])
  }, 30_000)

  it('waits in the table while the queue is away, and goes when it is back', async () => {
    worker.queueIsAway = true
    await commit(event('patient'))
    worker.startRelay()
    worker.startConsumers()
    await commit(event('patient-too'))
    expect((await outbox()).some((row) => row.published)).toBe(false)
    worker.queueIsAway = false
    await one.taken(2)
    expect(await ledger('test.one')).toEqual(['patient', 'patient-too'])
  }, 15_000)
})

describe('a consumer', () => {
  it('that is given an event twice, even at once, takes it once', async () => {
    await commit(...names('twice', 20).map((subject) => event(subject)))
    const events = await delivered()
    await Promise.all([
      worker.runner.run(one, events),
      worker.runner.run(one, [...events].reverse()),
      worker.runner.run(one, events.slice(3, 9)),
    ])
    await worker.runner.run(one, events)
    expect(await ledger('test.one')).toEqual(names('twice', 20))
    expect([...one.pushed].sort()).toEqual(names('twice', 20))
  })

  it('that fails leaves neither its work nor the record of it, and takes the event when it comes again', async () => {
    await commit(event('hard'))
    const events = await delivered()
    one.fails = () => true
    await expect(worker.runner.run(one, events)).rejects.toThrow('cannot take hard')
    expect([await ledger('test.one'), await store.database.query('SELECT 1 FROM outbox_consumed')]).toEqual([[], []])
    one.fails = () => false
    await worker.runner.run(one, events)
    expect(await ledger('test.one')).toEqual(['hard'])
  })

  it('that cannot take one event takes the others beside it', async () => {
    await commit(...['good', 'poison', 'fine'].map((subject) => event(subject)))
    one.fails = (subject) => subject === 'poison'
    await expect(worker.runner.run(one, await delivered())).rejects.toThrow('cannot take poison')
    expect(await ledger('test.one')).toEqual(['fine', 'good'])
  })

  it('whose push fails afterwards has taken the event all the same', async () => {
    await commit(event('push-fails'))
    await worker.runner.run(one, await delivered())
    expect(await ledger('test.one')).toEqual(['push-fails'])
  })

  it('has a name of its own', () => {
    expect(() => worker.consumers.register(new Ledger('test.one', ['*']))).toThrow('test.one')
  })
})

describe('the sweeper', () => {
  it('settles what everybody has recorded, and queues nothing again', async () => {
    await commit(event('a'), event('b'))
    while ((await worker.relay.deliverHere((consumer, events) => worker.runner.run(consumer, events))) > 0);
    expect(await worker.sweeper.sweep()).toBe(0)
    expect((await outbox()).every((row) => row.settled && row.sweeps === 0)).toBe(true)
  })

  it('queues again what Redis has lost, for those alone who have not recorded it', async () => {
    const subjects = names('lost', 120)
    await commit(...subjects.map((subject) => event(subject)))
    worker.startRelay()
    while ((await outbox()).some((row) => !row.published));
    await worker.runner.run(other, (await delivered()).slice(0, 50))
    expect(await worker.emptyRedis()).toBeGreaterThan(0)
    worker.startConsumers()
    expect(await worker.sweeper.sweep()).toBe(120)
    await Promise.all([one.taken(120), other.taken(120)])
    expect([await ledger('test.one'), await ledger('test.other')]).toEqual([subjects, subjects])
    expect(await worker.sweeper.sweep()).toBe(0)
    expect((await outbox()).every((row) => row.settled)).toBe(true)
  }, 30_000)

  it('does no harm when it comes too early: what is queued twice is taken once', async () => {
    const subjects = names('early', 60)
    await commit(...subjects.map((subject) => event(subject)))
    worker.startRelay()
    while ((await outbox()).some((row) => !row.published));
    await worker.sweeper.sweep()
    await worker.sweeper.sweep()
    worker.startConsumers()
    await Promise.all([one.taken(60), other.taken(60)])
    expect([await ledger('test.one'), await ledger('test.other')]).toEqual([subjects, subjects])
  }, 30_000)

  it('gives up on a poisoned event after a hundred sweeps, and leaves it for a person to see', async () => {
    await commit(event('poison'), event('good'))
    one.fails = (subject) => subject === 'poison'
    await worker.relay.deliverHere((consumer, events) => worker.runner.run(consumer, events).catch(() => undefined))
    for (let sweep = 0; sweep < 100; sweep += 1) expect(await worker.sweeper.sweep()).toBe(1)
    expect(await worker.sweeper.sweep()).toBe(0)
    expect(await outbox()).toEqual([
      { subject_id: 'poison', published: true, settled: false, sweeps: 100 },
      { subject_id: 'good', published: true, settled: true, sweeps: 0 },
    ])
  }, 30_000)

  it('forgets what was settled more than seven days ago, and the record of who took it', async () => {
    await commit(event('old'), event('young'))
    await worker.relay.deliverHere((consumer, events) => worker.runner.run(consumer, events))
    await worker.sweeper.sweep()
    await store.database.query(`UPDATE outbox_event SET settled_at = now() - interval '8 days' WHERE subject_id = 'old'`)
    await worker.sweeper.forgetOld()
    expect((await outbox()).map((row) => row.subject_id)).toEqual(['young'])
    expect(await store.database.query('SELECT DISTINCT consumer FROM outbox_consumed ORDER BY consumer')).toEqual([
      { consumer: 'test.one' },
      { consumer: 'test.other' },
    ])
    expect(await store.database.query('SELECT count(*) AS left FROM outbox_consumed')).toEqual([{ left: 2 }])
  })
})
