import type { RoleId } from '@tongban/access/contract'
import { readPolicy } from '@tongban/deadline/contract'
import { DEFAULT_DUPLICATE_SETTINGS } from '@tongban/duplicate/contract'
import { addDutyEntry, readDutyRoster } from '@tongban/duty/contract'
import { openIncident } from '@tongban/incident/contract'
import { joinCase } from '@tongban/intake/contract'
import { checkCatalogueRow, openCatalogueDraft, saveCatalogueRow, type CatalogueDraft } from '@tongban/dispatch/contract'
import type { BodyInputOf } from '@tongban/kernel/contract'
import { listNotices, readRules } from '@tongban/notification/contract'
import { addGazetteerEntry } from '@tongban/place/contract'
import { startTraining, type UrgencyWordingDraft } from '@tongban/suggestion/contract'
import { issueOrders } from '@tongban/supervision/contract'
import { DEFAULT_WARNING_SETTINGS } from '@tongban/topic/contract'
import { ALL_ENDPOINTS } from '../../../apps/api/endpoints.js'
import type { SignedIn } from '../../support/signed-in.js'
import type { Pool, SoundRequest } from './request-arbitrary.js'

export type SoundRequests = Readonly<Record<string, readonly SoundRequest[]>>
type As = (role: RoleId) => SignedIn

const TOWNSHIP = 'township-150525100'
const DAY = '2026-11-23'
const A_MONTH = { from: '2026-11-01T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' }
const NOBODY = '00000000-0000-4000-8000-000000000000'

const DUTY_ENTRY: BodyInputOf<typeof addDutyEntry>['entry'] = {
  name: '包广林', title: '综治中心主任', phone: '13947588001', userId: null, line: 1,
  times: { kind: 'pattern', spans: [{ on: 'daily', startMinute: 0, minutes: 1440 }], validFrom: '2026-01-01', validTo: null },
}

const GAZETTEER_NAME: BodyInputOf<typeof addGazetteerEntry> = { name: '明珠花园', kind: 'estate', divisionCode: '150525100' }
const WORDING: UrgencyWordingDraft = {
  name: '牲畜走失', kind: 'life', urgency: 'livelihood', words: ['(羊|牛)群?走失'], withAny: [], nearAny: [], unlessNear: [], isLack: false, evenIfSupposed: false, enabled: true, examples: ['羊群走失两天了'], counterExamples: [],
}

