import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Scope } from '@tongban/access/contract'
import { CaseLookup } from '@tongban/case/contract'
import { idOf, isoOf, plus, HOUR_MS } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, Metrics, pgTypes, statement } from '@tongban/platform/server'
import { measureIdSchema, NO_GROUP, type GroupBy, type MeasureId } from '@tongban/reporting/contract'
import { cloneDatabase, FakeClock, person, testConfig } from '@tongban/testing/server'
import fc from 'fast-check'
import { DataSource } from 'typeorm'
import { MeasureCasesReadModel } from './measure-cases.read-model.js'
import { MeasuresReadModel } from './measures.read-model.js'

/** What a random case is made of: moments as whole hours before or after now, so that boundaries are met often. */
type Fact = {
  readonly status: string
  readonly county: string | null
  readonly unit: string | null
  readonly filed: number
  readonly dispatched: boolean
  readonly promise: number | null
  readonly replied: number | null
  readonly closed: number | null
  readonly round: number
  readonly signedLate: boolean
  readonly unsignedDue: number | null
  readonly calledBack: number | null
  readonly outcome: string | null
  readonly contacted: boolean | null
  readonly resolved: boolean | null
  readonly satisfaction: string | null
  readonly about: readonly string[] | null
  readonly merged: boolean
  readonly shelved: boolean
  readonly problem: boolean
  readonly transfers: number | null
  readonly setAside: boolean | null
  readonly redispatched: boolean | null
}

const CLOCK = new FakeClock('2026-11-21T12:00:00+08:00')
const NOW = CLOCK.now()
const FROM = -48
const TO = 0
const OPEN = ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback']
const within = (hour: number | null): boolean => hour !== null && hour >= FROM && hour < TO

/** The measures once more, in words of this file, from the definitions people read. */
const ORACLE: Readonly<Record<MeasureId, (fact: Fact) => boolean>> = {
  filed: (fact) => within(fact.filed),
  direct_answered: (fact) => within(fact.filed) && fact.status === 'answered',
  dispatched: (fact) => within(fact.filed) && fact.dispatched,
  first_dispatch_right: (fact) => within(fact.filed) && fact.dispatched && fact.redispatched !== true,
  in_hand: (fact) => OPEN.includes(fact.status),
  awaiting_dispatch: (fact) => fact.status === 'awaiting_dispatch',
  closed,
  due_soon: (fact) =>
    unreplied(fact) && fact.promise !== null && fact.promise > 0 && fact.promise <= 24,
  overdue: (fact) => unreplied(fact) && fact.promise !== null && fact.promise <= 0,
  closed_on_time: (fact) => closed(fact) && !repliedLate(fact),
  closed_late: (fact) => closed(fact) && repliedLate(fact),
  still_overdue: (fact) => ORACLE.overdue(fact) && within(fact.promise),
  signed_late: (fact) => within(fact.filed) && !fact.merged && (fact.signedLate || (fact.unsignedDue !== null && fact.unsignedDue <= 0)),
  reworked: (fact) => closed(fact) && fact.round > 1,
  merged: (fact) => within(fact.filed) && fact.merged,
  terminated: (fact) => within(fact.filed) && fact.status === 'terminated',
  problem: (fact) => within(fact.filed) && fact.problem,
  transferred: (fact) => within(fact.filed) && (fact.transfers ?? 0) > 0,
  rating_set_aside: (fact) => within(fact.calledBack) && fact.setAside === true,
  callback_valid: valid,
  callback_contacted: (fact) => valid(fact) && fact.contacted === true,
  callback_resolved: (fact) => valid(fact) && fact.resolved === true,
  callback_satisfied: (fact) => valid(fact) && ['very_satisfied', 'satisfied'].includes(fact.satisfaction ?? ''),
  callback_basically_satisfied: (fact) => valid(fact) && fact.satisfaction === 'basically_satisfied',
  callback_dissatisfied: (fact) => valid(fact) && ['dissatisfied', 'very_dissatisfied'].includes(fact.satisfaction ?? ''),
  callback_unreachable: (fact) => within(fact.calledBack) && fact.outcome === 'unreachable' && !fact.merged,
}
const repliedLate = (fact: Fact): boolean => fact.replied !== null && fact.promise !== null && fact.replied >= fact.promise
function valid(fact: Fact): boolean {
  return within(fact.calledBack) && fact.outcome === 'answered' && !fact.merged && fact.setAside !== true
}
function closed(fact: Fact): boolean {
  return within(fact.closed) && !fact.merged
}
/** A merged case is its parent's to answer, until it goes round by itself. */
function unreplied(fact: Fact): boolean {
  return OPEN.includes(fact.status) && fact.replied === null && !fact.shelved && (!fact.merged || fact.round > 1)
}

