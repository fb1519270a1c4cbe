import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'
import { momentField } from '../../contract/procedures.js'

export const shelvingReviewed = defineCaseEvent({
  type: 'case.shelving_reviewed.v1',
  data: z.strictObject({ until: momentField, nextReviewAt: momentField, note: z.string() }),
  sentence: ({ until, nextReviewAt, note }, names) => ({
    group: 'supervision', sentence: `挂账复核：继续挂账到 ${names.moment(until)}，${names.moment(nextReviewAt)} 再复核`, detail: note === '' ? null : note,
  }),
})

export const shelvingEnded = defineCaseEvent({
  type: 'case.shelving_ended.v1',
  data: z.strictObject({
    requestId: z.uuid(), assignmentId: z.uuid(), reason: z.string(),
    /** The promise as it runs again: later by as long as it was out of the active clock. Null: it was given anew meanwhile. */
    promiseDueAt: momentField.nullable(),
  }),
  sentence: ({ reason, promiseDueAt }, names) => ({
    group: 'supervision', sentence: '结束挂账', detail: promiseDueAt === null ? reason : `${reason}；承诺时限 ${names.moment(promiseDueAt)}`,
  }),
})

export const reviewShelving = defineCaseCommand({
  name: 'review_shelving',
  zh: '复核挂账',
  target: 'case',
  permission: 'shelving.review',
  actor: 'outside_handling_units',
  from: ['in_progress'],
  to: ['in_progress'],
  body: z.discriminatedUnion('verdict', [
    z.strictObject({
      version: versionField.optional(), verdict: z.literal('keep'), until: momentField.describe('预计解决的时刻，毫秒'), note: textField('复核意见', { min: 4, max: 500 }),
    }),
    z.strictObject({ version: versionField.optional(), verdict: z.literal('end'), note: textField('结束挂账的理由', { min: 4, max: 500 }) }),
  ]),
  events: [shelvingReviewed, shelvingEnded],
  refusals: ['CASE_NOT_SHELVED', 'SHELVING_DATE_PAST', 'SHELVING_TOO_LONG', 'OWN_UNIT_FORBIDDEN'],
  mount: 'generic',
  example: { version: 6, verdict: 'keep', until: 1_798_761_600_000, note: '管网已列入明年改造计划，资金已落实' },
  rules: ['按节点或到期日复核，由承办单位以外的人进行', '继续挂账的要写明新的日期和理由；结束挂账的，承诺时限从暂停处接着走', '主办单位回复的，挂账随之结束'],
})
