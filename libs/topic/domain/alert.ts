import { HOUR_MS, ok, plus, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { ALERT_LEVEL_ZH, ALERT_STATUS_ZH, alertLevelSchema, type AlertKind, type AlertLevel, type AlertStatus } from '../contract/index.js'

/** An early warning 预警: what was noticed, who should act, and how far that has come. Plain data: what the store keeps. */
export type Alert = {
  readonly id: string
  readonly version: number
  readonly status: AlertStatus
  readonly level: AlertLevel
  readonly kind: AlertKind
  /** What it is about; while one of the same subject is open no second one is raised. */
  readonly subjectKey: string
  readonly topicId: string | null
  readonly title: string
  readonly words: readonly string[]
  readonly categoryCode: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly spanDays: number
  readonly observed: number
  readonly expected: number
  readonly chance: number
  readonly seasonal: boolean
  /** Raised by a plain count, because too few days had been counted for the statistical test; absent where it was tested. */
  readonly noHistory?: boolean
  readonly caseIds: readonly string[]
  /** Who can prevent more; never one of `recusedUnitIds`. */
  readonly unitIds: readonly string[]
  readonly recusedUnitIds: readonly string[]
  readonly raisedAt: Instant
  /** When it goes one level up unless somebody acknowledges; null: nothing to wait for. */
  readonly acknowledgeBy: Instant | null
  readonly endedAt: Instant | null
}

export type AlertAct =
  | { readonly act: 'acknowledge'; readonly note: string }
  | { readonly act: 'escalate'; readonly reason: string }
  | { readonly act: 'dismiss'; readonly reason: string }
  | { readonly act: 'open_task' }
  | { readonly act: 'close'; readonly outcome: string; readonly openTasks: number }
  /** The system: nobody acknowledged in time. */
  | { readonly act: 'lapse' }

const ACT_ZH: Readonly<Record<AlertAct['act'], string>> = {
  acknowledge: '确认', escalate: '上报', dismiss: '解除', open_task: '下达任务', close: '办结', lapse: '逾期上报',
}

/** From which states each act is possible. */
export const ALERT_ACTS_FROM: Readonly<Record<AlertAct['act'], readonly AlertStatus[]>> = {
  acknowledge: ['raised'], escalate: ['raised', 'acknowledged'], dismiss: ['raised', 'acknowledged'], open_task: ['acknowledged', 'in_prevention'], close: ['in_prevention', 'dismissed'], lapse: ['raised'],
}

/** One level up; null at the top. */
export const levelAbove = (level: AlertLevel): AlertLevel | null => alertLevelSchema.options[alertLevelSchema.options.indexOf(level) + 1] ?? null

const ANSWERS: readonly AlertAct['act'][] = ['acknowledge', 'escalate', 'dismiss']
/** Handed up, by a person or by time, an alert is not the county's to answer any more. The city's staff answer for the city and bring it to the leaders. */
export const isHandedAbove = ({ level }: Pick<Alert, 'level'>, act: AlertAct['act'], isOfCity: boolean): boolean => !isOfCity && level !== 'county' && ANSWERS.includes(act)

export function decideAlert(before: Alert, act: AlertAct, at: Instant, acknowledgeHours: number): Result<Alert> {
  if (!ALERT_ACTS_FROM[act.act].includes(before.status)) {
    return refuse('TOPIC_ALERT_STATE_FORBIDS', { status: before.status, statusZh: ALERT_STATUS_ZH[before.status], action: act.act, actionZh: ACT_ZH[act.act] })
  }
  const next = { ...before, version: before.version + 1 }
  switch (act.act) {
    case 'acknowledge':
      return ok({ ...next, status: 'acknowledged', acknowledgeBy: null })
    case 'escalate':
    case 'lapse': {
      const level = levelAbove(before.level)
      if (level === null) return refuse('TOPIC_ALERT_AT_TOP')
      // Above it somebody has to acknowledge anew; at the top nobody is left to wait for.
      return ok({ ...next, status: 'raised', level, acknowledgeBy: levelAbove(level) === null ? null : plus(at, acknowledgeHours * HOUR_MS) })
    }
    case 'dismiss':
      return ok({ ...next, status: 'dismissed', acknowledgeBy: null, endedAt: at })
    case 'open_task':
      return ok({ ...next, status: 'in_prevention', acknowledgeBy: null })
    case 'close':
      if (act.openTasks > 0) return refuse('TOPIC_ALERT_TASKS_OPEN', { count: act.openTasks })
      return ok({ ...next, status: 'closed', endedAt: before.endedAt ?? at })
  }
}

/** What the log says of an act, for people. */
export function alertSentence(act: AlertAct['act'] | 'raised' | 'grown', data: Readonly<Record<string, unknown>>): string {
  const level = ALERT_LEVEL_ZH[alertLevelSchema.catch('city').parse(data.level)]
  const words = typeof data.text === 'string' && data.text !== '' ? `：${data.text}` : ''
  switch (act) {
    case 'raised':
      if (data.noHistory === true) return `系统预警：启用不久，没有以往的数据可比；当天同一乡镇同类诉求 ${String(data.observed)} 件（满 ${String(data.least)} 件即预警），等待${level}确认`
      return `系统预警，${String(data.spanDays)} 天 ${String(data.observed)} 件（通常 ${String(data.expected)} 件），等待${level}确认`
    case 'grown':
      return `增加到 ${String(data.observed)} 件`
    case 'acknowledge':
      return `确认收到${words}`
    case 'escalate':
      return `上报${level}${words}`
    case 'lapse':
      return `无人按时确认，自动上报${level}`
    case 'dismiss':
      return `解除${words}`
    case 'open_task':
      return `下达未诉先办任务${words}`
    case 'close':
      return `办结${words}`
  }
}
