import { DEFAULT_ROLES } from '@tongban/access/contract'
import { HOUR_MS, MINUTE_MS, type Instant } from '@tongban/kernel/core'
import { LADDER_LEVEL_WORDS, ORDER_KIND_WORDS, type LadderAction, type LadderOffset, type LadderTarget } from '@tongban/deadline/contract'
import { momentText } from '@tongban/worktime/contract'
import { isOpen, type Clock } from './clock.js'
import type { ClockAt } from './clock-at.js'
import type { DeadlinePolicy } from './deadline-policy.js'

/** One rung as the explanation lists it. */
export type LadderStep = {
  code: string
  name: string
  offset: LadderOffset | null
  at: Instant
  isReached: boolean
  does: string[]
  to: LadderTarget[]
  toWords: string[]
}

/** What was reached, at the moment it was, then what is still ahead, as it is now. */
export function ladderOf(clock: Clock, policy: DeadlinePolicy): LadderStep[] {
  const ahead = clock.ladder.filter(({ code }) => !clock.rungs.some((reached) => reached.code === code))
  return [...clock.rungs.map((rung) => ({ ...rung, isReached: true })), ...ahead.map((rung) => ({ ...rung, isReached: false }))].map(({ code, at, isReached }) => {
    const rung = policy.ladder.find((each) => each.code === code)
    const actions = rung?.actions ?? []
    const to = [...new Map(actions.flatMap((action) => action.to).map((target) => [`${target.level} ${target.role}`, target])).values()]
    return { code, name: rung?.name ?? code, offset: rung?.offset ?? null, at, isReached, does: [...new Set(actions.map(deedOf))], to, toWords: to.map(targetWords) }
  })
}

const deedOf = (action: LadderAction): string => {
  if (action.do === 'order') return `${ORDER_KIND_WORDS[action.kind]}单`
  return action.do === 'urge' ? '催办' : '通知'
}

/** 承办单位负责人 and 旗县统筹 say themselves where they are. */
const targetWords = ({ level, role }: LadderTarget): string => {
  const [where, who] = [LADDER_LEVEL_WORDS[level], DEFAULT_ROLES.find(({ id }) => id === role)?.zh ?? role]
  return who.startsWith(where) ? who : `${where}${who}`
}

/** Which rungs it has come to and when, and what comes next, when and for whom. */
export function ladderSentences(clock: Clock, steps: readonly LadderStep[]): string[] {
  const reached = steps.filter(({ isReached }) => isReached)
  const [next] = steps.filter(({ isReached }) => !isReached)
  const told = reached.length === 0 ? [] : [`升级阶梯已到：${reached.map((step) => `${momentText(step.at)} ${stepText(step)}`).join('；')}。`]
  if (next === undefined || !isOpen(clock)) return told
  const when = clock.state === 'paused' ? '恢复计时后再定' : momentText(next.at)
  return [...told, `升级阶梯下一级：${when} ${stepText(next)}。`]
}

const stepText = ({ name, does, toWords }: LadderStep): string => (does.length === 0 ? `“${name}”` : `“${name}”，${does.join('、')}：${toWords.join('、')}`)

/** The remaining time at the moment asked for. */
export function asOfSentence({ at, state, dueAt, remainingMinutes, remainingWallMinutes, isWorkingTime, overdueSince, lateMinutes }: ClockAt): string {
  const then = momentText(at)
  if (state === null) return `${then} 时钟还没有开始。`
  const due = `到期时间为 ${momentText(dueAt)}`
  const late = overdueSince === null ? '' : `，${momentText(overdueSince)} 起超期`
  if (state === 'satisfied' || state === 'cancelled') return `${then} 时钟已${state === 'satisfied' ? '完成' : '取消'}，${due}${late}。`
  const held = state === 'paused' ? '暂停中，' : ''
  if (at >= dueAt && remainingWallMinutes === 0) return `${then} ${held}${due}${late}，已超 ${minutesText(lateMinutes)}。`
  if (remainingMinutes === null) return `${then} ${held}${due}，还剩连续时间 ${minutesText(remainingWallMinutes)}；此后时限重新核定过，当时所用的时限和日历没有留存，不能说还剩多少工作时间${late}。`
  const left = isWorkingTime ? `还剩工作时间 ${minutesText(remainingMinutes)}（连续时间 ${minutesText(remainingWallMinutes)}）` : `还剩 ${minutesText(remainingMinutes)}`
  return `${then} ${held}${due}，${left}${late}。`
}

function minutesText(minutes: number): string {
  const hours = Math.floor((minutes * MINUTE_MS) / HOUR_MS)
  const rest = minutes % 60
  if (hours === 0) return `${rest} 分钟`
  return rest === 0 ? `${hours} 小时` : `${hours} 小时 ${rest} 分钟`
}
