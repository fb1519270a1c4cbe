import { defineEndpoint, divisionCodeField, textField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { divisionSchema } from './division.schema.js'
import { unitKindSchema, unitSchema } from './unit.schema.js'

/** One step of the tree, for cascading pickers; the whole tree is never sent. */
export const listDivisions = defineEndpoint({
  name: 'listDivisions', method: 'GET', path: '/org/divisions', permission: 'org.read', tag: 'org', summary: '下级区划（不填上级时为本市各旗县区）',
  query: z.strictObject({ parentCode: divisionCodeField.optional() }), response: z.object({ items: z.array(divisionSchema) }), refusals: ['DIVISION_UNKNOWN'],
})

export const searchUnits = defineEndpoint({
  name: 'searchUnits', method: 'GET', path: '/org/units', permission: 'org.read', tag: 'org', summary: '按名称、类别、区划查单位（最多 50 个）',
  query: z.strictObject({ q: textField('搜索内容', { max: 40 }).optional(), kind: unitKindSchema.optional(), countyCode: divisionCodeField.optional() }),
  response: z.object({ items: z.array(unitSchema) }),
})

export const ORG_ENDPOINTS: readonly Endpoint[] = [listDivisions, searchUnits]
