import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'

export const archive = defineCaseCommand({
  name: 'archive',
  zh: '归档',
  target: 'case',
  permission: 'case.archive',
  actor: 'anyone_in_reach',
  from: ['closed'],
  to: ['archived'],
  body: z.strictObject({ version: versionField.optional() }),
  refusals: [],
  mount: 'generic',
  example: { version: 8 },
  rules: ['归档后不再变动'],
})
