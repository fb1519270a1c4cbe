import { CASE_COMMANDS, callbackAnswersSchema, caseStatusSchema } from '@tongban/case/contract'
import { defineEndpoint, isoField, phoneField, textField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { citizenActionSchema, citizenStepSchema } from './citizen-words.js'

const numberField = z.string().trim().regex(/^\d{14}$/, { message: '工单号应为 14 位数字' })
const { body: withdrawBody } = CASE_COMMANDS.withdraw

/** A case as its citizen follows it, like a parcel: no names of people, nothing of how the house talks to itself. */
export const citizenCaseSchema = z.object({
  number: z.string(),
  title: z.string(),
  description: z.string(),
  filedAt: isoField,
  status: z.object({ code: caseStatusSchema, text: z.string() }),
  /** How often it has been handled; 1 for the first time. */
  round: z.int(),
  steps: z.array(z.object({ step: citizenStepSchema, text: z.string(), state: z.enum(['done', 'current', 'waiting', 'skipped']), at: isoField.nullable() })),
  units: z.array(z.object({ name: z.string(), role: z.enum(['lead', 'assist']) })),
  promiseDueAt: isoField.nullable(),
  answers: z.array(z.object({ round: z.int(), unitName: z.string(), text: z.string(), at: isoField })),
  extensions: z.array(z.object({ from: isoField, until: isoField, reason: z.string(), at: isoField })),
  shelved: z.object({ since: isoField, until: isoField, publicNote: z.string() }).nullable(),
  /** How it ended, when it did not end with an answer of a unit: the direct answer, or why not. */
  outcome: z.string().nullable(),
  told: z.array(z.object({ text: z.string(), at: isoField })).describe('自己补充过的情况'),
  urges: z.int(),
  appealUntil: isoField.nullable(),
  mayDo: z.array(citizenActionSchema),
})
export type CitizenCase = z.output<typeof citizenCaseSchema>

/** The answer is the same whether or not there is such a case and whether or not it is this number's: it tells nobody who called about what. */
export const requestCitizenCode = defineEndpoint({
  name: 'requestCitizenCode', method: 'POST', path: '/citizen/codes', permission: 'public', tag: 'citizen', summary: '群众：凭工单号和登记的手机号获取验证码',
  body: z.strictObject({ number: numberField, phone: phoneField }),
  response: z.object({ validMinutes: z.int(), resendAfterSeconds: z.int() }),
  status: 202,
  refusals: ['TOO_MANY_REQUESTS'],
  example: { number: '20261121000123', phone: '13947500000' },
})

/** The token is answered and set as a cookie of this part of the API alone; a program sends it as `Authorization: Bearer`. */
export const openCitizenSession = defineEndpoint({
  name: 'openCitizenSession', method: 'POST', path: '/citizen/sessions', permission: 'public', tag: 'citizen', summary: '群众：用验证码打开自己的工单（30 分钟）',
  body: z.strictObject({ number: numberField, code: z.string().trim().regex(/^\d{6}$/, { message: '验证码应为 6 位数字' }) }),
  response: z.object({ token: z.string(), expiresAt: isoField }),
  refusals: ['CODE_WRONG', 'TOO_MANY_REQUESTS'],
  example: { number: '20261121000123', code: '042917' },
})

export const readCitizenCase = defineEndpoint({
  name: 'readCitizenCase', method: 'GET', path: '/citizen/case', permission: 'public', tag: 'citizen', summary: '群众：自己的工单办到哪一步',
  response: citizenCaseSchema, refusals: ['CITIZEN_SESSION_ENDED'],
})

type Acting<Body extends z.ZodType> = { readonly name: string; readonly path: string; readonly summary: string; readonly body: Body; readonly refusals: readonly string[]; readonly example: unknown; readonly idempotent?: boolean }

/** One of the things a citizen may do with the case they have opened; answered with the case as it then is. */
const act = <Body extends z.ZodType>({ name, path, summary, body, refusals, example, idempotent = true }: Acting<Body>) =>
  defineEndpoint({
    name, method: 'POST', path: `/citizen/case/${path}`, permission: 'public', tag: 'citizen', summary, body, response: citizenCaseSchema, status: 200, idempotent,
    refusals: ['CITIZEN_SESSION_ENDED', 'TOO_MANY_REQUESTS', 'CONFLICT', ...refusals], example,
  })

export const withdrawAsCitizen = act({
  name: 'withdrawAsCitizen', path: 'withdraw', summary: '群众：撤回诉求', body: z.strictObject({ reason: withdrawBody.shape.reason }),
  refusals: ['CASE_STATE_FORBIDS', ...CASE_COMMANDS.withdraw.refusals], example: { reason: '问题已经解决了' },
})
export const urgeAsCitizen = act({
  name: 'urgeAsCitizen', path: 'urge', summary: '群众：催办', body: z.strictObject({ note: textField('催办内容', { max: 500 }).default('') }),
  refusals: ['CASE_STATE_FORBIDS', ...CASE_COMMANDS.urge.refusals], example: { note: '一直没有人联系我' },
})
export const addFactsAsCitizen = act({
  name: 'addFactsAsCitizen', path: 'facts', summary: '群众：补充情况', body: z.strictObject({ text: CASE_COMMANDS.add_facts.body.shape.text }),
  refusals: ['CASE_STATE_FORBIDS'], example: { text: '昨晚又有两盏灯不亮' },
})
export const appealAsCitizen = act({
  name: 'appealAsCitizen', path: 'appeal', summary: '群众：申诉', body: z.strictObject({ reason: CASE_COMMANDS.appeal.body.shape.reason }),
  refusals: ['CASE_STATE_FORBIDS', ...CASE_COMMANDS.appeal.refusals], example: { reason: '办结后第三天路灯又不亮了' },
})
/** Given once a round: a repeat is told that it has been given. */
export const rateAsCitizen = act({
  idempotent: false, name: 'rateAsCitizen', path: 'rating', summary: '群众：评价（是否联系、是否解决、是否满意、回复是否属实）',
  body: z.strictObject({ answers: callbackAnswersSchema, note: textField('想说的话', { max: 1000 }).default('') }),
  refusals: ['CASE_STATE_FORBIDS', 'RATING_NOT_OPEN'],
  example: { answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '' },
})

export const CITIZEN_ENDPOINTS: readonly Endpoint[] = [
  requestCitizenCode, openCitizenSession, readCitizenCase, withdrawAsCitizen, urgeAsCitizen, addFactsAsCitizen, appealAsCitizen, rateAsCitizen,
]
