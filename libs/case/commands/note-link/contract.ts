import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

const child = z.strictObject({ caseId: z.uuid(), number: z.string() })

export const childLinked = defineCaseEvent({
  type: 'case.child_linked.v1',
  data: child,
  sentence: ({ number }) => flow(`工单 ${number} 并入本件，一并答复`),
})

export const childUnlinked = defineCaseEvent({
  type: 'case.child_unlinked.v1',
  data: child,
  sentence: ({ number }) => flow(`工单 ${number} 不再并入本件`),
})

/** States in which a case that is followed may be told so: a merger may reach it after its answer. */
const LIVING = ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'closed'] as const

export const noteLink = defineCaseCommand({
  name: 'note_link',
  zh: '记录并入的工单',
  target: 'case',
  permission: 'case.note_link',
  actor: 'anyone_in_reach',
  from: LIVING,
  to: LIVING,
  body: z.strictObject({ ...child.shape, what: z.enum(['linked', 'unlinked']) }),
  events: [childLinked, childUnlinked],
  refusals: ['LINK_NOTED'],
  mount: 'own',
  offered: false,
  example: {},
  rules: ['只有系统可以记录；不改变状态，也不改变时钟'],
})
