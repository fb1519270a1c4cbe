import { textField, versionField } from '@tongban/kernel/contract'
import { URGENCY_LABELS_ZH, urgencySchema } from '@tongban/taxonomy/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent } from '../../contract/case-event.js'
import { recountedSchema } from '../recount/contract.js'

const EXTENSION_ZH = { added: '（含已批准的延期）', left_out: '（比批准延期时更紧急，延期不计入）' } as const

export const urgencyChanged = defineCaseEvent({
  type: 'case.urgency_changed.v1',
  data: z.strictObject({ from: urgencySchema, to: urgencySchema, reason: z.string(), changedBy: z.string(), recounted: recountedSchema }),
  sentence: ({ from, to, reason, recounted }, names) => {
    const promise = recounted.clocks.find(({ kind }) => kind === 'promise')
    const due = promise === undefined ? '' : `；${promise.isDone === true ? '如退回重办，办结时限为' : '办结时限改为'} ${names.moment(promise.dueAt)}${promise.extension === undefined ? '' : EXTENSION_ZH[promise.extension]}`
    return { group: 'flow', sentence: `紧急程度由${URGENCY_LABELS_ZH[from]}改为${URGENCY_LABELS_ZH[to]}`, detail: `${reason}${due}` }
  },
})

export const changeUrgency = defineCaseCommand({
  name: 'change_urgency',
  zh: '改变紧急程度',
  target: 'case',
  permission: 'case.change_urgency',
  // Urgency lengthens and shortens promises: nobody does that for their own unit.
  actor: 'outside_handling_units',
  from: ['awaiting_dispatch', 'in_progress', 'awaiting_review'],
  to: ['awaiting_dispatch', 'in_progress', 'awaiting_review'],
  // `recounted` is the door's: what the clocks come to is counted by who keeps them, never said by the person.
  body: z.strictObject({ version: versionField.optional(), urgency: urgencySchema, reason: textField('理由', { min: 2, max: 500 }), recounted: recountedSchema }),
  events: [urgencyChanged],
  refusals: ['URGENCY_UNCHANGED'],
  mount: 'own',
  example: {},
  rules: ['本单位承办的工单，不由本单位的人改变紧急程度', '时限从原起点重算，已有的暂停保留，延期按批准时的长度另加，比批准延期时更紧急则不计入；已经超期的不因此收回'],
})
