import type { ReactNode } from 'react'
import { ClockChip, formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { AttachmentView, RequestView } from '../../contract/index.js'
import { AttachmentList } from '../case/attachment-list.js'
import { useRequestText } from '../strings/request-strings.js'
import styles from './requests.module.css'

/** One request, whole: what is asked, why, by whom, with what evidence, and how long there is to rule. */
export function RequestCard({ request, attachments }: { readonly request: RequestView; readonly attachments: readonly AttachmentView[] }): ReactNode {
  const text = useRequestText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const evidence = attachments.filter(({ id }) => request.attachmentIds.includes(id))
  return (
    <div className={styles.card}>
      <p className={styles.top}>
        <strong>{text(`kind.${request.kind}`)}</strong>
        <StatusBadge tone={request.status === 'approved' ? 'good' : request.status === 'rejected' || request.status === 'lapsed' ? 'bad' : 'warn'} text={text(`status.${request.status}`)} />
        {request.status === 'pending' && request.rulingDueAt !== null ? <ClockChip label={text('queue.ruling')} dueAt={request.rulingDueAt} /> : null}
      </p>
      <p className={styles.summary}>{request.summary}</p>
      <p className={styles.prose}>{request.reason}</p>
      <ShelvingAsked request={request} />
      {evidence.length === 0 ? null : <AttachmentList attachments={evidence} />}
      <p className={styles.small} title={formatMoment(request.askedAt, 'full', language)}>
        {[request.unit.name, request.askedBy, formatNear(request.askedAt, now, language)].join(' · ')}
      </p>
      {request.ruling === null ? null : (
        <p>
          {text('queue.ruledAs')}：{request.ruling}
        </p>
      )}
    </div>
  )
}

/** Of a shelving also what was done and by when what will be: that is what is ruled on. */
function ShelvingAsked({ request: { details } }: { readonly request: RequestView }): ReactNode {
  const text = useRequestText()
  if (details.kind !== 'shelving') return null
  return (
    <>
      <p className={styles.prose}>
        {text('ask.measures')}：{details.measures}
      </p>
      <p className={styles.prose}>
        {text('ask.publicNote')}：{details.publicNote}
      </p>
      <ol className={styles.milestones} aria-label={text('ask.milestones')}>
        {details.milestones.map((item) => (
          <li key={`${item.at} ${item.text}`}>
            {formatMoment(new Date(item.at).toISOString(), 'day')} {item.text}
          </li>
        ))}
      </ol>
    </>
  )
}
