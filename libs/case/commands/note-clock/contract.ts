import { z } from 'zod'
import { defineCaseEvent } from '../../contract/case-event.js'
import { defineCaseCommand } from '../../contract/case-command.js'

const CLOCK_ZH: Readonly<Record<string, string>> = {
  dispatch: '派单', sign: '签收', contact: '首次联系', promise: '办理', arrive: '到场', ruling: '申请裁定', adjudication: '会商裁定', review: '审核', callback: '回访',
}

const noted = z.strictObject({
  clockId: z.string(),
  kind: z.string(),
  what: z.enum(['warned', 'overdue', 'rung']),
  /** The name of the rung of the escalation ladder, where it came to one. */
  rung: z.string().max(60).optional(),
  dueAt: z.number(),
  assignmentId: z.string().nullable(),
})

export const clockNoted = defineCaseEvent({
  type: 'case.clock_noted.v1',
  data: noted,
  sentence: ({ kind, what, rung, dueAt }, names) => ({
    group: 'supervision',
    sentence:
      what === 'rung'
        ? `${CLOCK_ZH[kind] ?? kind}时限升级：${rung ?? ''}（到期 ${names.moment(dueAt)}）`
        : `${CLOCK_ZH[kind] ?? kind}时限${what === 'overdue' ? '已超期' : '临近'}（${names.moment(dueAt)}）`,
    detail: null,
  }),
})

export const noteClock = defineCaseCommand({
  name: 'note_clock',
  zh: '记录预警与超期',
  target: 'case',
  permission: 'case.note_clock',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged'],
  to: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback', 'merged'],
  body: noted,
  events: [clockNoted],
  refusals: [],
  mount: 'own',
  offered: false,
  example: {},
  rules: ['只有系统可以记录；不改变状态，也不改变时钟'],
})
