import { useRef, useState, type ChangeEvent, type ReactNode } from 'react'
import { uploadAttachment, type AttachmentView } from '@tongban/case/contract'
import { ActionButton, asProblem, call, problemText, useCan, useLanguage } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

const MAX_FILES = 9
/** A photograph over a county's line takes longer than a form does. */
const UPLOAD_TIMEOUT_MS = 120_000

/** Files are uploaded as they are chosen; the case takes them with it when it is filed. */
export function AttachmentField({ draft, change, complaints }: DraftFieldProps): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const { language } = useLanguage()
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  if (!can('attachment.upload')) return null

  const upload = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const files = [...(event.target.files ?? [])].slice(0, MAX_FILES - draft.attachments.length)
    event.target.value = ''
    setBusy(true)
    setFailure(null)
    let attachments = draft.attachments
    try {
      for (const file of files) {
        const body = new FormData()
        body.append('file', file)
        const view: AttachmentView = await call(uploadAttachment, { body, timeoutMs: UPLOAD_TIMEOUT_MS })
        attachments = [...attachments, { id: view.id, fileName: view.fileName }]
        change({ attachments })
      }
    } catch (error) {
      setFailure(problemText(asProblem(error), language))
    } finally {
      setBusy(false)
    }
  }
  const complaint = failure ?? complaints.attachmentIds
  return (
    <div className={`${styles.part} ${styles.line}`} data-field="attachmentIds">
      <span className={styles.label}>{text('matter.attachments')}</span>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png,image/webp,application/pdf"
        onChange={(event) => void upload(event)}
      />
      <ActionButton
        size="small"
        loading={busy}
        disabledReason={draft.attachments.length >= MAX_FILES ? text('matter.attachFull') : null}
        onClick={() => picker.current?.click()}
      >
        {text(busy ? 'matter.attaching' : 'matter.attach')}
      </ActionButton>
      {draft.attachments.map(({ id, fileName }) => (
        <span key={id} className={styles.file}>
          <span className={styles.clip}>{fileName}</span>
          <ActionButton
            type="text"
            size="small"
            aria-label={text('matter.detach', { name: fileName })}
            onClick={() => change({ attachments: draft.attachments.filter((one) => one.id !== id) })}
          >
            ×
          </ActionButton>
        </span>
      ))}
      {complaint === undefined ? null : (
        <span className={column.complaint} role="alert">
          {complaint}
        </span>
      )}
    </div>
  )
}
