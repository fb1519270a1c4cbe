import { textField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseEvent, flow, withCitizen } from '../../contract/case-event.js'
import {
  DECLINE_REASON_ZH, EMERGENCY_LINE_ZH, REDIRECT_CHANNEL_ZH, caseTypeSchema, channelSchema, declineReasonSchema, emergencyLineSchema, redirectChannelSchema,
} from '../../contract/words.js'
import { defineCaseCommand } from '../../contract/case-command.js'

/** How the operator ends the call, beside dispatching: each is coded and kept. */
export const dispositionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dispatch') }),
  z.strictObject({ kind: z.literal('answer'), answer: textField('答复内容', { min: 2, max: 2000 }) }),
  z.strictObject({ kind: z.literal('decline'), reason: declineReasonSchema, explanation: textField('向群众的解释', { min: 2, max: 500 }) }),
  z.strictObject({ kind: z.literal('redirect'), channel: redirectChannelSchema, explanation: textField('向群众的解释', { min: 2, max: 500 }) }),
  z.strictObject({ kind: z.literal('emergency'), line: emergencyLineSchema, note: textField('转接说明', { max: 500 }) }),
])
export type Disposition = z.output<typeof dispositionSchema>

export const dispatchTargetSchema = z.strictObject({
  leadUnitId: z.string(),
  assistUnitIds: z.array(z.string()).max(10),
  ccUnitIds: z.array(z.string()).max(10),
})
export type DispatchTarget = z.output<typeof dispatchTargetSchema>

/** What is known of a case from its first moment. `dispatchTrail`: how the system understood place and owner, kept as it was shown. */
const filedShape = {
  number: z.string(),
  title: textField('标题', { min: 1, max: 60 }),
  // What the caller said (5,000 characters at most, see intake) and the answers to the catalogue's questions.
  description: textField('发生了什么', { min: 4, max: 6000 }),
  caseType: caseTypeSchema,
  categoryCode: z.string().nullable(),
  urgency: z.enum(['emergency', 'livelihood', 'general', 'complex']),
  channel: channelSchema,
  originLine: z.string().max(20).nullable(),
  placeText: textField('地点', { max: 200 }),
  divisionCode: z.string().nullable(),
  countyCode: z.string().nullable(),
  townshipCode: z.string().nullable(),
  sealed: z.boolean(),
  wantsCallback: z.boolean(),
  evidenceRequired: z.boolean(),
  attachmentIds: z.array(z.uuid()).max(9),
  dispatchTrail: z.record(z.string(), z.unknown()).nullable(),
  dispatchDueAt: z.number(),
  /** Absent in cases filed before these were asked. */
  subjectUnitIds: z.array(z.string()).max(5).optional(),
  language: z.enum(['zh', 'mn']).optional(),
  splitFrom: z.strictObject({ caseId: z.uuid(), number: z.string() }).optional(),
}

export const filed = defineCaseEvent({
  type: 'case.filed.v1',
  data: z.strictObject(filedShape),
  sentence: ({ number, placeText }) => flow(`受理登记，工单号 ${number}`, placeText === '' ? null : `地点：${placeText}`),
})
export type FiledFacts = z.output<(typeof filed)['data']>

export const answered = defineCaseEvent({
  type: 'case.answered.v1',
  data: z.strictObject({ answer: z.string() }),
  sentence: ({ answer }) => withCitizen('话务员直接答复', answer),
})

export const declined = defineCaseEvent({
  type: 'case.declined.v1',
  data: z.strictObject({ reason: declineReasonSchema, explanation: z.string() }),
  sentence: ({ reason, explanation }) => flow(`不予受理：${DECLINE_REASON_ZH[reason]}`, explanation),
})

export const redirected = defineCaseEvent({
  type: 'case.redirected.v1',
  data: z.strictObject({ channel: redirectChannelSchema, explanation: z.string() }),
  sentence: ({ channel, explanation }) => flow(`告知法定途径：${REDIRECT_CHANNEL_ZH[channel]}`, explanation),
})

export const handedToEmergency = defineCaseEvent({
  type: 'case.handed_to_emergency.v1',
  data: z.strictObject({ line: emergencyLineSchema, note: z.string() }),
  sentence: ({ line, note }) => flow(`转${EMERGENCY_LINE_ZH[line]}`, note),
})

export const file = defineCaseCommand({
  name: 'file',
  zh: '受理登记',
  target: 'case',
  permission: 'case.file',
  actor: 'anyone_in_reach',
  from: ['draft'],
  to: ['awaiting_dispatch', 'in_progress', 'answered', 'declined', 'redirected', 'handed_to_emergency'],
  assignmentTo: ['dispatched'],
  body: z.strictObject({
    ...filedShape,
    disposition: dispositionSchema,
    /** Set when the system is sure: the case is dispatched in the same breath. */
    target: dispatchTargetSchema.nullable(),
    dispatchReason: z.string().max(500),
  }),
  events: [filed, answered, declined, redirected, handedToEmergency],
  refusals: ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'ATTACHMENT_UNKNOWN', 'UNIT_UNKNOWN', 'IDEMPOTENCY_KEY_REUSED'],
  needsQuote: true,
  mount: 'own',
  example: {},
  rules: ['系统有把握时同时派单；没有把握时进入派单池', '直接答复、不予受理、告知法定途径、转紧急专线都要有代码和说明'],
})
