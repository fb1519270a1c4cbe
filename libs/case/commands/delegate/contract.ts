import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { HELPER_KIND_ZH, helperKindSchema } from '../../contract/procedures.js'

export const delegated = defineCaseEvent({
  type: 'assignment.delegated.v1',
  data: z.strictObject({ helperId: z.uuid(), assignmentId: z.uuid(), unitId: z.string(), kind: helperKindSchema, name: z.string(), task: z.string() }),
  sentence: ({ unitId, kind, name, task }, names) => flow(`${names.unit(unitId)}请${HELPER_KIND_ZH[kind]}${name}协助`, task),
})

export const delegate = defineCaseCommand({
  name: 'delegate',
  zh: '交办协助',
  target: 'assignment',
  permission: 'assignment.delegate',
  actor: 'assignment_unit',
  from: ['in_progress'],
  to: ['in_progress'],
  assignmentRoles: ['lead', 'assist'],
  assignmentFrom: ['signed', 'contacted'],
  body: z.strictObject({
    version: versionField.optional(),
    kind: helperKindSchema,
    name: textField('姓名或名称', { min: 2, max: 30 }),
    task: textField('请其做什么', { min: 4, max: 500 }),
  }),
  events: [delegated],
  refusals: ['HELPERS_FULL'],
  mount: 'generic',
  example: { version: 4, kind: 'grid_worker', name: '第三网格', task: '上门查看路灯损坏情况并拍照' },
  rules: ['嘎查村（社区）、网格员、志愿者只协助，不承担主办，时限和责任仍在承办单位'],
})
