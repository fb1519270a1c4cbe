import { useState, type ReactNode } from 'react'
import type { ResponseOf } from '@tongban/kernel/contract'
import { DataState, formatMoment, formatNear, MoreButton, StatusBadge, useLanguage, useNow, useReadPages } from '@tongban/ui/web'
import { readCallerViews } from '../../contract/intake-endpoints.js'
import { useCallerViewsText } from './caller-views-strings.js'
import styles from './caller-views.module.css'

type CallerView = ResponseOf<typeof readCallerViews>['items'][number]

/** 谁看过诉求人信息: every look at the caller, done or refused, the latest first. Folded, and only read once it is opened. */
export function CallerViews({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useCallerViewsText()
  const [open, setOpen] = useState(false)
  return (
    <section aria-label={text('views.title')}>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▴' : '▾'} {text('views.title')}
      </button>
      {open ? <Ledger caseId={caseId} /> : null}
    </section>
  )
}

function Ledger({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useCallerViewsText()
  // opened again after a look it has one line more
  const pages = useReadPages(readCallerViews, { params: { caseId }, query: {} }, { staleTimeMs: 0 })
  return (
    <DataState read={pages} empty={{ title: text('views.empty'), hint: text('views.emptyHint') }}>
      {(items) => (
        <>
          <ul className={styles.list}>
            {items.map((item) => (
              <LedgerLine key={item.id} item={item} />
            ))}
          </ul>
          <MoreButton pages={pages} />
        </>
      )}
    </DataState>
  )
}

function LedgerLine({ item: { at, who, what, outcome, reason } }: { readonly item: CallerView }): ReactNode {
  const text = useCallerViewsText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <li className={styles.view}>
      <div className={styles.who}>
        <strong>{who.name}</strong>
        {who.unitName === null ? null : <span>{who.unitName}</span>}
        <time className={styles.quiet} dateTime={at} title={formatMoment(at, 'full', language)}>
          {formatNear(at, now, language)}
        </time>
        {outcome === 'refused' ? <StatusBadge tone="bad" text={text('views.refused')} /> : null}
      </div>
      <div className={styles.reason}>
        <span className={styles.quiet}>{text(`views.${what}`)}</span> {reason ?? (what === 'reveal' ? text('views.noReason') : null)}
      </div>
    </li>
  )
}
