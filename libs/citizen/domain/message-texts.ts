import { CITY_UTC_OFFSET_MS } from '@tongban/kernel/core'

/** `11月28日 17:30`, in the city's clock. */
const momentZh = (epochMs: number): string => {
  const local = new Date(epochMs + CITY_UTC_OFFSET_MS).toISOString()
  return `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日 ${local.slice(11, 16)}`
}

/** What is sent names the case by its number alone: a telephone is looked at by more than its owner. */
export const codeText = (number: string, code: string): string =>
  `【12345热线】验证码 ${code}，10 分钟内有效，用于查看工单 ${number}。工作人员不会向您索要验证码。`

/** The reason is the unit's own words: null where the case is sealed, and nothing of its content may stand in a message. */
export const extensionText = (number: string, until: number, reason: string | null): string =>
  `【12345热线】您的诉求（工单 ${number}）需要更多时间办理，时限延至 ${momentZh(until)}。${reason === null ? '' : `原因：${shortened(reason)}。`}如有疑问请拨打 12345。`

/** A gateway takes about 500 characters; the whole of it stands where the citizen looks. */
const LONGEST_REASON = 200
const shortened = (reason: string): string => (reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…（全文可在网上查看）` : reason)

export const answerText = (number: string): string =>
  `【12345热线】您的诉求（工单 ${number}）已有答复，可凭工单号和本手机号在网上查看；不满意可以告诉我们。`

export const invitationText = (number: string): string =>
  `【12345热线】您的诉求（工单 ${number}）已有答复，请凭工单号和本手机号在网上评价：是否联系您、是否解决、是否满意。`

/** What became of the incident a case was part of, in the words of who closed it. */
export const incidentText = (text: string): string => (text.startsWith('【') ? text : `【12345热线】${text}`)
