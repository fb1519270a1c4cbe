import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useCaseText } from '../../web/strings/case-strings.js'
import type { ActionSubject } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { review } from './contract.js'

type Verdict = 'pass' | 'send_back'

type Props = {
  readonly subject: ActionSubject
  /** What was ticked on the review sheet; kept with the verdict. */
  readonly checked?: readonly string[]
  /** What passing leads to, said beside the button. */
  readonly after: string
  readonly onDone: (verdict: Verdict) => void
}

/** Pass, or send back with the reason: one field, two keys. */
export function ReviewPanel({ subject, checked = [], after, onDone }: Props): ReactNode {
  const text = useCaseText()
  const command = useCaseCommand(review, subject, { remarks: '' })
  const decide = async (verdict: Verdict): Promise<void> => {
    if (await command.submit({ verdict, ...(checked.length === 0 ? {} : { checked: [...checked] }) })) onDone(verdict)
  }
  useKeys({ 'ctrl+enter': () => void decide('pass'), 'ctrl+shift+enter': () => void decide('send_back') })
  return (
    <form className={styles.form} aria-label={text('action.review')} onSubmit={(event) => event.preventDefault()}>
      <Field label={text('review.opinion')} error={command.form.errors.remarks} aside={after}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(command.form.values.remarks ?? '')}
            placeholder={text('review.opinionPlaceholder')}
            onChange={(event) => command.form.set({ remarks: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button loading={command.isRunning} onClick={() => void decide('send_back')}>
          {text('review.sendBack')} <KeyCap>Ctrl+Shift+Enter</KeyCap>
        </Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void decide('pass')}>
          {text('review.pass')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
