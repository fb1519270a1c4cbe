import { callbackAnswersSchema, caseListItemSchema, caseStatusSchema, caseTypeSchema, channelSchema, dispositionSchema } from '@tongban/case/contract'
import { namedPlanSchema, type NamedPlan } from '@tongban/dispatch/contract'
import { likelyDuplicateSchema, MOST_SHOWN } from '@tongban/duplicate/contract'
import { categoryCodeField, defineEndpoint, divisionCodeField, isoField, pageQueryShape, phoneField, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { placeEvidenceHowSchema, placePointSchema, pointFindingSchema } from '@tongban/place/contract'
import { shownSuggestionSchema } from '@tongban/suggestion/contract'
import { z } from 'zod'

const urgencyField = z.enum(['emergency', 'livelihood', 'general', 'complex'])

/** The language the citizen wants to be spoken to in. */
export const languageSchema = z.enum(['zh', 'mn'])
export const LANGUAGE_ZH = { zh: '汉语', mn: '蒙古语' } as const satisfies Record<z.output<typeof languageSchema>, string>

const MOST_FACTS = 20
const requiredFactsField = z
  .record(textField('问题', { min: 1, max: 60 }), textField('补充信息', { max: 200 }))
  .refine((facts) => Object.keys(facts).length <= MOST_FACTS, { message: `补充信息最多 ${MOST_FACTS} 项` })

/** What the operator writes while the caller speaks. Everything but the matter, the place and the type may be left to the system. */
export const fileCaseBody = z.strictObject({
  caller: z.strictObject({
    phone: phoneField.nullable().default(null),
    name: textField('姓名', { max: 30 }).nullable().default(null),
    sealed: z.boolean().default(false).describe('保密：承办单位看不到是谁'),
    wantsCallback: z.boolean().default(true),
  }),
  channel: channelSchema.default('phone'),
  originLine: z.string().regex(/^\d{3,12}$/, { message: '来源热线应为 3–12 位数字' }).nullable().default(null).describe('并入 12345 的原热线号码，如 12319'),
  caseType: caseTypeSchema,
  description: textField('发生了什么', { min: 4, max: 5000 }),
  title: textField('标题', { min: 1, max: 60 }).optional().describe('不填时取内容的第一句'),
  placeText: textField('地点', { max: 200 }).default(''),
  divisionCode: divisionCodeField.nullable().default(null).describe('操作员已选定的区划'),
  categoryCode: categoryCodeField.nullable().default(null),
  urgency: urgencyField.nullable().default(null).describe('不填时按分类与用词判断'),
  attachmentIds: z.array(uuidField).max(9, { message: '最多 9 个附件' }).default([]),
  requiredFacts: requiredFactsField.default({}).describe('分类要问的问题和回答'),
  point: placePointSchema.nullable().default(null).describe('来电人手机的定位（WGS 84）'),
  placeAsked: z.boolean().default(false).describe('已向来电人问过地点仍不清楚'),
  subjectUnitIds: z.array(unitIdField).max(5).default([]).describe('被反映的单位：不会收到这件工单'),
  language: languageSchema.default('zh').describe('诉求人希望用的语言：汉语 zh、蒙古语 mn；联系和回访按此'),
  chosenUnitId: unitIdField.nullable().default(null).describe('操作员从备选中选的主办单位；选了就进派单池由派单员确认，与首选相同时直接派单'),
  /** Left out by whoever files without a screen: then nobody was shown anything. */
  shown: shownSuggestionSchema.nullable().default(null).describe('提交时屏幕上显示的分类建议：用来统计建议是否被采纳'),
  disposition: dispositionSchema.default({ kind: 'dispatch' }),
})

export const dispatchViewSchema = namedPlanSchema
export type DispatchView = NamedPlan

export const dueViewSchema = z.object({ serviceClass: z.string(), dispatchDueAt: isoField, signDueAt: isoField, contactDueAt: isoField, promiseDueAt: isoField })

export const fileCase = defineEndpoint({
  name: 'fileCase', method: 'POST', path: '/cases', permission: 'case.file', tag: 'intake', summary: '受理登记一件诉求，有把握时当场直派镇街',
  body: fileCaseBody,
  response: z.object({
    caseId: uuidField, number: z.string(), version: z.int(), status: caseStatusSchema,
    dispatch: dispatchViewSchema.nullable(), due: dueViewSchema.nullable(),
  }),
  refusals: ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'UNIT_UNKNOWN', 'UNIT_RECUSED', 'ATTACHMENT_UNKNOWN', 'CONFLICT'],
  idempotent: true,
  example: {
    caller: { phone: '13947500000', name: '张女士', sealed: false, wantsCallback: true }, channel: 'phone', caseType: 'help',
    description: '大沁他拉西街路灯不亮已经一周，晚上出门看不见。', placeText: '奈曼大沁他拉镇西街', categoryCode: null,
  },
})

