import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'

const noted = z.strictObject({
  /** What was done about the case beside it: supervision orders, incidents. */
  topic: z.enum(['supervision', 'incident']),
  /** Of the order or the incident, for a link. */
  subjectId: z.uuid(),
  sentence: z.string().min(1).max(200),
  detail: z.string().max(500).nullable(),
})

export const somethingNoted = defineCaseEvent({
  type: 'case.noted.v1',
  data: noted,
  sentence: ({ sentence, detail }) => ({ group: 'supervision', sentence, detail }),
})

const ALIVE = ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged', 'closed'] as const

export const note = defineCaseCommand({
  name: 'note',
  zh: '记录督办与突发事件',
  target: 'case',
  permission: 'case.note',
  actor: 'anyone_in_reach',
  from: ALIVE,
  to: ALIVE,
  body: noted,
  events: [somethingNoted],
  refusals: [],
  mount: 'own',
  offered: false,
  example: {},
  rules: ['只有系统可以记录：督办单、突发事件在时间线上的一句话；不改变状态，也不改变时钟'],
})
