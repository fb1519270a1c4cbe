import type { ReactNode } from 'react'
import type { AttachmentView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './case-detail.module.css'

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Photos as thumbnails, documents as links; each opens in a tab of its own. */
export function AttachmentList({
  attachments,
  large = false,
}: {
  readonly attachments: readonly AttachmentView[]
  readonly large?: boolean
}): ReactNode {
  const text = useCaseText()
  return (
    <ul className={large ? styles.photosLarge : styles.photos}>
      {attachments.map((file) => (
        <li key={file.id}>
          <a
            href={file.url}
            target="_blank"
            rel="noreferrer"
            title={`${file.fileName} · ${sizeText(file.bytes)}`}
            aria-label={text('attachment.open', { fileName: file.fileName })}
          >
            {file.mediaType.startsWith('image/') ? (
              <img src={file.url} alt={file.fileName} loading="lazy" />
            ) : (
              <span className={styles.document}>{file.fileName}</span>
            )}
          </a>
        </li>
      ))}
    </ul>
  )
}
