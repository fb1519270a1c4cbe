import { Button, Input } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { formatMoment, KeyCap, useClock, useKeys, useRead } from '@tongban/ui/web'
import { readCase } from '../../contract/case-endpoints.js'
import { useCaseText } from '../../web/strings/case-strings.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { PhotoField } from '../../web/work/photo-field.js'
import type { UnsentPhoto } from '../../web/work/unsent-box.js'
import { useContractForm } from '../../web/work/use-contract-form.js'
import { useDraft } from '../../web/work/use-draft.js'
import { useHandlingStep } from '../../web/work/use-handling-step.js'
import { usePhotos } from '../../web/work/use-photos.js'
import { reply } from './contract.js'

type ReplyDraft = { readonly text: string; readonly note: string; readonly openAssistReason: string; readonly photos: readonly UnsentPhoto[] }

const draftOf = (restored: Readonly<Record<string, unknown>> | null): ReplyDraft => ({
  text: typeof restored?.text === 'string' ? restored.text : '',
  note: typeof restored?.note === 'string' ? restored.note : '',
  openAssistReason: typeof restored?.openAssistReason === 'string' ? restored.openAssistReason : '',
  photos: Array.isArray(restored?.photos) ? (restored.photos as UnsentPhoto[]) : [],
})

/** The unit's reply with its evidence. Every word is kept on this device until it has been sent. */
export function ReplyPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCaseText()
  const together = useCoHandlingText()
  const awaited = useAwaitedUnits(subject.caseId)
  const now = useClock()
  const draft = useDraft(`${subject.assignmentId ?? subject.caseId}.reply`)
  const [first] = useState(() => draftOf(draft.restored))
  const [wasRestored, setRestored] = useState(first.text !== '' || first.photos.length > 0)
  const [note, setNote] = useState(first.note)
  const [openAssistReason, setOpenAssistReason] = useState(first.openAssistReason)
  const [photoError, setPhotoError] = useState<string | undefined>(undefined)
  const form = useContractForm(reply.body, { text: first.text })
  const step = useHandlingStep('reply', subject)
  const photos = usePhotos(first.photos, (next) => {
    setPhotoError(undefined)
    // where and when it was taken is part of the evidence: begin with what is known
    if (next.length > 0 && note === '') setNote(`${formatMoment(now(), 'minute')} ${subject.placeText}`.trim())
  })
  const written = String(form.values.text ?? '')
  const { keep, clear } = draft
  useEffect(() => {
    if (written === '' && photos.photos.length === 0) clear()
    else keep({ text: written, note, openAssistReason, photos: photos.photos })
  }, [clear, keep, note, openAssistReason, photos.photos, written])

  const submit = async (): Promise<void> => {
    if (subject.evidenceRequired && photos.photos.length === 0) setPhotoError(text('form.photoNeeded'))
    // the contract carries no place or time of a photo yet: they are said in the reply itself
    const withNote =
      photos.photos.length === 0 || note.trim() === ''
        ? written.trim()
        : `${written.trim()}\n${text('form.photoNoteLine', { note: note.trim() })}`
    const uploaded = photos.photos.map((photo) => photo.attachmentId).filter((id) => id !== null)
    // the note is no part of the account: what was done must be long enough by itself
    // what is not asked is not sent: nobody has to explain a wait there is none of
    const unwaited = awaited.length === 0 ? {} : { openAssistReason: openAssistReason.trim() }
    const body = form.check(unwaited) === null ? null : form.check({ text: withNote, attachmentIds: uploaded, ...unwaited })
    if (body === null || (subject.evidenceRequired && photos.photos.length === 0)) return
    const delivery = await step.send(body, photos.photos)
    if (delivery === null) return
    if (delivery.kind === 'refused') return form.showProblem(delivery.problem)
    clear()
    onDone(delivery.kind === 'sent' ? text('inbox.done', { number: subject.number, action: text('action.reply') }) : '')
  }
  const startOver = (): void => {
    form.set({ text: '' })
    setNote('')
    setOpenAssistReason('')
    photos.clear()
    setRestored(false)
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })

  return (
    <form className={styles.form} aria-label={text('form.replyTitle')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('form.replyTitle')}</h3>
      {wasRestored ? (
        <div className={styles.restored} role="status">
          <span>{text('form.restored')}</span>
          <Button size="small" onClick={startOver}>
            {text('form.dropDraft')}
          </Button>
        </div>
      ) : null}
      <Field label={text('form.replyText')} error={form.errors.text} aside={text('form.length', { length: [...written.trim()].length })}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={5}
            value={written}
            placeholder={text('form.replyPlaceholder')}
            onChange={(event) => form.set({ text: event.target.value })}
          />
        )}
      </Field>
      <PhotoField photos={photos} required={subject.evidenceRequired} error={photoError ?? form.errors.attachmentIds} />
      {photos.photos.length === 0 ? null : (
        <Field label={text('form.photoNote')}>
          {(ids) => <Input {...ids} value={note} maxLength={120} onChange={(event) => setNote(event.target.value)} />}
        </Field>
      )}
      {awaited.length === 0 ? null : (
        <Field label={together('reply.openAssist')} aside={together('reply.openAssistAside', { units: awaited.join('、') })} error={form.errors.openAssistReason}>
          {(ids) => <Input {...ids} value={openAssistReason} maxLength={500} onChange={(event) => setOpenAssistReason(event.target.value)} />}
        </Field>
      )}
      <CommandProblem problem={step.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={step.isRunning} onClick={() => void submit()}>
          {text('form.sendReply')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}

const UNANSWERED: readonly string[] = ['dispatched', 'signed', 'contacted']

/** Units that help and have not answered: the reply has to say why it does not wait. Known once the case is read; the server asks in any event. */
function useAwaitedUnits(caseId: string): readonly string[] {
  const { data: view } = useRead(readCase, { params: { caseId } })
  const helping = (view?.assignments ?? []).filter((item) => (item.role === 'assist' || item.role === 'whistle') && UNANSWERED.includes(item.status))
  return helping.map((item) => item.unit.name)
}
