import { callbackAnswersSchema, caseStatusSchema } from '@tongban/case/contract'
import { defineEndpoint, isoField, pageOf, pageQueryShape, textField, uuidField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'

export const attemptResultSchema = z.enum(['answered', 'refused', 'no_answer'])
export const ATTEMPT_RESULT_ZH: Record<z.output<typeof attemptResultSchema>, string> = { answered: '接通', refused: '接通但不愿回访', no_answer: '未接通' }

/** What the agent sees; blind to the unit's name where the installation says so (`unitName` is then null). */
export const callbackTaskSchema = z.object({
  caseId: uuidField,
  number: z.string(),
  version: z.int(),
  round: z.int(),
  title: z.string(),
  description: z.string(),
  placeText: z.string(),
  caseType: z.string(),
  replyText: z.string().nullable(),
  unitName: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  /** What the citizen wants to be spoken to in. */
  language: z.enum(['zh', 'mn']),
  /** The citizen has been asked by message, and nobody calls before this moment; null: not asked. */
  invitedUntil: isoField.nullable(),
  waitingSince: isoField,
  attempts: z.array(z.object({ at: isoField, result: attemptResultSchema, note: z.string() })),
  /** Not before this moment; null: now. */
  nextAttemptAt: isoField.nullable(),
  claimedBy: z.object({ id: z.string(), name: z.string(), until: isoField, me: z.boolean() }).nullable(),
})
export type CallbackTask = z.output<typeof callbackTaskSchema>

export const readCallbackQueue = defineEndpoint({
  name: 'readCallbackQueue', method: 'GET', path: '/callback-queue', permission: 'callback.work', tag: 'callback', summary: '待回访（可打的在前，等得久的在前）',
  query: z.strictObject({ ...pageQueryShape, ready: z.stringbool().default(true).describe('只看现在可以打的'), language: z.enum(['zh', 'mn']).optional() }), response: pageOf(callbackTaskSchema),
})

export const claimCallback = defineEndpoint({
  name: 'claimCallback', method: 'POST', path: '/cases/:caseId/callback/claim', permission: 'callback.work', tag: 'callback', summary: '领取一件回访（占用 15 分钟，到时自动放开）',
  params: z.strictObject({ caseId: uuidField }), response: callbackTaskSchema, status: 200, refusals: ['CASE_NOT_FOUND', 'CALLBACK_CLAIMED', 'CALLBACK_TOO_EARLY', 'CALLBACK_INDEPENDENCE'],
})

/**
 * One message with a link instead of a call, once a round. For a day the phone queue leaves the citizen alone: a citizen is asked once, not twice.
 * Without an answer the case comes back to be called.
 */
export const inviteToRate = defineEndpoint({
  name: 'inviteToRate', method: 'POST', path: '/cases/:caseId/callback/invite', permission: 'citizen.invite', tag: 'callback', summary: '发短信请群众自己评价（一天内不再打电话）',
  params: z.strictObject({ caseId: uuidField }), response: z.object({ caseId: uuidField, invitedUntil: isoField }), status: 200,
  refusals: ['CASE_NOT_FOUND', 'CALLBACK_CLAIMED', 'CALLBACK_INDEPENDENCE', 'INVITATION_USED', 'INVITATION_NEEDS_PHONE', 'CONFLICT'],
})

/** Records one attempt. Answered or refused ends the callback; the third `no_answer` ends it as unreachable. */
export const recordCallbackAttempt = defineEndpoint({
  name: 'recordCallbackAttempt', method: 'POST', path: '/cases/:caseId/callback', permission: 'callback.work', tag: 'callback', summary: '记录一次回访',
  params: z.strictObject({ caseId: uuidField }),
  body: z.discriminatedUnion('result', [
    z.strictObject({ version: versionField.optional(), result: z.literal('answered'), answers: callbackAnswersSchema, note: textField('回访记录', { max: 1000 }).default('') }),
    z.strictObject({ version: versionField.optional(), result: z.literal('refused'), note: textField('回访记录', { max: 1000 }).default('') }),
    z.strictObject({ version: versionField.optional(), result: z.literal('no_answer'), note: textField('回访记录', { max: 1000 }).default('') }),
  ]),
  response: z.object({ caseId: uuidField, version: z.int(), status: caseStatusSchema, round: z.int(), attempts: z.int(), nextAttemptAt: isoField.nullable() }),
  status: 200,
  idempotent: true,
  refusals: [
    'CASE_NOT_FOUND', 'CASE_STATE_FORBIDS', 'CASE_VERSION_STALE', 'CALLBACK_NOT_CLAIMED', 'CALLBACK_CLAIMED', 'CALLBACK_TOO_EARLY', 'CALLBACK_INDEPENDENCE',
    'OWN_UNIT_FORBIDDEN', 'CONFLICT',
  ],
  example: { result: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
})

export const CALLBACK_ENDPOINTS: readonly Endpoint[] = [readCallbackQueue, claimCallback, inviteToRate, recordCallbackAttempt]
