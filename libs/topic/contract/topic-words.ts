import { z } from 'zod'

export const topicTrendSchema = z.enum(['growing', 'steady', 'fading'])
export type TopicTrend = z.output<typeof topicTrendSchema>
export const TOPIC_TREND_ZH: Readonly<Record<TopicTrend, string>> = { growing: '上升', steady: '平稳', fading: '回落' }

/** What an alert was raised by: a growing topic, or a count beyond its season without any likeness of words. */
export const spikeKindSchema = z.enum(['category', 'place', 'class', 'sensitive'])
export type SpikeKind = z.output<typeof spikeKindSchema>
export const alertKindSchema = z.enum(['topic', ...spikeKindSchema.options])
export type AlertKind = z.output<typeof alertKindSchema>
export const ALERT_KIND_ZH: Readonly<Record<AlertKind, string>> = { topic: '热点上升', category: '同类激增', place: '同地激增', class: '重点领域', sensitive: '敏感诉求' }

/** Kinds of matter that are watched with less patience. */
export const watchedClassSchema = z.enum(['heating', 'flood', 'fire'])
export type WatchedClass = z.output<typeof watchedClassSchema>
export const WATCHED_CLASS_ZH: Readonly<Record<WatchedClass, string>> = { heating: '供热', flood: '汛情内涝', fire: '火情消防' }

/** raised 待确认 → acknowledged 已确认 → in_prevention 处置中, or dismissed 已解除 → closed 已办结. */
export const alertStatusSchema = z.enum(['raised', 'acknowledged', 'in_prevention', 'dismissed', 'closed'])
export type AlertStatus = z.output<typeof alertStatusSchema>
export const ALERT_STATUS_ZH: Readonly<Record<AlertStatus, string>> = { raised: '待确认', acknowledged: '已确认', in_prevention: '处置中', dismissed: '已解除', closed: '已办结' }
/** Somebody still has to do something. */
export const OPEN_ALERT_STATUSES: readonly AlertStatus[] = ['raised', 'acknowledged', 'in_prevention']

/** Whose answer an alert waits for; each time nobody answers it goes one up. */
export const alertLevelSchema = z.enum(['county', 'city', 'leaders'])
export type AlertLevel = z.output<typeof alertLevelSchema>
export const ALERT_LEVEL_ZH: Readonly<Record<AlertLevel, string>> = { county: '旗县统筹', city: '市级督办', leaders: '分管领导' }

/** opened 待签收 → signed 办理中 → answered 待审核 → closed 已办结; sent back means signed again. */
export const taskStatusSchema = z.enum(['opened', 'signed', 'answered', 'closed'])
export type TaskStatus = z.output<typeof taskStatusSchema>
export const TASK_STATUS_ZH: Readonly<Record<TaskStatus, string>> = { opened: '待签收', signed: '办理中', answered: '待审核', closed: '已办结' }

/** At most this many cases stand behind an alert by name; its count says how many there are. */
export const ALERT_CASES_MAX = 200
