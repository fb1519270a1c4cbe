import { Button, Input } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { ChoiceGroup, KeyCap, LoadingState, useCan, useKeys, useRead } from '@tongban/ui/web'
import { REQUEST_POLICIES, readCase, requestDetailsSchema, type AssignmentView, type RequestKind } from '../../contract/index.js'
import { askableKinds } from '../../web/requests/askable-kinds.js'
import { DETAILS_FIELDS } from '../../web/requests/details-fields.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { PhotoField } from '../../web/work/photo-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { useContractForm } from '../../web/work/use-contract-form.js'
import { usePhotos } from '../../web/work/use-photos.js'
import { request } from './contract.js'

/** What the unit asks of the hotline: one form, a tab for each kind that can be asked for now. */
export function RequestPanel(props: ActionPanelProps): ReactNode {
  const text = useRequestText()
  const { data: view } = useRead(readCase, { params: { caseId: props.subject.caseId } })
  const [picked, pick] = useState<RequestKind | null>(null)
  const assignment = view?.assignments.find(({ id }) => id === props.subject.assignmentId)
  if (view === undefined) return <LoadingState />
  const kinds = assignment === undefined ? [] : askableKinds(view, assignment)
  const kind = kinds.find((item) => item === picked) ?? kinds[0]
  return (
    <section className={styles.form} aria-label={text('ask.title')}>
      <h3 className={styles.title}>{text('ask.title')}</h3>
      {kind === undefined || assignment === undefined ? (
        <>
          <p className={styles.hint}>{text('ask.none')}</p>
          <FormFoot>
            <Button onClick={props.onCancel}>{text('form.cancel')}</Button>
          </FormFoot>
        </>
      ) : (
        <>
          <ChoiceGroup label={text('ask.kind')} value={kind} choices={kinds.map((item) => ({ value: item, label: text(`kind.${item}`) }))} onChange={pick} />
          <RequestForm key={kind} {...props} kind={kind} assignment={assignment} />
        </>
      )}
    </section>
  )
}

const schemaOf = (kind: RequestKind) => requestDetailsSchema.options.find((option) => option.shape.kind.value === kind) ?? requestDetailsSchema

function RequestForm({ subject, onDone, onCancel, kind, assignment }: ActionPanelProps & { readonly kind: RequestKind; readonly assignment: AssignmentView }): ReactNode {
  const text = useRequestText()
  const leads = useCan()('request.endorse')
  const schema = useMemo(() => schemaOf(kind), [kind])
  const details = useContractForm(schema, kind === 'rating_review' ? { round: assignment.round } : {})
  const command = useCaseCommand(request, subject, { reason: '' })
  const [fileError, setFileError] = useState<string | undefined>(undefined)
  const photos = usePhotos([], () => setFileError(undefined))
  const { needsEvidence } = REQUEST_POLICIES[kind]
  const Details = DETAILS_FIELDS[kind]
  const submit = async (): Promise<void> => {
    const attachmentIds = photos.photos.map(({ attachmentId }) => attachmentId).filter((id) => id !== null)
    const said = details.check({ kind })
    if (attachmentIds.length < photos.photos.length) return setFileError(text('form.uploading'))
    if (needsEvidence && attachmentIds.length === 0) return setFileError(text('ask.evidence'))
    if (said === null || !(await command.submit({ details: said, attachmentIds }))) return
    photos.clear()
    onDone(text('form.done', { number: subject.number, action: `${text('ask.title')}${text(`kind.${kind}`)}` }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text(`kind.${kind}`)} onSubmit={(event) => event.preventDefault()}>
      <Details form={details} assignment={assignment} />
      <Field label={text(kind === 'extension' ? 'ask.reasonCitizen' : 'ask.reason')} error={command.form.errors.reason}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(command.form.values.reason ?? '')}
            placeholder={text('ask.reasonPlaceholder')}
            onChange={(event) => command.form.set({ reason: event.target.value })}
          />
        )}
      </Field>
      <PhotoField photos={photos} required={needsEvidence} error={fileError ?? command.form.errors.attachmentIds} />
      <p className={styles.hint}>
        {text('ask.meanwhile')} {text(leads ? 'ask.direct' : 'ask.toLead')}
      </p>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('ask.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
