import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'

export const extensionUseSchema = z.enum(['added', 'left_out'])

/**
 * What running clocks of a case come to when they are counted anew from their original start, with their pauses and extensions. Clocks that have run
 * out are not among them: no edit takes an overdue back. Moments are epoch ms.
 */
export const recountedSchema = z.strictObject({
  /** The class and policy version they are counted by from now on; null where the case has no promise yet. */
  serviceClass: z.string().nullable(),
  policyVersion: z.string().nullable(),
  calendarCode: z.string(),
  calendarVersion: z.int(),
  clocks: z.array(
    z.strictObject({
      clockId: z.uuid(),
      kind: z.string(),
      assignmentId: z.uuid().nullable(),
      /** Its duty is done (a reply that awaits review): it counts only should the reply be sent back. */
      isDone: z.boolean().optional(),
      /** An extension granted before, where it holds no longer to its moment: its length on top of the new limit, or left out while the case is more urgent than what it was for. */
      extension: extensionUseSchema.optional(),
      limit: z.strictObject({ amount: z.int(), unit: z.string() }),
      dueAt: z.int(),
      warnAt: z.int().nullable(),
      /** The rungs of its ladder with their moments by the new due moment. */
      rungs: z.array(z.strictObject({ code: z.string(), at: z.int() })),
      /** The calendar it counts by, where that is not the one of the place: the leading unit keeps its own. */
      calendarCode: z.string().optional(),
      calendarVersion: z.int().optional(),
    }),
  ).max(60),
})
export type Recounted = z.output<typeof recountedSchema>

export const recounted = defineCaseEvent({
  type: 'case.clocks_recounted.v1',
  data: z.strictObject({ reason: z.string(), recounted: recountedSchema }),
  sentence: ({ reason, recounted: { clocks } }, names) => {
    const promise = clocks.find(({ kind }) => kind === 'promise')
    return { group: 'supervision', sentence: promise === undefined ? '时限重新计算' : `时限重新计算：办结时限为 ${names.moment(promise.dueAt)}`, detail: reason }
  },
})

export const recount = defineCaseCommand({
  name: 'recount',
  zh: '重新计算时限',
  target: 'case',
  permission: 'case.recount',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback'],
  body: z.strictObject({ version: versionField, reason: z.string().min(1).max(500), recounted: recountedSchema }),
  events: [recounted],
  refusals: [],
  mount: 'own',
  offered: false,
  example: {},
  rules: ['只有系统可以：工作日历改变之后，按原起点重新计算在走的时限；不改变状态'],
})
