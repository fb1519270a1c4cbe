import { defineRefusals } from '@tongban/kernel/contract'

export const INCIDENT_REFUSALS = defineRefusals({
  INCIDENT_NOT_FOUND: { status: 404, zh: '没有这起突发事件，或者不在您的查看范围内', en: 'No such incident within your reach' },
  INCIDENT_STATE_FORBIDS: { status: 409, zh: '突发事件现在是“{statusZh}”，不能{actionZh}', en: 'The incident is {status}: {action} is not possible' },
  INCIDENT_AREA_UNKNOWN: { status: 422, zh: '没有代码为 {divisionCode} 的区划，或不在本市', en: 'No division {divisionCode} in this city' },
  INCIDENT_AREA_TOO_WIDE: {
    status: 422, zh: '影响范围要呼叫 {posts} 个值守点，最多 {most} 个；请缩小范围，或只呼叫到镇街、旗县', en: '{posts} posts would be called, at most {most}: narrow the area or the depth',
  },
  INCIDENT_LEVEL_UNCHANGED: { status: 409, zh: '等级没有变化', en: 'The level is already that' },
  INCIDENT_CASE_TAKEN: { status: 409, zh: '有 {count} 件工单已经并入另一起未结束的突发事件', en: '{count} of these cases belong to another open incident' },
  INCIDENT_CASE_NOT_JOINED: { status: 409, zh: '有 {count} 件工单没有并入这起突发事件', en: '{count} of these cases are not joined' },
  INCIDENT_TOO_MANY_CASES: { status: 422, zh: '一起突发事件最多并入 {most} 件工单', en: 'An incident takes at most {most} cases' },
  INCIDENT_NOT_CALLED: { status: 403, zh: '这起突发事件没有呼叫您或您的单位', en: 'Neither you nor your unit was called' },
  INCIDENT_POST_UNKNOWN: { status: 422, zh: '没有呼叫过这个值守点', en: 'No such post was called' },
  INCIDENT_POST_ANSWERED: { status: 409, zh: '{name}已经确认过', en: '{name} has answered already' },
  INCIDENT_NOTHING_TO_CALL: { status: 409, zh: '没有需要再次呼叫的值守点', en: 'There is no post left to call again' },
  INCIDENT_ACK_TIME_WRONG: { status: 422, zh: '确认时间应在呼叫之后、现在之前', en: 'The moment must lie between the call and now' },
  INCIDENT_MAY_NOT_WRITE: { status: 403, zh: '只有被呼叫的单位和处置人员可以填写进展', en: 'Only units concerned and those in charge may write progress' },
})
