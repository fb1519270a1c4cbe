import { defineRefusals } from '@tongban/kernel/contract'

export const TOPIC_REFUSALS = defineRefusals({
  TOPIC_NOT_FOUND: { status: 404, zh: '没有这个热点，或者不在您的查看范围内', en: 'No such topic within your reach' },
  TOPIC_ALERT_NOT_FOUND: { status: 404, zh: '没有这条预警，或者不在您的查看范围内', en: 'No such alert within your reach' },
  TOPIC_ALERT_STATE_FORBIDS: { status: 409, zh: '预警现在是“{statusZh}”，不能{actionZh}', en: 'The alert is {status}: {action} is not possible' },
  TOPIC_ALERT_AT_TOP: { status: 409, zh: '已经报到最高一级', en: 'The alert has reached the highest level already' },
  TOPIC_ALERT_HANDED_UP: { status: 403, zh: '预警已经报到{levelZh}，由上级确认和解除', en: 'The alert was handed up: it is for the level above to answer' },
  TOPIC_ALERT_TASKS_OPEN: { status: 409, zh: '还有 {count} 项未诉先办任务没有办结', en: '{count} tasks of this alert are not closed yet' },
  TOPIC_TASK_NOT_FOUND: { status: 404, zh: '没有这项任务，或者不在您的查看范围内', en: 'No such task within your reach' },
  TOPIC_TASK_STATE_FORBIDS: { status: 409, zh: '任务现在是“{statusZh}”，不能{actionZh}', en: 'The task is {status}: {action} is not possible' },
  TOPIC_TASK_UNIT_UNKNOWN: { status: 422, zh: '没有编号为 {unitId} 的单位', en: 'No unit {unitId}' },
  TOPIC_TASK_UNIT_RECUSED: { status: 422, zh: '预警主要反映的就是该单位，须回避', en: 'The alert is about that unit: it is recused' },
  TOPIC_TASK_UNIT_BEYOND_REACH: { status: 403, zh: '{unitName}不在您的管辖范围内：请把预警上报，由上级下达', en: '{unitName} is beyond your reach: hand the alert up' },
  TOPIC_TASK_NOT_YOURS: { status: 403, zh: '任务不是下达给您单位的', en: 'The task is not addressed to your unit' },
  TOPIC_TASK_DUE_PAST: { status: 422, zh: '期限不能早于今天，也不能超过一年', en: 'The deadline must be today or later, within a year' },
})
