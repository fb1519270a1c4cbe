import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { dueTimesSchema } from '../dispatch/contract.js'

export const answeredByParent = defineCaseEvent({
  type: 'case.answered_by_parent.v1',
  data: z.strictObject({
    parentId: z.uuid(), parentNumber: z.string(), assignmentId: z.uuid(), unitId: z.string(), text: z.string(),
    /** The times of the duty this answer stands for: the citizen's own promise where there is one. */
    due: dueTimesSchema,
  }),
  sentence: ({ parentNumber, unitId, text }, names) => flow(`所并入的工单 ${parentNumber} 由${names.unit(unitId)}答复并审核通过`, text),
})

export const shareReply = defineCaseCommand({
  name: 'share_reply',
  zh: '随主件答复',
  target: 'case',
  permission: 'case.share_reply',
  actor: 'anyone_in_reach',
  from: ['merged'],
  to: ['awaiting_callback', 'closed'],
  assignmentTo: ['accepted'],
  body: z.strictObject({ parentId: z.uuid(), parentNumber: z.string(), unitId: z.string(), text: z.string() }),
  events: [answeredByParent],
  refusals: ['NOT_ITS_PARENT', 'UNIT_RECUSED', 'DEPARTMENT_ONLY'],
  needsQuote: true,
  mount: 'own',
  offered: false,
  example: {},
  rules: ['所并入的工单审核通过时，由系统把答复给每件并入的工单，逐一回访', '不愿回访的直接办结', '不满意的只重办自己这一件'],
})
