import { LADDER } from './oracle/written-policy.js'
import { ReadTimeline, type TimelineRow } from './oracle/read-timeline.js'
import type { MinuteCalendar } from './oracle/minute-calendar.js'

/** The product's own way into its tables, without what stands between. */
export type Query = <T extends object>(sql: string, values: readonly unknown[]) => Promise<T[]>

/** `story`: what its timeline says, a line a row, for whoever looks into it. */
export type Fault = { readonly caseId: string; readonly what: string; readonly story: string }
export type MonthChecked = {
  readonly cases: number
  readonly clocks: number
  readonly warnings: number
  readonly overdues: number
  readonly rungs: number
  /** Clocks that climbed to the last rung of their ladder. */
  readonly toTheTop: number
  /** Supervision orders the ladder had to issue. */
  readonly orders: number
  readonly faults: readonly Fault[]
}

type StoredRow = TimelineRow & { readonly case_id: string }
type ToldRow = { readonly case_id: string; readonly type: string; readonly at: number; readonly data: { kind: string; assignmentId: string | null; dueAt: number; rung?: { code: string } } }
type OrderRow = { readonly case_id: string; readonly kind: string; readonly assignment_id: string | null; readonly rung: string; readonly order_kind: string }
type ClockRow = { readonly case_id: string; readonly kind: string; readonly assignment_id: string | null; readonly started_at: number; readonly due_at: number; readonly state: string }

const CASES = 'SELECT id FROM case_case WHERE city_code = $1 AND id > $2 ORDER BY id LIMIT 200'
const TIMELINES = 'SELECT case_id, at, version, type, data FROM case_timeline WHERE city_code = $1 AND case_id = ANY($2::uuid[]) ORDER BY case_id, seq'
const TOLD = `SELECT data->>'caseId' AS case_id, type, occurred_at AS at, data FROM outbox_event
  WHERE city_code = $1 AND type IN ('clock.warned.v1', 'clock.overdue.v1', 'clock.rung_reached.v1') AND data->>'caseId' = ANY($2::text[]) ORDER BY id`
const CLOCKS = 'SELECT case_id, kind, assignment_id, started_at, due_at, state FROM deadline_clock WHERE city_code = $1 AND case_id = ANY($2::uuid[])'
/** Orders the ladder issued, each with the clock and the rung its key names; and rungs that were noted in one of their kind that stood. */
const ORDERS = `SELECT c.case_id, c.kind, c.assignment_id, split_part(o.issue_key, ':', 3) AS rung, o.issue_key, split_part(o.issue_key, ':', 4) AS order_kind
  FROM supervision_order o JOIN deadline_clock c ON c.city_code = o.city_code AND c.id::text = split_part(o.issue_key, ':', 2)
  WHERE o.city_code = $1 AND o.origin = 'ladder' AND c.case_id = ANY($2::uuid[])
  UNION ALL SELECT c.case_id, c.kind, c.assignment_id, e.data->>'rungCode', o.issue_key, o.kind FROM supervision_order_event e
  JOIN supervision_order o ON o.city_code = e.city_code AND o.id = e.order_id JOIN deadline_clock c ON c.city_code = e.city_code AND c.id::text = e.data->>'clockId'
  WHERE e.city_code = $1 AND e.type = 'supervision.order_reached_again.v1' AND c.case_id = ANY($2::uuid[])`
const ZERO = '00000000-0000-0000-0000-000000000000'

const ordersOf = (kind: string, what: string): readonly string[] => LADDER.find((rung) => rung.kind === kind && `rung ${rung.code}` === what)?.orders ?? []

const iso = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
const TOP = ['rung interview', 'rung fast_interview', 'rung sign_ignored', 'rung dispatch_ignored', 'rung dispatch_fast_ignored']

/**
 * Holds what was told of every clock of every case against what the case's timeline says must have been told by `until`: nothing missing, nothing
 * twice, nothing more, each at its minute; and every due moment against its own counting.
 */
