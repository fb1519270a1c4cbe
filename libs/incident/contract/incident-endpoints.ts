import {
  categoryCodeField, dayField, defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, uuidField, type Endpoint,
} from '@tongban/kernel/contract'
import { z } from 'zod'
import {
  bulletinIncidentSchema, callPreviewSchema, incidentCaseSchema, incidentListItemSchema, incidentLogItemSchema, incidentPostSchema, incidentViewSchema,
} from './incident-views.js'
import { callDepthSchema, incidentKindSchema, incidentLevelSchema, incidentStatusSchema, MOST_AREAS, progressKindSchema } from './words.js'

const one = z.strictObject({ incidentId: uuidField })
const caseIds = z.array(uuidField).min(1, { error: '请选择工单' }).max(100, { error: '一次最多 100 件' })
const area = z.array(divisionCodeField).min(1, { error: '请选择影响范围' }).max(MOST_AREAS, { error: `影响范围最多选 ${MOST_AREAS} 个区划` })
const postKey = z.string().regex(/^(unit|division):[A-Za-z0-9_-]{2,64}$/, { error: '值守点格式不对' })

/** What most acts answer: the page reads the rest again. */
const actedSchema = z.object({ incidentId: uuidField, version: z.int(), status: incidentStatusSchema })

export const previewIncidentCalls = defineEndpoint({
  name: 'previewIncidentCalls', method: 'POST', path: '/incidents/preview', permission: 'incident.open', tag: 'incident', summary: '预览会呼叫谁（不发出呼叫）', status: 200,
  body: z.strictObject({ kind: incidentKindSchema, level: incidentLevelSchema, area, depth: callDepthSchema.default('village') }), response: callPreviewSchema,
  refusals: ['INCIDENT_AREA_UNKNOWN', 'INCIDENT_AREA_TOO_WIDE'], example: { kind: 'heating_outage', level: 'larger', area: ['150523100'], depth: 'village' },
})

/** From a case, from a cluster (a list of cases), or by hand (no case). Everybody is called at once. */
export const openIncident = defineEndpoint({
  name: 'openIncident', method: 'POST', path: '/incidents', permission: 'incident.open', tag: 'incident', summary: '登记突发事件，立即呼叫影响范围内各级值守人', idempotent: true,
  body: z.strictObject({
    kind: incidentKindSchema, level: incidentLevelSchema, title: textField('标题', { min: 2, max: 60 }), cause: textField('原因和现状', { min: 1, max: 500 }),
    placeCode: divisionCodeField, placeText: textField('地点', { max: 120 }).default(''), area, depth: callDepthSchema.default('village'),
    caseIds: z.array(uuidField).max(500, { error: '登记时最多并入 500 件，其余可以随后并入' }).default([]), categoryCodes: z.array(categoryCodeField).max(10).default([]),
  }),
  response: incidentViewSchema,
  refusals: ['INCIDENT_AREA_UNKNOWN', 'INCIDENT_AREA_TOO_WIDE', 'CASE_NOT_FOUND', 'INCIDENT_CASE_TAKEN', 'IDEMPOTENCY_KEY_REUSED'],
  example: { kind: 'heating_outage', level: 'larger', title: '开鲁镇供热主管道爆裂', cause: '主管道爆裂，抢修中', placeCode: '150523100', area: ['150523100'] },
})

export const listIncidents = defineEndpoint({
  name: 'listIncidents', method: 'GET', path: '/incidents', permission: 'incident.read', tag: 'incident', summary: '突发事件（新的在前）',
  query: z.strictObject({
    ...pageQueryShape, state: z.enum(['open', 'ended', 'all']).default('open').describe('open：未结束的'), kind: incidentKindSchema.optional(), level: incidentLevelSchema.optional(),
    countyCode: divisionCodeField.optional(), from: isoField.optional(), to: isoField.optional(),
  }),
  response: pageOf(incidentListItemSchema),
})

export const readIncident = defineEndpoint({
  name: 'readIncident', method: 'GET', path: '/incidents/:incidentId', permission: 'incident.read', tag: 'incident', summary: '一起突发事件', params: one, response: incidentViewSchema, refusals: ['INCIDENT_NOT_FOUND'],
})

