import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { PROBLEM_CAUSE_ZH, handOverCauseSchema, problemCauseSchema } from '../../contract/procedures.js'

const ENDED_ZH = { return: '退单', ruling: '按裁定改派', reassign: '改派', recusal: '回避改派' } as const

export const handedOver = defineCaseEvent({
  type: 'assignment.handed_over.v1',
  data: z.strictObject({
    assignmentId: z.uuid(), unitId: z.string(), toUnitId: z.string(), cause: handOverCauseSchema,
    /** Recusals are nobody's fault and count for no problem case. */
    counted: z.boolean(), reason: z.string(),
  }),
  sentence: ({ unitId, toUnitId, cause, reason }, names) => flow(`${ENDED_ZH[cause]}：${names.unit(unitId)}不再承办，转${names.unit(toUnitId)}`, reason),
})

export const dispatchJudged = defineCaseEvent({
  type: 'case.dispatch_judged.v1',
  data: z.strictObject({
    assignmentId: z.uuid(), unitId: z.string(), verdict: z.literal('wrong'), because: handOverCauseSchema,
    author: z.strictObject({ kind: z.enum(['rule', 'person']), id: z.string() }),
  }),
  sentence: ({ unitId, author }, names) => flow(`认定派给${names.unit(unitId)}有误，计入${author.kind === 'rule' ? `派单规则 ${author.id}` : '派单人'}`),
})

export const becameProblemCase = defineCaseEvent({
  type: 'case.became_problem.v1',
  data: z.strictObject({ cause: problemCauseSchema, supervisorUnitId: z.string().nullable() }),
  sentence: ({ cause, supervisorUnitId }, names) => ({
    group: 'supervision', sentence: `列为问题工单：${PROBLEM_CAUSE_ZH[cause]}`, detail: supervisorUnitId === null ? null : `由${names.unit(supervisorUnitId)}督办`,
  }),
})

export const reassign = defineCaseCommand({
  name: 'reassign',
  zh: '改派',
  target: 'case',
  permission: 'case.reassign',
  actor: 'outside_handling_units',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentTo: ['superseded', 'dispatched', 'recalled'],
  body: z.strictObject({
    version: versionField.optional(),
    leadUnitId: unitIdField,
    assistUnitIds: z.array(unitIdField).max(10).default([]),
    reason: textField('改派理由', { min: 4, max: 500 }),
    wrongDispatch: z.boolean().default(false).describe('原派单有误：计入派单规则或派单人'),
    newPromiseReason: textField('重新承诺时限的理由', { min: 4, max: 500 }).nullable().default(null).describe('留空时，新单位只有剩余的承诺时限'),
  }),
  events: [handedOver, dispatchJudged, becameProblemCase],
  refusals: ['UNIT_UNKNOWN', 'UNIT_CANNOT_LEAD', 'UNIT_CANNOT_ASSIST', 'UNIT_RECUSED', 'DEPARTMENT_ONLY', 'UNIT_ALREADY_LEADS', 'DISPUTE_OPEN'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 3, leadUnitId: 'T150525101', assistUnitIds: [], reason: '经核实位于相邻镇辖区', wrongDispatch: true, newPromiseReason: null },
  rules: ['新单位得到的是群众承诺时限的剩余时间；派单员写明理由的，可以重新承诺', '三次流转仍无单位承办的，列为问题工单', '会商裁定期间不得改派'],
})
