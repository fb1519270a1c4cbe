import assert from 'node:assert/strict'
import { Global, Module, type DynamicModule, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { SystemPrincipal, UserNames, type Principal } from '@tongban/access/contract'
import {
  CaseCommands,
  CaseLookup,
  DispatchRules,
  PromiseQuotes,
  type CaseCommandBody,
  type CaseEvent,
  type CommandOptions,
  type CommandOutcome,
} from '@tongban/case/contract'
import { draftCase, evolve, firstBrokenLink, type CaseState, type TimelineEntry } from '@tongban/case/domain'
import { IdGen, instant, type Result } from '@tongban/kernel/core'
import {
  ConsumerRunner, Database, EventConsumers, LOGGER, Metrics, OutboxRelay, PlatformConfig, PlatformModule, ProblemFilter, setRequestContext,
} from '@tongban/platform/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { FixedPromiseQuotes, NoDispatchRules, PEOPLE, filing } from './case-samples.js'
import { cloneDatabase } from './clone-database.js'
import { FakeClock } from './fake-clock.js'
import { testConfig } from './test-config.js'

class NoNames extends UserNames {
  override namesOf(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map())
  }
}

class TheMachine extends SystemPrincipal {
  override principal(): Principal {
    return PEOPLE.system
  }
}

const ports = [
  { provide: SystemPrincipal, useClass: TheMachine },
  { provide: PromiseQuotes, useClass: FixedPromiseQuotes },
  { provide: DispatchRules, useClass: NoDispatchRules },
  { provide: UserNames, useClass: NoNames },
]

/** What a city's other contexts give to the case context, at its simplest: a promise that never changes, and nobody's name. */
@Global()
@Module({ providers: ports, exports: ports.map((port) => port.provide) })
class CityPorts {}

@Module({})
class CaseWorldModule {}

/** One process of the case context over a database: real platform, audit, org, taxonomy and case, real PostgreSQL and Redis. */
export class CaseProcess {
  readonly commands: CaseCommands
  readonly lookup: CaseLookup
  readonly database: Database
  private readonly ids: IdGen

  constructor(
    readonly app: NestFastifyApplication,
    readonly clock: FakeClock,
  ) {
    this.commands = app.get(CaseCommands)
    this.lookup = app.get(CaseLookup)
    this.database = app.get(Database)
    this.ids = app.get(IdGen)
  }

  nextId(): string {
    return this.ids.next()
  }

  /** Loads the real units, which the sample units are: for rules that ask what a unit is or who stands above it. */
  async knowUnits(): Promise<void> {
    const { OrgSeed } = await import('@tongban/org/server')
    const { cityCode } = this.app.get(PlatformConfig)
    await this.database.transaction((tx) => this.app.get(OrgSeed, { strict: false }).load(tx, cityCode))
  }

  /** Files under a number and an id of its own. */
  async file(
    changes: Partial<CaseCommandBody<'file'>> = {},
    by: Principal = PEOPLE.operator,
    options: CommandOptions = {},
  ): Promise<Result<CommandOutcome>> {
    const number = changes.number ?? (await this.commands.nextNumber(this.clock.now()))
    return this.commands.file(this.nextId(), filing({ ...changes, number }), by, options)
  }

  /** As `file`, for tests that go on from there; throws when refused. */
  async filed(changes: Partial<CaseCommandBody<'file'>> = {}, by: Principal = PEOPLE.operator): Promise<string> {
    return valueOf(await this.file(changes, by)).caseId
  }

  /** The answer of an HTTP endpoint to this person, who is simply believed to be signed in. */
  async call(
    method: 'GET' | 'POST',
    path: string,
    by: Principal,
    request: { body?: unknown; idempotencyKey?: string } = {},
  ): Promise<{ status: number; body: unknown }> {
    this.actAs(by, request.idempotencyKey ?? null)
    const answer = await this.app.inject({ method, url: path, ...(request.body === undefined ? {} : { payload: request.body as object }) })
    return { status: answer.statusCode, body: JSON.parse(answer.body) as unknown }
  }

  /** Carries every waiting event to every listener of this process, until none is left; as the worker would, without the queue. */
  async settle(): Promise<void> {
    const { app, database } = this
    const runner = app.get(ConsumerRunner)
    const nowhere = (): never => {
      throw new Error('Delivered here, without a queue')
    }
    const relay = new OutboxRelay({
      database, consumers: app.get(EventConsumers), queueOf: nowhere, subscription: nowhere, config: app.get(PlatformConfig), metrics: app.get(Metrics),
      logger: app.get<Logger>(LOGGER),
    })
    while ((await relay.deliverHere((consumer, events) => runner.run(consumer, events))) > 0);
  }

  /** Who the following requests come from. */
  actAs(by: Principal, idempotencyKey: string | null = null): void {
    this.caller = by
    this.idempotencyKey = idempotencyKey
  }

  private caller: Principal = PEOPLE.operator
  private idempotencyKey: string | null = null

