import { defineEndpoint, pageOf, pageQueryShape, textField, uuidField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import './refusals.js'
import { urgencySignalSchema } from './suggestion.schema.js'
import {
  labelledTextSchema, modelStateSchema, MOST_TEXTS_AT_ONCE, suggestionEffectSchema, suggestionModelSchema, suggestionSettingsSchema, trainingRequestSchema, trainingSchema,
  urgencyWordingDraftSchema, urgencyWordingSchema, wordingIdField,
} from './suggestion-model.schema.js'

const tag = 'suggestion'
const modelParams = z.strictObject({ modelId: uuidField })
const trainingParams = z.strictObject({ trainingId: uuidField })
const wordingParams = z.strictObject({ wordingId: wordingIdField })

export const readSuggestionState = defineEndpoint({
  name: 'readSuggestionState', method: 'GET', path: '/suggestions', permission: 'suggestion.read', tag, summary: '分类与紧急程度建议：开关、正在用的模型、最近的训练',
  response: z.object({
    settings: suggestionSettingsSchema, active: suggestionModelSchema.nullable(),
    activeAnswers: z.boolean().describe('使用中的模型能读、正在回答；false：另一版本系统训练的模型读不了，由目录词条回答'),
    training: trainingSchema.nullable(),
  }),
})

export const changeSuggestionSettings = defineEndpoint({
  name: 'changeSuggestionSettings', method: 'POST', path: '/suggestions/settings', permission: 'suggestion.configure', tag, summary: '开关分类建议、紧急程度建议', status: 200,
  body: z.strictObject({ categoryOn: z.boolean(), urgencyOn: z.boolean(), version: versionField }), response: suggestionSettingsSchema, refusals: ['SUGGESTION_SETTINGS_STALE'],
  example: { categoryOn: true, urgencyOn: true, version: 1 },
})

export const listSuggestionModels = defineEndpoint({
  name: 'listSuggestionModels', method: 'GET', path: '/suggestions/models', permission: 'suggestion.read', tag, summary: '训练过的模型：数据、测得的效果，新的在前',
  query: z.strictObject({ limit: pageQueryShape.limit, cursor: z.string().regex(/^\d{1,9}$/, { message: '翻页位置无效，请从第一页重新查看' }).optional() }), response: pageOf(suggestionModelSchema),
})

/** At most one is active: activating one retires the other; retiring the active one leaves the words of the category tree. */
export const decideSuggestionModel = defineEndpoint({
  name: 'decideSuggestionModel', method: 'POST', path: '/suggestions/models/:modelId', permission: 'suggestion.configure', tag, summary: '启用、停用一个模型', status: 200,
  params: modelParams, body: z.strictObject({ state: z.enum(['active', 'retired']) }), response: z.object({ state: modelStateSchema }), refusals: ['SUGGESTION_MODEL_UNKNOWN', 'SUGGESTION_MODEL_UNREADABLE'],
})

export const startTraining = defineEndpoint({
  name: 'startTraining', method: 'POST', path: '/suggestions/trainings', permission: 'suggestion.configure', tag, summary: '开始一次训练，在后台进行',
  body: trainingRequestSchema, response: z.object({ trainingId: uuidField }), refusals: ['TRAINING_UNDER_WAY'], example: { own: true, awaitsTexts: false, activate: false, minimumPerClass: 5 },
})

export const giveTrainingTexts = defineEndpoint({
  name: 'giveTrainingTexts', method: 'POST', path: '/suggestions/trainings/:trainingId/texts', permission: 'suggestion.configure', tag, summary: `给一次训练送已分类的文本（一次最多 ${MOST_TEXTS_AT_ONCE} 条）`, status: 200,
  params: trainingParams, body: z.strictObject({ texts: z.array(labelledTextSchema).min(1, { message: '没有文本' }).max(MOST_TEXTS_AT_ONCE, { message: `一次最多 ${MOST_TEXTS_AT_ONCE} 条` }) }),
  response: z.object({ given: z.int(), unknown: z.array(z.object({ l1: z.string(), count: z.int() })).describe('分类里没有的，未收') }), refusals: ['TRAINING_UNKNOWN', 'TRAINING_TOO_MUCH'],
})

export const runTraining = defineEndpoint({
  name: 'runTraining', method: 'POST', path: '/suggestions/trainings/:trainingId/run', permission: 'suggestion.configure', tag, summary: '文本送完了，开始训练', status: 200,
  params: trainingParams, response: trainingSchema, refusals: ['TRAINING_UNKNOWN'],
})

export const cancelTraining = defineEndpoint({
  name: 'cancelTraining', method: 'POST', path: '/suggestions/trainings/:trainingId/cancel', permission: 'suggestion.configure', tag, summary: '取消还没有开始的训练', status: 200,
  params: trainingParams, response: trainingSchema, refusals: ['TRAINING_UNKNOWN'],
})

export const readTraining = defineEndpoint({
  name: 'readTraining', method: 'GET', path: '/suggestions/trainings/:trainingId', permission: 'suggestion.read', tag, summary: '一次训练到了哪一步', params: trainingParams, response: trainingSchema, refusals: ['TRAINING_UNKNOWN'],
})

export const readSuggestionEffect = defineEndpoint({
  name: 'readSuggestionEffect', method: 'GET', path: '/suggestions/effect', permission: 'suggestion.read', tag, summary: '建议被采纳多少：首选、前三，按分类、模型；紧急用词升了多少、人留了多少',
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) }), response: suggestionEffectSchema,
})

