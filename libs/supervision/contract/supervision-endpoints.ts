import { namedSchema } from '@tongban/case/contract'
import { defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { ORDER_COMMAND_BODIES, ORDER_COMMAND_NAMES, ORDER_TRANSITIONS, replyWithinSchema, type OrderCommandName } from './order-commands.js'
import { orderCountsSchema, orderListItemSchema, orderViewSchema, publicOrderSchema } from './order-views.js'
import { ORDER_CASES_MAX, orderKindSchema, orderOriginSchema, orderStateSchema } from './order-words.js'

const listOf = <T extends z.ZodType>(item: T) => z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(10))
const caseIds = z.array(uuidField).min(1, '至少选一件工单').max(ORDER_CASES_MAX, `一次最多 ${ORDER_CASES_MAX} 件工单`)
const orderParams = z.strictObject({ orderId: uuidField })

/** Filters of the ledger, of its counts and of its export: one shape, so that they never disagree. */
export const orderFilterShape = {
  kind: listOf(orderKindSchema).optional(),
  state: listOf(orderStateSchema).optional(),
  origin: listOf(orderOriginSchema).optional(),
  unitId: unitIdField.optional().describe('被督办单位'),
  countyCode: divisionCodeField.optional(),
  overdue: z.enum(['now', 'ever']).optional().describe('now：现在超期未反馈；ever：曾经超期'),
  issuedFrom: isoField.optional(),
  issuedTo: isoField.optional().describe('不含此刻'),
  q: textField('搜索内容', { min: 2, max: 50 }).optional().describe('督办单号，或标题、要求里的字'),
  caseNumber: z.string().regex(/^\d{8,20}$/, { message: '工单号应为数字' }).optional(),
}
const laterThanFrom = ({ issuedFrom, issuedTo }: { issuedFrom?: string | undefined; issuedTo?: string | undefined }, ctx: z.RefinementCtx): void => {
  if (issuedFrom !== undefined && issuedTo !== undefined && Date.parse(issuedTo) <= Date.parse(issuedFrom)) ctx.addIssue({ code: 'custom', path: ['issuedTo'], message: '结束时间应晚于开始时间' })
}
const orderFilterSchema = z.strictObject(orderFilterShape)
export type OrderFilters = z.output<typeof orderFilterSchema>

const issuedSchema = z.object({
  orders: z.array(z.object({ orderId: uuidField, number: z.string(), unit: namedSchema, caseCount: z.int(), replyDueAt: isoField })),
})

/** One order for each unit the cases lie with, unless a unit is named. */
export const issueOrders = defineEndpoint({
  name: 'issueOrders', method: 'POST', path: '/supervision/orders', permission: 'supervision.issue', tag: 'supervision', idempotent: true,
  summary: '下发督办单：一件或一批工单；不指定单位时按承办单位各下发一张',
  body: z.strictObject({
    kind: orderKindSchema,
    caseIds,
    unitId: unitIdField.optional().describe('不填：各工单的主办单位；还没有主办的，旗县统筹或热线中心'),
    title: textField('标题', { min: 4, max: 60 }),
    requirement: textField('督办要求', { min: 4, max: 2000 }),
    replyWithin: replyWithinSchema,
    jointUnitIds: z.array(unitIdField).max(5, '成员单位最多 5 个').optional().describe('联合督办的成员单位；不填为纪检监察、编办、司法'),
  }),
  response: issuedSchema,
  refusals: [
    'ORDER_CASES_UNKNOWN', 'ORDER_UNIT_UNKNOWN', 'ORDER_UNIT_RECUSED', 'ORDER_UNIT_IS_OWN', 'ORDER_NO_ADDRESSEE', 'ORDER_JOINT_PARTIES', 'ORDER_KIND_NOT_ISSUED', 'NO_WORKING_TIME_AHEAD',
    'IDEMPOTENCY_KEY_REUSED',
  ],
  example: { kind: 'routine', caseIds: ['0199a000-0000-7000-8000-000000000001'], title: '路灯长期不亮', requirement: '查明原因，说明何时修复', replyWithin: { amount: 1, unit: 'work_day' } },
})

export const writeInstruction = defineEndpoint({
  name: 'writeInstruction', method: 'POST', path: '/supervision/instructions', permission: 'instruction.write', tag: 'supervision', idempotent: true,
  summary: '作出批示：转有关单位办理，按期反馈给作出批示的领导',
  body: z.strictObject({ caseIds, unitId: unitIdField.optional().describe('不填同下发督办单'), text: textField('批示内容', { min: 2, max: 1000 }), replyWithin: replyWithinSchema }),
  response: issuedSchema,
  refusals: ['ORDER_CASES_UNKNOWN', 'ORDER_UNIT_UNKNOWN', 'ORDER_UNIT_RECUSED', 'ORDER_UNIT_IS_OWN', 'ORDER_NO_ADDRESSEE', 'NO_WORKING_TIME_AHEAD', 'IDEMPOTENCY_KEY_REUSED'],
  example: { caseIds: ['0199a000-0000-7000-8000-000000000001'], text: '请认真核实，三日内报结果。', replyWithin: { amount: 3, unit: 'work_day' } },
})

export const listOrders = defineEndpoint({
  name: 'listOrders', method: 'GET', path: '/supervision/orders', permission: 'supervision.read', tag: 'supervision', summary: '督办台账（新下发的在前，键集分页）',
  query: z.strictObject({ ...orderFilterShape, ...pageQueryShape }).superRefine(laterThanFrom), response: pageOf(orderListItemSchema),
})

