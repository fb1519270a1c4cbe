import { clockTone, remainingOf, remainingText, type ClockState } from '@tongban/deadline/contract'
import type { Instant } from '@tongban/kernel/core'
import type { ClockWords } from '@tongban/ui/web'

const STATES: Record<'running' | 'paused' | 'satisfied', ClockState> = { running: 'running', paused: 'paused', satisfied: 'satisfied' }

function englishRemaining(now: Instant, dueAt: Instant): string {
  const { isOverdue, days, hours, minutes } = remainingOf(now, dueAt)
  const parts = days > 0 ? [days && `${days} d`, hours && `${hours} h`] : [hours && `${hours} h`, minutes && `${minutes} min`]
  const span = parts.filter(Boolean).join(' ')
  if (span === '') return isOverdue ? 'just overdue' : 'under 1 min left'
  return isOverdue ? `overdue by ${span}` : `${span} left`
}

/** The deadline context's way of judging and saying a deadline, for every clock chip of the console. */
export const deadlineWords: ClockWords = {
  tone: (now, { state, warnAt, dueAt }) => clockTone(now, { state: STATES[state], warnAt, dueAt }),
  remaining: (now, dueAt, language) => (language === 'zh' ? remainingText(now, dueAt) : englishRemaining(now, dueAt)),
}