const hour = fc.constantFrom(-49, -48, -30, -1, 0, 1, 23, 24, 25)
const facts = fc.array(
  fc.record<Fact>({
    status: fc.constantFrom(...OPEN, 'closed', 'archived', 'answered', 'declined', 'withdrawn', 'merged', 'terminated'),
    county: fc.constantFrom('150525', '150502', null),
    unit: fc.constantFrom('township-150525100', 'township-150525101', 'county-150525-housing', null),
    filed: hour,
    dispatched: fc.boolean(),
    promise: fc.option(hour),
    replied: fc.option(hour),
    closed: fc.option(hour),
    round: fc.integer({ min: 0, max: 3 }),
    signedLate: fc.boolean(),
    unsignedDue: fc.option(hour),
    calledBack: fc.option(hour),
    outcome: fc.option(fc.constantFrom('answered', 'refused', 'unreachable', 'not_wanted')),
    contacted: fc.option(fc.boolean()),
    resolved: fc.option(fc.boolean()),
    satisfaction: fc.option(fc.constantFrom('very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied', 'very_dissatisfied')),
    merged: fc.boolean(),
    shelved: fc.constantFrom(false, false, true),
    problem: fc.boolean(),
    transfers: fc.option(fc.integer({ min: 0, max: 3 })),
    setAside: fc.option(fc.boolean()),
    redispatched: fc.option(fc.boolean()),
    about: fc.constantFrom(null, null, ['township-150525100'], ['township-150525101', 'township-150525100']),
  }),
  { maxLength: 40 },
)

const CITY = '150500'
const INSERT = statement(
  'spec.insert_facts',
  `INSERT INTO reporting_case_fact SELECT r.* FROM jsonb_populate_recordset(null::reporting_case_fact, $1::jsonb) AS r`,
)
const CLEAR = statement('spec.clear_facts', 'DELETE FROM reporting_case_fact')

const momentOf = (hours: number | null): string | null => (hours === null ? null : isoOf(plus(NOW, hours * HOUR_MS)))
const idOfRow = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

const rowOf = (fact: Fact, index: number): Record<string, unknown> => ({
  city_code: CITY,
  case_id: idOfRow(index),
  version: 1,
  number: `20261121${index}`,
  status: fact.status,
  round: fact.round,
  title: '路灯不亮',
  case_type: 'help',
  urgency: 'general',
  channel: 'phone',
  category_code: '010101',
  county_code: fact.county,
  township_code: fact.county === null ? null : `${fact.county}100`,
  lead_unit_id: fact.unit,
  unit_ids: fact.unit === null ? [] : [fact.unit],
  recused_unit_ids: fact.about,
  filed_at: momentOf(fact.filed),
  dispatched_at: fact.dispatched ? momentOf(fact.filed) : null,
  promise_due_at: momentOf(fact.promise),
  replied_at: momentOf(fact.replied),
  closed_at: momentOf(fact.closed),
  signed_late: fact.signedLate,
  unsigned_due_at: momentOf(fact.unsignedDue),
  shelved_until: fact.shelved ? momentOf(48) : null,
  parent_id: fact.merged ? idOfRow(999) : null,
  problem_at: fact.problem ? momentOf(fact.filed) : null,
  transfers: fact.transfers,
  first_set_aside: fact.setAside,
  redispatched: fact.redispatched,
  first_callback_at: momentOf(fact.calledBack),
  first_outcome: fact.outcome,
  first_contacted: fact.contacted,
  first_resolved: fact.resolved,
  first_satisfaction: fact.satisfaction,
})

class NoCases extends CaseLookup {
  override snapshots = () => Promise.reject(new Error('not asked here'))
  override visibleTo = () => Promise.reject(new Error('not asked here'))
  override visibleAmong = () => Promise.reject(new Error('not asked here'))
  override waiting = () => Promise.reject(new Error('not asked here'))
}

let database: Database
let source: DataSource
let measures: MeasuresReadModel
let lists: MeasureCasesReadModel
let drop: () => Promise<void>

beforeAll(async () => {
  const clone = await cloneDatabase()
  drop = clone.drop
  source = await new DataSource({ type: 'postgres', url: clone.url, extra: { types: pgTypes, options: '-c timezone=UTC' } }).initialize()
  database = new Database(source, new Metrics())
  const config = await testConfig(clone.url)
  measures = new MeasuresReadModel(database, config, CLOCK, {} as OrgDirectory)
  lists = new MeasureCasesReadModel(database, config, CLOCK, new NoCases(), {
    listItem: () => Promise.reject(new Error('not asked here')) as never,
  })
})
afterAll(async () => {
  await source.destroy()
  await drop()
})

const period = { from: isoOf(plus(NOW, FROM * HOUR_MS)), to: isoOf(plus(NOW, TO * HOUR_MS)) }
const scoped = (scope: Scope) => ({ ...person('supervisor', 'hotline-centre'), scope })
const WHOLE_CITY = scoped({ kind: 'city', unitId: null })

/** All pages of a list, seven at a time. */
async function listed(principal: typeof WHOLE_CITY, measure: MeasureId, filter: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page: { caseIds: string[]; nextCursor: string | null } = await lists.caseIds(principal, measure, {
      ...period,
      ...filter,
      limit: 7,
      ...(cursor === null ? {} : { cursor }),
    })
    ids.push(...page.caseIds)
    cursor = page.nextCursor
  } while (cursor !== null)
  return ids
}

