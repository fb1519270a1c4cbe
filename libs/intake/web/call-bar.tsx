import { Input } from 'antd'
import type { ReactNode } from 'react'
import { SECOND_MS } from '@tongban/kernel/core'
import { KeyCap, useNow } from '@tongban/ui/web'
import styles from './call-bar.module.css'
import type { Channel, FilingDraft } from './draft/filing-draft.js'
import type { Complaints } from './filing-check.js'
import { useIntakeText } from './intake-strings.js'
import { codesOf, useIntakeWords } from './intake-words.js'

export type DraftFieldProps = {
  readonly draft: FilingDraft
  readonly change: (change: Partial<FilingDraft>) => void
  readonly complaints: Complaints
}

/** The call itself: number, how long, which way it came in. */
export function CallBar({ draft, change, complaints }: DraftFieldProps): ReactNode {
  const text = useIntakeText()
  const words = useIntakeWords()
  const phoneComplaint = complaints['caller.phone']
  return (
    <header className={styles.bar}>
      <label className={styles.field}>
        <span className={styles.label}>
          {text('call.phone')} <KeyCap>Alt T</KeyCap>
        </span>
        <Input
          className={styles.phone}
          data-field="caller.phone"
          inputMode="tel"
          autoComplete="off"
          maxLength={20}
          placeholder={text('call.phonePlaceholder')}
          value={draft.phone}
          status={phoneComplaint === undefined ? '' : 'error'}
          onChange={(event) => change({ phone: event.target.value })}
        />
      </label>
      <span className={styles.complaint} role={phoneComplaint === undefined ? undefined : 'alert'}>
        {phoneComplaint}
      </span>
      <span className={styles.elapsed} title={text('call.elapsed')}>
        <Elapsed draft={draft} />
      </span>
      <span className={styles.rest} />
      <label className={styles.field}>
        <span className={styles.label}>{text('call.channel')}</span>
        <select className={styles.select} value={draft.channel} onChange={(event) => change({ channel: event.target.value as Channel })}>
          {codesOf(words.channel).map((code) => (
            <option key={code} value={code}>
              {words.channel[code]}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        <span className={styles.label}>{text('call.originLine')}</span>
        <Input
          className={styles.origin}
          data-field="originLine"
          inputMode="numeric"
          maxLength={12}
          placeholder={text('call.originPlaceholder')}
          value={draft.originLine}
          status={complaints.originLine === undefined ? '' : 'error'}
          title={complaints.originLine}
          onChange={(event) => change({ originLine: event.target.value })}
        />
      </label>
    </header>
  )
}

/** 00:42, alone in its own component: only these digits are drawn again each second. */
function Elapsed({ draft }: { readonly draft: FilingDraft }): ReactNode {
  const now = useNow('second')
  if (draft.begunAt === null) return '00:00'
  const seconds = Math.max(0, Math.floor((now - draft.begunAt) / SECOND_MS))
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}