/** Everything on the right of the operator's page, in one answer, while typing. Nothing is stored. */
export const suggestFiling = defineEndpoint({
  name: 'suggestFiling', method: 'POST', path: '/intake/suggestions', permission: 'dispatch.preview', tag: 'intake', summary: '边填边给：地点、分类、紧急程度、承办单位、时限',
  body: z.strictObject({
    description: textField('发生了什么', { max: 5000 }).default(''),
    placeText: textField('地点', { max: 200 }).default(''),
    divisionCode: divisionCodeField.nullable().default(null),
    categoryCode: categoryCodeField.nullable().default(null),
    caseType: caseTypeSchema.default('help'),
    urgency: urgencyField.nullable().default(null),
    subjectUnitIds: z.array(unitIdField).max(5).default([]),
    point: placePointSchema.nullable().default(null).describe('来电人手机的定位（WGS 84）'),
    earlierDivisionCodes: z.array(divisionCodeField).max(20, { message: '最多 20 个' }).default([]).describe('来电人以前诉求的区划：同名时偏向它们'),
  }),
  response: z.object({
    place: z.object({
      question: z.string().nullable().describe('说不清是哪里时问来电人的话'),
      best: z.object({ code: z.string(), path: z.array(z.string()), confidence: z.number() }).nullable(),
      ambiguous: z.boolean(),
      rivals: z.array(z.object({ code: z.string(), path: z.array(z.string()), confidence: z.number() })),
      evidence: z.array(z.object({ start: z.int(), end: z.int(), text: z.string(), code: z.string(), how: placeEvidenceHowSchema })),
      point: pointFindingSchema.nullable().describe('定位说明了什么：最近的已知地点，和文字说的是否矛盾；没有定位时为空'),
    }),
    modelId: uuidField.nullable().describe('分类建议出自哪个训练的模型；空：只按分类表的用词'),
    categories: z.array(z.object({ code: z.string(), path: z.array(z.string()), confidence: z.number(), words: z.array(z.string()) })),
    urgency: z.object({
      value: urgencyField, words: z.array(z.string()).describe('升级的用词'), source: z.enum(['chosen', 'wording', 'category']), proposed: urgencyField.describe('系统建议的，不管选了什么'),
      category: z.string().nullable().describe('建议出自哪个分类：选定的，或把握够大的；空：不是因为分类'),
    }),
    dispatch: dispatchViewSchema,
    due: dueViewSchema,
  }),
  status: 200,
  refusals: ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'UNIT_UNKNOWN'],
})

/** Likely the same matter, while typing. POST so that number and words stay out of addresses and logs; nothing is stored. Too slow a search answers nothing. */
export const findDuplicates = defineEndpoint({
  name: 'findDuplicates', method: 'POST', path: '/duplicates/find', permission: 'duplicate.find', tag: 'duplicate', summary: '边填边查：可能是同一件事的工单，多像、为什么、办到哪一步',
  body: z.strictObject({
    phone: phoneField.nullable().default(null),
    description: textField('发生了什么', { max: 5000 }).default(''),
    placeText: textField('地点', { max: 200 }).default(''),
    divisionCode: divisionCodeField.nullable().default(null),
    categoryCode: categoryCodeField.nullable().default(null),
  }),
  response: z.object({ items: z.array(likelyDuplicateSchema), gaveUp: z.boolean().describe('没有查完：可能还有，不影响登记') }),
  status: 200,
  refusals: ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN'],
  example: { description: '大沁他拉西街路灯不亮已经一周，晚上出门看不见。', placeText: '奈曼大沁他拉镇西街' },
})

