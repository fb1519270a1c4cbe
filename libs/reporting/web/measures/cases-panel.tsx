import { Button } from 'antd'
import {
  ClockChip,
  DataState,
  formatMoment,
  formatNear,
  MoreButton,
  StatusBadge,
  useKeys,
  useLanguage,
  useNow,
  type ReadPages,
  type Tone,
} from '@tongban/ui/web'
import type { CaseListItem } from '@tongban/case/contract'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useReportingText } from '../strings/reporting-strings.js'
import styles from './cases-panel.module.css'

type Props = {
  readonly title: string
  /** Whose number it is; empty: everybody's. */
  readonly of: string
  /** What is counted, and over which days. */
  readonly note: ReactNode
  readonly pages: ReadPages<CaseListItem>
  readonly onClose: () => void
}

/** The cases behind a number, beside the table it was opened from. */
export function CasesPanel({ title, of, note, pages, onClose }: Props): ReactNode {
  const text = useReportingText()
  useKeys({ escape: onClose })
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <aside ref={panel} className={styles.panel} role="dialog" aria-label={title} tabIndex={-1}>
      <header className={styles.head}>
        <h2 className={styles.title}>
          {of === '' ? '' : `${of} · `}
          {title}
        </h2>
        <Button onClick={onClose}>{text('list.close')}</Button>
        <p className={styles.definition}>{note}</p>
      </header>
      <div className={styles.body}>
        <DataState read={pages} empty={{ title: text('list.empty'), hint: text('list.emptyHint') }}>
          {() => (
            <>
              <CaseRows items={pages.items} />
              <MoreButton pages={pages} />
            </>
          )}
        </DataState>
      </div>
    </aside>
  )
}

const TONES: Partial<Record<CaseListItem['status'], Tone>> = {
  awaiting_dispatch: 'warn',
  in_progress: 'info',
  awaiting_review: 'info',
  awaiting_callback: 'info',
  closed: 'good',
  archived: 'muted',
  answered: 'good',
}

function CaseRows({ items }: { readonly items: readonly CaseListItem[] }): ReactNode {
  const text = useReportingText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <ul className={styles.cases}>
      {items.map((item) => (
        <li key={item.id} className={styles.case}>
          <Link to={`/cases/${item.id}`} className={styles.caseTitle} title={item.title}>
            {item.title}
          </Link>
          <StatusBadge tone={TONES[item.status] ?? 'neutral'} text={text(`status.${item.status}`)} />
          <span className={styles.meta}>
            {item.number}
            <span title={item.leadUnit?.name}>{item.leadUnit?.name ?? item.county?.name}</span>
            <span title={formatMoment(item.filedAt, 'full', language)}>
              {text('list.filedAt')} {formatNear(item.filedAt, now, language)}
            </span>
          </span>
          <span className={styles.clock}>
            {item.promiseDueAt === null || item.status === 'withdrawn' ? null : (
              <ClockChip dueAt={item.promiseDueAt} doneAt={item.repliedAt ?? item.closedAt} />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
