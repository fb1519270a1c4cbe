import { useRef, useState, type ChangeEvent, type ReactNode } from 'react'
import { ATTACHMENT_ACCEPT, ATTACHMENT_KINDS, uploadAttachment, type AttachmentView } from '@tongban/case/contract'
import { ActionButton, asProblem, call, problemText, useCan, useLanguage } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import { useIntakeText } from '../intake-strings.js'
import { tooLarge } from './attachment-limit.js'
import column from './column.module.css'
import styles from './matter-column.module.css'

const MAX_FILES = 9
/** A photograph over a county's line takes longer than a form does. */
const UPLOAD_TIMEOUT_MS = 120_000
/** Bytes a second of the slowest line that is still waited for. */
const SLOWEST_LINE = 50_000

/**
 * Files are uploaded as they are chosen; the case takes them with it when it is filed. They go as they are, so that the server reads place and
 * time out of a photograph itself; where this device stands is never sent beside them: it is the hotline's desk, not the place of the matter.
 */
export function AttachmentField({ draft, change, complaints }: DraftFieldProps): ReactNode {
  const text = useIntakeText()
  const can = useCan()
  const { language } = useLanguage()
  const picker = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  if (!can('attachment.upload')) return null

  const tooLargeText = (file: File): string[] => {
    const found = tooLarge(file)
    if (found === null) return []
    return [text('matter.attachTooLarge', { name: file.name, kind: ATTACHMENT_KINDS[found.kind][language], limit: found.limitMb, size: found.sizeMb })]
  }
  const upload = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = [...(event.target.files ?? [])]
    event.target.value = ''
    const small = chosen.filter((file) => tooLarge(file) === null)
    const files = small.slice(0, MAX_FILES - draft.attachments.length)
    const left = [...chosen.flatMap(tooLargeText), ...(files.length < small.length ? [text('matter.attachFull')] : [])]
    setFailure(left.length === 0 ? null : left.join(language === 'zh' ? '；' : '; '))
    if (files.length === 0) return
    setBusy(true)
    let attachments = draft.attachments
    try {
      for (const file of files) {
        const body = new FormData()
        body.append('file', file)
        const view: AttachmentView = await call(uploadAttachment, { body, timeoutMs: UPLOAD_TIMEOUT_MS + (file.size / SLOWEST_LINE) * 1_000 })
        attachments = [...attachments, { id: view.id, fileName: view.fileName }]
        change({ attachments })
      }
    } catch (error) {
      setFailure(problemText(asProblem(error), language))
    } finally {
      setBusy(false)
    }
  }
  const limits = Object.values(ATTACHMENT_KINDS)
    .map((kind) => `${kind[language]} ${kind.limitMb} MB`)
    .join(language === 'zh' ? '、' : ', ')
  const complaint = failure ?? complaints.attachmentIds
  return (
    <div className={`${styles.part} ${styles.line}`} data-field="attachmentIds">
      <span className={styles.label}>{text('matter.attachments')}</span>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        accept={ATTACHMENT_ACCEPT}
        aria-label={text('matter.attach')}
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
      {draft.attachments.length > 0 || complaint !== undefined ? null : (
        <span title={limits} className={`${column.quiet} ${styles.clip}`}>
          {limits}
        </span>
      )}
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
        <span className={column.complaint} role="alert" title={complaint}>
          {complaint}
        </span>
      )}
    </div>
  )
}