export const listUrgencyWordings = defineEndpoint({
  name: 'listUrgencyWordings', method: 'GET', path: '/suggestions/wordings', permission: 'suggestion.read', tag, summary: '紧急用词', response: z.object({ items: z.array(urgencyWordingSchema) }),
})

const refusesWording = ['WORDING_PATTERN_INVALID', 'WORDING_EXAMPLE_MISSED', 'WORDING_COUNTER_EXAMPLE_RAISED']
export const addUrgencyWording = defineEndpoint({
  name: 'addUrgencyWording', method: 'POST', path: '/suggestions/wordings', permission: 'suggestion.configure', tag, summary: '添一组紧急用词，随即使用',
  body: urgencyWordingDraftSchema, response: z.object({ id: z.string(), version: z.int() }), refusals: refusesWording,
  example: { name: '牲畜走失', kind: 'life', urgency: 'livelihood', words: ['(羊|牛|马)群?(走失|丢了)'], examples: ['羊群走失两天了'] },
})

export const changeUrgencyWording = defineEndpoint({
  name: 'changeUrgencyWording', method: 'POST', path: '/suggestions/wordings/:wordingId', permission: 'suggestion.configure', tag, summary: '改一组紧急用词：例句须被识别，反例须不被识别', status: 200,
  params: wordingParams, body: z.strictObject({ draft: urgencyWordingDraftSchema, version: versionField }), response: z.object({ version: z.int() }),
  refusals: ['WORDING_UNKNOWN', 'WORDING_STALE', ...refusesWording],
})

export const tryUrgencyWordings = defineEndpoint({
  name: 'tryUrgencyWordings', method: 'POST', path: '/suggestions/wordings/try', permission: 'suggestion.read', tag, summary: '试一段话：现在的用词会不会升高紧急程度，因为哪些词', status: 200,
  body: z.strictObject({ text: textField('内容', { min: 1, max: 2000 }) }), response: z.object({ signal: urgencySignalSchema.nullable() }), example: { text: '门口电线杆冒火花' },
})

export const SUGGESTION_ENDPOINTS: readonly Endpoint[] = [
  readSuggestionState, changeSuggestionSettings, listSuggestionModels, decideSuggestionModel, startTraining, giveTrainingTexts, runTraining, cancelTraining, readTraining, readSuggestionEffect,
  listUrgencyWordings, addUrgencyWording, changeUrgencyWording, tryUrgencyWordings,
]
