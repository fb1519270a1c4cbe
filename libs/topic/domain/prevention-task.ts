import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import { TASK_STATUS_ZH, type TaskStatus } from '../contract/index.js'

/** A task 未诉先办: what a unit is to do before people complain. Plain data: what the store keeps. */
export type PreventionTask = {
  readonly id: string
  readonly version: number
  readonly status: TaskStatus
  readonly alertId: string
  readonly alertTitle: string
  readonly unitId: string
  readonly countyCode: string | null
  readonly recusedUnitIds: readonly string[]
  readonly what: string
  readonly openedAt: Instant
  readonly openedBy: string
  readonly dueAt: Instant
  readonly signedAt: Instant | null
  readonly answer: { readonly text: string; readonly at: Instant; readonly by: string; readonly late: boolean } | null
  readonly returned: { readonly reason: string; readonly at: Instant } | null
  readonly closedAt: Instant | null
  readonly remarks: string | null
  /** The deadline passed unanswered, and that was told. */
  readonly overdueAt: Instant | null
}

export type TaskAct =
  | { readonly act: 'sign' }
  | { readonly act: 'answer'; readonly text: string; readonly by: string }
  | { readonly act: 'return'; readonly reason: string }
  | { readonly act: 'close'; readonly remarks: string }
  | { readonly act: 'lapse' }

const ACT_ZH: Readonly<Record<TaskAct['act'], string>> = { sign: '签收', answer: '反馈', return: '退回', close: '办结', lapse: '记为超期' }
export const TASK_ACTS_FROM: Readonly<Record<TaskAct['act'], readonly TaskStatus[]>> = {
  sign: ['opened'], answer: ['signed'], return: ['answered'], close: ['answered'], lapse: ['opened', 'signed'],
}

export function decideTask(before: PreventionTask, act: TaskAct, at: Instant): Result<PreventionTask> {
  if (!TASK_ACTS_FROM[act.act].includes(before.status)) {
    return refuse('TOPIC_TASK_STATE_FORBIDS', { status: before.status, statusZh: TASK_STATUS_ZH[before.status], action: act.act, actionZh: ACT_ZH[act.act] })
  }
  const next = { ...before, version: before.version + 1 }
  switch (act.act) {
    case 'sign':
      return ok({ ...next, status: 'signed', signedAt: at })
    case 'answer':
      return ok({ ...next, status: 'answered', answer: { text: act.text, at, by: act.by, late: at > before.dueAt }, returned: null })
    case 'return':
      return ok({ ...next, status: 'signed', returned: { reason: act.reason, at }, answer: null })
    case 'close':
      return ok({ ...next, status: 'closed', closedAt: at, remarks: act.remarks === '' ? null : act.remarks })
    case 'lapse':
      return ok({ ...next, overdueAt: at })
  }
}

/** When the deadline has something to tell; null once it was told and while nothing is owed. */
export const taskFiresAt = ({ status, overdueAt, dueAt }: Pick<PreventionTask, 'status' | 'overdueAt' | 'dueAt'>): Instant | null =>
  overdueAt === null && TASK_ACTS_FROM.lapse.includes(status) ? dueAt : null

export function taskSentence(act: TaskAct['act'], unitName: string, data: Readonly<Record<string, unknown>>): string {
  const words = typeof data.text === 'string' && data.text !== '' ? `：${data.text}` : ''
  switch (act) {
    case 'sign':
      return `${unitName}签收任务`
    case 'answer':
      return `${unitName}反馈${words}`
    case 'return':
      return `退回${unitName}重办${words}`
    case 'close':
      return `${unitName}的任务办结${words}`
    case 'lapse':
      return `${unitName}的任务超期未反馈`
  }
}
