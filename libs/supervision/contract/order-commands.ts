import { dayField, isoField, textField, versionField } from '@tongban/kernel/contract'
import { durationUnitSchema } from '@tongban/worktime/contract'
import { z } from 'zod'
import type { OrderKind, OrderState } from './order-words.js'
import { publicTextField } from './public-text.js'

/** How long a unit has to answer: at most 90 days of any kind. */
export const replyWithinSchema = z
  .strictObject({ amount: z.int({ error: '反馈期限应为整数' }).min(1, '反馈期限至少为 1').max(129_600), unit: durationUnitSchema })
  .refine(({ amount, unit }) => amount <= (unit === 'work_day' || unit === 'calendar_day' ? 90 : 129_600), { message: '反馈期限最长 90 天', path: ['amount'] })

const version = versionField.optional()
const remarks = (name: string): z.ZodType<string, string> => textField(name, { min: 4, max: 1000 })

export const ORDER_COMMAND_BODIES = {
  sign: z.strictObject({ version }),
  reply: z.strictObject({
    version,
    text: textField('反馈情况', { min: 4, max: 3000 }),
    measures: textField('采取的措施', { min: 2, max: 2000 }),
    plannedFinish: dayField.nullable().default(null).describe('还没有办结的，计划哪一天办结'),
  }),
  send_back: z.strictObject({ version, remarks: remarks('退回意见'), replyWithin: replyWithinSchema }),
  release: z.strictObject({ version, remarks: remarks('审核意见') }),
  withdraw: z.strictObject({ version, reason: remarks('撤回理由') }),
  publish: z.strictObject({ version, publicTitle: publicTextField('公开标题', { min: 4, max: 60 }).describe('不写人名、电话、门牌') }),
  unpublish: z.strictObject({ version, reason: remarks('撤下理由') }),
  add_opinion: z.strictObject({ version, text: textField('意见', { min: 4, max: 2000 }) }),
  record_interview: z.strictObject({
    version,
    heldAt: isoField,
    place: textField('地点', { max: 100 }).default(''),
    attendees: textField('参加人员', { min: 2, max: 300 }),
    minutes: textField('约谈记录', { min: 4, max: 3000 }),
    commitments: z.array(z.strictObject({ text: textField('承诺事项', { min: 2, max: 300 }), by: dayField })).max(10, '承诺事项最多 10 项').default([]),
  }),
} as const

export type OrderCommandName = keyof typeof ORDER_COMMAND_BODIES
export type OrderCommandBody<N extends OrderCommandName> = z.output<(typeof ORDER_COMMAND_BODIES)[N]>

/** Who may: the addressed unit; the side that reviews this order, never the addressed unit; a party to the joint order. */
export type OrderActor = 'addressee' | 'reviewer' | 'joint_party'

export type OrderTransition = {
  readonly zh: string
  readonly from: readonly OrderState[]
  readonly to: readonly OrderState[]
  readonly actor: OrderActor
  /** Null is every kind. */
  readonly kinds: readonly OrderKind[] | null
}

const OPEN: readonly OrderState[] = ['issued', 'signed', 'replied']

/** The life of an order as data: the domain decides by it, the page offers by it, the tests walk it. Issuing is how every order begins. */
export const ORDER_TRANSITIONS: { readonly [N in OrderCommandName]: OrderTransition } = {
  sign: { zh: '签收', from: ['issued'], to: ['signed'], actor: 'addressee', kinds: null },
  reply: { zh: '反馈', from: ['signed'], to: ['replied'], actor: 'addressee', kinds: null },
  release: { zh: '解除督办', from: ['replied'], to: ['released'], actor: 'reviewer', kinds: null },
  send_back: { zh: '退回重新反馈', from: ['replied'], to: ['issued'], actor: 'reviewer', kinds: null },
  record_interview: { zh: '登记约谈', from: OPEN, to: OPEN, actor: 'reviewer', kinds: ['interview'] },
  publish: { zh: '挂牌公开', from: OPEN, to: OPEN, actor: 'reviewer', kinds: ['listed'] },
  unpublish: { zh: '撤下公开', from: OPEN, to: OPEN, actor: 'reviewer', kinds: ['listed'] },
  add_opinion: { zh: '提出联合督办意见', from: OPEN, to: OPEN, actor: 'joint_party', kinds: ['joint'] },
  withdraw: { zh: '撤回', from: OPEN, to: ['withdrawn'], actor: 'reviewer', kinds: null },
}
export const ORDER_COMMAND_NAMES = Object.keys(ORDER_TRANSITIONS) as readonly OrderCommandName[]
