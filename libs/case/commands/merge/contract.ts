import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { caseStatusSchema } from '../../contract/states.js'

export const merged = defineCaseEvent({
  type: 'case.merged.v1',
  data: z.strictObject({ parentId: z.uuid(), parentNumber: z.string(), reason: z.string() }),
  sentence: ({ parentNumber, reason }) => flow(`并入工单 ${parentNumber}`, reason),
})

/** The case that is followed, as the door has read it. */
export const mergeParentSchema = z.strictObject({
  caseId: z.uuid(), number: z.string(), status: caseStatusSchema, urgency: z.string(), leadUnitId: z.string().nullable(),
  /** Until when its units have promised an answer; null before it is dispatched. */
  promiseDueAt: z.number().nullable(),
})

export const merge = defineCaseCommand({
  name: 'merge',
  zh: '并案',
  target: 'case',
  permission: 'case.merge',
  actor: 'outside_handling_units',
  from: ['awaiting_dispatch', 'in_progress'],
  to: ['merged'],
  assignmentTo: ['recalled'],
  body: z.strictObject({ version: versionField.optional(), parent: mergeParentSchema, reason: textField('并案理由', { min: 2, max: 500 }) }),
  events: [merged],
  refusals: ['MERGE_SELF', 'PARENT_ENDED', 'PARENT_IS_MERGED', 'HAS_CHILDREN', 'UNIT_RECUSED', 'EMERGENCY_NOT_FOLLOWED', 'OVERDUE_NOT_FOLLOWED', 'DEPARTMENT_ONLY'],
  mount: 'own',
  example: { version: 2, parentNumber: '20261121000123', reason: '与该工单反映的是同一处路灯' },
  rules: [
    '不同诉求人反映同一件事的，并入一件工单办理；一次回复答复所有人，逐一回访',
    '紧急件只并入紧急件：等别人的答复等不起；应由部门办理的，不并入乡镇街道承办的工单',
    '已超期的不并入期限更晚的工单：并入后时限和督办升级就停了；请反过来并案',
    '只并入还在办理的工单；已并案的、名下有并入工单的不再并',
    '未办完的承办任务随之收回，未裁定的申请随之撤回；撤销并案后重新派单',
  ],
})
