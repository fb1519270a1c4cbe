import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'

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
  refusals: ['ASSIGNMENT_IS_COPY'],
  mount: 'generic',
  example: { version: 2 },
  rules: ['晚于签收时限的签收照记，标明超时'],
})
