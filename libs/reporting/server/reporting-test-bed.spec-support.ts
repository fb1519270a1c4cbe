import { Global, Module, type INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { UserNames, type Scope } from '@tongban/access/contract'
import { CaseListViews, CaseLookup, CaseReadings, type CaseSnapshot, type HeardOfCase } from '@tongban/case/contract'
import { draftCase, evolve, involvedUnits, openLead, snapshotOf, type CaseState } from '@tongban/case/domain'
import { OrgModule, OrgSeed } from '@tongban/org/server'
import {
  ConsumerRunner, Database, EventConsumers, PlatformModule, type DeliveredEvent, type PlatformConfig,
} from '@tongban/platform/server'
import type { BoardSnapshot } from '@tongban/reporting/contract'
import { TaxonomyModule, TaxonomySeed } from '@tongban/taxonomy/server'
import { cloneDatabase, FakeClock, person, testConfig } from '@tongban/testing/server'
import { BoardCache } from './board-cache.js'
import { caseId, TOWNSHIP, type Step } from './case-life.spec-support.js'
import { ReportingModule } from './reporting.module.js'

const CITY = '150500'
const TABLES = ['reporting_case_fact', 'reporting_event', 'reporting_revision', 'reporting_act', 'reporting_dispatch', 'outbox_consumed']

/** Reporting on a real database, with cases that the case context's real domain makes; only its store is left out. */
export class ReportingTestBed {
  private readonly current: Map<string, CaseState>
  private nextEventId = 1
  private begun = 0

  private constructor(
    readonly app: INestApplicationContext,
    readonly clock: FakeClock,
    cases: KnownCases,
    private readonly drop: () => Promise<void>,
  ) {
    this.current = cases.current
  }

  static async start(): Promise<ReportingTestBed> {
    const clone = await cloneDatabase()
    const config = await testConfig(clone.url)
    const clock = new FakeClock()
    const cases = new KnownCases()
    const first = await compose(config, clock, cases)
    await first.get(Database).transaction(async (tx) => {
      await first.get(OrgSeed).load(tx, CITY)
      await first.get(TaxonomySeed).load(tx, CITY)
    })
    await first.close()
    return new ReportingTestBed(await compose(config, clock, cases), clock, cases, clone.drop)
  }

  get database(): Database {
    return this.app.get(Database)
  }

  /** For `beforeEach`: nothing is stored, and it is some seconds later than in any test before, so that none is shown another's board. */
  async clear(): Promise<void> {
    this.current.clear()
    this.clock.set('2026-11-21T14:00:00+08:00')
    this.clock.advance((this.begun += 1) * 10_000)
    for (const table of TABLES) await this.database.query(`DELETE FROM ${table}`)
  }

  async close(): Promise<void> {
    await this.app.close()
    await this.drop()
  }

  /** One commit: the state moves on, and the events leave as the outbox carries them. */
  commit(id: string, { at, events }: Step): DeliveredEvent[] {
    const before = this.current.get(id) ?? draftCase(id, at, 'operator')
    const after = { ...events.reduce((state, event) => evolve(state, event, at), before), version: before.version + 1 }
    this.current.set(id, after)
    const { status, version, round, countyCode, number } = after
    const where = { countyCode, leadUnitId: openLead(after)?.unitId ?? TOWNSHIP, unitIds: involvedUnits(after) }
    return events.map(({ type, data }) => ({
      id: (this.nextEventId += 1),
      type,
      subjectId: id,
      at,
      traceId: 'none',
      data: { caseId: id, number, version, status, round, ...where, facts: data },
    }))
  }

  state(id: string): CaseState {
    const state = this.current.get(id)
    if (state === undefined) throw new Error(`No case ${id}`)
    return state
  }

  async consume(events: readonly DeliveredEvent[]): Promise<void> {
    for (const consumer of this.app.get(EventConsumers).all()) {
      const wanted = events.filter(({ type }) => consumer.eventTypes.includes('*') || consumer.eventTypes.includes(type))
      if (wanted.length > 0) await this.app.get(ConsumerRunner).run(consumer, wanted)
    }
  }

  /** Commits and consumes one step after the other. */
  async play(n: number, steps: readonly Step[]): Promise<void> {
    for (const item of steps) await this.consume(this.commit(caseId(n), item))
  }

  /** The board a second later. */
  board(scope: Scope = person('leader', 'hotline-centre').scope): Promise<BoardSnapshot> {
    this.clock.advance(1_000)
    return this.app.get(BoardCache).snapshot(scope)
  }
}

/** The case context's port, answering from the states of this bed. */
class KnownCases extends CaseLookup {
  readonly current = new Map<string, CaseState>()
  override snapshots = (ids: readonly string[]): Promise<CaseSnapshot[]> =>
    Promise.resolve(ids.map((id) => this.current.get(id)).filter((state) => state !== undefined).map(snapshotOf))
  override visibleTo = () => Promise.reject(new Error('not asked here'))
  override visibleAmong = () => Promise.reject(new Error('not asked here'))
  override waiting = () => Promise.reject(new Error('not asked here'))
}

class KnownReadings extends CaseReadings {
  constructor(private readonly cases: KnownCases) {
    super()
  }
  override snapshots = (events: readonly HeardOfCase[]): Promise<CaseSnapshot[]> => this.cases.snapshots([...new Set(events.map(({ subjectId }) => subjectId))])
  override corpus = () => Promise.reject(new Error('not asked here'))
}

class NumbersOnly extends CaseListViews {
  override listItem = ({ id, number }: CaseSnapshot) => ({ id, number }) as never
}

/** People of these tests are called by their ids. */
class NoNames extends UserNames {
  override namesOf = () => Promise.resolve(new Map<string, string>())
}

function compose(config: PlatformConfig, clock: FakeClock, cases: KnownCases): Promise<INestApplicationContext> {
  @Global()
  @Module({
    providers: [
      { provide: CaseLookup, useValue: cases },
      { provide: CaseReadings, useValue: new KnownReadings(cases) },
      { provide: CaseListViews, useClass: NumbersOnly },
      { provide: UserNames, useClass: NoNames },
    ],
    exports: [CaseLookup, CaseReadings, CaseListViews, UserNames],
  })
  class CasesModule {}
  @Module({
    imports: [
      PlatformModule.with({ service: 'test', config, entities: [], clock }),
      OrgModule,
      TaxonomyModule,
      CasesModule,
      ReportingModule,
    ],
  })
  class TestModule {}
  return NestFactory.createApplicationContext(TestModule, { logger: false })
}
