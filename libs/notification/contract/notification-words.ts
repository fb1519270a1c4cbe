import { z } from 'zod'

/** Ways a notice reaches somebody. `in_app` is the inbox and cannot be switched off; `webhook` tells a system, not a person. */
export const channelSchema = z.enum(['in_app', 'sms', 'wechat', 'email', 'webhook'])
export type NotificationChannel = z.output<typeof channelSchema>
export const CHANNEL_ZH: Readonly<Record<NotificationChannel, string>> = { in_app: '站内', sms: '短信', wechat: '微信', email: '邮件', webhook: '外部系统' }

/** Those that leave the house, so that they can fail. */
export const outerChannelSchema = channelSchema.exclude(['in_app'])
export type OuterChannel = z.output<typeof outerChannelSchema>
export const OUTER_CHANNELS: readonly OuterChannel[] = outerChannelSchema.options

/** What a person may switch off for themselves, except in an emergency. */
export const mutableChannelSchema = z.enum(['sms', 'wechat', 'email'])
export type MutableChannel = z.output<typeof mutableChannelSchema>

/**
 * Who hears of an event. `unit_*`: the unit the event is about (the lead's, the order's, the one that asked); `assists` and `copies`: the other
 * units at it; `county`: who coordinates the county; `duty`: on duty now in the unit; `named`: the person or contact the event names; `targets`:
 * whom the rung of the ladder names; `issuer`: who gave the order; `system`: the receiving system behind the webhook.
 */
export const audienceSchema = z.enum([
  'unit_handlers', 'unit_leads', 'county', 'assists', 'copies', 'duty', 'named', 'targets', 'issuer', 'dispatchers', 'reviewers', 'supervisors', 'discipline', 'leaders', 'system',
])
export type Audience = z.output<typeof audienceSchema>
export const AUDIENCE_ZH: Readonly<Record<Audience, string>> = {
  unit_handlers: '承办人', unit_leads: '单位负责人', county: '旗县统筹', assists: '协办单位', copies: '抄送单位', duty: '单位值班人员', named: '被点名的人', targets: '升级阶梯指明的人', issuer: '督办单下发人、批示人',
  dispatchers: '派单员', reviewers: '审核员', supervisors: '督办员', discipline: '纪检监察', leaders: '领导', system: '外部系统',
}

export const severitySchema = z.enum(['info', 'warning', 'urgent'])
export type Severity = z.output<typeof severitySchema>
export const SEVERITY_ZH: Readonly<Record<Severity, string>> = { info: '一般', warning: '提醒', urgent: '紧急' }

export const noticeKindSchema = z.enum(['case', 'request', 'clock', 'supervision', 'incident', 'topic', 'digest', 'test'])
export type NoticeKind = z.output<typeof noticeKindSchema>
export const NOTICE_KIND_ZH: Readonly<Record<NoticeKind, string>> = {
  case: '工单', request: '申请', clock: '时限', supervision: '督办', incident: '突发事件', topic: '热点预警', digest: '每日汇总', test: '测试',
}

export const deliveryStateSchema = z.enum(['waiting', 'gathered', 'sent', 'failed', 'given_up', 'suppressed'])
export type DeliveryState = z.output<typeof deliveryStateSchema>
export const DELIVERY_STATE_ZH: Readonly<Record<DeliveryState, string>> = {
  waiting: '待发送', gathered: '待汇总', sent: '已发送', failed: '被拒收', given_up: '已放弃', suppressed: '未发送',
}

/** What people are told of, in the order the matrix shows it. */
export const NOTICE_EVENTS = {
  'case.dispatched.v1': '派单',
  'case.assists_added.v1': '增派协办',
  'case.whistled.v1': '吹哨',
  'case.escalated.v1': '上报',
  'assignment.handed_over.v1': '改派',
  'assignment.recalled.v1': '收回任务',
  'assignment.answered_lead.v1': '协办答复主办',
  'assignment.arrived.v1': '协办到场',
  'request.asked.v1': '提出申请',
  'request.endorsed.v1': '负责人同意申请',
  'request.ruled.v1': '申请裁定',
  'request.lapsed.v1': '申请裁定逾期',
  'case.review_failed.v1': '审核退回',
  'case.urged.v1': '催办',
  'case.facts_added.v1': '补充情况',
  'case.appealed.v1': '申诉',
  'case.urgency_changed.v1': '改变紧急程度',
  'case.withdrawn.v1': '撤单',
  'case.returned_to_pool.v1': '退回派单池',
  'case.became_problem.v1': '列为问题工单',
  'case.dispute_opened.v1': '提请会商',
  'case.dispute_ruled.v1': '会商裁定',
  'case.dispute_lapsed.v1': '会商裁定逾期',
  'clock.rung_reached.v1': '升级阶梯',
  'supervision.order_issued.v1': '下发督办单',
  'supervision.order_signed.v1': '签收督办单',
  'supervision.order_replied.v1': '回复督办单',
  'supervision.order_sent_back.v1': '督办回复退回',
  'supervision.order_released.v1': '解除督办',
  'supervision.order_withdrawn.v1': '撤回督办单',
  'supervision.order_overdue.v1': '督办回复逾期',
  'supervision.order_published.v1': '挂牌公布',
  'incident.opened.v1': '登记突发事件',
  'incident.contact_called.v1': '呼叫值班人员',
  'incident.acknowledged.v1': '确认收到',
  'incident.contact_missed.v1': '未按时确认',
  'incident.progress_noted.v1': '处置进展',
  'incident.closed.v1': '突发事件办结',
  'topic.alert_raised.v1': '热点预警',
  'topic.alert_escalated.v1': '预警上报',
  'topic.alert_closed.v1': '预警办结',
  'topic.task_opened.v1': '下达未诉先办任务',
  'topic.task_answered.v1': '未诉先办任务反馈',
  'topic.task_returned.v1': '未诉先办任务退回',
  'topic.task_closed.v1': '未诉先办任务办结',
  'topic.task_overdue.v1': '未诉先办任务超期',
  'notification.daily_digest': '每日汇总',
} as const
export type NoticeEvent = keyof typeof NOTICE_EVENTS
export const noticeEventSchema = z.enum(Object.keys(NOTICE_EVENTS) as [NoticeEvent, ...NoticeEvent[]])
