import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { idOf, instant, plus, type Instant } from '@tongban/kernel/core'
import {
  Background, BackgroundRunner, ConsumerRunner, createLogger, createQueueRedis, EventConsumers, ignoreConnectionErrors, Metrics, Queues, SystemClock,
  type DeliveredEvent,
} from '@tongban/platform/server'
import { AlarmClock, ALARM_QUEUE } from './alarm-clock.js'
import { AlarmsListener } from './alarms.listener.js'
import { DeadlineUnderTest, type Told } from './deadline.spec-support.js'
import { startWrite } from './persistence/clock-writes.js'

/** What is awaited here happens in other processes' time; we look again until it has. */
const POLL_MS = 20
const clock = new SystemClock()
const logger = createLogger('test', 'silent')
let deadline: DeadlineUnderTest
let redis: ReturnType<typeof createQueueRedis>
let queues: Queues
let running: BackgroundRunner | null = null

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
  redis = ignoreConnectionErrors(createQueueRedis(deadline.config.redisUrl))
  queues = new Queues(redis, deadline.config.redisPrefix)
})
afterEach(async () => {
  await running?.stop()
  running = null
})
afterAll(async () => {
  await queues.close()
  redis.disconnect()
  await deadline.close()
})

/** A clock of a case of its own, which warns and is due at these moments of real time. */
async function clockOf(warnAt: Instant | null, dueAt: Instant): Promise<{ caseId: string; clockId: string }> {
  const [caseId, clockId] = [deadline.ids.next(), deadline.ids.next()]
  const { statement, row } = startWrite(
    {
      type: 'clock.started.v1', clockId: idOf(clockId), at: instant(dueAt - 3_600_000), caseId: idOf(caseId), assignmentId: idOf(deadline.ids.next()), subjectId: null, kind: 'sign',
      serviceClass: 'livelihood', cause: 'dispatched', limit: { amount: 60, unit: 'minute' }, policyVersion: 1, calendarVersion: 1, dueAt, warnAt, rungs: [], carried: null,
    },
    'unit-1',
    'office',
  )
  await deadline.database.run(statement, [JSON.stringify([row]), deadline.config.cityCode])
  return { caseId, clockId }
}

function context() {
  const background = new Background()
  const fireClocks = deadline.fireClocks(clock)
  const alarms = new AlarmClock(deadline.store, fireClocks, queues, background, clock)
  alarms.onModuleInit()
  return { background, alarms, listener: new AlarmsListener(new EventConsumers(), alarms) }
}

/** A worker with a part of what is registered: alarms without the sweeper, or the other way round. */
function run(parts: Partial<Pick<Background, 'tasks' | 'queues'>>): void {
  const background = new Background()
  background.tasks.push(...(parts.tasks ?? []))
  background.queues.push(...(parts.queues ?? []))
  const connections: ReturnType<typeof createQueueRedis>[] = []
  const consumers = new ConsumerRunner(deadline.database, new Metrics(), logger, deadline.config.cityCode)
  const runner = new BackgroundRunner(background, new EventConsumers(), consumers, () => {
    const connection = ignoreConnectionErrors(createQueueRedis(deadline.config.redisUrl))
    connections.push(connection)
    return connection
  }, deadline.config.redisPrefix, logger)
  runner.start()
  const stop = runner.stop.bind(runner)
  runner.stop = async () => {
    await stop()
    for (const connection of connections) connection.disconnect()
  }
  running = runner
}

async function until(caseId: string, count: number): Promise<Told[]> {
  const limit = plus(clock.now(), 10_000)
  for (;;) {
    const told = await deadline.told(caseId)
    if (told.length >= count || clock.now() > limit) return told
    await setTimeout(POLL_MS)
  }
}

