import { categoryCodeField, isoField, textField, uuidField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { raisedUrgencySchema, urgencyKindSchema } from './suggestion.schema.js'

const named = z.object({ id: z.string(), name: z.string() })

export const modelStateSchema = z.enum(['candidate', 'active', 'retired'])
export type ModelState = z.output<typeof modelStateSchema>
export const MODEL_STATE_ZH: Readonly<Record<ModelState, string>> = { candidate: '备选', active: '使用中', retired: '已停用' }

/** Measured on parts of the data left out of the training, in turns. */
export const modelFiguresSchema = z.object({
  macroF1: z.number(), accuracy: z.number(), top3: z.number(),
  /** Of one suggestion, milliseconds, on the machine it was trained on. */
  p99Ms: z.number(),
})
export type MeasuredFigures = z.output<typeof modelFiguresSchema>

export const suggestionModelSchema = z.object({
  id: uuidField,
  number: z.int(),
  state: modelStateSchema,
  examples: z.int(),
  ownExamples: z.int().describe('其中本市工单'),
  classes: z.int(),
  bytes: z.int(),
  fingerprint: z.string().describe('训练数据的指纹（sha-256）'),
  figures: modelFiguresSchema,
  counts: z.array(z.object({ category: named, examples: z.int() })).describe('各分类的件数，多的在前'),
  trainedBy: named,
  trainedAt: isoField,
})
export type SuggestionModelView = z.output<typeof suggestionModelSchema>

export const trainingStateSchema = z.enum(['gathering', 'queued', 'running', 'done', 'refused', 'cancelled'])
export type TrainingState = z.output<typeof trainingStateSchema>
export const TRAINING_STATE_ZH: Readonly<Record<TrainingState, string>> = { gathering: '收取文本', queued: '排队', running: '训练中', done: '完成', refused: '未完成', cancelled: '已取消' }
/** What a running training is at. */
export const trainingStageSchema = z.enum(['waiting', 'collecting', 'measuring', 'learning', 'storing'])
export type TrainingStage = z.output<typeof trainingStageSchema>
export const TRAINING_STAGE_ZH: Readonly<Record<TrainingStage, string>> = { waiting: '等待', collecting: '收集工单', measuring: '交叉验证', learning: '学习', storing: '存入' }

export const trainingSchema = z.object({
  id: uuidField, state: trainingStateSchema, stage: trainingStageSchema, own: z.boolean(), activate: z.boolean(), given: z.int(), unknown: z.int(),
  problem: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(), modelId: uuidField.nullable(), requestedBy: named, requestedAt: isoField, finishedAt: isoField.nullable(),
})
export type TrainingView = z.output<typeof trainingSchema>

export const suggestionSettingsSchema = z.object({ categoryOn: z.boolean(), urgencyOn: z.boolean(), version: z.int() })
export type SuggestionSettings = z.output<typeof suggestionSettingsSchema>
export const DEFAULT_SUGGESTION_SETTINGS: SuggestionSettings = { categoryOn: true, urgencyOn: true, version: 1 }

export const trainingRequestSchema = z.strictObject({
  own: z.boolean().default(true).describe('用本市主办从无争议、回复已通过审核的工单'),
  awaitsTexts: z.boolean().default(false).describe('还要送来已分类的文本'),
  activate: z.boolean().default(false).describe('训练好了就启用'),
  minimumPerClass: z.int({ error: '件数应为整数' }).min(2, { message: '每类至少 2 件' }).max(200, { message: '每类最多 200 件' }).default(5),
})

export const MOST_TEXTS_AT_ONCE = 400
export const MOST_TEXTS = 60_000
export const labelledTextSchema = z.strictObject({
  title: textField('标题', { max: 200 }).default(''),
  text: textField('内容', { min: 1, max: 5000 }),
  l1: textField('分类', { min: 1, max: 40 }).describe('分类名称或代码'),
})

/** A wording as a person edits it; how its lines are written stands in the glossary of wordings. */
const lineField = textField('用词', { min: 1, max: 200 })
const lines = (name: string, limits: { min?: number; max: number }) =>
  z.array(lineField).min(limits.min ?? 0, { message: `请至少写一条${name}` }).max(limits.max, { message: `${name}最多 ${limits.max} 条` })
export const urgencyWordingDraftSchema = z.strictObject({
  name: textField('名称', { min: 2, max: 30 }),
  kind: urgencyKindSchema,
  urgency: raisedUrgencySchema,
  words: lines('用词', { min: 1, max: 60 }),
  withAny: lines('同时说到', { max: 60 }).default([]),
  nearAny: lines('附近说到', { max: 60 }).default([]),
  unlessNear: lines('附近说到则不算', { max: 60 }).default([]),
  isLack: z.boolean().default(false),
  evenIfSupposed: z.boolean().default(false),
  enabled: z.boolean().default(true),
  examples: z.array(textField('例句', { min: 2, max: 200 })).min(1, { message: '请至少写一条例句' }).max(20, { message: '例句最多 20 条' }),
  counterExamples: z.array(textField('反例', { min: 2, max: 200 })).max(20, { message: '反例最多 20 条' }).default([]),
})
export type UrgencyWordingDraft = z.output<typeof urgencyWordingDraftSchema>

export const urgencyWordingSchema = z.object({
  ...urgencyWordingDraftSchema.shape, id: z.string(), version: z.int(), isShipped: z.boolean().describe('与随系统提供的一致'), changedBy: named.nullable(), changedAt: isoField.nullable(),
})
export type UrgencyWordingView = z.output<typeof urgencyWordingSchema>
export const wordingIdField = z.string().regex(/^[a-z0-9-]{2,40}$/, { message: '用词编号格式不对' })
export const wordingVersionField = versionField

/** What was shown while filing, as the browser had it on the screen when the case was filed. */
export const shownSuggestionSchema = z.strictObject({
  modelId: uuidField.nullable(),
  categories: z.array(z.strictObject({ code: categoryCodeField, confidence: z.number().min(0).max(1) })).max(3, { message: '最多 3 个' }),
})
export type ShownSuggestion = z.output<typeof shownSuggestionSchema>

const shareOf = z.object({ shown: z.int(), answered: z.int(), top1: z.int(), top3: z.int() })
export const suggestionEffectSchema = z.object({
  days: z.int(),
  total: shareOf,
  byModel: z.array(shareOf.extend({ model: z.object({ id: uuidField, number: z.int() }).nullable() })),
  byCategory: z.array(z.object({ category: named, answered: z.int(), top1: z.int(), top3: z.int() })).describe('按人选定的分类，多的在前，最多 50 个'),
  urgency: z.array(z.object({ word: z.string(), raised: z.int(), kept: z.int().describe('人仍按此办') })).describe('按用词，多的在前，最多 50 个'),
})
export type SuggestionEffect = z.output<typeof suggestionEffectSchema>
