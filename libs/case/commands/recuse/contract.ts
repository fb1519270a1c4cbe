import { textField, unitIdField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const recused = defineCaseEvent({
  type: 'case.recused.v1',
  data: z.strictObject({ unitIds: z.array(z.string()), reason: z.string() }),
  sentence: ({ unitIds, reason }, names) => flow(`认定回避：${unitIds.map((unitId) => names.unit(unitId)).join('、')}是被反映单位，不得接收、查看和办理`, reason),
})

/** All units one case may be about: as many as can be named when it is filed. */
export const SUBJECTS_MAX = 5

export const recuse = defineCaseCommand({
  name: 'recuse',
  zh: '认定回避',
  target: 'case',
  permission: 'case.recuse',
  actor: 'outside_handling_units',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review'],
  to: ['awaiting_dispatch', 'in_progress', 'awaiting_review'],
  assignmentTo: ['recalled', 'superseded', 'dispatched'],
  body: z.strictObject({
    version: versionField.optional(),
    unitIds: z.array(unitIdField).min(1, '至少选一个单位').max(5, '一次最多 5 个单位'),
    reason: textField('回避理由', { min: 4, max: 500 }).describe('写事由，不写诉求人是谁'),
  }),
  events: [recused],
  refusals: ['UNIT_UNKNOWN', 'ALREADY_RECUSED', 'SUBJECTS_FULL'],
  needsQuote: true,
  mount: 'generic',
  example: { version: 3, unitIds: ['T150525100'], reason: '诉求反映的正是该单位工作人员' },
  rules: ['被反映的单位不再接收、查看和办理；主办是它的，转其上一级办理，没有合适上级的退回派单池', '回避不算流转，承诺时限不变', '理由进入经过，不写诉求人身份'],
})
