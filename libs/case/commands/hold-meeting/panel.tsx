import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { HOUR_MS, MINUTE_MS, plainDate, startOfDay } from '@tongban/kernel/core'
import { DayField, formatMoment, KeyCap, useClock, useKeys } from '@tongban/ui/web'
import { useDisputeText } from '../../web/strings/dispute-strings.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { CommandProblem } from '../../web/work/command-problem.js'
import { Field, FormFoot } from '../../web/work/form-parts.js'
import styles from '../../web/work/form.module.css'
import { useCaseCommand } from '../../web/work/use-case-command.js'
import { holdMeeting } from './contract.js'

/** The city's wall clock as epoch ms; null when it is no time of day. */
function momentOf(day: string, time: string): number | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2})[:：](\d{2})$/.exec(time.trim()) ?? []
  if (day === '' || hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null
  return startOfDay(plainDate(day)) + Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS
}

/** A meeting where the matter is: when, where, what was seen and said. */
export function HoldMeetingPanel({ subject, onDone, onCancel }: ActionPanelProps): ReactNode {
  const text = useDisputeText()
  const now = useClock()
  const [day, setDay] = useState(() => formatMoment(now(), 'day'))
  const [time, setTime] = useState(() => formatMoment(now(), 'time'))
  const [timeError, setTimeError] = useState<string | undefined>(undefined)
  const command = useCaseCommand(holdMeeting, subject, { place: subject.placeText, note: '' })
  const { form } = command
  const submit = async (): Promise<void> => {
    const at = momentOf(day, time)
    if (at === null) return setTimeError(text('meeting.timeWrong'))
    if (await command.submit({ at })) onDone(text('form.done', { number: subject.number, action: text('meeting.title') }))
  }
  useKeys({ 'ctrl+enter': () => void submit(), escape: onCancel })
  return (
    <form className={styles.form} aria-label={text('meeting.title')} onSubmit={(event) => event.preventDefault()}>
      <h3 className={styles.title}>{text('meeting.title')}</h3>
      <div className={styles.field}>
        <span className={styles.label}>{text('meeting.day')}</span>
        <DayField label={text('meeting.day')} value={day} onChange={setDay} max={formatMoment(now(), 'day')} />
      </div>
      <Field label={text('meeting.time')} error={timeError ?? form.errors.at}>
        {(ids) => (
          <Input
            {...ids}
            value={time}
            onChange={(event) => {
              setTime(event.target.value)
              setTimeError(undefined)
            }}
          />
        )}
      </Field>
      <Field label={text('meeting.place')} error={form.errors.place}>
        {(ids) => <Input {...ids} value={String(form.values.place ?? '')} onChange={(event) => form.set({ place: event.target.value })} />}
      </Field>
      <Field label={text('meeting.note')} error={form.errors.note}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            autoFocus
            rows={5}
            value={String(form.values.note ?? '')}
            placeholder={text('meeting.notePlaceholder')}
            onChange={(event) => form.set({ note: event.target.value })}
          />
        )}
      </Field>
      <CommandProblem problem={command.problem} />
      <FormFoot>
        <Button onClick={onCancel}>{text('form.cancel')}</Button>
        <Button type="primary" loading={command.isRunning} onClick={() => void submit()}>
          {text('meeting.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </FormFoot>
    </form>
  )
}
