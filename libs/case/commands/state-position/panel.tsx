import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useDisputeText } from '../../web/strings/dispute-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { PhotoField } from '../../web/work/photo-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { usePhotos } from '../../web/work/use-photos.js'
import { statePosition } from './contract.js'

/** A party's word: what it holds, on what ground, with papers and photos. */
export function StatePositionPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useDisputeText()
  const command = useCaseCommand(statePosition, subject, { text: '', legalBasis: '' })
  const [fileError, setFileError] = useState<string | undefined>(undefined)
  const photos = usePhotos([], () => setFileError(undefined))
  const { form } = command
  const submit = async (): Promise<void> => {
    const attachmentIds = photos.photos.map(({ attachmentId }) => attachmentId).filter((id) => id !== null)
    if (attachmentIds.length < photos.photos.length) return setFileError(text('position.uploading'))
    if (!(await command.submit({ attachmentIds }))) return
    photos.clear()
    onDone(text('form.done', { number: subject.number, action: text('position.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('position.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('position.title')}</h3>
      <p className={styles.hint}>{text('position.again')}</p>
      <Field label={text('position.text')} error={form.errors.text}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={5}
            value={String(form.values.text ?? '')}
            placeholder={text('position.textPlaceholder')}
            onChange={(event) => form.set({ text: event.target.value })}
          />
        )}
      </Field>
      <Field label={text('position.basis')} error={form.errors.legalBasis}>
        {(ids) => (
          <Input
            {...ids}
            value={String(form.values.legalBasis ?? '')}
            placeholder={text('position.basisPlaceholder')}
            onChange={(event) => form.set({ legalBasis: event.target.value })}
          />
        )}
      </Field>
      <PhotoField photos={photos} required={false} error={fileError ?? form.errors.attachmentIds} />
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('position.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
