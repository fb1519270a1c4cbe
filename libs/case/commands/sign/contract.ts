import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const signed = defineCaseEvent({
  type: 'assignment.signed.v1',
  data: z.strictObject({ assignmentId: z.uuid(), unitId: z.string(), late: z.boolean() }),
  sentence: ({ unitId, late }, names) => flow(`${names.unit(unitId)}签收${late ? '（已超签收时限）' : ''}`),
})

export const sign = defineCaseCommand({
  name: 'sign',
  zh: '签收',
  target: 'assignment',
  permission: 'assignment.sign',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentFrom: ['dispatched'],
  assignmentTo: ['signed'],
  body: z.strictObject({ version: versionField.optional() }),
  events: [signed],
  refusals: ['ASSIGNMENT_IS_COPY'],
  mount: 'generic',
  example: { version: 2 },
  rules: ['晚于签收时限的签收照记，标明超时'],
})
