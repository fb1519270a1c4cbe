import { isoField, uuidField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { alertKindSchema, alertLevelSchema, alertStatusSchema, taskStatusSchema, topicTrendSchema } from './topic-words.js'

const named = z.object({ id: z.string(), name: z.string() })

export const topicItemSchema = z.object({
  id: uuidField,
  title: z.string(),
  words: z.array(z.string()),
  trend: topicTrendSchema,
  /** New cases a day now against before, brought to the season; 1 is as before. */
  growth: z.number(),
  cases7: z.int(),
  cases30: z.int(),
  /** Of the last 30 days, the newest last. */
  days: z.array(z.int()),
  counties: z.array(named),
  townships: z.array(named),
  category: named.nullable(),
  firstAt: isoField,
  lastAt: isoField,
  /** The alert it raised that is still open. */
  alertId: uuidField.nullable(),
})
export type TopicItem = z.output<typeof topicItemSchema>

export const topicViewSchema = topicItemSchema.extend({
  places: z.array(z.object({ id: z.string(), name: z.string(), level: z.enum(['county', 'township']), cases: z.int() })),
  /** How many of its cases this person may open. */
  visibleCases: z.int(),
  /** Ids of cases the person may open, the newest first, for an incident that is opened from the topic. */
  visibleCaseIds: z.array(uuidField),
})
export type TopicView = z.output<typeof topicViewSchema>

/** Of a sealed case number and state alone. */
export const topicCaseSchema = z.object({
  id: uuidField, number: z.string(), title: z.string().nullable(), status: z.string(), sealed: z.boolean(), filedAt: isoField,
  placeText: z.string().nullable(), leadUnit: named.nullable(), category: named.nullable(),
})
export type TopicCaseItem = z.output<typeof topicCaseSchema>

export const taskViewSchema = z.object({
  id: uuidField, version: z.int(), alertId: uuidField, alertTitle: z.string(), status: taskStatusSchema, unit: named, what: z.string(), openedAt: isoField, openedBy: z.string(), dueAt: isoField,
  overdue: z.boolean(), signedAt: isoField.nullable(), answer: z.object({ text: z.string(), at: isoField, by: z.string(), late: z.boolean() }).nullable(),
  returned: z.object({ reason: z.string(), at: isoField }).nullable(), closedAt: isoField.nullable(), remarks: z.string().nullable(), mine: z.boolean(),
})
export type TaskView = z.output<typeof taskViewSchema>

export const alertItemSchema = z.object({
  id: uuidField, version: z.int(), kind: alertKindSchema, status: alertStatusSchema, level: alertLevelSchema, title: z.string(), topicId: uuidField.nullable(),
  category: named.nullable(), county: named.nullable(), township: named.nullable(), spanDays: z.int(), observed: z.int(), expected: z.number(),
  /** The chance that so many come when nothing has happened. */
  chance: z.number(), noHistory: z.boolean().describe('启用不久，没有以往的数据可比：按件数预警'), raisedAt: isoField, acknowledgeBy: isoField.nullable(), openTasks: z.int(),
})
export type AlertItem = z.output<typeof alertItemSchema>

export const alertViewSchema = alertItemSchema.extend({
  units: z.array(named), seasonal: z.boolean(), words: z.array(z.string()),
  log: z.array(z.object({ id: z.int(), at: isoField, by: z.string(), sentence: z.string() })),
  tasks: z.array(taskViewSchema), visibleCases: z.int(), visibleCaseIds: z.array(uuidField),
  may: z.object({ acknowledge: z.boolean(), escalate: z.boolean(), dismiss: z.boolean(), openTask: z.boolean(), close: z.boolean() }),
})
export type AlertView = z.output<typeof alertViewSchema>
