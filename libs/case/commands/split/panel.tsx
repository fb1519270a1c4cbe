import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { CommandForm, TextField } from '../../web/co-handling/command-form.js'
import { useCoHandlingText } from '../../web/strings/co-handling-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { Field } from '../../web/work/form-parts.js'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { split } from './contract.js'

type Part = { readonly key: number; readonly title: string; readonly description: string; readonly categoryCode: string }
const MOST = 5
const emptyPart = (key: number): Part => ({ key, title: '', description: '', categoryCode: '' })

/** The matters a case has beside its own, each to become a case. */
export function SplitPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useCoHandlingText()
  const [parts, setParts] = useState<readonly Part[]>([emptyPart(1)])
  const command = useCaseCommand(split, subject, { reason: '' })
  // What is being written again is not complained of until it is sent again.
  const rewrite = (next: readonly Part[]): void => {
    setParts(next)
    command.form.set({ parts: [] })
  }
  const change = (key: number, to: Partial<Part>): void => rewrite(parts.map((part) => (part.key === key ? { ...part, ...to } : part)))
  const submit = async (): Promise<void> => {
    const written = parts.map(({ title, description, categoryCode }) => ({ title, description, categoryCode: categoryCode.trim() === '' ? null : categoryCode.trim() }))
    if (await command.submit({ parts: written })) onDone(text('form.done', { number: subject.number, action: text('split.title') }))
  }
  return (
    <CommandForm title={text('split.title')} hint={text('split.hint')} submitText={text('split.submit')} command={command} onSubmit={submit} onCancel={onCancel}>
      {parts.map((part, index) => (
        <PartFields
          key={part.key}
          n={index + 1}
          part={part}
          // The contract's complaint names the list: it is said at the first part that lacks something.
          error={isLacking(part) && parts.findIndex(isLacking) === index ? command.form.errors.parts : undefined}
          onChange={(to) => change(part.key, to)}
          onRemove={parts.length === 1 ? null : () => rewrite(parts.filter(({ key }) => key !== part.key))}
        />
      ))}
      {parts.length >= MOST ? null : <Button onClick={() => rewrite([...parts, emptyPart((parts.at(-1)?.key ?? 0) + 1)])}>{text('split.add')}</Button>}
      <TextField label={text('split.reason')} name="reason" rows={2} command={command} />
    </CommandForm>
  )
}

const isLacking = ({ title, description, categoryCode }: Part): boolean =>
  title.trim() === '' || [...description.trim()].length < 4 || !/^(\d{2,6})?$/.test(categoryCode.trim())

type PartProps = {
  readonly n: number
  readonly part: Part
  readonly error: string | undefined
  readonly onChange: (to: Partial<Part>) => void
  readonly onRemove: (() => void) | null
}

function PartFields({ n, part, error, onChange, onRemove }: PartProps): ReactNode {
  const text = useCoHandlingText()
  const remove =
    onRemove === null ? undefined : (
      <Button size="small" type="link" aria-label={text('split.remove', { n })} onClick={onRemove}>
        ×
      </Button>
    )
  return (
    <>
      <Field label={text('split.partTitle', { n })} error={error} aside={remove}>
        {(ids) => <Input {...ids} autoFocus maxLength={60} value={part.title} onChange={(event) => onChange({ title: event.target.value })} />}
      </Field>
      <Field label={text('split.partText', { n })}>
        {(ids) => <Input.TextArea {...ids} rows={2} maxLength={2000} value={part.description} onChange={(event) => onChange({ description: event.target.value })} />}
      </Field>
      <Field label={text('split.partCategory', { n })}>
        {(ids) => <Input {...ids} inputMode="numeric" maxLength={6} value={part.categoryCode} onChange={(event) => onChange({ categoryCode: event.target.value })} />}
      </Field>
    </>
  )
}