async function latenessOf(caseId: string): Promise<number[]> {
  return (await deadline.rows(caseId)).flatMap((row) => [
    ...(row.warned_at !== null && row.warned_noticed_at !== null ? [row.warned_noticed_at - row.warned_at] : []),
    ...(row.overdue_at !== null && row.overdue_noticed_at !== null ? [row.overdue_noticed_at - row.overdue_at] : []),
  ])
}

const heard = (type: string, caseId: string): DeliveredEvent => ({ id: 1, type, subjectId: caseId, at: clock.now(), data: { caseId }, traceId: 't' })
const isTask = (name: string) => (task: { name: string }) => task.name === name

describe('an alarm', () => {
  it('rings without any sweeper, for the warning and then for the due moment', async () => {
    const { background, listener } = context()
    const now = clock.now()
    const { caseId } = await clockOf(plus(now, 300), plus(now, 700))
    run({ queues: background.queues })
    await listener.afterCommit([heard('case.dispatched.v1', caseId)])
    expect((await until(caseId, 1)).map(({ type }) => type)).toEqual(['clock.warned.v1'])
    await listener.afterCommit([heard('clock.warned.v1', caseId)])
    expect((await until(caseId, 2)).map(({ type }) => type)).toEqual(['clock.warned.v1', 'clock.overdue.v1'])
    expect(Math.max(...(await latenessOf(caseId)))).toBeLessThan(1_000)
  })

  it('is one alarm however often it is set, and rings for nothing when the clock was settled meanwhile', async () => {
    const { background, alarms, listener } = context()
    const { caseId } = await clockOf(null, plus(clock.now(), 60_000))
    const queue = queues.queue(ALARM_QUEUE)
    const before = await queue.getDelayedCount()
    await listener.afterCommit([heard('case.dispatched.v1', caseId), heard('case.dispatched.v1', caseId)])
    await alarms.armUpcoming()
    expect(await queue.getDelayedCount()).toBe(before + 1)
    await deadline.database.query(`UPDATE deadline_clock SET state = 'cancelled', fires_at = null, finished_at = started_at WHERE case_id = $1`, [caseId])
    for (const { handle } of background.queues) await handle({})
    expect(await deadline.told(caseId)).toEqual([])
  })

  it('beyond the next hour is not set yet', async () => {
    const { alarms, listener } = context()
    const { caseId, clockId } = await clockOf(null, plus(clock.now(), 5 * 3_600_000))
    await listener.afterCommit([heard('case.dispatched.v1', caseId)])
    await alarms.armUpcoming()
    const jobs = await queues.queue(ALARM_QUEUE).getDelayed()
    expect(jobs.filter(({ id }) => id?.startsWith(clockId))).toEqual([])
  })
})

describe('when Redis has lost everything', () => {
  it('the sweeper fires what is due, once, within about a second', async () => {
    const { background, listener } = context()
    const now = clock.now()
    const { caseId } = await clockOf(plus(now, 400), plus(now, 900))
    await listener.afterCommit([heard('case.dispatched.v1', caseId)])
    const keys = await redis.keys(`${deadline.config.redisPrefix}:*`)
    expect(keys.length).toBeGreaterThan(0)
    await redis.del(...keys)
    run({ tasks: background.tasks.filter(isTask('deadline.fire_due')), queues: background.queues })
    expect((await until(caseId, 2)).map(({ type }) => type)).toEqual(['clock.warned.v1', 'clock.overdue.v1'])
    expect(Math.max(...(await latenessOf(caseId)))).toBeLessThan(1_500)
  })

  it('the next arming sets the alarms of the coming hour again', async () => {
    const { background } = context()
    const { clockId } = await clockOf(null, plus(clock.now(), 60_000))
    await redis.del(...(await redis.keys(`${deadline.config.redisPrefix}:*`)))
    await Promise.all(background.tasks.filter(isTask('deadline.arm_alarms')).map((task) => task.run()))
    const jobs = await queues.queue(ALARM_QUEUE).getDelayed()
    expect(jobs.filter(({ id }) => id?.startsWith(clockId))).toHaveLength(1)
  })
})
