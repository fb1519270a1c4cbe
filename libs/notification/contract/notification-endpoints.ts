import { defineEndpoint, isoField, pageOf, pageQueryShape, phoneField, textField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { deliveryStateSchema, mutableChannelSchema, noticeKindSchema, outerChannelSchema, severitySchema } from './notification-words.js'
import { reasonField, rulesSchema, writtenRulesSchema } from './rule.schema.js'

const TAG = 'notification'
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** `link`: a path of the console; null when there is nothing to open. */
export const noticeViewSchema = z.object({
  id: uuidField, kind: noticeKindSchema, severity: severitySchema, eventType: z.string(), title: z.string(), body: z.string(), link: z.string().nullable(),
  dueAt: isoField.nullable(), createdAt: isoField, readAt: isoField.nullable(),
})
export type NoticeView = z.output<typeof noticeViewSchema>

const unreadSchema = z.object({ unread: z.int() })

/** The inbox of whoever asks, the newest first. */
export const listNotices = defineEndpoint({
  name: 'listNotices', method: 'GET', path: '/notifications', permission: 'signed_in', tag: TAG, summary: '我的通知',
  query: z.strictObject({ unread: flag.optional(), kind: noticeKindSchema.optional(), ...pageQueryShape }), response: pageOf(noticeViewSchema),
})

/** At most 1,000 are counted. */
export const countUnread = defineEndpoint({
  name: 'countUnread', method: 'GET', path: '/notifications/unread-count', permission: 'signed_in', tag: TAG, summary: '未读通知数', response: unreadSchema,
})

export const markRead = defineEndpoint({
  name: 'markNoticeRead', method: 'POST', path: '/notifications/:messageId/read', permission: 'signed_in', tag: TAG, summary: '标为已读', status: 200,
  params: z.strictObject({ messageId: uuidField }), response: unreadSchema, refusals: ['NOT_FOUND'],
})

/** Up to a moment, so that what arrived while the finger moved stays unread. */
export const markAllRead = defineEndpoint({
  name: 'markAllNoticesRead', method: 'POST', path: '/notifications/read', permission: 'signed_in', tag: TAG, summary: '全部标为已读', status: 200,
  body: z.strictObject({ until: isoField }), response: unreadSchema,
})

export const preferencesSchema = z.object({
  phoneMasked: z.string().nullable(), emailMasked: z.string().nullable(), wechatMasked: z.string().nullable(), muted: z.array(mutableChannelSchema),
  /** What this installation can send at all. */
  available: z.array(outerChannelSchema), quietHours: z.object({ from: z.string(), to: z.string() }).nullable(),
})
export type NotificationPreferences = z.output<typeof preferencesSchema>

export const readPreferences = defineEndpoint({
  name: 'readNotificationPreferences', method: 'GET', path: '/notifications/preferences', permission: 'signed_in', tag: TAG, summary: '我的通知方式', response: preferencesSchema,
})

/** A field left out stays as it is; null removes it. */
export const writePreferences = defineEndpoint({
  name: 'writeNotificationPreferences', method: 'PUT', path: '/notifications/preferences', permission: 'signed_in', tag: TAG, summary: '修改我的通知方式',
  body: z.strictObject({
    phone: phoneField.nullable().optional(),
    email: z.email({ error: '邮箱地址不对' }).max(200).nullable().optional(),
    wechat: z.string().regex(/^[A-Za-z0-9_-]{6,64}$/, '微信标识（openid）不对').nullable().optional(),
    muted: z.array(mutableChannelSchema).max(3).optional(),
  }),
  response: preferencesSchema,
})

export const deliveryViewSchema = z.object({
  id: uuidField, channel: outerChannelSchema, state: deliveryStateSchema, eventType: z.string(),
  /** Who it is for: a person's name, the citizen of a case, a contact of the roster, or the receiving system. */
  recipient: z.string(), addressMasked: z.string().nullable(), title: z.string().nullable(), caseId: uuidField.nullable(),
  attempts: z.int(), answer: z.string().nullable(), latencyMs: z.int().nullable(), createdAt: isoField, nextAt: isoField.nullable(), sentAt: isoField.nullable(),
})
export type DeliveryView = z.output<typeof deliveryViewSchema>

export const listDeliveries = defineEndpoint({
  name: 'listDeliveries', method: 'GET', path: '/notification-deliveries', permission: 'notification.read_log', tag: TAG, summary: '通知发送记录',
  query: z.strictObject({ channel: outerChannelSchema.optional(), state: deliveryStateSchema.optional(), userId: textField('账号', { min: 1, max: 64 }).optional(), ...pageQueryShape }),
  response: pageOf(deliveryViewSchema),
})

export const channelStateSchema = z.object({
  channel: outerChannelSchema, configured: z.boolean(), description: z.string(), waiting: z.int(), failures: z.int(), pausedUntil: isoField.nullable(), lastFailure: z.string().nullable(),
  sentAt: isoField.nullable(),
})
export type ChannelState = z.output<typeof channelStateSchema>

export const readChannels = defineEndpoint({
  name: 'readNotificationChannels', method: 'GET', path: '/notification-channels', permission: 'notification.read_log', tag: TAG, summary: '各通知方式的状态',
  response: z.object({ items: z.array(channelStateSchema) }),
})

const versionSchema = z.object({ version: z.int(), reason: z.string(), changedBy: z.string(), changedAt: isoField.nullable() })

/** Version 0 is the one that is shipped. */
export const readRules = defineEndpoint({
  name: 'readNotificationRules', method: 'GET', path: '/notification-rules', permission: 'notification.configure', tag: TAG, summary: '通知规则',
  query: z.strictObject({ version: z.coerce.number().int().min(0).max(1_000_000).optional() }),
  response: z.object({ ...versionSchema.shape, rules: rulesSchema, history: z.array(versionSchema) }), refusals: ['NOT_FOUND'],
})

/** `version`: the one that was read; when somebody else was faster nothing is stored. */
export const writeRules = defineEndpoint({
  name: 'writeNotificationRules', method: 'PUT', path: '/notification-rules', permission: 'notification.configure', tag: TAG, summary: '修改通知规则',
  body: z.strictObject({ version: z.int().min(0), reason: reasonField, rules: writtenRulesSchema }), response: versionSchema, refusals: ['CONFLICT'],
})

/** A test message to one's own address. */
export const sendTest = defineEndpoint({
  name: 'sendTestNotification', method: 'POST', path: '/notification-rules/test', permission: 'notification.configure', tag: TAG, summary: '给自己发一条测试通知', idempotent: true,
  body: z.strictObject({ channel: outerChannelSchema.exclude(['webhook']) }), response: z.object({ deliveryId: uuidField }),
  refusals: ['NOTIFICATION_CHANNEL_OFF', 'NOTIFICATION_ADDRESS_MISSING'],
})

export const NOTIFICATION_ENDPOINTS: readonly Endpoint[] = [
  listNotices, countUnread, markRead, markAllRead, readPreferences, writePreferences, listDeliveries, readChannels, readRules, writeRules, sendTest,
]