async function counted(principal: typeof WHOLE_CITY, by: GroupBy): Promise<Map<string, Record<MeasureId, number>>> {
  const rows = await measures.counts(principal, { ...period, by })
  return new Map(rows.map(({ group_id, ...counts }) => [group_id ?? NO_GROUP, counts]))
}

const zero = Object.fromEntries(measureIdSchema.options.map((measure) => [measure, 0])) as Record<MeasureId, number>
const totalOf = (rows: ReadonlyMap<string, Record<MeasureId, number>>): Record<MeasureId, number> =>
  [...rows.values()].reduce(
    (sum, row) =>
      Object.fromEntries(measureIdSchema.options.map((measure) => [measure, sum[measure] + row[measure]])) as Record<MeasureId, number>,
    zero,
  )

const withFacts = async (rows: readonly Fact[]): Promise<void> => {
  await database.run(CLEAR)
  await database.run(INSERT, [JSON.stringify(rows.map(rowOf))])
}

describe('measures', () => {
  it('count what their definition says, list what they count, and add up from units, counties and townships to the city', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (rows) => {
        await withFacts(rows)
        const city = (await counted(WHOLE_CITY, 'city')).get(CITY) ?? zero
        for (const measure of measureIdSchema.options) {
          const expected = rows.flatMap((fact, index) => (ORACLE[measure](fact) ? [idOfRow(index)] : []))
          expect([measure, (await listed(WHOLE_CITY, measure)).sort()]).toEqual([measure, expected])
          expect([measure, city[measure]]).toEqual([measure, expected.length])
        }
        for (const by of ['unit', 'county', 'township'] as const) expect(totalOf(await counted(WHOLE_CITY, by))).toEqual(city)
      }),
      { numRuns: 25 },
    )
  })

  it('list for one unit, one county, or for none yet, exactly as many as its row counts', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (rows) => {
        await withFacts(rows)
        for (const [by, filter] of [
          ['unit', 'unitId'],
          ['county', 'countyCode'],
          ['township', 'townshipCode'],
        ] as const) {
          for (const [group, counts] of await counted(WHOLE_CITY, by)) {
            for (const measure of ['filed', 'in_hand', 'overdue', 'closed_on_time', 'callback_valid'] as const) {
              expect([by, group, measure, (await listed(WHOLE_CITY, measure, { [filter]: group })).length]).toEqual([
                by,
                group,
                measure,
                counts[measure],
              ])
            }
          }
        }
      }),
      { numRuns: 8 },
    )
  })

  it('rule 12: show a person only what is within reach and not about the own unit, in counts and lists alike', async () => {
    await fc.assert(
      fc.asyncProperty(facts, async (rows) => {
        await withFacts(rows)
        const unit = 'township-150525100'
        const scopes: [Scope, (fact: Fact) => boolean][] = [
          [{ kind: 'own_unit', unitId: idOf(unit) }, (fact) => fact.unit === unit && fact.about === null],
          [{ kind: 'county', unitId: idOf(unit), countyCode: '150502' }, (fact) => (fact.unit === unit || fact.county === '150502') && fact.about === null],
          [{ kind: 'city', unitId: idOf(unit) }, (fact) => fact.about === null],
          [{ kind: 'none' }, () => false],
        ]
        for (const [scope, sees] of scopes) {
          const counts = totalOf(await counted(scoped(scope), 'unit'))
          for (const measure of ['filed', 'in_hand', 'closed', 'overdue'] as const) {
            const expected = rows.flatMap((fact, index) => (sees(fact) && ORACLE[measure](fact) ? [idOfRow(index)] : []))
            expect([scope.kind, measure, counts[measure]]).toEqual([scope.kind, measure, expected.length])
            expect([scope.kind, measure, (await listed(scoped(scope), measure)).sort()]).toEqual([scope.kind, measure, expected])
          }
        }
      }),
      { numRuns: 10 },
    )
  })

  it('lists the most pressing first where something is late, and the newest first elsewhere', async () => {
    const base: Fact = {
      status: 'in_progress',
      county: '150525',
      unit: 'township-150525100',
      filed: -30,
      dispatched: true,
      promise: -1,
      replied: null,
      closed: null,
      round: 1,
      signedLate: false,
      unsignedDue: null,
      calledBack: null,
      outcome: null,
      contacted: null,
      resolved: null,
      satisfaction: null,
      about: null, merged: false, shelved: false, problem: false, transfers: null, setAside: null, redispatched: null,
    }
    await withFacts([
      { ...base, filed: -40, promise: -1 },
      { ...base, filed: -30, promise: -20 },
      { ...base, filed: -35, promise: -10 },
    ])
    expect((await listed(WHOLE_CITY, 'overdue')).map((id) => Number(id.slice(-1)))).toEqual([1, 2, 0])
    expect((await listed(WHOLE_CITY, 'filed')).map((id) => Number(id.slice(-1)))).toEqual([1, 2, 0])
  })

  it('refuses a cursor it did not make', async () => {
    await expect(lists.caseIds(WHOLE_CITY, 'filed', { ...period, limit: 7, cursor: 'abc' })).rejects.toMatchObject({
      errors: [{ field: 'query.cursor' }],
    })
  })
})
