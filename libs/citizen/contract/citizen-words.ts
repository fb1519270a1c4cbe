import type { CaseStatus } from '@tongban/case/contract'
import { z } from 'zod'

/** What a status means to who waits for an answer. */
export const CITIZEN_STATUS_ZH: Record<CaseStatus, string> = {
  draft: '登记中', awaiting_dispatch: '已受理，正在确定承办单位', in_progress: '承办单位正在办理', awaiting_review: '承办单位已回复，正在审核',
  awaiting_callback: '已答复，等待回访', closed: '已办结', archived: '已办结', answered: '已直接答复', declined: '不予受理', redirected: '已告知法定途径',
  handed_to_emergency: '已转紧急专线', withdrawn: '已撤单', merged: '与同一问题的诉求合并办理', terminated: '已终止办理',
}

export const citizenStepSchema = z.enum(['accept', 'assign', 'handle', 'reply', 'callback', 'close'])
export type CitizenStep = z.output<typeof citizenStepSchema>
export const CITIZEN_STEP_ZH: Record<CitizenStep, string> = { accept: '受理', assign: '交办', handle: '办理', reply: '答复', callback: '回访', close: '办结' }

export const citizenActionSchema = z.enum(['withdraw', 'urge', 'facts', 'appeal', 'rating'])
export type CitizenAction = z.output<typeof citizenActionSchema>

export const messageKindSchema = z.enum(['code', 'extension', 'invitation', 'answer', 'incident'])
export type MessageKind = z.output<typeof messageKindSchema>
