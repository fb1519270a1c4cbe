import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, useKeys } from '@tongban/ui/web'
import { panelRoleSchema, REQUIRED_PANEL, type PanelMember, type PanelRole } from '../../contract/procedures.js'
import { useDisputeText } from '../../web/strings/dispute-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { convenePanel } from './contract.js'

const membersOf = (names: Readonly<Partial<Record<PanelRole, string>>>): PanelMember[] =>
  panelRoleSchema.options.flatMap((role) => (names[role] ?? '').split(/[、,，]/).map((name) => name.trim()).filter((name) => name !== '').map((name) => ({ role, name })))

/** Who sits in, one line for each role; several names of a role are separated by 、. */
export function ConvenePanelPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useDisputeText()
  const [names, setNames] = useState<Readonly<Partial<Record<PanelRole, string>>>>({})
  const command = useCaseCommand(convenePanel, subject, { members: [] })
  const submit = async (): Promise<void> => {
    if (await command.submit({ members: membersOf(names) })) onDone(text('form.done', { number: subject.number, action: text('convene.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('convene.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('convene.title')}</h3>
      <p className={styles.hint}>{text('convene.hint')}</p>
      {panelRoleSchema.options.map((role, index) => (
        <Field
          key={role}
          label={text(`panel.${role}`)}
          aside={text(REQUIRED_PANEL.includes(role) ? 'convene.required' : 'convene.optional')}
          error={index === 0 ? command.form.errors.members : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              autoFocus={index === 0}
              value={names[role] ?? ''}
              placeholder={text('convene.namePlaceholder')}
              onChange={(event) => setNames((before) => ({ ...before, [role]: event.target.value }))}
            />
          )}
        </Field>
      ))}
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('convene.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
