import { textField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { audienceSchema, channelSchema, NOTICE_EVENTS, noticeEventSchema, type NoticeEvent } from './notification-words.js'

/** One cell of the matrix: of such an event these people hear in these ways. */
export const ruleSchema = z.strictObject({
  event: noticeEventSchema,
  audience: audienceSchema,
  /** Only when the case is an emergency, or always. */
  when: z.enum(['always', 'emergency']),
  channels: z.array(channelSchema).min(1, '至少选一种方式').max(5).refine((list) => new Set(list).size === list.length, { message: '同一种方式写了两次' }),
  /** Ways other than the inbox wait for the end of the quiet hours. An emergency never does. */
  mayWait: z.boolean(),
  /** Ways other than the inbox are gathered into the daily digest. An emergency never is. */
  digest: z.boolean(),
})
export type NotificationRule = z.output<typeof ruleSchema>

export const RULES_MAX = 300

export const rulesSchema = z
  .array(ruleSchema)
  .max(RULES_MAX)
  .superRefine((rules, ctx) => {
    const seen = new Set<string>()
    rules.forEach(({ event, audience, when, channels }, index) => {
      const key = `${event} ${audience} ${when}`
      if (seen.has(key)) ctx.addIssue({ code: 'custom', path: [index], message: '同一事件、同一对象写了两次' })
      seen.add(key)
      if ((audience === 'system') !== channels.includes('webhook') || (audience === 'system' && channels.length > 1)) {
        ctx.addIssue({ code: 'custom', path: [index, 'channels'], message: '外部系统只能用外部系统方式，别人不能用它' })
      }
    })
  })

/** What has run out or cannot wait: whatever else a matrix leaves out, somebody hears of these. */
export const MUST_REACH: readonly NoticeEvent[] = [
  'case.urgency_changed.v1', 'clock.rung_reached.v1', 'request.lapsed.v1', 'case.dispute_lapsed.v1', 'supervision.order_overdue.v1', 'incident.opened.v1',
  'incident.contact_called.v1', 'incident.contact_missed.v1', 'topic.task_overdue.v1',
]

/** A matrix as it may be put in force. Read ones may be older than this. */
export const writtenRulesSchema = rulesSchema.superRefine((rules, ctx) => {
  const silent = MUST_REACH.filter((event) => !rules.some((rule) => rule.event === event && rule.audience !== 'system'))
  if (silent.length > 0) ctx.addIssue({ code: 'custom', message: `这些事件不能没有人知道：${silent.map((event) => NOTICE_EVENTS[event]).join('、')}；各至少保留一个对象` })
})

export const reasonField = textField('修改理由', { min: 2, max: 200 })
