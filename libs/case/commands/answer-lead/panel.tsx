import { useState, type ReactNode } from 'react'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { PhotoField } from '../../web/work/photo-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { usePhotos } from '../../web/work/use-photos.js'
import { answerLead } from './contract.js'

/** What an assisting or summoned unit tells the lead, with papers and photos. */
export function AnswerLeadPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const command = useCaseCommand(answerLead, subject, { text: '' })
  const [fileError, setFileError] = useState<string | undefined>(undefined)
  const photos = usePhotos([], () => setFileError(undefined))
  const submit = async (): Promise<void> => {
    const attachmentIds = photos.photos.map(({ attachmentId }) => attachmentId).filter((id) => id !== null)
    if (attachmentIds.length < photos.photos.length) return setFileError(text('form.uploading'))
    if (!(await command.submit({ attachmentIds }))) return
    photos.clear()
    onDone(text('form.done', { number: subject.number, action: text('answer.title') }))
  }
  return (
    <CommandForm title={text('answer.title')} hint={text('answer.hint')} submitText={text('answer.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      <TextField label={text('answer.text')} name="text" rows={5} placeholder={text('answer.placeholder')} autoFocus command={command} />
      <PhotoField photos={photos} required={false} error={fileError ?? command.form.errors.attachmentIds} />
    </CommandForm>
  )
}
