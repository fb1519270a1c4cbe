import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { KeyCap, useKeys, useNow } from '@tongban/ui/web'
import { cityDayOf, closingOf } from '../../web/requests/city-days.js'
import { DayInput } from '../../web/requests/day-input.js'
import { useRequestText } from '../../web/strings/request-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Choices, Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { reviewShelving } from './contract.js'

type Verdict = 'keep' | 'end'

/** The ledger's look at a shelved case: on with a new date and why, or back to the active clock. */
export function ReviewShelvingPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useRequestText()
  const now = useNow('minute')
  const [verdict, setVerdict] = useState<Verdict>('keep')
  const [day, setDay] = useState('')
  const command = useCaseCommand(reviewShelving, subject, { note: '' })
  const { form } = command
  const submit = async (): Promise<void> => {
    const until = closingOf(day)
    if (await command.submit(verdict === 'keep' ? { verdict, ...(until === null ? {} : { until }) } : { verdict })) {
      onDone(text('form.done', { number: subject.number, action: text(verdict === 'keep' ? 'shelving.keep' : 'shelving.end') }))
    }
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('shelving.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('shelving.title')}</h3>
      <Choices
        legend={text('shelving.verdict')}
        options={[{ value: 'keep', label: text('shelving.keep') }, { value: 'end', label: text('shelving.end') }]}
        value={verdict}
        onChoose={setVerdict}
      />
      {verdict === 'keep' ? <DayInput label={text('shelving.until')} value={day} min={cityDayOf(now)} error={form.errors.until === undefined ? undefined : text('form.dayMissing')} onChange={setDay} /> : null}
      <Field label={text('shelving.note')} error={form.errors.note}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            value={String(form.values.note ?? '')}
            placeholder={text('shelving.notePlaceholder')}
            onChange={(event) => form.set({ note: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('shelving.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