  /** @internal */
  believe(request: FastifyRequest): void {
    setRequestContext(request, { principal: this.caller, sessionId: null, idempotencyKey: this.idempotencyKey, remoteAddress: '127.0.0.1' })
  }
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new assert.AssertionError({ message: `refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params)}` })
  return result.value
}

export type CaseWorld = {
  /** As many processes as asked for, on one database, each with its own connections. */
  readonly processes: readonly CaseProcess[]
  readonly first: CaseProcess
  readonly clock: FakeClock
  readonly database: Database
  readonly stop: () => Promise<void>
}

/** A city with nothing in it. `modules` are composed beside the case context. Stop it after the tests. */
export async function caseWorld(
  options: { processes?: number; modules?: readonly (Type<unknown> | DynamicModule)[]; poolSize?: number } = {},
): Promise<CaseWorld> {
  const clone = await cloneDatabase()
  const clock = new FakeClock()
  const processes: CaseProcess[] = []
  for (let index = 0; index < (options.processes ?? 1); index += 1) processes.push(await startProcess(clone.url, clock, options))
  const [first] = processes
  if (first === undefined) throw new Error('A world needs a process')
  const stop = async (): Promise<void> => {
    for (const { app } of processes) await app.close()
    await clone.drop()
  }
  return { processes, first, clock, database: first.database, stop }
}

async function startProcess(
  url: string,
  clock: FakeClock,
  { modules = [], poolSize = 8 }: Parameters<typeof caseWorld>[0] & object,
): Promise<CaseProcess> {
  // Loaded here and not above: whoever takes a clock or a sample from this library does not start every context for it.
  const [{ AuditModule }, { CaseModule }, { OrgModule }, { TaxonomyModule }] = await Promise.all([
    import('@tongban/audit/server'),
    import('@tongban/case/server'),
    import('@tongban/org/server'),
    import('@tongban/taxonomy/server'),
  ])
  const config = await testConfig(url, { TONGBAN_POOL_SIZE: String(poolSize) })
  const root = {
    module: CaseWorldModule,
    imports: [
      PlatformModule.with({ service: 'test', config, entities: [], clock }),
      AuditModule,
      OrgModule,
      TaxonomyModule,
      CityPorts,
      CaseModule,
      ...modules,
    ],
  }
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), { logger: false, abortOnError: false })
  app.useGlobalFilters(new ProblemFilter(app.get<Logger>(LOGGER)))
  const process = new CaseProcess(app, clock)
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance
  fastify.addHook('preHandler', (request, _reply, done) => {
    process.believe(request)
    done()
  })
  await app.init()
  await fastify.ready()
  return process
}

type TimelineRow = {
  seq: number
  at: number
  actor_id: string
  actor_unit_id: string | null
  type: string
  data: object
  previous_hash: string
  hash: string
}

/** The timeline as it stands in the table. */
export async function storedTimeline(database: Database, caseId: string): Promise<TimelineEntry[]> {
  const rows = await database.query<TimelineRow>('SELECT * FROM case_timeline WHERE case_id = $1 ORDER BY seq', [caseId])
  return rows.map((row) => ({
    caseId,
    seq: row.seq,
    at: instant(row.at),
    actorId: row.actor_id,
    actorUnitId: row.actor_unit_id,
    event: { type: row.type, data: row.data } as CaseEvent,
    previousHash: row.previous_hash,
    hash: row.hash,
  }))
}

/**
 * Throws unless everything that is stored of a case says the same: its row is the replay of its timeline, the chain holds, and each commit left
 * its audit entry and each event its outbox row. Returns the case.
 */
export async function wholeCase({ app, database }: CaseProcess, caseId: string): Promise<CaseState> {
  const { CaseStore } = await import('@tongban/case/server')
  const stored = await app.get(CaseStore).load(caseId, { kind: 'city', unitId: null })
  const entries = await storedTimeline(database, caseId)
  assert.ok(stored, `case ${caseId} is not stored`)
  const draft = draftCase(caseId, entries[0]?.at ?? stored.filedAt, entries[0]?.actorId ?? '')
  const replayed = entries.reduce((state, entry) => evolve(state, entry.event, entry.at), draft)
  const { version, timelineLength, timelineHash } = stored
  assert.deepEqual(inOrder(stored), inOrder({ ...replayed, version, timelineLength, timelineHash }))
  assert.equal(firstBrokenLink(entries, { length: timelineLength, hash: timelineHash }), null)
  const [counts] = await database.query<{ audits: number; events: number; orphans: number }>(
    `SELECT (SELECT count(*) FROM audit_entry WHERE subject_id = $1 AND action LIKE 'case.%') AS audits,
            (SELECT count(*) FROM outbox_event WHERE subject_id = $1) AS events,
            (SELECT count(*) FROM case_assignment WHERE case_id = $2) AS orphans`,
    [caseId, caseId],
  )
  assert.deepEqual(counts, { audits: version, events: timelineLength, orphans: stored.assignments.length })
  return stored
}

/** Assignments of one dispatch have no order among them: their ids are drawn within one millisecond. */
const inOrder = (state: CaseState): CaseState => ({ ...state, assignments: [...state.assignments].sort((a, b) => (a.id < b.id ? -1 : 1)) })
