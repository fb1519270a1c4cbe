import { ok, refuse, type Result } from '@tongban/kernel/core'
import { INCIDENT_STATUS_ZH, type IncidentLevel, type IncidentStatus, type ProgressKind } from '../contract/index.js'
import type { IncidentEvent, IncidentState } from './incident.js'

const ALIVE = ['open', 'responding', 'contained'] as const

/** The state machine as data: which act is possible when. An incident that has ended is never touched again. */
export const INCIDENT_ACTS = {
  acknowledge: { zh: '确认', from: ALIVE },
  progress: { zh: '填写进展', from: ALIVE },
  join: { zh: '并入工单', from: ALIVE },
  leave: { zh: '移出工单', from: ALIVE },
  call_again: { zh: '再次呼叫', from: ALIVE },
  change_level: { zh: '调整等级', from: ALIVE },
  contain: { zh: '登记已控制', from: ['open', 'responding'] },
  // the plain words to the callers say that it is over: it has to have been contained first
  close: { zh: '结束', from: ['contained'] },
  cancel: { zh: '按误报撤销', from: ALIVE },
} as const satisfies Record<string, { readonly zh: string; readonly from: readonly IncidentStatus[] }>
export type IncidentAct = keyof typeof INCIDENT_ACTS

export type IncidentCommand =
  | { readonly act: 'acknowledge' | 'join' | 'leave' | 'call_again' }
  | { readonly act: 'progress'; readonly kind: ProgressKind; readonly text: string; readonly public: boolean; readonly affectedPeople: number | null }
  | { readonly act: 'change_level'; readonly level: IncidentLevel; readonly reason: string }
  | { readonly act: 'contain'; readonly text: string }
  | { readonly act: 'close'; readonly summary: string }
  | { readonly act: 'cancel'; readonly reason: string }

type Change = Exclude<IncidentEvent, { type: 'opened' }>

/** What an act makes happen; refuses INCIDENT_STATE_FORBIDS and INCIDENT_LEVEL_UNCHANGED. The first sign of life makes an incident `responding`. */
export function decide(state: IncidentState, command: IncidentCommand): Result<readonly Change[]> {
  const { zh, from } = INCIDENT_ACTS[command.act]
  if (!(from as readonly IncidentStatus[]).includes(state.status)) {
    return refuse('INCIDENT_STATE_FORBIDS', { status: state.status, statusZh: INCIDENT_STATUS_ZH[state.status], action: command.act, actionZh: zh })
  }
  const begin = (by: 'acknowledgement' | 'progress'): readonly Change[] => (state.status === 'open' ? [{ type: 'responded', data: { by } }] : [])
  switch (command.act) {
    case 'acknowledge':
      return ok(begin('acknowledgement'))
    case 'progress': {
      const { kind, text, public: isPublic, affectedPeople } = command
      return ok([...begin('progress'), { type: 'progress', data: { kind, text, public: isPublic, affectedPeople } }])
    }
    case 'change_level':
      return state.level === command.level
        ? refuse('INCIDENT_LEVEL_UNCHANGED')
        : ok([{ type: 'level_changed', data: { from: state.level, to: command.level, reason: command.reason } }])
    case 'contain':
      return ok([{ type: 'contained', data: { text: command.text } }])
    case 'close':
      return ok([{ type: 'closed', data: { summary: command.summary } }])
    case 'cancel':
      return ok([{ type: 'cancelled', data: { reason: command.reason } }])
    default:
      return ok([])
  }
}
