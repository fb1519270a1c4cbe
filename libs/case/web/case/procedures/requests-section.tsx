import { useState, type ReactNode } from 'react'
import type { CaseView, RequestStatus } from '../../../contract/index.js'
import { RequestCard } from '../../requests/request-card.js'
import { useCaseText } from '../../strings/case-strings.js'
import { SectionTitle } from '../section-title.js'
import styles from './procedures.module.css'

const WAITING: readonly RequestStatus[] = ['awaiting_endorsement', 'pending', 'in_dispute']
/** More than this, and what is long ruled is folded away. */
const RULED_IN_SIGHT = 2

/** What units asked for and what came of it: what waits first, then the newest. */
export function RequestsSection({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  // a shelving that was granted has its own section, with all of this and its milestones
  const requests = view.procedures.requests.filter(({ id, status }) => status !== 'approved' || id !== view.procedures.shelving?.requestId)
  const { attachments } = view
  const [showsAll, setShowsAll] = useState(false)
  if (requests.length === 0) return null
  const newestFirst = [...requests].sort((a, b) => b.askedAt.localeCompare(a.askedAt))
  const waiting = newestFirst.filter(({ status }) => WAITING.includes(status))
  const ruled = newestFirst.filter(({ status }) => !WAITING.includes(status))
  const folded = showsAll ? 0 : Math.max(0, ruled.length - RULED_IN_SIGHT)
  return (
    <section className={styles.section} aria-label={text('asked.title')}>
      <SectionTitle>{text('asked.title')}</SectionTitle>
      <ul className={styles.cards}>
        {[...waiting, ...ruled.slice(0, ruled.length - folded)].map((request) => (
          <li key={request.id} className={styles.card} data-open={WAITING.includes(request.status)}>
            <RequestCard request={request} attachments={attachments} />
          </li>
        ))}
      </ul>
      {folded === 0 ? null : (
        <button type="button" className={styles.fold} onClick={() => setShowsAll(true)}>
          ▾ {text('asked.earlier', { count: folded })}
        </button>
      )}
    </section>
  )
}
