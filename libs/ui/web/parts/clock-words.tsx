import { createContext, use, type ReactNode } from 'react'
import type { Instant } from '@tongban/kernel/core'
import { formatNear } from '../format/moment.js'
import { uiText, type Language } from '../i18n/strings.js'

export type ClockTone = 'ample' | 'near' | 'overdue' | 'paused' | 'done'
export type ClockReading = { readonly state: 'running' | 'paused' | 'satisfied'; readonly warnAt: Instant | null; readonly dueAt: Instant }

/** How deadlines are judged and said. The rule is the deadline context's: the console hands it in, as ui may not know contexts. */
export type ClockWords = {
  readonly tone: (now: Instant, reading: ClockReading) => ClockTone
  /** 还剩 3 小时 20 分 · 明天 10:30 前 · 已超期 1 天 2 小时 */
  readonly remaining: (now: Instant, dueAt: Instant, language: Language) => string
}

/** Without the deadline context (a page shown alone): the plain moment, never a wrong promise. */
const PLAIN: ClockWords = {
  tone: (now, { state, dueAt, warnAt }) => {
    if (state !== 'running') return state === 'paused' ? 'paused' : 'done'
    if (now >= dueAt) return 'overdue'
    return warnAt !== null && now >= warnAt ? 'near' : 'ample'
  },
  remaining: (now, dueAt, language) => uiText(now >= dueAt ? 'clock.past' : 'clock.by', { moment: formatNear(dueAt, now, language) }),
}

const ClockWordsContext = createContext<ClockWords>(PLAIN)

export const ClockWordsProvider = ({ words, children }: { readonly words: ClockWords; readonly children: ReactNode }): ReactNode => (
  <ClockWordsContext value={words}>{children}</ClockWordsContext>
)

export const useClockWords = (): ClockWords => use(ClockWordsContext)
