import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const archived = defineCaseEvent({ type: 'case.archived.v1', data: z.strictObject({}), sentence: () => flow('归档') })

export const archive = defineCaseCommand({
  name: 'archive',
  zh: '归档',
  target: 'case',
  permission: 'case.archive',
  actor: 'anyone_in_reach',
  from: ['closed'],
  to: ['archived'],
  body: z.strictObject({ version: versionField.optional() }),
  events: [archived],
  refusals: [],
  mount: 'generic',
  example: { version: 8 },
  rules: ['归档后不再变动'],
})
