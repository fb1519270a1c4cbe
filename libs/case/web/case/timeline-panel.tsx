import { useState, type ReactNode } from 'react'
import { formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { AttachmentView, TimelineEntryView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { AttachmentList } from './attachment-list.js'
import { SectionTitle } from './section-title.js'
import styles from './timeline-panel.module.css'

const FILTERS = ['all', 'contact', 'flow', 'supervision'] as const
type Filter = (typeof FILTERS)[number]

type Props = { readonly entries: readonly TimelineEntryView[]; readonly attachments: readonly AttachmentView[] }

/** What happened, newest first, in the server's sentences; filtered by what it was about. */
export function TimelinePanel({ entries, attachments }: Props): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const [filter, setFilter] = useState<Filter>('all')
  const countOf = (group: Filter): number => (group === 'all' ? entries.length : entries.filter((entry) => entry.group === group).length)
  const shown = [...entries].filter((entry) => filter === 'all' || entry.group === filter).sort((a, b) => b.seq - a.seq)
  return (
    <section className={styles.panel} aria-label={text('timeline.title')}>
      <div className={styles.head}>
        <SectionTitle>{text('timeline.title')}</SectionTitle>
        <div className={styles.filters} role="group" aria-label={text('timeline.title')}>
          {FILTERS.map((group) => (
            <button key={group} type="button" className={styles.filter} aria-pressed={filter === group} onClick={() => setFilter(group)}>
              {text(`timeline.${group}`)} <span className={styles.count}>{countOf(group)}</span>
            </button>
          ))}
        </div>
      </div>
      {shown.length === 0 ? (
        <p className={styles.empty}>{text('timeline.empty')}</p>
      ) : (
        <ol className={styles.list}>
          {shown.map((entry) => {
            const files = attachments.filter((file) => entry.attachmentIds.includes(file.id))
            return (
              <li key={entry.seq} className={styles.entry} data-group={entry.group}>
                <time className={styles.time} dateTime={entry.at} title={formatMoment(entry.at, 'full', language)}>
                  {formatNear(entry.at, now, language)}
                </time>
                <div className={styles.body}>
                  <p className={styles.sentence}>{entry.sentence}</p>
                  {entry.detail === null ? null : <p className={styles.detail}>{entry.detail}</p>}
                  {files.length === 0 ? null : <AttachmentList attachments={files} />}
                  <p className={styles.actor}>{[entry.actor.name, entry.actor.unitName].filter((part) => part !== null).join(' · ')}</p>
                </div>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
