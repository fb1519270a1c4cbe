import { divisionCodeField, isoField, textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'

export const gazetteerKindSchema = z.enum(['estate', 'landmark', 'road', 'village', 'former', 'other'])
export type GazetteerKindCode = z.output<typeof gazetteerKindSchema>
export const GAZETTEER_KIND_ZH: Readonly<Record<GazetteerKindCode, string>> = { estate: '小区', landmark: '地标', road: '道路', village: '村屯旧名', former: '区划原名', other: '其他' }

/** `confirmed` is what the resolver knows; `proposed` waits for a person; the other two are kept so that nobody proposes them again unawares. */
export const gazetteerStatusSchema = z.enum(['proposed', 'confirmed', 'rejected', 'retired'])
export type GazetteerStatus = z.output<typeof gazetteerStatusSchema>
export const GAZETTEER_STATUS_ZH: Readonly<Record<GazetteerStatus, string>> = { proposed: '待确认', confirmed: '使用中', rejected: '已否决', retired: '已停用' }

export const gazetteerSourceSchema = z.enum(['manual', 'import', 'learned', 'reference'])
export type GazetteerSource = z.output<typeof gazetteerSourceSchema>
export const GAZETTEER_SOURCE_ZH: Readonly<Record<GazetteerSource, string>> = { manual: '人工录入', import: '批量导入', learned: '工单积累', reference: '随系统提供' }

export const MOST_ALIASES = 10
export const MOST_IMPORTED = 2_000
export const MOST_EXPORTED = 50_000
/** A name of one character means everything. */
const nameField = textField('名称', { min: 2, max: 30 })
const latitudeField = z.number({ error: '纬度应为数字' }).min(-90, { message: '纬度应在 -90 至 90 之间' }).max(90, { message: '纬度应在 -90 至 90 之间' })
const longitudeField = z.number({ error: '经度应为数字' }).min(-180, { message: '经度应在 -180 至 180 之间' }).max(180, { message: '经度应在 -180 至 180 之间' })
/** WGS 84, as phones give it: it is compared with theirs. */
export const gazetteerPointSchema = z.strictObject({ latitude: latitudeField, longitude: longitudeField })

/** What a person writes of a name. */
export const gazetteerDraftSchema = z.strictObject({
  name: nameField,
  aliases: z.array(nameField).max(MOST_ALIASES, { message: `别名最多 ${MOST_ALIASES} 个` }).default([]),
  kind: gazetteerKindSchema,
  divisionCode: divisionCodeField.describe('所在区划：旗县、苏木镇街或嘎查村'),
  point: gazetteerPointSchema.nullable().default(null),
  note: textField('备注', { max: 200 }).default(''),
})
export type GazetteerDraft = z.output<typeof gazetteerDraftSchema>

const named = z.object({ id: z.string(), name: z.string() })

export const gazetteerEntrySchema = z.object({
  id: uuidField,
  name: z.string(),
  aliases: z.array(z.string()),
  kind: gazetteerKindSchema,
  division: z.object({ code: z.string(), path: z.array(z.string()) }),
  point: gazetteerPointSchema.nullable(),
  note: z.string(),
  status: gazetteerStatusSchema,
  source: gazetteerSourceSchema,
  agreeing: z.int().describe('多少件已办结审核的工单这样说'),
  contradicting: z.int().describe('多少件工单说在别的镇街'),
  isReady: z.boolean().describe('待确认的：一致的工单够数且没有相反的'),
  cases: z.array(z.object({ id: uuidField, number: z.string() })).describe('其中读者可见的最近几件'),
  version: z.int(),
  changedBy: named,
  changedAt: isoField,
})
export type GazetteerEntryView = z.output<typeof gazetteerEntrySchema>

export const gazetteerRulesSchema = z.object({
  agreeingNeeded: z.int().min(1).max(50).describe('几件一致的工单后请人确认'),
  acceptsAlone: z.boolean().describe('够数且没有相反时不经人确认直接使用'),
  version: z.int(),
})
export type GazetteerRules = z.output<typeof gazetteerRulesSchema>
export const DEFAULT_GAZETTEER_RULES: GazetteerRules = { agreeingNeeded: 3, acceptsAlone: false, version: 1 }

export const gazetteerRulesDraftSchema = z.strictObject({
  agreeingNeeded: z.int({ error: '件数应为整数' }).min(1, { message: '件数至少 1' }).max(50, { message: '件数最多 50' }),
  acceptsAlone: z.boolean(),
  version: versionField,
})

export const gazetteerImportReportSchema = z.object({
  rows: z.int(), added: z.int(), changed: z.int(), unchanged: z.int(), saved: z.boolean(), errorCount: z.int(),
  errors: z.array(z.object({ row: z.int(), message: z.string() })).describe('前 100 处，按行'),
})
export type GazetteerImportReport = z.output<typeof gazetteerImportReportSchema>
