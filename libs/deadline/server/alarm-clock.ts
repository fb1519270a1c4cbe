import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, HOUR_MS, instant, MINUTE_MS, plus, SECOND_MS } from '@tongban/kernel/core'
import { Background, Queues } from '@tongban/platform/server'
import { ClockStore, type Alarm } from './persistence/clock.store.js'
import { FireClocks } from './use-cases/fire-clocks.use-case.js'

export const ALARM_QUEUE = 'deadline-alarm'
/** Alarms further off are not set yet: a million promises of five days need no million jobs in Redis. */
const HORIZON_MS = HOUR_MS
const ARM_EVERY_MS = 20 * MINUTE_MS
/** Without any alarm the target is met as well: p99 of ten thousand a minute within a second (docs/clocks-benchmark.md). */
const SWEEP_EVERY_MS = SECOND_MS / 2
const ARM_PAGE = 1_000
const REDIS_WAIT_MS = 2_000

/**
 * Rings in time. An alarm is a delayed job in Redis and nothing more: whoever hears it fires what the rows say is due. The sweeper does the same
 * twice a second without any alarm, so a lost, stale or repeated alarm costs at most that.
 */
@Injectable()
export class AlarmClock implements OnModuleInit {
  constructor(
    @Inject(ClockStore) private readonly store: ClockStore,
    @Inject(FireClocks) private readonly fireClocks: FireClocks,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(Background) private readonly background: Background,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.background.registerQueue({ queue: ALARM_QUEUE, concurrency: 1, handle: async () => void (await this.fireClocks.fireDue()) })
    this.background.registerTask({ name: 'deadline.fire_due', everyMs: SWEEP_EVERY_MS, run: () => this.fireClocks.fireDue() })
    this.background.registerTask({ name: 'deadline.arm_alarms', everyMs: ARM_EVERY_MS, run: () => this.armUpcoming() })
  }

  /** Sets the next alarms of these cases. Throws when Redis does not answer; nothing is lost by that but punctuality. */
  async armCases(caseIds: readonly string[]): Promise<void> {
    await this.set(await this.store.nextOfCases(caseIds, plus(this.clock.now(), HORIZON_MS)))
  }

  /** Sets what has come within the horizon since; returns how many. Overlaps the next run, as an alarm set twice is one alarm. */
  async armUpcoming(): Promise<number> {
    const from = this.clock.now()
    let armed = 0
    for (let last: Alarm | null = null; ; ) {
      const page: Alarm[] = await this.store.nextAnywhere(from, plus(from, HORIZON_MS), last, ARM_PAGE)
      await this.set(page)
      armed += page.length
      last = page.at(-1) ?? null
      if (last === null || page.length < ARM_PAGE) return armed
    }
  }

  private async set(alarms: readonly Alarm[]): Promise<void> {
    if (alarms.length === 0) return
    const now = this.clock.now()
    const jobs = alarms.map(({ id, fires_at }) => ({
      name: 'ring',
      data: {},
      // One job per rung of a clock, however often it is set; BullMQ does not allow a colon here.
      opts: { jobId: `${id}_${instant(fires_at)}`, delay: Math.max(0, fires_at - now), removeOnComplete: true, removeOnFail: true, attempts: 2 },
    }))
    await within(REDIS_WAIT_MS, this.queues.queue(ALARM_QUEUE).addBulk(jobs))
  }
}

/** The queue's connection waits for ever for a Redis that is away; an alarm is not worth that. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer from the alarm queue in ${ms} ms`)), ms)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
