import { defineEndpoint, divisionCodeField, isoField, pageQueryShape, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import type { CaseCommand } from './case-command.js'
import { CASE_COMMANDS } from '../commands/contracts.js'
import { caseStatusSchema } from './states.js'
import { attachmentViewSchema, casePageSchema, caseViewSchema, commandResultSchema, inboxPageSchema } from './views.js'
import { caseTypeSchema } from './words.js'

const listOf = <T extends z.ZodType>(item: T) => z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(item).min(1).max(20))

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
  overdue: z.stringbool().optional().describe('已过承诺时限而未办结'),
  q: textField('搜索内容', { min: 2, max: 50 }).optional().describe('工单号，或标题、内容里的字'),
}

export const listCases = defineEndpoint({
  name: 'listCases', method: 'GET', path: '/cases', permission: 'case.read', tag: 'case', summary: '工单列表（按受理时间倒序，键集分页）',
  query: z.strictObject({ ...caseFilterShape, ...pageQueryShape }), response: casePageSchema,
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

/** multipart/form-data with one part `file`; judged by its content, not its name. */
export const uploadAttachment = defineEndpoint({
  name: 'uploadAttachment', method: 'POST', path: '/attachments', permission: 'attachment.upload', tag: 'case', summary: '上传附件（图片或 PDF，10 MB 以内）',
  body: z.any().describe('multipart/form-data，一个文件字段 file'), response: attachmentViewSchema, refusals: ['ATTACHMENT_TYPE_FORBIDDEN', 'INPUT_TOO_LARGE'],
})

export const readAttachment = defineEndpoint({
  name: 'readAttachment', method: 'GET', path: '/attachments/:attachmentId', permission: 'attachment.read', tag: 'case', summary: '下载附件（须能看到所属工单，或是上传者本人）',
  params: z.strictObject({ attachmentId: uuidField }), response: z.any().describe('文件内容'), refusals: ['NOT_FOUND'],
})

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
  listCases, readCase, readInbox, readReviewQueue, uploadAttachment, readAttachment, ...COMMAND_ENDPOINTS.map(({ endpoint }) => endpoint),
]
