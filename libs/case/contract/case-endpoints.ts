import { defineEndpoint, divisionCodeField, isoField, pageQueryShape, textField, unitIdField, uuidField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import type { CaseCommand } from './case-command.js'
import { ATTACHMENT_LIMITS_ZH } from './attachment-policy.js'
import { CASE_COMMANDS } from '../commands/contracts.js'
import { DISPUTE_ENDPOINTS } from './dispute-endpoints.js'
import { readRequests, readShelvingLedger } from './request-endpoints.js'
import { readReviewSheet } from './review-sheet.js'
import { caseStatusSchema } from './states.js'
import { attachmentViewSchema, casePageSchema, caseViewSchema, commandResultSchema, inboxPageSchema } from './views.js'
import { caseTypeSchema } from './words.js'

const listOf = <T extends z.ZodType>(item: T) => z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(20))

/** What makes a case out of the ordinary: 问题工单, 挂账, 会商中, 被催办, 并案 (into another, or with others in it). */
export const caseFlagSchema = z.enum(['problem', 'shelved', 'disputed', 'urged', 'merged'])
export type CaseFlag = z.output<typeof caseFlagSchema>

/** Filters live in the URL; several values of one filter are separated by commas. */
export const caseFilterShape = {
  status: listOf(caseStatusSchema).optional(),
  caseType: listOf(caseTypeSchema).optional(),
  unitId: unitIdField.optional().describe('主办单位'),
  countyCode: divisionCodeField.optional(),
  townshipCode: divisionCodeField.optional(),
  categoryCode: z.string().regex(/^\d{2,6}$/).optional().describe('含下级分类'),
  filedFrom: isoField.optional(),
  filedTo: isoField.optional().describe('不含此刻'),
  overdue: z.stringbool().optional().describe('已过承诺时限而未办结；挂账的除外'),
  flag: listOf(caseFlagSchema).optional().describe('问题工单、挂账、会商中、被催办、并案；几个中有一个就算'),
  q: textField('搜索内容', { min: 2, max: 50 }).optional().describe('工单号，或标题、内容里的字'),
}

export const listCases = defineEndpoint({
  name: 'listCases', method: 'GET', path: '/cases', permission: 'case.read', tag: 'case', summary: '工单列表（按受理时间倒序，键集分页）',
  query: z.strictObject({ ...caseFilterShape, ...pageQueryShape }).superRefine(({ filedFrom, filedTo }, ctx) => {
    if (filedFrom !== undefined && filedTo !== undefined && Date.parse(filedTo) <= Date.parse(filedFrom))
      ctx.addIssue({ code: 'custom', path: ['filedTo'], message: '结束时间应晚于开始时间' })
  }),
  response: casePageSchema,
})

export const readCase = defineEndpoint({
  name: 'readCase', method: 'GET', path: '/cases/:caseId', permission: 'case.read', tag: 'case', summary: '工单详情：要素、承办任务、时间线、可做的操作',
  params: z.strictObject({ caseId: uuidField }), response: caseViewSchema, refusals: ['CASE_NOT_FOUND'],
})

export const readInbox = defineEndpoint({
  name: 'readInbox', method: 'GET', path: '/inbox', permission: 'assignment.sign', tag: 'case', summary: '本单位待办（最快到期的在前）',
  query: z.strictObject({ tab: z.enum(['todo', 'replied', 'copies']).default('todo'), ...pageQueryShape }), response: inboxPageSchema,
})

export const readReviewQueue = defineEndpoint({
  name: 'readReviewQueue', method: 'GET', path: '/review-queue', permission: 'case.review', tag: 'case', summary: '待审核（等得最久的在前）',
  query: z.strictObject(pageQueryShape), response: casePageSchema,
})

/** multipart/form-data with one part `file`, judged by its content, not its name; beside it what the uploader's device knows of place and time. */
export const uploadAttachment = defineEndpoint({
  name: 'uploadAttachment', method: 'POST', path: '/attachments', permission: 'attachment.upload', tag: 'case', summary: `上传附件（${ATTACHMENT_LIMITS_ZH}以内，按内容检查）`,
  body: z.any().describe('multipart/form-data：一个文件字段 file；可另附 takenAt、latitude、longitude（拍摄时间、地点）'), response: attachmentViewSchema,
  refusals: ['ATTACHMENT_TYPE_FORBIDDEN', 'ATTACHMENT_TOO_LARGE', 'ATTACHMENT_UNREADABLE'],
})