/** Another caller on the same matter: filed with its own caller, and following the case there is, in one step. */
export const joinCase = defineEndpoint({
  name: 'joinCase', method: 'POST', path: '/intake/joins', permission: 'case.join', tag: 'intake', summary: '作为另一诉求人并入已有工单：登记并并案，一步完成',
  body: z.strictObject({
    call: fileCaseBody,
    parentId: uuidField,
    reason: textField('并案理由', { min: 2, max: 500 }).default('不同诉求人反映同一件事'),
    shown: z.array(z.strictObject({ caseId: uuidField, similarity: z.number().min(0).max(1).nullable() })).max(MOST_SHOWN, { message: `最多 ${MOST_SHOWN} 件` }).default([]),
  }),
  response: z.object({
    caseId: uuidField, number: z.string(), version: z.int(), status: caseStatusSchema, parent: z.object({ id: uuidField, number: z.string() }),
    joined: z.boolean().describe('false：登记时那件刚好办结或并走了，这件已进派单池'),
  }),
  status: 201,
  refusals: ['CATEGORY_UNKNOWN', 'DIVISION_UNKNOWN', 'UNIT_UNKNOWN', 'UNIT_RECUSED', 'ATTACHMENT_UNKNOWN', 'CONFLICT', 'PARENT_UNKNOWN', 'PARENT_ENDED', 'PARENT_IS_MERGED', 'JOIN_NEEDS_DISPATCH', 'EMERGENCY_NOT_FOLLOWED', 'DEPARTMENT_ONLY'],
  idempotent: true,
  example: {
    call: {
      caller: { phone: '13947500001', name: '李先生', sealed: false, wantsCallback: true }, channel: 'phone', caseType: 'help',
      description: '大沁他拉西街路灯一直不亮，老人孩子不敢出门。', placeText: '奈曼大沁他拉镇西街', categoryCode: null,
    },
    parentId: '0192f3a0-0000-7000-8000-000000000001',
  },
})

/** Of a sealed case a number's history tells that it exists and how it stands, never what it is about: the operator who takes a call has no part in it. */
const historyItem = caseListItemSchema.extend({
  caseType: caseTypeSchema.nullable(),
  urgency: z.string().nullable(),
  finalAnswers: callbackAnswersSchema.nullable(),
})

/** POST so that the number stays out of addresses and logs. */
export const callerHistory = defineEndpoint({
  name: 'callerHistory', method: 'POST', path: '/intake/caller-history', permission: 'case.file', tag: 'intake', summary: '这个号码以前的诉求（最近 20 件）',
  body: z.strictObject({ phone: phoneField }), response: z.object({ total: z.int(), items: z.array(historyItem) }), status: 200,
})

export const readCaller = defineEndpoint({
  name: 'readCaller', method: 'GET', path: '/cases/:caseId/caller', permission: 'case.read', tag: 'intake', summary: '诉求人（已掩码）',
  params: z.strictObject({ caseId: uuidField }),
  response: z.object({ phoneMasked: z.string().nullable(), nameMasked: z.string().nullable(), sealed: z.boolean(), wantsCallback: z.boolean(), mayReveal: z.boolean() }),
  refusals: ['CASE_NOT_FOUND', 'CALLER_UNKNOWN'],
})

/** Writes who looked, when and why into the audit log, in the same breath; without the entry there is no answer. */
export const revealCaller = defineEndpoint({
  name: 'revealCaller', method: 'POST', path: '/cases/:caseId/caller/reveal', permission: 'caller.reveal', tag: 'intake', summary: '查看诉求人电话姓名（要写理由，逐次留痕）',
  params: z.strictObject({ caseId: uuidField }),
  body: z.strictObject({ reason: textField('查看理由', { min: 2, max: 200 }) }),
  response: z.object({ phone: z.string().nullable(), name: z.string().nullable() }),
  status: 200,
  refusals: ['CASE_NOT_FOUND', 'CALLER_UNKNOWN', 'CALLER_SEALED'],
})

/** From the audit log: every look at the caller, done or refused. For whoever watches those who look. */
export const readCallerViews = defineEndpoint({
  name: 'readCallerViews', method: 'GET', path: '/cases/:caseId/caller/views', permission: 'caller.read_views', tag: 'intake', summary: '谁在什么时候、为什么看过诉求人信息（从最近的起）',
  params: z.strictObject({ caseId: uuidField }),
  query: z.strictObject({ limit: pageQueryShape.limit, cursor: z.string().regex(/^\d{1,18}$/, { message: '翻页位置无效，请从第一页重新查看' }).optional() }),
  response: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        at: isoField,
        who: z.object({ id: z.string(), name: z.string(), unitName: z.string().nullable() }),
        what: z.enum(['reveal', 'history']).describe('reveal：查看电话姓名；history：来电时看到该号码有这件保密件'),
        outcome: z.enum(['done', 'refused']),
        reason: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: ['CASE_NOT_FOUND'],
})

export const INTAKE_ENDPOINTS: readonly Endpoint[] = [fileCase, suggestFiling, findDuplicates, joinCase, callerHistory, readCaller, revealCaller, readCallerViews]
