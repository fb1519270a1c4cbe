import type { ReactNode } from 'react'
import { formatMoment, useLanguage } from '@tongban/ui/web'
import { REQUIRED_PANEL, type DisputeView } from '../../contract/index.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import styles from './disputes.module.css'

/** Who sits in, who is still missing, and the meeting if there was one. */
export function DisputePanel({ dispute }: { readonly dispute: DisputeView }): ReactNode {
  const text = useDisputeText()
  const { language } = useLanguage()
  const { panel, meeting } = dispute
  const missing = REQUIRED_PANEL.filter((role) => !panel.some((member) => member.role === role))
  const isOpen = dispute.ruling === null && dispute.mootAt === null
  return (
    <section className={styles.block} aria-label={text('page.panel')}>
      <h3>{text('page.panel')}</h3>
      <p>{panel.length === 0 ? text('page.noPanel') : panel.map(({ role, name }) => `${text(`panel.${role}`)} ${name}`).join('、')}</p>
      {isOpen && missing.length > 0 ? <p className={styles.missing}>{text('page.missing', { roles: missing.map((role) => text(`panel.${role}`)).join('、') })}</p> : null}
      {meeting === null ? null : (
        <>
          <h4>{text('page.meeting')}</h4>
          <p className={styles.small} title={formatMoment(meeting.at, 'full', language)}>
            {formatMoment(meeting.at, 'minute')} {meeting.place}
          </p>
          <p className={styles.prose}>{meeting.note}</p>
        </>
      )}
    </section>
  )
}
