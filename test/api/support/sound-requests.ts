import type { RoleId } from '@tongban/access/contract'
import { readPolicy } from '@tongban/deadline/contract'
import { addDutyEntry, readDutyRoster } from '@tongban/duty/contract'
import { openIncident } from '@tongban/incident/contract'
import type { BodyInputOf } from '@tongban/kernel/contract'
import { listNotices, readRules } from '@tongban/notification/contract'
import { issueOrders } from '@tongban/supervision/contract'
import { ALL_ENDPOINTS } from '../../../apps/api/endpoints.js'
import type { SignedIn } from '../../support/signed-in.js'
import type { Pool, SoundRequest } from './request-arbitrary.js'

export type SoundRequests = Readonly<Record<string, readonly SoundRequest[]>>
type As = (role: RoleId) => SignedIn

const TOWNSHIP = 'township-150525100'
const DAY = '2026-11-23'

const DUTY_ENTRY: BodyInputOf<typeof addDutyEntry>['entry'] = {
  name: '包广林', title: '综治中心主任', phone: '13947588001', userId: null, line: 1,
  times: { kind: 'pattern', spans: [{ on: 'daily', startMinute: 0, minutes: 1440 }], validFrom: '2026-01-01', validTo: null },
}

/** An incident, an order and a contact of a roster, so that requests which name one meet one. */
export async function thingsBesideCases(as: As, caseIds: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const incident = await as('dispatcher').call(openIncident, { body: openIncident.example as BodyInputOf<typeof openIncident> })
  const orders = await as('supervisor').call(issueOrders, {
    body: { kind: 'listed', caseIds: caseIds.slice(0, 2), title: '地边子纠纷久拖不决', requirement: '查明原因，说明何时丈量', replyWithin: { amount: 2, unit: 'work_day' } },
  })
  const entry = await as('unit_lead').call(addDutyEntry, { body: { unitId: TOWNSHIP, version: 0, entry: DUTY_ENTRY } })
  const notices = await as('handler').call(listNotices)
  for (const { status, problem } of [incident, orders, entry]) if (status >= 300) throw new Error(JSON.stringify(problem))
  return {
    incidentId: [incident.body.id],
    orderId: orders.body.orders.map(({ orderId }) => orderId),
    contactId: [entry.body.id],
    entryIds: [entry.body.id],
    messageId: notices.body.items.map(({ id }) => id),
    postKey: [`unit:${TOWNSHIP}`, 'division:150525100201'],
    postKeys: [`unit:${TOWNSHIP}`],
    area: ['150525100', '150525'],
    placeCode: ['150525100', '150525100201'],
    date: [DAY],
    into: ['2026-12-01'],
    validFrom: ['2026-12-01', '2027-01-01'],
    issuedFrom: ['2026-11-01T00:00:00+08:00'],
    issuedTo: ['2026-12-01T00:00:00+08:00'],
    csv: ['岗位,姓名,电话', '日期,名称\n2027-01-01,元旦'],
  }
}

/** What is right as it stands, for endpoints of which a shape alone says too little: tables that must hang together, one of two things, days. */
export async function soundRequests(as: As, pool: Pool): Promise<SoundRequests> {
  const policy = await as('system_admin').call(readPolicy, { params: { version: '1' } })
  const rules = await as('system_admin').call(readRules)
  const roster = await as('unit_lead').call(readDutyRoster, { query: { unitId: TOWNSHIP } })
  for (const { status, problem } of [policy, rules, roster]) if (status >= 300) throw new Error(JSON.stringify(problem))
  const draft = policy.body.table
  const { version } = roster.body
  const examples = Object.fromEntries(ALL_ENDPOINTS.filter(({ example }) => example !== undefined && Object.keys(example as object).length > 0).map(({ name, example }) => [name, [{ body: example }]]))
  const caseIds = (pool.caseId ?? []).slice(0, 2)
  const dutyPosts = [{ unitId: TOWNSHIP }, { divisionCode: '150525100201' }]
  return {
    ...examples,
    checkPolicy: [{ body: { draft } }],
    previewPolicy: [{ body: { draft, samples: [{ urgency: 'general', caseType: 'help', categoryCode: '010105', divisionCode: '150525100' }] } }],
    publishPolicy: [{ body: { draft, validFrom: '2027-03-01', reason: '明年三月起试行', latestSeen: 1 } }],
    readDutyRoster: dutyPosts.map((query) => ({ query: { ...query, from: DAY } })),
    replaceDutyRoster: [{ body: { unitId: TOWNSHIP, version, entries: [DUTY_ENTRY] } }],
    addDutyEntry: [{ body: { unitId: TOWNSHIP, version, entry: DUTY_ENTRY } }],
    removeDutyEntries: [{ body: { unitId: TOWNSHIP, version, entryIds: pool.entryIds } }],
    copyDutyShifts: [{ body: { unitId: TOWNSHIP, version, period: 'week', into: DAY } }],
    readDutyNow: [...dutyPosts.map(({ unitId, divisionCode }) => ({ query: unitId === undefined ? { placeCode: divisionCode } : { unitId } })), { query: { countyCode: '150525' } }],
    readDutyGaps: [{ query: { unitId: TOWNSHIP } }, { query: { countyCode: '150525', days: '7' } }],
    listOrders: [{ query: { kind: 'listed,routine', state: 'issued' } }, { query: { overdue: 'now', q: '地边子' } }],
    countOrders: [{ query: { origin: 'person', issuedFrom: '2026-11-01T00:00:00+08:00' } }],
    exportOrders: [{ query: { kind: 'listed' } }],
    issueOrders: [{ body: { ...(issueOrders.example as object), caseIds } }],
    recordInterview: [{ params: { orderId: pool.orderId?.[0] }, body: { heldAt: '2026-11-20T09:00:00+08:00', attendees: '镇长、分管副镇长', minutes: '约谈了镇里的主要负责人。' } }],
    readIncidentBulletin: [{ query: { date: DAY } }, { query: { date: DAY, day: 'noon' } }],
    markAllNoticesRead: [{ body: { until: '2026-12-01T00:00:00+08:00' } }],
    sendTestNotification: [{ body: { channel: 'sms' } }],
    writeNotificationRules: [{ body: { version: rules.body.version, reason: '照旧', rules: rules.body.rules } }],
    readCalendarYear: [{ query: { year: '2026' } }, { query: { year: '2026', month: '10', divisionCode: '150525100' } }],
    previewCalendarChange: [{ body: { days: [{ date: '2026-12-18', kind: 'off', name: '集中检修', spans: null, source: '政府通知' }] } }],
    applyCalendarChange: [{ body: { draft: { days: [{ date: '2026-12-18', kind: 'off', name: '集中检修', spans: null, source: '政府通知' }] }, expectedVersion: 1, reason: '集中检修一天' } }],
    importHolidays: [{ body: { notice: { rows: [{ date: '2027-01-01', name: '元旦', isOffDay: true }], source: '国务院办公厅通知' }, dryRun: true } }],
  }
}
