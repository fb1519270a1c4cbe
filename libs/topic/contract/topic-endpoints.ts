import { dayField, defineEndpoint, divisionCodeField, isoField, pageOf, pageQueryShape, textField, unitIdField, uuidField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { alertItemSchema, alertViewSchema, taskViewSchema, topicCaseSchema, topicItemSchema, topicViewSchema } from './topic-views.js'
import { alertStatusSchema, taskStatusSchema, topicTrendSchema } from './topic-words.js'
import { SETTINGS_HISTORY_MOST, warningSettingsSchema } from './warning-settings.schema.js'

const topic = z.strictObject({ topicId: uuidField })
const alert = z.strictObject({ alertId: uuidField })
const task = z.strictObject({ taskId: uuidField })
const acted = z.object({ alertId: uuidField, version: z.int(), status: alertStatusSchema })
const taskActed = z.object({ taskId: uuidField, version: z.int(), status: taskStatusSchema })
const casePage = z.strictObject(pageQueryShape)
const reason = (name: string): z.ZodType<string, string> => textField(name, { min: 2, max: 300 })

/** The hottest first: those with the most cases in the window. */
export const listTopics = defineEndpoint({
  name: 'listTopics', method: 'GET', path: '/topics', permission: 'topic.read', tag: 'topic', summary: '热点（件数多的在前）',
  query: z.strictObject({
    limit: pageQueryShape.limit, cursor: z.string().regex(/^\d{1,9}_[0-9a-f-]{36}$/, { error: '翻页位置无效' }).optional(), days: z.enum(['7', '30']).default('7').describe('最近几天'),
    trend: topicTrendSchema.optional(), countyCode: divisionCodeField.optional(),
  }),
  response: pageOf(topicItemSchema),
})

export const readTopic = defineEndpoint({
  name: 'readTopic', method: 'GET', path: '/topics/:topicId', permission: 'topic.read', tag: 'topic', summary: '一个热点', params: topic, response: topicViewSchema, refusals: ['TOPIC_NOT_FOUND'],
})

export const readTopicCases = defineEndpoint({
  name: 'readTopicCases', method: 'GET', path: '/topics/:topicId/cases', permission: 'topic.read', tag: 'topic', summary: '热点的工单（您看得到的，新的在前；密件只有编号和状态）',
  params: topic, query: casePage, response: pageOf(topicCaseSchema), refusals: ['TOPIC_NOT_FOUND'],
})

export const listAlerts = defineEndpoint({
  name: 'listAlerts', method: 'GET', path: '/topics/alerts', permission: 'topic.read', tag: 'topic', summary: '预警（新的在前）',
  query: z.strictObject({ ...pageQueryShape, state: z.enum(['open', 'ended', 'all']).default('open').describe('open：还要处置的'), topicId: uuidField.optional() }), response: pageOf(alertItemSchema),
})

export const readAlert = defineEndpoint({
  name: 'readAlert', method: 'GET', path: '/topics/alerts/:alertId', permission: 'topic.read', tag: 'topic', summary: '一条预警：依据、处置记录、任务', params: alert, response: alertViewSchema,
  refusals: ['TOPIC_ALERT_NOT_FOUND'],
})

export const readAlertCases = defineEndpoint({
  name: 'readAlertCases', method: 'GET', path: '/topics/alerts/:alertId/cases', permission: 'topic.read', tag: 'topic', summary: '预警背后的工单（您看得到的；密件只有编号和状态）', params: alert,
  response: z.object({ items: z.array(topicCaseSchema), total: z.int() }), refusals: ['TOPIC_ALERT_NOT_FOUND'],
})

const actRefusals = ['TOPIC_ALERT_NOT_FOUND', 'TOPIC_ALERT_STATE_FORBIDS', 'IDEMPOTENCY_KEY_REUSED'] as const
const answerRefusals = [...actRefusals, 'TOPIC_ALERT_HANDED_UP'] as const

export const acknowledgeAlert = defineEndpoint({
  name: 'acknowledgeAlert', method: 'POST', path: '/topics/alerts/:alertId/acknowledge', permission: 'topic.manage', tag: 'topic', summary: '确认收到预警', status: 200, params: alert,
  body: z.strictObject({ note: textField('备注', { max: 300 }).default('') }), response: acted, refusals: answerRefusals,
})

export const escalateAlert = defineEndpoint({
  name: 'escalateAlert', method: 'POST', path: '/topics/alerts/:alertId/escalate', permission: 'topic.manage', tag: 'topic', summary: '上报一级', status: 200, params: alert,
  body: z.strictObject({ reason: reason('上报原因') }), response: acted, refusals: [...answerRefusals, 'TOPIC_ALERT_AT_TOP'],
})

export const dismissAlert = defineEndpoint({
  name: 'dismissAlert', method: 'POST', path: '/topics/alerts/:alertId/dismiss', permission: 'topic.manage', tag: 'topic', summary: '解除预警', status: 200, params: alert,
  body: z.strictObject({ reason: reason('解除原因') }), response: acted, refusals: answerRefusals,
})

export const closeAlert = defineEndpoint({
  name: 'closeAlert', method: 'POST', path: '/topics/alerts/:alertId/close', permission: 'topic.manage', tag: 'topic', summary: '办结预警（任务都办结之后）', status: 200, params: alert,
  body: z.strictObject({ outcome: reason('处置结果') }), response: acted, refusals: [...actRefusals, 'TOPIC_ALERT_TASKS_OPEN'],
})

export const openTask = defineEndpoint({
  name: 'openTask', method: 'POST', path: '/topics/alerts/:alertId/tasks', permission: 'topic.manage', tag: 'topic', summary: '下达未诉先办任务', params: alert, idempotent: true,
  body: z.strictObject({ unitId: unitIdField, what: textField('任务内容', { min: 4, max: 500 }), dueOn: dayField.describe('办结期限：当天结束前') }), response: taskViewSchema,
  refusals: [...actRefusals, 'TOPIC_TASK_UNIT_UNKNOWN', 'TOPIC_TASK_UNIT_BEYOND_REACH', 'TOPIC_TASK_UNIT_RECUSED', 'TOPIC_TASK_DUE_PAST'], example: { unitId: 'township-150523101', what: '巡查全镇换热站，排查室温不达标', dueOn: '2026-11-30' },
})

const taskQuery = z.strictObject({ ...pageQueryShape, state: z.enum(['open', 'closed', 'all']).default('open').describe('open：未办结的') })

export const listTasks = defineEndpoint({
  name: 'listTasks', method: 'GET', path: '/topics/tasks', permission: 'topic.read', tag: 'topic', summary: '未诉先办任务（新的在前）', query: taskQuery, response: pageOf(taskViewSchema),
})

export const listUnitTasks = defineEndpoint({
  name: 'listUnitTasks', method: 'GET', path: '/topics/tasks/mine', permission: 'topic.task', tag: 'topic', summary: '下达给本单位的未诉先办任务', query: taskQuery, response: pageOf(taskViewSchema),
})

const taskRefusals = ['TOPIC_TASK_NOT_FOUND', 'TOPIC_TASK_STATE_FORBIDS'] as const

export const signTask = defineEndpoint({
  name: 'signTask', method: 'POST', path: '/topics/tasks/:taskId/sign', permission: 'topic.task', tag: 'topic', summary: '签收任务', status: 200, params: task, response: taskActed,
  refusals: [...taskRefusals, 'TOPIC_TASK_NOT_YOURS'],
})

export const answerTask = defineEndpoint({
  name: 'answerTask', method: 'POST', path: '/topics/tasks/:taskId/answer', permission: 'topic.task', tag: 'topic', summary: '反馈做了什么', status: 200, params: task,
  body: z.strictObject({ text: textField('办理情况', { min: 4, max: 1000 }) }), response: taskActed, refusals: [...taskRefusals, 'TOPIC_TASK_NOT_YOURS'],
})

export const returnTask = defineEndpoint({
  name: 'returnTask', method: 'POST', path: '/topics/tasks/:taskId/return', permission: 'topic.manage', tag: 'topic', summary: '退回重办', status: 200, params: task,
  body: z.strictObject({ reason: reason('退回原因') }), response: taskActed, refusals: taskRefusals,
})

export const closeTask = defineEndpoint({
  name: 'closeTask', method: 'POST', path: '/topics/tasks/:taskId/close', permission: 'topic.manage', tag: 'topic', summary: '审核通过，办结任务', status: 200, params: task,
  body: z.strictObject({ remarks: textField('意见', { max: 300 }).default('') }), response: taskActed, refusals: taskRefusals,
})

const settingsVersion = { version: z.int().describe('0：随系统提供'), settings: warningSettingsSchema, reason: z.string(), changedBy: z.object({ id: z.string(), name: z.string() }).nullable(), changedAt: isoField.nullable() }
export const warningSettingsViewSchema = z.object({
  ...settingsVersion,
  history: z.array(z.object(settingsVersion)).describe(`以往的修改，新的在前，最多 ${SETTINGS_HISTORY_MOST} 次`),
  categoryNames: z.record(z.string(), z.string()).describe('其中出现的分类叫什么'),
})
export type WarningSettingsView = z.output<typeof warningSettingsViewSchema>

export const readWarningSettings = defineEndpoint({
  name: 'readWarningSettings', method: 'GET', path: '/topics/settings', permission: 'topic.read', tag: 'topic', summary: '预警阈值：现在的值，谁在什么时候为什么改过', response: warningSettingsViewSchema,
})

export const changeWarningSettings = defineEndpoint({
  name: 'changeWarningSettings', method: 'PUT', path: '/topics/settings', permission: 'topic.configure', tag: 'topic', summary: '修改全市的预警阈值（下一轮计算起生效；留版本、作者、理由）',
  body: z.strictObject({
    version: z.int({ error: '版本号应为整数' }).min(0),
    settings: warningSettingsSchema.refine(({ leastTopicSize, leastAlertSize }) => leastTopicSize <= leastAlertSize, { message: '热点预警最少件数不能低于热点最少件数', path: ['leastAlertSize'] }),
    reason: reason('修改理由'),
  }),
  response: warningSettingsViewSchema, refusals: ['CONFLICT', 'CATEGORY_UNKNOWN'],
})

export const TOPIC_ENDPOINTS: readonly Endpoint[] = [
  listTopics, listAlerts, listTasks, listUnitTasks, readWarningSettings, changeWarningSettings, readTopic, readTopicCases, readAlert, readAlertCases, acknowledgeAlert, escalateAlert, dismissAlert, closeAlert,
  openTask, signTask, answerTask, returnTask, closeTask,
]
