import { Global, Module } from '@nestjs/common'
import { CLOCK_LADDER_TYPE, type ClockLadderEvent, type LadderAction } from '@tongban/deadline/contract'
import { CallerNames } from '@tongban/intake/contract'
import { namesCaller } from '@tongban/intake/domain'
import { ConsumerRunner, EventConsumers, type DeliveredEvent } from '@tongban/platform/server'
import { caseWorld, PEOPLE, person, START, UNITS, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { buildWorkCalendar, DEFAULT_OFFICE_HOURS } from '@tongban/worktime/domain'
import type { Principal } from '@tongban/access/contract'
import type { OrderView } from '../contract/index.js'
import type { Order } from '../domain/index.js'
import { replayOrder } from '../domain/index.js'
import { OrderStore } from './persistence/order.store.js'
import { SupervisionModule } from './supervision.module.js'

const built = buildWorkCalendar({ code: 'office', version: 1, hours: [DEFAULT_OFFICE_HOURS], exceptions: [] })
if (!built.ok) throw new Error(built.refusal.code)
const OFFICE: WorkCalendar = built.value

class OneCalendar extends WorkCalendars {
  override calendarFor(): WorkCalendar {
    return OFFICE
  }
}

/** Who called about which case: intake's, as far as a public title asks. */
export const CALLED = new Map<string, string>()
class Book extends CallerNames {
  override areIn(text: string, caseIds: readonly string[]): Promise<boolean> {
    return Promise.resolve(caseIds.some((id) => namesCaller(text, CALLED.get(id) ?? '')))
  }
}

@Global()
@Module({ providers: [{ provide: WorkCalendars, useClass: OneCalendar }, { provide: CallerNames, useClass: Book }], exports: [WorkCalendars, CallerNames] })
class OfficeHours {}

/** A city of real units with supervision in it. */
export async function supervisedWorld(processes = 1): Promise<CaseWorld> {
  const world = await caseWorld({ processes, modules: [OfficeHours, SupervisionModule] })
  for (const process of world.processes) await process.knowUnits()
  return world
}

export const WHO = {
  ...PEOPLE,
  inspector: person('discipline_inspector', 'discipline-inspection'),
  leader: person('leader', 'city-government-office'),
  staffing: person('unit_lead', 'city-institutional-staffing'),
  otherSupervisor: person('supervisor', UNITS.hotline, { userId: 'supervisor-2' }),
  assessor: person('assessor', UNITS.hotline),
  otherCoordinator: person('county_coordinator', 'county-150525-coordinator', { countyCode: '150525' }),
}

export const CLOCK = '0199a000-0000-7000-8000-0000000000c1'
let serial = 0

/** A rung of a clock as it comes from the outbox, each time as an event of its own. */
export function rung(caseId: string, actions: readonly LadderAction[], changes: Partial<ClockLadderEvent> = {}): DeliveredEvent {
  const data: ClockLadderEvent = {
    clockId: CLOCK, caseId, assignmentId: null, unitId: UNITS.township, subjectId: null, kind: 'promise', dueAt: START, at: START, serviceClass: 'help_suggestion', policyVersion: 1,
    rung: { code: 'routine', name: '日常督办', offset: { when: 'after', amount: 1, unit: 'work_day' }, actions: [...actions] }, ...changes,
  }
  return { id: 700_000 + (serial += 1), type: CLOCK_LADDER_TYPE, subjectId: data.clockId, at: START, data, traceId: 't' }
}

export const orderAction = (kind: 'routine' | 'listed' | 'interview' | 'joint' = 'routine'): LadderAction => ({
  do: 'order', kind, replyWithin: { amount: 1, unit: 'work_day' }, to: [{ level: 'unit', role: 'handler' }],
})

/** Delivers events to one consumer of a process, as the queue would. */
export function deliver({ app }: CaseProcess, name: string, events: readonly DeliveredEvent[]): Promise<void> {
  const consumer = app.get(EventConsumers).all().find((one) => one.name === name)
  if (consumer === undefined) throw new Error(`No consumer ${name}`)
  return app.get(ConsumerRunner).run(consumer, events)
}

export async function ordersOf({ database }: CaseProcess, caseId: string): Promise<Order[]> {
  const rows = await database.query<{ body: Order }>(
    `SELECT o.body FROM supervision_order o WHERE o.id IN (SELECT order_id FROM supervision_order_case WHERE case_id = $1) ORDER BY o.number`,
    [caseId],
  )
  return rows.map(({ body }) => body)
}

/** The order as it is stored, which must be what its events tell, column by column. */
export async function wholeOrder({ app, database }: CaseProcess, orderId: string): Promise<Order> {
  const [row] = await database.query<{ body: Order; version: number; state: string; reply_due_at: number; overdue_at: number | null; late_rounds: number }>(
    'SELECT body, version, state, reply_due_at, overdue_at, late_rounds FROM supervision_order WHERE id = $1', [orderId],
  )
  if (row === undefined) throw new Error(`No order ${orderId}`)
  const events = await app.get(OrderStore).eventsOf(orderId)
  const replayed = replayOrder(orderId, events)
  const { version, state, replyDueAt, overdueAt, lateRounds } = replayed
  const columns = { version: row.version, state: row.state, replyDueAt: row.reply_due_at, overdueAt: row.overdue_at, lateRounds: row.late_rounds }
  if (JSON.stringify(columns) !== JSON.stringify({ version, state, replyDueAt, overdueAt, lateRounds })) throw new Error(`Row and events of ${orderId} differ: ${JSON.stringify(columns)}`)
  return row.body
}

export const outboxOf = async ({ database }: CaseProcess, orderId: string, type: string): Promise<number> =>
  (await database.query<{ told: number }>('SELECT count(*)::int AS told FROM outbox_event WHERE subject_id = $1 AND type = $2', [orderId, type]))[0]?.told ?? 0

/** Issues by the API; the first order's id. */
export async function issue(process: CaseProcess, caseIds: readonly string[], change: Record<string, unknown> = {}, by: Principal = WHO.supervisor): Promise<string> {
  const body = { kind: 'routine', caseIds, title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' }, ...change }
  const answer = await process.call('POST', '/supervision/orders', by, { body })
  const [first] = (answer.body as { orders?: { orderId: string }[] }).orders ?? []
  if (answer.status !== 201 || first === undefined) throw new Error(`Not issued: ${JSON.stringify(answer.body)}`)
  return first.orderId
}

export const act = (process: CaseProcess, orderId: string, path: string, by: Principal, body: Record<string, unknown> = {}, idempotencyKey?: string) =>
  process.call('POST', `/supervision/orders/${orderId}/${path}`, by, { body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) })

export const REPLY = { text: '已安排抢修', measures: '更换灯头三处' }
export const viewOf = async (process: CaseProcess, orderId: string, by: Principal): Promise<OrderView> => (await process.call('GET', `/supervision/orders/${orderId}`, by)).body as OrderView
