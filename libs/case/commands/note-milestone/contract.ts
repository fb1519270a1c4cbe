import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { momentField } from '../../contract/procedures.js'

export const milestoneNoted = defineCaseEvent({
  type: 'case.milestone_noted.v1',
  data: z.strictObject({ assignmentId: z.uuid(), unitId: z.string(), index: z.int(), text: z.string(), note: z.string(), nextReviewAt: momentField }),
  sentence: ({ unitId, text, note }, names) => flow(`${names.unit(unitId)}完成挂账节点：${text}`, note),
})

export const noteMilestone = defineCaseCommand({
  name: 'note_milestone',
  zh: '登记挂账节点',
  target: 'assignment',
  permission: 'shelving.milestone',
  actor: 'assignment_unit',
  assignmentRoles: ['lead'],
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentFrom: ['contacted'],
  body: z.strictObject({
    version: versionField.optional(),
    index: z.int().min(0).max(11).describe('第几个节点，从 0 起'),
    note: textField('完成情况', { min: 4, max: 500 }),
  }),
  events: [milestoneNoted],
  refusals: ['CASE_NOT_SHELVED', 'MILESTONE_NOT_OPEN'],
  mount: 'generic',
  example: { version: 6, index: 0, note: '设计方案已批复，附批复文号' },
  rules: ['由承办单位在挂账期间登记，每个节点一次', '下一次复核随之改到下一个未完成的节点'],
})
