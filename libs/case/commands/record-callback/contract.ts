import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { SATISFACTION_ZH, callbackAnswersSchema } from '../../contract/words.js'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow, withCitizen } from '../../contract/case-event.js'

export const callbackOutcomeSchema = z.enum(['answered', 'refused', 'unreachable', 'not_wanted', 'not_sampled'])

const OUTCOME_ZH = { refused: '诉求人不愿接受回访', unreachable: '回访三次未接通', not_wanted: '诉求人登记时表示不需要回访', not_sampled: '未抽中回访' } as const

const said = (value: boolean | null, yes: string, no: string): string => (value === null ? '未表态' : value ? yes : no)

export const callbackRecorded = defineCaseEvent({
  type: 'case.callback_recorded.v1',
  data: z.strictObject({ outcome: callbackOutcomeSchema, answers: callbackAnswersSchema.nullable(), note: z.string(), round: z.int(), attempts: z.int() }),
  sentence: ({ outcome, answers, note }) => {
    if (outcome !== 'answered') return withCitizen(OUTCOME_ZH[outcome], note)
    const parts =
      answers === null
        ? []
        : [
            said(answers.contacted, '已联系', '未联系'),
            said(answers.resolved, '已解决', '未解决'),
            answers.satisfaction === null ? '满意度未表态' : SATISFACTION_ZH[answers.satisfaction],
            answers.truthful === false ? '回复不属实' : '',
          ]
    return withCitizen(`回访：${parts.filter((part) => part !== '').join('、')}`, note)
  },
})

export const reworkStarted = defineCaseEvent({
  type: 'case.rework_started.v1',
  data: z.strictObject({ round: z.int(), reason: z.string() }),
  sentence: ({ round, reason }) => flow(`二次交办，第 ${round} 轮办理`, reason),
})

export const closed = defineCaseEvent({
  type: 'case.closed.v1',
  data: z.strictObject({ round: z.int() }),
  sentence: () => flow('办结'),
})

export const recordCallback = defineCaseCommand({
  name: 'record_callback',
  zh: '回访',
  target: 'case',
  permission: 'callback.work',
  actor: 'outside_handling_units',
  from: ['awaiting_callback'],
  to: ['closed', 'in_progress'],
  assignmentTo: ['dispatched'],
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ version: versionField.optional(), outcome: z.literal('answered'), answers: callbackAnswersSchema, note: textField('回访记录', { max: 1000 }), attempts: z.int().min(1).max(3) }),
    z.strictObject({ version: versionField.optional(), outcome: z.literal('refused'), note: textField('回访记录', { max: 1000 }), attempts: z.int().min(1).max(3) }),
    z.strictObject({ version: versionField.optional(), outcome: z.literal('unreachable'), note: textField('回访记录', { max: 1000 }), attempts: z.literal(3) }),
  ]),
  events: [callbackRecorded, reworkStarted, closed],
  refusals: ['OWN_UNIT_FORBIDDEN', 'CALLBACK_INDEPENDENCE'],
  needsQuote: true,
  mount: 'own',
  example: { outcome: 'answered', answers: { contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }, note: '', attempts: 1 },
  rules: ['未联系、未解决或不满意的，进入下一轮办理（二次交办），时限按新一轮重新承诺', '从第三轮起由上一级主办，原单位协办；三轮仍未解决的，列为问题工单', '三次未接通记为“无法接通”，不算满意', '回访员不得属于承办单位'],
})
