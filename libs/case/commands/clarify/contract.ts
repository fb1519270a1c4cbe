import { categoryCodeField, divisionCodeField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'

const clarifiedShape = {
  /** Null: stays as it is. Names as they were then, so that the timeline goes on saying it. */
  category: z.strictObject({ code: categoryCodeField, name: z.string(), evidenceRequired: z.boolean() }).nullable(),
  place: z.strictObject({ code: divisionCodeField, name: z.string(), countyCode: divisionCodeField.nullable(), townshipCode: divisionCodeField.nullable() }).nullable(),
}

export const clarified = defineCaseEvent({
  type: 'case.clarified.v1',
  data: z.strictObject({ ...clarifiedShape, from: z.strictObject({ categoryCode: z.string().nullable(), divisionCode: z.string().nullable() }), clarifiedBy: z.string() }),
  sentence: ({ category, place }) => flow('核定派单要素', [category === null ? '' : `分类为${category.name}`, place === null ? '' : `地点为${place.name}`].filter((part) => part !== '').join('；')),
})

export const clarify = defineCaseCommand({
  name: 'clarify',
  zh: '核定分类与地点',
  target: 'case',
  permission: 'case.dispatch',
  actor: 'anyone_in_reach',
  from: ['awaiting_dispatch'],
  to: ['awaiting_dispatch'],
  // What the codes are called and lie in is the door's: never said by the person.
  body: z.strictObject({ version: versionField.optional(), ...clarifiedShape }),
  events: [clarified],
  refusals: ['NOTHING_CLARIFIED', 'CASE_HELD'],
  mount: 'own',
  offered: false,
  example: {},
  rules: ['只在待派单时：派单员核定分类、地点，目录、时限、统计从此按核定的算；派单时限已经在走，不因此改变'],
})
