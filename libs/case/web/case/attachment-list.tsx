import type { ReactNode } from 'react'
import { callUrl, formatMoment, instantOf, useLanguage } from '@tongban/ui/web'
import { attachmentType, readAttachment, type AttachmentView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { useAttachmentText } from '../work/attachment-strings.js'
import list from './attachment-list.module.css'
import styles from './case-detail.module.css'

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Asks for the case anew each time, so it holds as long as the page stays open; the view's own link is for what is shown at once. */
const lasting = (file: AttachmentView): string => callUrl(readAttachment, { attachmentId: file.id }, undefined)

/** Photos as thumbnails, sound and film with a player, documents as links; each opens in a tab of its own. */
export function AttachmentList({
  attachments,
  large = false,
}: {
  readonly attachments: readonly AttachmentView[]
  readonly large?: boolean
}): ReactNode {
  return (
    <ul className={large ? styles.photosLarge : styles.photos}>
      {attachments.map((file) => (
        <li key={file.id}>
          <Shown file={file} />
          {file.evidence === null ? null : <Evidence evidence={file.evidence} />}
        </li>
      ))}
    </ul>
  )
}

function Shown({ file }: { readonly file: AttachmentView }): ReactNode {
  const text = useCaseText()
  const words = useAttachmentText()
  const { fileName } = file
  const title = `${fileName} · ${sizeText(file.bytes)}`
  switch (attachmentType(file.mediaType)?.kind) {
    case 'audio':
      return <audio className={list.sound} controls preload="none" src={lasting(file)} title={title} aria-label={words('player.audio', { fileName })} />
    case 'video':
      return <video className={list.film} controls preload="metadata" src={lasting(file)} title={title} aria-label={words('player.video', { fileName })} />
    default:
      return (
        <a href={lasting(file)} target="_blank" rel="noreferrer" title={title} aria-label={text('attachment.open', { fileName })}>
          {file.mediaType.startsWith('image/') ? (
            <img src={file.url} alt={fileName} loading="lazy" />
          ) : (
            <span className={styles.document}>{fileName}</span>
          )}
        </a>
      )
  }
}

/** When and where, and whose word that is. */
function Evidence({ evidence }: { readonly evidence: NonNullable<AttachmentView['evidence']> }): ReactNode {
  const words = useAttachmentText()
  const { language } = useLanguage()
  const { takenAt, latitude, longitude, source } = evidence
  return (
    <p className={list.evidence} data-source={source} title={words(`evidence.${source}Why`)}>
      {takenAt === null ? null : <span>{words('evidence.taken', { moment: formatMoment(instantOf(takenAt), 'minute', language) })}</span>}
      {latitude === null || longitude === null ? null : (
        <span>{words('evidence.place', { latitude: latitude.toFixed(5), longitude: longitude.toFixed(5) })}</span>
      )}
      <span className={list.source}>{words(`evidence.${source}`)}</span>
    </p>
  )
}
