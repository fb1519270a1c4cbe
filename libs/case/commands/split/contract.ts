import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

export const caseSplit = defineCaseEvent({
  type: 'case.split.v1',
  data: z.strictObject({
    parts: z.array(z.strictObject({ caseId: z.uuid(), title: z.string(), description: z.string(), categoryCode: z.string().nullable() })),
    reason: z.string(),
  }),
  sentence: ({ parts, reason }) => flow(`拆分出 ${parts.length} 件：${parts.map((part) => part.title).join('、')}`, reason),
})

const partSchema = z.strictObject({
  title: textField('标题', { min: 1, max: 60 }),
  description: textField('发生了什么', { min: 4, max: 2000 }),
  categoryCode: z.string().regex(/^\d{2,6}$/, '分类编号是 2 至 6 位数字').nullable().default(null),
})

export const split = defineCaseCommand({
  name: 'split',
  zh: '拆分',
  target: 'case',
  permission: 'case.split',
  actor: 'outside_handling_units',
  from: ['awaiting_dispatch', 'in_progress'],
  to: ['awaiting_dispatch', 'in_progress'],
  body: z.strictObject({
    version: versionField.optional(),
    parts: z.array(partSchema).min(1, '至少拆出一件').max(5, '一次最多拆出 5 件'),
    reason: textField('拆分理由', { min: 4, max: 500 }),
  }),
  events: [caseSplit],
  refusals: ['SPLIT_FULL'],
  mount: 'generic',
  example: {
    version: 2, reason: '来电反映两件不相干的事',
    parts: [{ title: '小区门口垃圾未清运', description: '民航社区3号楼门口垃圾桶满溢三天无人清运。', categoryCode: null }],
  },
  rules: ['原工单继续办理自己的事项；拆出的每件单独立案、单独派单、单独计时', '拆出的工单沿用同一诉求人，联系方式重新加密保存'],
})
