import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, LoadingState, useKeys } from '@tongban/ui/web'
import { RequestChoice } from '../../web/requests/request-choice.js'
import { useChosenRequest, type RequestPanelProps } from '../../web/requests/use-request-form.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { endorseRequest } from './contract.js'

/** The unit's own lead stands behind what was asked, or does not. */
export function EndorseRequestPanel(props: RequestPanelProps): ReactNode {
  const { subject, onDone, onCancel } = props
  const text = useRequestText()
  const about = useChosenRequest(props, ({ status }) => status === 'awaiting_endorsement')
  const command = useCaseCommand(endorseRequest, subject, { remarks: '' })
  const { chosen } = about
  const decide = async (verdict: 'agree' | 'refuse'): Promise<void> => {
    if (chosen === undefined || !(await command.submit({ requestId: chosen.id, verdict }))) return
    onDone(text('form.done', { number: subject.number, action: text(verdict === 'agree' ? 'endorse.agree' : 'endorse.refuse') }))
  }
  useKeys({ 'ctrl+enter': () => void decide('agree'), 'ctrl+shift+enter': () => void decide('refuse'), escape: onCancel })
  if (about.view === undefined) return <LoadingState />
  return (
    <form className={styles.form} aria-label={text('endorse.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('endorse.title')}</h3>
      <RequestChoice of={about} />
      <Field label={text('endorse.remarks')} error={command.form.errors.remarks}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(command.form.values.remarks ?? '')}
            placeholder={text('endorse.remarksPlaceholder')}
            onChange={(event) => command.form.set({ remarks: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button disabled={chosen === undefined} loading={command.isRunning} onClick={() => void decide('refuse')}>
          {text('endorse.refuse')} <KeyCap>Ctrl+Shift+Enter</KeyCap>
        </Button>
        <Button type="primary" disabled={chosen === undefined} loading={command.isRunning} onClick={() => void decide('agree')}>
          {text('endorse.agree')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
