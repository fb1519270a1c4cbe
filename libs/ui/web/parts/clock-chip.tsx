import type { ReactNode } from 'react'
import { HOUR_MS, instant } from '@tongban/kernel/core'
import { formatMoment, formatNear, instantOf, type Moment } from '../format/moment.js'
import { useLanguage, useUiText } from '../i18n/strings.js'
import { useNow } from '../time/clock-provider.js'
import styles from './clock-chip.module.css'
import { useClockWords, type ClockTone } from './clock-words.js'

/** A list does not carry each clock's own warning; there a deadline within two hours counts as near (the township's 2 小时内). */
const USUAL_WARNING_MS = 2 * HOUR_MS

export type ClockChipProps = {
  readonly dueAt: Moment
  /** When it begins to be near; null: it never warns. Left out: two hours before. */
  readonly warnAt?: Moment | null
  /** Set once done: the chip stops. */
  readonly doneAt?: Moment | null
  readonly paused?: boolean
  /** What is due: 签收, 联系, 办结. */
  readonly label?: string
  /** Only the word and the shape, for a narrow column; the time is in the tooltip. */
  readonly compact?: boolean
}

/** A deadline as a word, a shape and a colour; turns over with the minute, the exact moment is in the tooltip. */
export function ClockChip({ dueAt, warnAt, doneAt = null, paused = false, label = '', compact = false }: ClockChipProps): ReactNode {
  const now = useNow('minute')
  const words = useClockWords()
  const text = useUiText()
  const { language } = useLanguage()
  const due = instantOf(dueAt)
  const warning = warnAt === undefined ? instant(due - USUAL_WARNING_MS) : warnAt === null ? null : instantOf(warnAt)
  const state = doneAt !== null ? 'satisfied' : paused ? 'paused' : 'running'
  const tone = words.tone(now, { state, warnAt: warning, dueAt: due })
  const said =
    tone === 'done'
      ? doneAt === null
        ? ''
        : text(instantOf(doneAt) >= due ? 'clock.late' : 'clock.inTime', { moment: formatNear(doneAt, now, language) })
      : tone === 'paused'
        ? ''
        : words.remaining(now, due, language)
  // how late it is says that it is late
  const sayItself = tone === 'overdue' && !compact
  const tooltip = [
    text('clock.dueAt', { label, moment: formatMoment(due, 'full', language) }),
    ...(doneAt === null ? [] : [text('clock.doneAt', { label, moment: formatMoment(doneAt, 'full', language) })]),
  ].join('\n')
  return (
    <span className={`${styles.chip} ${styles[tone]}`} title={tooltip} data-tone={tone}>
      <Shape tone={tone} />
      {label === '' ? null : <span>{label}</span>}
      <span className={styles.word}>{sayItself ? said : text(`clock.${tone}`)}</span>
      {compact || sayItself || said === '' ? null : <span>{said}</span>}
    </span>
  )
}

/** 充裕 a ring · 临近 a hollow diamond · 超期 a filled square · 暂停 two bars · 已办 a tick: told apart in grey print too. */
function Shape({ tone }: { readonly tone: ClockTone }): ReactNode {
  return (
    <svg className={styles.shape} viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
      {tone === 'ample' && <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {tone === 'near' && <path d="M6 1 11 6 6 11 1 6Z" fill="none" stroke="currentColor" strokeWidth="1.6" />}
      {tone === 'overdue' && <rect x="1" y="1" width="10" height="10" fill="currentColor" />}
      {tone === 'paused' && <path d="M3 1.5v9M9 1.5v9" stroke="currentColor" strokeWidth="2.2" />}
      {tone === 'done' && <path d="m1.5 6.5 3 3 6-7" fill="none" stroke="currentColor" strokeWidth="2" />}
    </svg>
  )
}
