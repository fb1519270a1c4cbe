import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ClockChip, formatMoment, formatNear, StatusBadge, useCan, useLanguage, useNow } from '@tongban/ui/web'
import type { CaseView, DisputeView } from '../../../contract/index.js'
import { useCaseText } from '../../strings/case-strings.js'
import { SectionTitle } from '../section-title.js'
import styles from './procedures.module.css'

/** 会商裁定: the open one with its parties and its clock, and the last ruling there was. 先办后议 is said plainly. */
export function DisputeSection({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const can = useCan()
  const { disputes } = view.procedures
  if (disputes.length === 0) return null
  return (
    <section className={styles.section} aria-label={text('ruling.title')}>
      <SectionTitle>{text('ruling.title')}</SectionTitle>
      <ul className={styles.cards}>
        {[...disputes].reverse().map((dispute) => (
          <DisputeCard key={dispute.id} dispute={dispute} handling={view.leadUnit?.name ?? null} />
        ))}
      </ul>
      {can('dispute.read') ? (
        <p>
          <Link to={`/disputes?case=${view.id}`}>{text('ruling.open')}</Link>
        </p>
      ) : null}
    </section>
  )
}

function DisputeCard({ dispute, handling }: { readonly dispute: DisputeView; readonly handling: string | null }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { ruling, panel, positions, meeting, mootAt } = dispute
  const isOpen = ruling === null && mootAt === null
  return (
    <li className={styles.card} data-open={isOpen}>
      <p className={styles.top}>
        {isOpen ? <ClockChip label={text('ruling.ruling')} dueAt={dispute.dueAt} /> : null}
        {isOpen && dispute.lapsedAt !== null ? <StatusBadge tone="bad" text={text('ruling.lapsed')} /> : null}
        {ruling === null ? null : <StatusBadge tone="good" text={text('ruling.ruled')} />}
        {mootAt === null ? null : <StatusBadge tone="muted" text={text('ruling.moot')} />}
        <span className={styles.small} title={formatMoment(dispute.openedAt, 'full', language)}>
          {dispute.causeZh} · {formatNear(dispute.openedAt, now, language)}
        </span>
      </p>
      {ruling === null ? (
        <>
          <p>{text('ruling.parties', { units: dispute.units.map(({ name }) => name).join('、') })}</p>
          {isOpen && handling !== null ? <p className={styles.outcome}>{text('ruling.handlesOn', { unit: handling })}</p> : null}
          <p className={styles.small}>
            {[
              panel.length === 0 ? text('ruling.noPanel') : text('ruling.panel', { people: panel.map(({ role, name }) => `${text(`ruling.role.${role}`)} ${name}`).join('、') }),
              text('ruling.stated', { count: positions.length, of: dispute.units.length }),
              ...(meeting === null ? [] : [text('ruling.met', { moment: formatNear(meeting.at, now, language), place: meeting.place })]),
            ].join(' · ')}
          </p>
        </>
      ) : (
        <>
          <p className={styles.outcome}>{text('ruling.ruledFor', { unit: ruling.unit.name })}</p>
          <p>{ruling.principle}</p>
          <p className={styles.prose}>{ruling.reasons}</p>
          <p className={styles.small} title={formatMoment(ruling.at, 'full', language)}>
            {[ruling.legalBasis, formatNear(ruling.at, now, language)].filter((part) => part !== '').join(' · ')}
          </p>
        </>
      )}
    </li>
  )
}