export async function checkMonth(query: Query, cityCode: string, calendarAt: (at: number) => MinuteCalendar, until: number): Promise<MonthChecked> {
  const sum = { cases: 0, clocks: 0, warnings: 0, overdues: 0, rungs: 0, toTheTop: 0, orders: 0 }
  const faults: Fault[] = []
  for (let after = ZERO; ;) {
    const ids = (await query<{ id: string }>(CASES, [cityCode, after])).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return { ...sum, faults }
    after = last
    const byCase = async <T extends { readonly case_id: string }>(sql: string): Promise<Map<string, T[]>> => grouped(await query<T>(sql, [cityCode, ids]))
    const [timelines, told] = [await byCase<StoredRow>(TIMELINES), await byCase<ToldRow>(TOLD)]
    const [clocks, orders] = [await byCase<ClockRow>(CLOCKS), await byCase<OrderRow>(ORDERS)]
    for (const caseId of ids) {
      const fault = (what: string): void => void faults.push({ caseId, what, story: storyOf(timelines.get(caseId) ?? []) })
      const read = new ReadTimeline(timelines.get(caseId) ?? [], calendarAt)
      const expected = read.toldBy(until)
      for (const doubt of read.doubts) fault(doubt)
      compare('told', expected.map(({ clock, what, at }) => `${what} of ${clock.kind} ${clock.assignmentId ?? ''} at ${iso(at)}`), (told.get(caseId) ?? []).map(toldText), fault)
      compare(
        'clock',
        read.clocks.map((clock) => `${clock.kind} ${clock.assignmentId ?? ''} from ${iso(clock.startedAt)} due ${iso(clock.dueAt)} ${clock.isOpen ? 'open' : 'ended'}`),
        (clocks.get(caseId) ?? []).map((row) => `${row.kind} ${row.assignment_id ?? ''} from ${iso(row.started_at)} due ${iso(row.due_at)} ${['running', 'paused'].includes(row.state) ? 'open' : 'ended'}`),
        fault,
      )
      const wanted = expected.flatMap(({ clock, what }) => ordersOf(clock.kind, what).map((kind) => `${kind} by ${what} of ${clock.kind} ${clock.assignmentId ?? ''}`))
      compare('order', wanted, (orders.get(caseId) ?? []).map((row) => `${row.order_kind} by rung ${row.rung} of ${row.kind} ${row.assignment_id ?? ''}`), fault)
      sum.orders += wanted.length
      sum.cases += 1
      sum.clocks += read.clocks.length
      sum.warnings += expected.filter(({ what }) => what === 'warned').length
      sum.overdues += expected.filter(({ what }) => what === 'overdue').length
      sum.rungs += expected.filter(({ what }) => what.startsWith('rung')).length
      sum.toTheTop += expected.filter(({ what }) => TOP.includes(what)).length
    }
  }
}

function grouped<T extends { readonly case_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(row.case_id, [...(groups.get(row.case_id) ?? []), row])
  return groups
}

function toldText({ type, at, data }: ToldRow): string {
  const what = type === 'clock.warned.v1' ? 'warned' : type === 'clock.overdue.v1' ? 'overdue' : `rung ${data.rung?.code ?? '?'}`
  return `${what} of ${data.kind} ${data.assignmentId ?? ''} at ${iso(at)}`
}

const STORY_FACTS = ['assignmentId', 'requestId', 'urgency', 'caseType', 'what', 'kind', 'until', 'promiseDueAt', 'dispatchDueAt', 'verdict', 'dueAt', 'rulingDueAt', 'due', 'assignments', 'from', 'to', 'outcome']

const storyOf = (rows: readonly TimelineRow[]): string =>
  rows.map(({ at, version, type, data }) => `${iso(at)} ${version} ${type} ${JSON.stringify(data, STORY_FACTS.concat(['role', 'unitId', 'signDueAt', 'contactDueAt', 'serviceClass']))}`).join('\n')

/** The same lines equally often, whatever their order. */
function compare(of: string, expected: readonly string[], actual: readonly string[], fault: (what: string) => void): void {
  const count = (lines: readonly string[], line: string): number => lines.filter((each) => each === line).length
  for (const line of new Set([...expected, ...actual])) {
    const [must, is] = [count(expected, line), count(actual, line)]
    if (is < must) fault(`${of} missing: ${line}`)
    if (is > must) fault(must === 0 ? `${of} not due: ${line}` : `${of} ${is} times: ${line}`)
  }
}
