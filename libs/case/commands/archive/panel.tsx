import { Button } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useCaseText } from '../../web/strings/case-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { archive } from './contract.js'

/** Archiving says what it means before it is done: there is nothing to fill in, and no way back. */
export function ArchivePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCaseText()
  const command = useCaseCommand(archive, subject, {})
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('inbox.done', { number: subject.number, action: text('action.archive') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('form.archiveTitle')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('form.archiveTitle')}</h3>
      <p className={styles.hint}>{text('form.archiveHint')}</p>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" autoFocus loading={command.isRunning} onClick={() => void submit()}>
          {text('form.confirmArchive')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
