import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { useDisputeText } from '../../web/strings/dispute-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { UnitField, type NamedUnit } from '../../web/work/unit-field.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { openDisputeCommand } from './contract.js'

/** Whose it might be beside the unit that has it, and why nobody can say. */
export function OpenDisputePanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useDisputeText()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  const command = useCaseCommand(openDisputeCommand, subject, { otherUnitIds: [], reason: '' })
  const { form } = command
  const submit = async (): Promise<void> => {
    if (await command.submit()) onDone(text('form.done', { number: subject.number, action: text('open.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('open.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('open.title')}</h3>
      <p className={styles.hint}>{text('open.hint')}</p>
      <UnitField
        label={text('open.units')}
        units={units}
        placeholder={text('form.unitPlaceholder')}
        error={form.errors.otherUnitIds}
        onChange={(next) => {
          setUnits(next)
          form.set({ otherUnitIds: next.map(({ id }) => id) })
        }}
      />
      <Field label={text('open.reason')} error={form.errors.reason}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(form.values.reason ?? '')}
            placeholder={text('open.reasonPlaceholder')}
            onChange={(event) => form.set({ reason: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('open.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
