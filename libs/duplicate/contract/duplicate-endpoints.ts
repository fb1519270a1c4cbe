import { caseListItemSchema, caseTypeSchema } from '@tongban/case/contract'
import { dayField, defineEndpoint, isoField, textField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { DUPLICATE_HISTORY_MOST, duplicateSettingsSchema } from './duplicate-settings.schema.js'

export const MOST_SHOWN = 5

/** Why a case is held to be the same matter; what is not known is `unknown`, what contradicts is said too. */
export const duplicateEvidenceSchema = z.object({
  text: z.number().min(0).max(1).describe('内容相似度'),
  place: z.enum(['village', 'township', 'county', 'other_township', 'other_county', 'unknown']),
  category: z.enum(['same', 'near', 'other', 'unknown']),
  sameCaller: z.boolean(),
  daysApart: z.number().min(0),
})
export type DuplicateEvidence = z.output<typeof duplicateEvidenceSchema>

export const likelyDuplicateSchema = z.object({
  /** Of a sealed case only its number and how it stands. */
  case: caseListItemSchema.extend({ caseType: caseTypeSchema.nullable(), urgency: z.string().nullable() }),
  /** Null, with the reasons, for a sealed case: how alike it is would tell what is in it. */
  similarity: z.number().min(0).max(1).nullable(),
  evidence: duplicateEvidenceSchema.nullable(),
  likely: z.boolean().describe('很可能是同一件事'),
  mayUrge: z.boolean(),
  mayJoin: z.boolean(),
})
export type LikelyDuplicate = z.output<typeof likelyDuplicateSchema>

export const duplicateChoiceSchema = z.enum(['urge', 'join', 'new'])

export const recordDuplicateChoice = defineEndpoint({
  name: 'recordDuplicateChoice', method: 'POST', path: '/duplicates/choices', permission: 'duplicate.find', tag: 'duplicate', summary: '记下话务员对可能重复的选择（催办、并入、另立新件）',
  body: z
    .strictObject({
      draftKey: textField('草稿编号', { min: 1, max: 64 }),
      choice: duplicateChoiceSchema,
      chosenCaseId: uuidField.nullable().default(null),
      filedCaseId: uuidField.nullable().default(null),
      shown: z.array(z.strictObject({ caseId: uuidField, similarity: z.number().min(0).max(1).nullable() })).min(1, { message: '没有给出看到的工单' }).max(MOST_SHOWN, { message: `最多 ${MOST_SHOWN} 件` }),
    })
    .refine(({ choice, chosenCaseId, shown }) => (choice === 'new') === (chosenCaseId === null) && (chosenCaseId === null || shown.some(({ caseId }) => caseId === chosenCaseId)), {
      message: '催办、并入要选中一件看到的工单；另立新件不选', path: ['chosenCaseId'],
    }),
  response: z.object({ recorded: z.literal(true) }),
  status: 200,
  example: {
    draftKey: 'draft-1', choice: 'urge', chosenCaseId: '0192f3a0-0000-7000-8000-000000000001',
    shown: [{ caseId: '0192f3a0-0000-7000-8000-000000000001', similarity: 0.89 }],
  },
})

const bandSchema = z.object({ from: z.number(), to: z.number(), shown: z.int(), taken: z.int() })

export const readDuplicateFigures = defineEndpoint({
  name: 'readDuplicateFigures', method: 'GET', path: '/duplicates/figures', permission: 'suggestion.read', tag: 'duplicate', summary: '可能重复：提示了多少次，采纳多少（按相似度分段）',
  query: z.strictObject({ from: dayField, to: dayField }).refine(({ from, to }) => from <= to, { message: '开始日期不能晚于结束日期', path: ['to'] }),
  response: z.object({ shown: z.int(), urged: z.int(), joined: z.int(), filedNew: z.int(), takenShare: z.number().nullable(), bands: z.array(bandSchema) }),
})

const settingsVersion = {
  version: z.int().describe('0：随系统提供'), settings: duplicateSettingsSchema, reason: z.string().nullable(), changedBy: z.object({ id: z.string(), name: z.string() }).nullable(), changedAt: isoField.nullable(),
}
export const duplicateSettingsViewSchema = z.object({ ...settingsVersion, history: z.array(z.object(settingsVersion)).describe(`以往的修改，新的在前，最多 ${DUPLICATE_HISTORY_MOST} 次`) })
export type DuplicateSettingsView = z.output<typeof duplicateSettingsViewSchema>

export const readDuplicateSettings = defineEndpoint({
  name: 'readDuplicateSettings', method: 'GET', path: '/duplicates/settings', permission: 'suggestion.read', tag: 'duplicate', summary: '可能重复的权重与阈值：现在的值，谁在什么时候为什么改过', response: duplicateSettingsViewSchema,
})

export const changeDuplicateSettings = defineEndpoint({
  name: 'changeDuplicateSettings', method: 'POST', path: '/duplicates/settings', permission: 'suggestion.configure', tag: 'duplicate', summary: '改可能重复的权重与阈值（留版本、作者、理由）',
  body: z.strictObject({
    version: z.int({ error: '版本号应为整数' }).min(0),
    settings: duplicateSettingsSchema.refine(({ showAt, likelyAt }) => showAt <= likelyAt, { message: '“很可能”的阈值不能低于显示的阈值', path: ['likelyAt'] }),
    reason: textField('修改理由', { min: 2, max: 500 }),
  }),
  response: duplicateSettingsViewSchema, status: 200, refusals: ['CONFLICT'],
})

export const DUPLICATE_ENDPOINTS: readonly Endpoint[] = [recordDuplicateChoice, readDuplicateFigures, readDuplicateSettings, changeDuplicateSettings]
