import { Global, Module, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { UserNames, type Principal } from '@tongban/access/contract'
import { AuditModule } from '@tongban/audit/server'
import { DAY_MS } from '@tongban/kernel/core'
import { OrgModule, OrgSeed } from '@tongban/org/server'
import { Database, LOGGER, PlatformModule, ProblemFilter, setRequestContext } from '@tongban/platform/server'
import { cloneDatabase, FakeClock, person, testConfig } from '@tongban/testing/server'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { RunningClocks, type CalendarChange, type CalendarPreview, type MovedClock } from '../contract/work-calendars.js'
import { addWorkMinutes } from '../domain/work-minutes.js'
import { WorktimeModule } from './worktime.module.js'
import { WorktimeSeed } from './worktime.seed.js'

export const ADMINISTRATOR: Principal = person('system_admin', 'hotline-centre', { userId: '00000000-0000-4000-8000-00000000000a' })
export const COLLEAGUE: Principal = person('system_admin', 'hotline-centre', { userId: '00000000-0000-4000-8000-00000000000b' })
export const WATCHER: Principal = person('supervisor', 'hotline-centre', { userId: '00000000-0000-4000-8000-00000000000c' })

class ThreeNames extends UserNames {
  override namesOf(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map([[ADMINISTRATOR.userId, '管理员甲'], [COLLEAGUE.userId, '管理员乙'], ['system', '系统']]))
  }
}

/** Clocks of working minutes, each following one calendar, kept in memory: what deadline's port answers, without deadline. */
export class FewClocks extends RunningClocks {
  readonly clocks: { readonly id: string; readonly calendarCode: string; readonly startedAt: number; readonly minutes: number }[] = []

  override preview(changes: readonly CalendarChange[], most: number): Promise<CalendarPreview> {
    const mine = this.clocks.flatMap((clock) => {
      const change = changes.find(({ before }) => before.code === clock.calendarCode)
      return change === undefined ? [] : [{ clock, change }]
    })
    const moved = mine.flatMap(({ clock, change }): MovedClock[] => {
      const [before, after] = [change.before, change.after].map((calendar) => {
        const due = addWorkMinutes(calendar, clock.startedAt as never, clock.minutes)
        return due.ok ? due.value : 0
      })
      if (before === undefined || after === undefined || before === after) return []
      return [{ clockId: clock.id, caseId: clock.id, caseNumber: clock.id, kind: 'promise', unitName: null, dueBefore: before, dueAfter: after }]
    })
    const earlier = moved.filter(({ dueBefore, dueAfter }) => dueAfter < dueBefore).length
    const farther = (days: number): number => moved.filter(({ dueBefore, dueAfter }) => Math.abs(dueAfter - dueBefore) > days * DAY_MS).length
    const sorted = [...moved].sort((a, b) => a.dueAfter - b.dueAfter)
    return Promise.resolve({ running: mine.length, earlier, later: moved.length - earlier, byMoreThanDay: farther(1), byMoreThanMonth: farther(30), moved: sorted.slice(0, most) })
  }
}

@Module({})
class Root {}

/** What the app around the context would add. */
type Outer = { readonly prefix?: string; readonly modules?: readonly Type<unknown>[] }

/** A process of the context over a database: real platform, audit, org and worktime. */
export class WorktimeUnderTest {
  private caller: Principal = ADMINISTRATOR
  private key: string | null = null

  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: FakeClock,
    readonly url: string,
    readonly clocks: FewClocks,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(now = '2026-11-16T09:00:00+08:00', outer: Outer = {}): Promise<WorktimeUnderTest> {
    const clone = await cloneDatabase()
    return WorktimeUnderTest.start(clone.url, new FakeClock(now), clone.drop, outer)
  }

  /** Another process on the same database; stopped by whoever asked for it. */
  another(): Promise<WorktimeUnderTest> {
    return WorktimeUnderTest.start(this.url, this.clock, () => Promise.resolve())
  }

  private static async start(url: string, clock: FakeClock, drop: () => Promise<void>, { prefix, modules = [] }: Outer = {}): Promise<WorktimeUnderTest> {
    const clocks = new FewClocks()
    @Global()
    @Module({
      providers: [{ provide: UserNames, useClass: ThreeNames }, { provide: RunningClocks, useValue: clocks }],
      exports: [UserNames, RunningClocks],
    })
    class Ports {}
    const platform = PlatformModule.with({ service: 'test', config: await testConfig(url), entities: [], clock })
    const root = { module: Root, imports: [platform, AuditModule, OrgModule, Ports, WorktimeModule, ...modules] }
    const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), { logger: false, abortOnError: false })
    if (prefix !== undefined) app.setGlobalPrefix(prefix)
    app.useGlobalFilters(new ProblemFilter(app.get<Logger>(LOGGER)))
    const started = new WorktimeUnderTest(app, clock, url, clocks, drop)
    const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance
    fastify.addHook('preHandler', (request, _reply, done) => {
      setRequestContext(request, { principal: started.caller, sessionId: null, idempotencyKey: started.key, remoteAddress: '127.0.0.1' })
      done()
    })
    await app.init()
    await fastify.ready()
    return started
  }

  get database(): Database {
    return this.app.get(Database)
  }

  seed(): Promise<number> {
    return this.database.transaction((tx) => this.app.get(WorktimeSeed).load(tx, '150500'))
  }

  /** Divisions and units as well. */
  async seedAll(): Promise<void> {
    await this.database.transaction((tx) => this.app.get(OrgSeed).load(tx, '150500'))
    await this.seed()
  }

  async call<T = Record<string, unknown>>(method: 'GET' | 'POST', url: string, body?: object, by = ADMINISTRATOR, key: string | null = null): Promise<{ status: number; body: T }> {
    this.caller = by
    this.key = key
    const answer = await this.app.inject({ method, url, ...(body === undefined ? {} : { payload: body }) })
    return { status: answer.statusCode, body: JSON.parse(answer.body) as T }
  }

  /** What was told through the outbox, oldest first. */
  async events(): Promise<readonly Record<string, unknown>[]> {
    const rows = await this.database.query<{ data: Record<string, unknown> }>(`SELECT data FROM outbox_event WHERE type = 'worktime.calendar_changed.v1' ORDER BY id`)
    return rows.map(({ data }) => data)
  }

  async audited(): Promise<readonly Record<string, unknown>[]> {
    return this.database.query(`SELECT action, actor_id, subject_type, subject_id, detail FROM audit_entry WHERE action LIKE 'worktime.%' ORDER BY id`)
  }

  async stop(): Promise<void> {
    await this.app.close()
    await this.drop()
  }
}
