import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProblemNote, useCommand, useNow } from '@tongban/ui/web'
import { instant, isoOf, MINUTE_MS, plainDate, plainDateOf, startOfDay } from '@tongban/kernel/core'
import {
  addDutyEntry, copyDutyShifts, DUTY_DAY_ZH, dutyDaySchema, readDutyGaps, readDutyNow, readDutyRoster, removeDutyEntries, type DutyEntryInput, type DutyRosterView,
} from '../contract/index.js'
import styles from './duty-page.module.css'
import { useDutyText } from './duty-strings.js'

const STALE = { invalidates: [readDutyRoster, readDutyNow, readDutyGaps] }
const EMPTY = { name: '', title: '', phone: '', userId: '', line: '1', kind: 'pattern', day: 'daily', date: '', from: '08:30', to: '17:30' }
type Draft = typeof EMPTY

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))

/** What was filled in as the server takes it; an end that is not after the beginning is the next day's. */
function entryOf(draft: Draft, today: string): DutyEntryInput {
  const [from, to] = [minuteOf(draft.from), minuteOf(draft.to)]
  const minutes = to > from ? to - from : to + 1440 - from
  const { name, title, phone, userId } = draft
  const who = { name, title, phone: phone === '' ? null : phone, userId: userId === '' ? null : userId, line: Number(draft.line) }
  if (draft.kind === 'pattern') return { ...who, times: { kind: 'pattern', spans: [{ on: dutyDaySchema.parse(draft.day), startMinute: from, minutes }], validFrom: today, validTo: null } }
  const begin = startOfDay(plainDate(draft.date === '' ? today : draft.date)) + from * MINUTE_MS
  return { ...who, times: { kind: 'shift', startsAt: isoOf(instant(begin)), endsAt: isoOf(instant(begin + minutes * MINUTE_MS)) } }
}

/** Adds, takes out and copies; each step is its own version, and who comes too late is told so. */
export function EditRoster({ roster }: { readonly roster: DutyRosterView }): ReactNode {
  const text = useDutyText()
  const today = plainDateOf(useNow('minute'))
  const [draft, setDraft] = useState<Draft>(EMPTY)
  const [said, setSaid] = useState('')
  const add = useCommand(addDutyEntry, { ...STALE, onDone: () => setDraft({ ...EMPTY, kind: draft.kind, day: draft.day, from: draft.from, to: draft.to, date: draft.date }) })
  const remove = useCommand(removeDutyEntries, STALE)
  const copy = useCommand(copyDutyShifts, { ...STALE, onDone: ({ copied }) => setSaid(text('copied', { count: copied })) })
  const edit = { ...(roster.post.unitId === null ? { divisionCode: roster.post.divisionCode } : { unitId: roster.post.unitId }), version: roster.version }
  const field = (name: keyof Draft, label: string, type = 'text'): ReactNode => (
    <label className={styles.field}>{label}<Input size="small" type={type} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} /></label>
  )
  const choice = (name: keyof Draft, label: string, options: readonly { value: string; label: string }[]): ReactNode => (
    <label className={styles.field}>{label}<Select<string> size="small" aria-label={label} value={draft[name]} options={[...options]} onChange={(value) => setDraft({ ...draft, [name]: value })} /></label>
  )
  const problem = add.problem ?? remove.problem ?? copy.problem
  return (
    <section aria-label={text('edit')}>
      <ul className={styles.entries}>
        {roster.entries.map(({ id, name, title, phoneMasked, line, times }) => (
          <li key={id}>
            {text('line', { line })} {name} {title} {phoneMasked ?? ''}{' '}
            <small>{times.kind === 'shift' ? text('shift') : times.spans.map(({ on }) => DUTY_DAY_ZH[on]).join('、')}</small>{' '}
            <Button size="small" aria-label={text('remove', { name })} onClick={() => void remove.run({ body: { ...edit, entryIds: [id] } })}>✕</Button>
          </li>
        ))}
      </ul>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void add.run({ body: { ...edit, entry: entryOf(draft, today) } })
        }}
      >
        {field('name', text('name'))} {field('title', text('duty'))} {field('phone', text('phone'), 'tel')}
        {choice('userId', text('account'), [{ value: '', label: text('noAccount') }, ...roster.accounts.map(({ userId, name }) => ({ value: userId, label: name }))])}
        {choice('line', text('order'), ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value })))}
        {choice('kind', text('kind'), [{ value: 'pattern', label: text('pattern') }, { value: 'shift', label: text('shift') }])}
        {draft.kind === 'pattern' ? choice('day', text('day'), dutyDaySchema.options.map((value) => ({ value, label: DUTY_DAY_ZH[value] }))) : field('date', text('date'), 'date')}
        {field('from', text('from'), 'time')} {field('to', text('to'), 'time')}
        <Button type="primary" size="small" htmlType="submit" loading={add.isRunning}>{text('add')}</Button>
      </form>
      <div className={styles.line}>
        <Button size="small" onClick={() => void copy.run({ body: { ...edit, period: 'week', into: today } })}>{text('copyWeek')}</Button>
        <Button size="small" onClick={() => void copy.run({ body: { ...edit, period: 'month', into: today } })}>{text('copyMonth')}</Button>
        <span role="status">{said}</span>
      </div>
      {problem === null ? null : <ProblemNote problem={problem} />}
    </section>
  )
}