export const readIncidentTree = defineEndpoint({
  name: 'readIncidentTree', method: 'GET', path: '/incidents/:incidentId/tree', permission: 'incident.read', tag: 'incident', summary: '确认情况：市、旗县区、镇街、嘎查村逐级',
  params: one, response: z.object({ posts: z.array(incidentPostSchema) }), refusals: ['INCIDENT_NOT_FOUND'],
})

export const readIncidentLog = defineEndpoint({
  name: 'readIncidentLog', method: 'GET', path: '/incidents/:incidentId/log', permission: 'incident.read', tag: 'incident', summary: '处置记录（新的在前，只增不改）',
  params: one, query: z.strictObject({ limit: pageQueryShape.limit, cursor: z.string().regex(/^\d{1,18}$/, { error: '翻页位置无效' }).optional() }), response: pageOf(incidentLogItemSchema), refusals: ['INCIDENT_NOT_FOUND'],
})

export const readIncidentCases = defineEndpoint({
  name: 'readIncidentCases', method: 'GET', path: '/incidents/:incidentId/cases', permission: 'incident.read', tag: 'incident', summary: '并入的工单（您看得到的）',
  params: one, query: z.strictObject(pageQueryShape), response: pageOf(incidentCaseSchema), refusals: ['INCIDENT_NOT_FOUND'],
})

export const suggestIncidentCases = defineEndpoint({
  name: 'suggestIncidentCases', method: 'GET', path: '/incidents/:incidentId/suggestions', permission: 'incident.manage', tag: 'incident', summary: '登记之后影响范围内的同类新工单，可以并入',
  params: one, response: z.object({ items: z.array(incidentCaseSchema), more: z.boolean() }), refusals: ['INCIDENT_NOT_FOUND'],
})

export const joinIncidentCases = defineEndpoint({
  name: 'joinIncidentCases', method: 'POST', path: '/incidents/:incidentId/join', permission: 'incident.manage', tag: 'incident', summary: '并入工单（已经并入的不重复）', status: 200, params: one,
  body: z.strictObject({ caseIds }), response: actedSchema.extend({ joined: z.int() }),
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'CASE_NOT_FOUND', 'INCIDENT_CASE_TAKEN', 'INCIDENT_TOO_MANY_CASES'],
})

export const leaveIncidentCases = defineEndpoint({
  name: 'leaveIncidentCases', method: 'POST', path: '/incidents/:incidentId/leave', permission: 'incident.manage', tag: 'incident', summary: '移出工单', status: 200, params: one,
  body: z.strictObject({ caseIds, reason: textField('移出原因', { min: 1, max: 200 }) }), response: actedSchema.extend({ left: z.int() }),
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_CASE_NOT_JOINED'],
})

export const noteIncidentProgress = defineEndpoint({
  name: 'noteIncidentProgress', method: 'POST', path: '/incidents/:incidentId/progress', permission: 'incident.read', tag: 'incident', summary: '填写进展或措施', params: one,
  body: z.strictObject({
    kind: progressKindSchema.default('progress'), text: textField('内容', { min: 1, max: 500 }), public: z.boolean().default(false).describe('可以告诉群众'),
    affectedPeople: z.int().min(0).max(5_000_000).optional(),
  }),
  response: actedSchema, refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_MAY_NOT_WRITE'],
})

export const acknowledgeIncident = defineEndpoint({
  name: 'acknowledgeIncident', method: 'POST', path: '/incidents/:incidentId/acknowledge', permission: 'incident.acknowledge', tag: 'incident', summary: '确认收到（不填值守点：所有呼叫到我或我单位的）', status: 200, params: one,
  body: z.strictObject({ postKey: postKey.optional() }), response: actedSchema.extend({ acknowledged: z.int(), late: z.boolean() }),
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_NOT_CALLED'],
})

export const recordPhoneAcknowledgement = defineEndpoint({
  name: 'recordPhoneAcknowledgement', method: 'POST', path: '/incidents/:incidentId/phone-acknowledgement', permission: 'incident.manage', tag: 'incident', summary: '记录电话确认：谁，什么时候', status: 200, params: one,
  body: z.strictObject({ postKey, name: textField('接听人', { min: 1, max: 40 }), at: isoField.optional(), note: textField('备注', { max: 200 }).default('') }),
  response: actedSchema.extend({ late: z.boolean() }),
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_POST_UNKNOWN', 'INCIDENT_POST_ANSWERED', 'INCIDENT_ACK_TIME_WRONG'],
})