export const readAttachment = defineEndpoint({
  name: 'readAttachment', method: 'GET', path: '/attachments/:attachmentId', permission: 'attachment.read', tag: 'case', summary: '下载附件（须能看到所属工单，或是上传者本人）',
  params: z.strictObject({ attachmentId: uuidField }), response: z.any().describe('文件内容，可取其中一段（Range）'), refusals: ['NOT_FOUND', 'RANGE_NOT_SATISFIABLE'],
})

/** What `url` of an attachment's view names: needs the session of the person it was made for, and no look at the case. */
export const openFile = defineEndpoint({
  name: 'openFile', method: 'GET', path: '/files/:attachmentId', permission: 'attachment.read', tag: 'case', summary: '打开附件（工单页给出的限时链接，五分钟内、本人有效）',
  params: z.strictObject({ attachmentId: uuidField }),
  query: z.strictObject({ e: z.coerce.number().int().min(0).max(99_999_999_999).describe('到期时刻，秒'), s: z.string().min(1).max(64).describe('签名') }),
  response: z.any().describe('文件内容，可取其中一段（Range）'), refusals: ['NOT_FOUND', 'ATTACHMENT_LINK_EXPIRED', 'RANGE_NOT_SATISFIABLE'],
})

/** The parent by the number people know, or by id; one of the two. */
export const mergeCase = defineEndpoint({
  name: 'mergeCase', method: 'POST', path: '/cases/:caseId/merge', permission: 'case.merge', tag: 'case', summary: '并案：把这件工单并入另一件，一次回复答复所有诉求人',
  params: z.strictObject({ caseId: uuidField }),
  body: z
    .strictObject({
      version: versionField.optional(),
      parentNumber: z.string().trim().regex(/^\d{14}$/, { message: '工单号应为 14 位数字' }).optional().describe('并入哪一件：工单号'),
      parentId: uuidField.optional().describe('或者它的编号'),
      reason: textField('并案理由', { min: 2, max: 500 }),
    })
    .refine((body) => (body.parentNumber === undefined) !== (body.parentId === undefined), { path: ['parentNumber'], message: '请填写要并入的工单号' }),
  response: commandResultSchema, status: 200, idempotent: true,
  refusals: ['CASE_NOT_FOUND', 'OWN_UNIT_FORBIDDEN', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', 'PARENT_UNKNOWN', ...CASE_COMMANDS.merge.refusals],
  example: CASE_COMMANDS.merge.example,
})
export type MergeCaseBody = z.output<(typeof mergeCase)['body']>

/** `POST /cases/{caseId}/withdraw`, `POST /assignments/{assignmentId}/sign` …: one endpoint for every command that is mounted generically. */
export function commandEndpoint(command: CaseCommand): Endpoint {
  const onCase = command.target === 'case'
  return defineEndpoint({
    name: `${command.name}${onCase ? 'Case' : 'Assignment'}`,
    method: 'POST',
    path: onCase ? `/cases/:caseId/${command.name.replace(/_/g, '-')}` : `/assignments/:assignmentId/${command.name.replace(/_/g, '-')}`,
    permission: command.permission,
    tag: 'case',
    summary: command.zh,
    params: onCase ? z.strictObject({ caseId: uuidField }) : z.strictObject({ assignmentId: uuidField }),
    body: command.body,
    response: commandResultSchema,
    status: 200,
    refusals: [
      ...(onCase ? ['CASE_NOT_FOUND'] : ['ASSIGNMENT_NOT_FOUND', 'ASSIGNMENT_STATE_FORBIDS']), ...(command.actor === 'assignment_unit' ? ['NOT_YOUR_ASSIGNMENT'] : []),
      ...(command.assignmentRoles === undefined ? [] : ['ASSIGNMENT_ROLE_FORBIDS']),
      ...(command.actor === 'dispute_party' || command.actor === 'outside_dispute' ? ['NO_OPEN_DISPUTE'] : []),
      'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CONFLICT', ...command.refusals,
    ],
    idempotent: true,
    example: command.example,
  })
}

export const COMMAND_ENDPOINTS: readonly { readonly command: CaseCommand; readonly endpoint: Endpoint }[] = Object.values<CaseCommand>(CASE_COMMANDS)
  .filter((command) => command.mount === 'generic')
  .map((command) => ({ command, endpoint: commandEndpoint(command) }))

export const CASE_ENDPOINTS: readonly Endpoint[] = [
  readReviewSheet,
  listCases, readCase, readInbox, readReviewQueue, uploadAttachment, readAttachment, openFile, mergeCase, ...DISPUTE_ENDPOINTS, readRequests, readShelvingLedger, ...COMMAND_ENDPOINTS.map(({ endpoint }) => endpoint),
]
