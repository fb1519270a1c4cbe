import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'

export const noteClock = defineCaseCommand({
  name: 'note_clock',
  zh: '记录预警与超期',
  target: 'case',
  permission: 'case.note_clock',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback'],
  body: z.strictObject({
    clockId: z.string(),
    kind: z.string(),
    what: z.enum(['warned', 'overdue']),
    dueAt: z.number(),
    assignmentId: z.string().nullable(),
  }),
  refusals: [],
  mount: 'own',
  example: {},
  rules: ['只有系统可以记录；不改变状态，也不改变时钟'],
})