export const countOrders = defineEndpoint({
  name: 'countOrders', method: 'GET', path: '/supervision/counts', permission: 'supervision.read', tag: 'supervision', summary: '督办台账按状态、种类的件数，反馈及时率与督办办结率（同一筛选）',
  query: orderFilterSchema.superRefine(laterThanFrom), response: orderCountsSchema,
})

/** As many rows as a workbook of the export holds. */
export const EXPORT_MAX = 10_000

export const exportOrders = defineEndpoint({
  name: 'exportOrders', method: 'GET', path: '/supervision/orders.xlsx', permission: 'supervision.export', tag: 'supervision', summary: `导出督办台账（xlsx，最多 ${EXPORT_MAX} 行，带导出人与时间）`,
  query: orderFilterSchema.superRefine(laterThanFrom), response: z.any().describe('xlsx 文件'),
})

export const readOrder = defineEndpoint({
  name: 'readOrder', method: 'GET', path: '/supervision/orders/:orderId', permission: 'supervision.read', tag: 'supervision', summary: '督办单：要素、所涉工单、经过、可做的操作',
  params: orderParams, response: orderViewSchema, refusals: ['ORDER_NOT_FOUND'],
})

export const readCaseOrders = defineEndpoint({
  name: 'readCaseOrders', method: 'GET', path: '/cases/:caseId/supervision', permission: 'supervision.read', tag: 'supervision', summary: '一件工单的督办单（新的在前，最多 50 张）',
  params: z.strictObject({ caseId: uuidField }), response: z.object({ items: z.array(orderListItemSchema) }), refusals: ['CASE_NOT_FOUND'],
})

export const listPublicOrders = defineEndpoint({
  name: 'listPublicOrders', method: 'GET', path: '/public/supervision-orders', permission: 'public', tag: 'supervision', summary: '公开的挂牌督办（最近 100 张）',
  response: z.object({ items: z.array(publicOrderSchema) }),
})

const PATHS: Record<OrderCommandName, string> = {
  sign: 'sign', reply: 'reply', send_back: 'send-back', release: 'release', withdraw: 'withdraw', publish: 'publish', unpublish: 'unpublish', add_opinion: 'opinions',
  record_interview: 'interviews',
}

const orderCommand = <B extends z.ZodType>(action: OrderCommandName, name: string, body: B, refusals: readonly string[] = []) =>
  defineEndpoint({
    name, method: 'POST', path: `/supervision/orders/:orderId/${PATHS[action]}`, tag: 'supervision', summary: `督办单：${ORDER_TRANSITIONS[action].zh}`, params: orderParams,
    // Who may is told by the order itself: the addressed unit, its reviewers, a joint party.
    permission: 'supervision.read', status: 200, idempotent: true,
    body,
    response: z.object({ orderId: uuidField, number: z.string(), version: z.int(), state: orderStateSchema, round: z.int() }),
    refusals: ['ORDER_NOT_FOUND', 'ORDER_STATE_FORBIDS', 'ORDER_VERSION_STALE', 'PERMISSION_MISSING', 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED', ...refusals],
  })

const BODY = ORDER_COMMAND_BODIES
const REVIEWER = ['ORDER_OWN_UNIT', 'ORDER_REVIEWED_BY_OTHERS']
export const signOrder = orderCommand('sign', 'signOrder', BODY.sign, ['ORDER_NOT_ADDRESSED_TO_YOU'])
export const replyToOrder = orderCommand('reply', 'replyToOrder', BODY.reply, ['ORDER_NOT_ADDRESSED_TO_YOU', 'ORDER_PLAN_PAST'])
export const sendBackOrder = orderCommand('send_back', 'sendBackOrder', BODY.send_back, [...REVIEWER, 'NO_WORKING_TIME_AHEAD'])
export const releaseOrder = orderCommand('release', 'releaseOrder', BODY.release, [...REVIEWER, 'ORDER_NEEDS_INTERVIEW'])
export const withdrawOrder = orderCommand('withdraw', 'withdrawOrder', BODY.withdraw, REVIEWER)
export const publishOrder = orderCommand('publish', 'publishOrder', BODY.publish, [...REVIEWER, 'ORDER_KIND_FORBIDS', 'ORDER_PUBLIC_NAMES_CALLER', 'ORDER_SEALED', 'ORDER_ALREADY_PUBLISHED'])
export const unpublishOrder = orderCommand('unpublish', 'unpublishOrder', BODY.unpublish, [...REVIEWER, 'ORDER_KIND_FORBIDS', 'ORDER_NOT_PUBLISHED'])
export const addOrderOpinion = orderCommand('add_opinion', 'addOrderOpinion', BODY.add_opinion, ['ORDER_KIND_FORBIDS', 'ORDER_NOT_JOINT_PARTY'])
export const recordInterview = orderCommand('record_interview', 'recordInterview', BODY.record_interview, [...REVIEWER, 'ORDER_KIND_FORBIDS', 'INTERVIEW_IN_FUTURE'])

export const ORDER_COMMAND_ENDPOINTS = {
  sign: signOrder, reply: replyToOrder, release: releaseOrder, send_back: sendBackOrder, record_interview: recordInterview, publish: publishOrder, unpublish: unpublishOrder,
  add_opinion: addOrderOpinion, withdraw: withdrawOrder,
} as const satisfies { readonly [N in OrderCommandName]: Endpoint }

export const SUPERVISION_ENDPOINTS: readonly Endpoint[] = [
  issueOrders, writeInstruction, listOrders, countOrders, exportOrders, readOrder, readCaseOrders, listPublicOrders, ...ORDER_COMMAND_NAMES.map((name) => ORDER_COMMAND_ENDPOINTS[name]),
]
