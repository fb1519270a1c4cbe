import { z } from 'zod'
import { alertKindSchema, alertLevelSchema } from './topic-words.js'

const alertFacts = {
  alertId: z.uuid(), kind: alertKindSchema, title: z.string(), level: alertLevelSchema, observed: z.int(), expected: z.number(), countyCode: z.string().nullable(),
  /** Who can prevent more: the units that lead such cases there. Never one that is recused. */
  unitIds: z.array(z.string()), recusedUnitIds: z.array(z.string()), acknowledgeBy: z.number().nullable(), by: z.string(), at: z.number(),
}
const taskFacts = {
  taskId: z.uuid(), alertId: z.uuid(), title: z.string(), unitId: z.string(), countyCode: z.string().nullable(), recusedUnitIds: z.array(z.string()), dueAt: z.number(), by: z.string(), at: z.number(),
}

/** What leaves of topics; the subject is the alert or the task. No word of a case: a title is made of what several of them say. */
export const TOPIC_EVENTS = {
  'topic.alert_raised.v1': z.object(alertFacts),
  'topic.alert_acknowledged.v1': z.object(alertFacts),
  /** Nobody acknowledged in time (`by` is the system), or somebody handed it up. */
  'topic.alert_escalated.v1': z.object(alertFacts),
  'topic.alert_dismissed.v1': z.object(alertFacts),
  'topic.alert_closed.v1': z.object(alertFacts),
  'topic.task_opened.v1': z.object(taskFacts),
  'topic.task_signed.v1': z.object(taskFacts),
  'topic.task_answered.v1': z.object(taskFacts),
  'topic.task_returned.v1': z.object(taskFacts),
  'topic.task_closed.v1': z.object(taskFacts),
  'topic.task_overdue.v1': z.object(taskFacts),
} as const
export type TopicEventType = keyof typeof TOPIC_EVENTS
export type TopicEventData<Type extends TopicEventType> = z.output<(typeof TOPIC_EVENTS)[Type]>
export const TOPIC_EVENT_TYPES = Object.keys(TOPIC_EVENTS) as readonly TopicEventType[]
