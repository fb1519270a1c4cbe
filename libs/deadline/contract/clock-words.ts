import type { ClockKind, ClockStartCause } from './clock.schema.js'
import type { ClockTone } from './clock-tone.js'
import type { LadderLevel, OrderKind } from './ladder.js'
import type { ServiceClass } from './service-class.js'

/** The words people read for the codes of this context. */
export const CLOCK_KIND_WORDS: Readonly<Record<ClockKind, string>> = {
  dispatch: '派单',
  sign: '签收',
  contact: '首次联系',
  promise: '办结回复',
  arrive: '到场',
  review: '审核',
  ruling: '申请裁定',
  adjudication: '会商裁定',
  callback: '回访',
}

export const CLOCK_START_WORDS: Readonly<Record<ClockStartCause, string>> = {
  reviewed: '审核通过',
  filed: '受理',
  dispatched: '派单',
  reassigned: '改派',
  reworked: '重办派单',
  returned: '退回派单池',
  unmerged: '撤销并案、退回派单池',
  added: '增派协办',
  whistled: '吹哨',
  escalated: '提级办理',
  replied: '主办回复',
  asked: '提出申请',
  disputed: '提请会商裁定',
}

export const CLOCK_TONE_WORDS: Readonly<Record<ClockTone, string>> = {
  ample: '充裕',
  near: '临近',
  overdue: '超期',
  paused: '暂停',
  done: '已办',
}

export const SERVICE_CLASS_WORDS: Readonly<Record<ServiceClass, string>> = {
  emergency: '紧急',
  livelihood: '民生保障（水电气热、极端天气）',
  consultation: '咨询',
  help_suggestion: '求助、建议',
  complaint_report: '投诉、举报',
  complex: '复杂疑难',
}

export const LADDER_LEVEL_WORDS: Readonly<Record<LadderLevel, string>> = { unit: '承办单位', county: '旗县', city: '市热线中心', discipline: '纪检监察机关' }

/** The kinds of supervision orders in words, for every context that speaks of them. */
export const ORDER_KIND_WORDS: Readonly<Record<OrderKind, string>> = {
  urge: '催办', routine: '日常督办', listed: '挂牌督办', interview: '约谈督办', joint: '联合督办', instruction: '批示',
}
