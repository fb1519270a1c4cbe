import { defineEndpoint, divisionCodeField, pageOf, pageQueryShape, textField, uuidField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import './refusals.js'
import {
  gazetteerDraftSchema, gazetteerEntrySchema, gazetteerImportReportSchema, gazetteerKindSchema, gazetteerRulesDraftSchema, gazetteerRulesSchema, gazetteerSourceSchema, gazetteerStatusSchema,
  MOST_EXPORTED, MOST_IMPORTED,
} from './gazetteer.schema.js'
import { placePointSchema, placeResolutionSchema } from './place.schema.js'

const entryParams = z.strictObject({ entryId: uuidField })
const filterShape = {
  q: textField('搜索内容', { max: 30 }).optional(),
  kind: gazetteerKindSchema.optional(),
  source: gazetteerSourceSchema.optional(),
  divisionCode: divisionCodeField.optional().describe('只看这个区划以内的'),
}

/** What the system understands of a place as it is said; nothing is stored. Operators ask it through `suggestFiling`. */
export const resolvePlaceText = defineEndpoint({
  name: 'resolvePlaceText', method: 'POST', path: '/places/resolve', permission: 'place.read', tag: 'place', summary: '口语地点 → 区划：路径、依据、把握，说不清时的几个可能', status: 200,
  body: z.strictObject({
    text: textField('地点', { min: 1, max: 400 }),
    countyCode: divisionCodeField.nullable().default(null).describe('已知的旗县'),
    point: placePointSchema.nullable().default(null).describe('手机定位（WGS 84）'),
    hints: z.array(divisionCodeField).max(20, { message: '最多 20 个' }).default([]).describe('来电人以前诉求的区划'),
  }),
  response: placeResolutionSchema.extend({ question: z.string().nullable().describe('说不清时问来电人的话，或“说的可能是外地”') }),
  example: { text: '科左中旗保康镇明仁嘎查' },
})

export const listGazetteer = defineEndpoint({
  name: 'listGazetteer', method: 'GET', path: '/places/gazetteer', permission: 'place.read', tag: 'place', summary: '地名库：小区、地标、道路、旧名及所在区划，最近改动的在前',
  query: z.strictObject({ status: gazetteerStatusSchema.default('confirmed'), ...filterShape, ...pageQueryShape }),
  response: pageOf(gazetteerEntrySchema).extend({ counts: z.record(gazetteerStatusSchema, z.int()), ready: z.int(), rules: gazetteerRulesSchema }),
})

export const addGazetteerEntry = defineEndpoint({
  name: 'addGazetteerEntry', method: 'POST', path: '/places/gazetteer', permission: 'place.maintain', tag: 'place', summary: '添一个地名，随即使用',
  body: gazetteerDraftSchema, response: z.object({ id: uuidField, version: z.int() }), refusals: ['PLACE_DIVISION_UNKNOWN', 'PLACE_NAME_OF_DIVISION', 'PLACE_NAME_TAKEN'],
  example: { name: '明珠花园', aliases: [], kind: 'estate', divisionCode: '150525100', point: null, note: '' },
})

export const changeGazetteerEntry = defineEndpoint({
  name: 'changeGazetteerEntry', method: 'POST', path: '/places/gazetteer/:entryId', permission: 'place.maintain', tag: 'place', summary: '改一个地名', status: 200,
  params: entryParams, body: z.strictObject({ draft: gazetteerDraftSchema, version: versionField }), response: z.object({ version: z.int() }),
  refusals: ['PLACE_NAME_UNKNOWN', 'PLACE_DIVISION_UNKNOWN', 'PLACE_NAME_OF_DIVISION', 'PLACE_NAME_TAKEN', 'PLACE_NAME_STALE'],
})

/** accept: proposed → confirmed; reject: proposed → rejected; retire: confirmed → retired; restore: rejected or retired → confirmed. */
export const decideGazetteerEntry = defineEndpoint({
  name: 'decideGazetteerEntry', method: 'POST', path: '/places/gazetteer/:entryId/decision', permission: 'place.maintain', tag: 'place', summary: '采纳、否决、停用、恢复一个地名', status: 200,
  params: entryParams, body: z.strictObject({ verdict: z.enum(['accept', 'reject', 'retire', 'restore']), version: versionField }), response: z.object({ version: z.int(), status: gazetteerStatusSchema }),
  refusals: ['PLACE_NAME_UNKNOWN', 'PLACE_NAME_STALE', 'PLACE_NAME_SETTLED', 'PLACE_NAME_OF_DIVISION', 'PLACE_NAME_TAKEN'],
})

export const importGazetteer = defineEndpoint({
  name: 'importGazetteer', method: 'POST', path: '/places/gazetteer/imports', permission: 'place.maintain', tag: 'place', summary: `导入地名（CSV，最多 ${MOST_IMPORTED} 行），逐行报错；有错一行也不存`, status: 200,
  body: z.strictObject({ csv: z.string().min(1, { message: '请贴入内容' }).max(80_000, { message: '内容太长，请分几次导入' }), mode: z.enum(['check', 'save']) }), response: gazetteerImportReportSchema,
})

export const exportGazetteer = defineEndpoint({
  name: 'exportGazetteer', method: 'GET', path: '/places/gazetteer.csv', permission: 'place.read', tag: 'place', summary: `导出地名（CSV，与导入同样的列，最多 ${MOST_EXPORTED} 行）`,
  query: z.strictObject({ status: gazetteerStatusSchema.default('confirmed'), ...filterShape }), response: z.any().describe('csv 文件'),
})

export const changeGazetteerRules = defineEndpoint({
  name: 'changeGazetteerRules', method: 'POST', path: '/places/gazetteer-rules', permission: 'place.maintain', tag: 'place', summary: '设定从工单积累地名的规则', status: 200,
  body: gazetteerRulesDraftSchema, response: gazetteerRulesSchema, refusals: ['PLACE_RULES_STALE'],
})

export const PLACE_ENDPOINTS: readonly Endpoint[] = [
  resolvePlaceText, listGazetteer, addGazetteerEntry, changeGazetteerEntry, decideGazetteerEntry, importGazetteer, exportGazetteer, changeGazetteerRules,
]