export const callIncidentAgain = defineEndpoint({
  name: 'callIncidentAgain', method: 'POST', path: '/incidents/:incidentId/call-again', permission: 'incident.manage', tag: 'incident', summary: '再次呼叫没有确认的（不填：全部无人应答、无人值班的）', status: 200, params: one,
  body: z.strictObject({ postKeys: z.array(postKey).min(1).max(100).optional() }), response: actedSchema.extend({ called: z.int() }),
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_NOTHING_TO_CALL'],
})

export const changeIncidentLevel = defineEndpoint({
  name: 'changeIncidentLevel', method: 'POST', path: '/incidents/:incidentId/level', permission: 'incident.manage', tag: 'incident', summary: '升级或降级', status: 200, params: one,
  body: z.strictObject({ level: incidentLevelSchema, reason: textField('原因', { min: 1, max: 200 }) }), response: actedSchema,
  refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS', 'INCIDENT_LEVEL_UNCHANGED'],
})

export const containIncident = defineEndpoint({
  name: 'containIncident', method: 'POST', path: '/incidents/:incidentId/contain', permission: 'incident.manage', tag: 'incident', summary: '已控制', status: 200, params: one,
  body: z.strictObject({ text: textField('控制情况', { min: 1, max: 500 }) }), response: actedSchema, refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS'],
})

/** The summary goes to every caller of a joined case; the cases themselves stay open. */
export const closeIncident = defineEndpoint({
  name: 'closeIncident', method: 'POST', path: '/incidents/:incidentId/close', permission: 'incident.manage', tag: 'incident', summary: '结束，并把情况说明告诉每一位诉求人', status: 200, params: one,
  body: z.strictObject({ summary: textField('给群众的情况说明', { min: 5, max: 300 }) }), response: actedSchema.extend({ callers: z.int() }), refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS'],
})

export const cancelIncident = defineEndpoint({
  name: 'cancelIncident', method: 'POST', path: '/incidents/:incidentId/cancel', permission: 'incident.manage', tag: 'incident', summary: '误报撤销，并告诉所有被呼叫的人', status: 200, params: one,
  body: z.strictObject({ reason: textField('撤销原因', { min: 1, max: 200 }) }), response: actedSchema, refusals: ['INCIDENT_NOT_FOUND', 'INCIDENT_STATE_FORBIDS'],
})

/** The daily special bulletin 专报, as data. `day`: the calendar day, or the day that ends at noon. At most 100 incidents. */
export const readIncidentBulletin = defineEndpoint({
  name: 'readIncidentBulletin', method: 'GET', path: '/incidents/bulletin', permission: 'incident.read', tag: 'incident', summary: '突发事件每日专报数据',
  query: z.strictObject({ date: dayField, day: z.enum(['calendar', 'noon']).default('calendar').describe('calendar：自然日；noon：前一日 12 时至当日 12 时') }),
  response: z.object({ from: isoField, to: isoField, items: z.array(bulletinIncidentSchema), leftOut: z.int() }),
})

export const readCaseIncident = defineEndpoint({
  name: 'readCaseIncident', method: 'GET', path: '/cases/:caseId/incident', permission: 'incident.read', tag: 'incident', summary: '这件工单并入的突发事件', params: z.strictObject({ caseId: uuidField }),
  response: z.object({ incident: z.object({ id: uuidField, title: z.string(), status: incidentStatusSchema, level: incidentLevelSchema, joinedAt: isoField, mayOpen: z.boolean() }).nullable() }), refusals: ['CASE_NOT_FOUND'],
})

export const INCIDENT_ENDPOINTS: readonly Endpoint[] = [
  readIncidentBulletin, previewIncidentCalls, openIncident, listIncidents, readIncident, readIncidentTree, readIncidentLog, readIncidentCases, suggestIncidentCases, joinIncidentCases, leaveIncidentCases,
  noteIncidentProgress, acknowledgeIncident, recordPhoneAcknowledgement, callIncidentAgain, changeIncidentLevel, containIncident, closeIncident, cancelIncident, readCaseIncident,
]