/** An incident, an order and a contact of a roster, so that requests which name one meet one. */
export async function thingsBesideCases(as: As, caseIds: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const incident = await as('dispatcher').call(openIncident, { body: openIncident.example as BodyInputOf<typeof openIncident> })
  const orders = await as('supervisor').call(issueOrders, {
    body: { kind: 'listed', caseIds: caseIds.slice(0, 2), title: '地边子纠纷久拖不决', requirement: '查明原因，说明何时丈量', replyWithin: { amount: 2, unit: 'work_day' } },
  })
  const entry = await as('unit_lead').call(addDutyEntry, { body: { unitId: TOWNSHIP, version: 0, entry: DUTY_ENTRY } })
  const notices = await as('handler').call(listNotices)
  const name = await as('dispatcher').call(addGazetteerEntry, { body: GAZETTEER_NAME })
  const training = await as('system_admin').call(startTraining, { body: { awaitsTexts: true } })
  for (const { status, problem } of [incident, orders, entry, name, training]) if (status >= 300) throw new Error(JSON.stringify(problem))
  return {
    incidentId: [incident.body.id],
    orderId: orders.body.orders.map(({ orderId }) => orderId),
    contactId: [entry.body.id],
    entryIds: [entry.body.id],
    entryId: [name.body.id],
    trainingId: [training.body.trainingId],
    wordingId: ['fire', 'outage'],
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

/** Requests of the catalogue's editor that meet the draft there is. */
function catalogueRequests({ id, revision, rows: [first] }: CatalogueDraft): SoundRequests {
  const params = { draftId: id }
  const file = { format: 'csv', content: Buffer.from('分类代码,承办层级,主办职能,抄送旗县,禁止派镇街\n').toString('base64'), mode: 'merge', onError: 'nothing', dryRun: true, revision }
  return {
    readCatalogueVersion: [{ params: { version: '1' } }],
    compareCatalogueVersions: [{ params: { version: '1' } }, { params: { version: '1' }, query: { from: '1' } }],
    compareCatalogueDraft: [{ params }],
    checkCatalogueRow: [{ params, body: checkCatalogueRow.example }],
    saveCatalogueRow: [{ params, body: saveCatalogueRow.example }],
    removeCatalogueRow: [{ params, body: { rowId: first?.row.id ?? '', revision: first?.revision ?? 0 } }],
    // of a revision that has passed: it is looked at, and the catalogue the other requests ask for stays
    publishCatalogue: [{ params, body: { reason: '按会商裁定修改', validFrom: null, revision: 0, replaces: null } }],
    importCatalogue: [{ params, body: file }],
    exportCatalogue: [{ query: { format: 'csv' } }, { query: { format: 'xlsx', source: 'draft' } }],
    readCoverage: [{ query: { level: '1' } }, { query: { source: 'draft' } }],
    readCoverageCell: [{ params: { categoryCode: '0405', countyCode: '150525' } }],
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
  const catalogue = await as('dispatcher').call(openCatalogueDraft)
  if (catalogue.status >= 300) throw new Error(JSON.stringify(catalogue.problem))
  const examples = Object.fromEntries(ALL_ENDPOINTS.filter(({ example }) => example !== undefined && Object.keys(example as object).length > 0).map(({ name, example }) => [name, [{ body: example }]]))
  const caseIds = (pool.caseId ?? []).slice(0, 2)
  const dutyPosts = [{ unitId: TOWNSHIP }, { divisionCode: '150525100201' }]
  return {
    ...examples,
    checkPolicy: [{ body: { draft } }],
    ...catalogueRequests(catalogue.body),
    previewPolicy: [{ body: { draft, samples: [{ urgency: 'general', caseType: 'help', categoryCode: '010105', divisionCode: '150525100' }] } }],
    publishPolicy: [{ body: { draft, validFrom: '2027-03-01', reason: '明年三月起试行', latestSeen: 1 } }],
    resolvePlaceText: [{ body: { text: '奈曼旗大沁他拉镇西街', countyCode: '150525', point: { latitude: 42.85, longitude: 120.66 }, hints: ['150525100'] } }],
    listGazetteer: [{ query: { status: 'confirmed', q: '明珠' } }, { query: { status: 'proposed', kind: 'estate', source: 'learned', divisionCode: '150525' } }],
    exportGazetteer: [{ query: { status: 'confirmed' } }],
    changeGazetteerEntry: [{ params: { entryId: pool.entryId?.[0] }, body: { draft: { ...GAZETTEER_NAME, note: '有南北两门' }, version: 1 } }],
    decideGazetteerEntry: [{ params: { entryId: pool.entryId?.[0] }, body: { verdict: 'retire', version: 2 } }],
    importGazetteer: [{ body: { csv: '名称,别名,类型,区划代码,区划,纬度,经度,备注\n民生市场,,地标,150525100,,,,', mode: 'check' } }],
    changeGazetteerRules: [{ body: { agreeingNeeded: 3, acceptsAlone: false, version: 1 } }],
    listSuggestionModels: [{ query: { limit: '5' } }],
    decideSuggestionModel: [{ params: { modelId: '00000000-0000-4000-8000-000000000000' }, body: { state: 'active' } }],
    giveTrainingTexts: [{ params: { trainingId: pool.trainingId?.[0] }, body: { texts: [{ title: '', text: '门口路灯不亮', l1: '道路照明' }] } }],
    readTraining: [{ params: { trainingId: pool.trainingId?.[0] } }],
    readSuggestionEffect: [{ query: { days: '30' } }],
    changeUrgencyWording: [{ params: { wordingId: 'outage' }, body: { draft: WORDING, version: 1 } }],
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
    listTopics: [{ query: { days: '30', trend: 'growing' } }],
    changeWarningSettings: [{ body: { version: 0, settings: DEFAULT_WARNING_SETTINGS, reason: '照旧' } }],
    markAllNoticesRead: [{ body: { until: '2026-12-01T00:00:00+08:00' } }],
    sendTestNotification: [{ body: { channel: 'sms' } }],
    writeNotificationRules: [{ body: { version: rules.body.version, reason: '照旧', rules: rules.body.rules } }],
    readCalendarYear: [{ query: { year: '2026' } }, { query: { year: '2026', month: '10', divisionCode: '150525100' } }],
    previewCalendarChange: [{ body: { days: [{ date: '2026-12-18', kind: 'off', name: '集中检修', spans: null, source: '政府通知' }] } }],
    applyCalendarChange: [{ body: { draft: { days: [{ date: '2026-12-18', kind: 'off', name: '集中检修', spans: null, source: '政府通知' }] }, expectedVersion: 1, reason: '集中检修一天' } }],
    readDryRun: [{ params: { dryRunId: NOBODY } }],
    cancelDryRun: [{ params: { dryRunId: NOBODY } }],
    acceptProposal: [{ params: { proposalId: NOBODY }, body: { reason: '' } }],
    rejectProposal: [{ params: { proposalId: NOBODY }, body: { reason: '个案，目录不改' } }],
    readDispatchQuality: [{ query: { ...A_MONTH, by: 'rule' } }, { query: { ...A_MONTH, by: 'author' } }],
    listDispatchQualityCases: [{ query: { ...A_MONTH, by: 'county', id: '150525', only: 'all' } }],
    readDuplicateFigures: [{ query: { from: '2026-11-01', to: '2026-11-30' } }],
    changeDuplicateSettings: [{ body: { version: 0, settings: DEFAULT_DUPLICATE_SETTINGS, reason: '照旧' } }],
    joinCase: [{ body: { ...(joinCase.example as object), parentId: caseIds[0] } }],
    importHolidays: [{ body: { notice: { rows: [{ date: '2027-01-01', name: '元旦', isOffDay: true }], source: '国务院办公厅通知' }, dryRun: true } }],
  }
}
