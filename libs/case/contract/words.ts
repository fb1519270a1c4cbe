import { z } from 'zod'

export const caseTypeSchema = z.enum(['consultation', 'help', 'suggestion', 'complaint', 'report', 'praise'])
export type CaseType = z.output<typeof caseTypeSchema>
export const CASE_TYPE_ZH: Record<CaseType, string> = { consultation: '咨询', help: '求助', suggestion: '建议', complaint: '投诉', report: '举报', praise: '表扬' }

export const channelSchema = z.enum(['phone', 'wechat', 'web', 'app', 'snapshot', 'letter', 'transferred'])
export type Channel = z.output<typeof channelSchema>
export const CHANNEL_ZH: Record<Channel, string> = { phone: '电话', wechat: '微信', web: '网站', app: '手机应用', snapshot: '随手拍', letter: '来信来访', transferred: '其他平台转来' }

/** 国办函〔2025〕66号 (二), 北京市接诉即办工作条例 第十一条: matters that are told another way instead of being dispatched. */
export const declineReasonSchema = z.enum(['secret_or_privacy', 'beyond_government', 'against_law_or_morals', 'already_concluded', 'in_petition_system'])
export type DeclineReason = z.output<typeof declineReasonSchema>
export const DECLINE_REASON_ZH: Record<DeclineReason, string> = {
  secret_or_privacy: '涉及国家秘密、商业秘密、个人隐私',
  beyond_government: '不属于政府职责范围',
  against_law_or_morals: '违反法律法规或公序良俗',
  already_concluded: '已依法处理且有合法合理结论，无新情况新理由',
  in_petition_system: '已进入信访渠道办理',
}

export const redirectChannelSchema = z.enum(['litigation', 'arbitration', 'discipline_inspection', 'administrative_review', 'government_disclosure', 'petition'])
export type RedirectChannel = z.output<typeof redirectChannelSchema>
export const REDIRECT_CHANNEL_ZH: Record<RedirectChannel, string> = {
  litigation: '诉讼', arbitration: '仲裁', discipline_inspection: '纪检监察', administrative_review: '行政复议', government_disclosure: '政府信息公开', petition: '信访',
}

export const emergencyLineSchema = z.enum(['110', '119', '120', '122'])
export const EMERGENCY_LINE_ZH: Record<z.output<typeof emergencyLineSchema>, string> = { '110': '110 公安', '119': '119 消防', '120': '120 急救', '122': '122 交警' }

/** Five grades, as the citizen says them; kept as words, weighed only in measures. */
export const satisfactionSchema = z.enum(['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied', 'very_dissatisfied'])
export type Satisfaction = z.output<typeof satisfactionSchema>
export const SATISFACTION_ZH: Record<Satisfaction, string> = { very_satisfied: '非常满意', satisfied: '满意', basically_satisfied: '基本满意', dissatisfied: '不满意', very_dissatisfied: '非常不满意' }

/** The four separate answers of a callback. `null`: the citizen did not say. */
export const callbackAnswersSchema = z.strictObject({
  contacted: z.boolean().nullable(),
  resolved: z.boolean().nullable(),
  satisfaction: satisfactionSchema.nullable(),
  truthful: z.boolean().nullable(),
})
export type CallbackAnswers = z.output<typeof callbackAnswersSchema>

export const noContactReasonSchema = z.enum(['anonymous', 'number_unreachable', 'citizen_declined', 'identity_sealed'])
export const NO_CONTACT_REASON_ZH: Record<z.output<typeof noContactReasonSchema>, string> = {
  anonymous: '匿名诉求，没有联系方式', number_unreachable: '多次拨打无法接通', citizen_declined: '诉求人不愿被联系', identity_sealed: '保密件，承办单位不得联系',
}

export const contactMethodSchema = z.enum(['phone', 'visit', 'wechat', 'sms'])
export const CONTACT_METHOD_ZH: Record<z.output<typeof contactMethodSchema>, string> = { phone: '电话', visit: '上门', wechat: '微信', sms: '短信' }
