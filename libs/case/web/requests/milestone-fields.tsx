import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { DayField } from '@tongban/ui/web'
import { useRequestText } from '../strings/request-strings.js'
import form from '../work/form.module.css'
import type { ContractForm } from '../work/use-contract-form.js'
import { closingOf } from './city-days.js'
import styles from './requests.module.css'

const MOST = 12
type Row = { readonly key: number; readonly day: string; readonly text: string }

/** Steps on the way, a day and a few words each; a row without both is not part of the request yet. */
export function MilestoneFields({ form: details, min, max }: { readonly form: ContractForm; readonly min: string; readonly max: string }): ReactNode {
  const text = useRequestText()
  const [rows, setRows] = useState<readonly Row[]>([{ key: 0, day: '', text: '' }])
  const change = (next: readonly Row[]): void => {
    setRows(next)
    details.set({
      milestones: next.flatMap(({ day, text: words }) => {
        const at = closingOf(day)
        return at === null || words.trim() === '' ? [] : [{ at, text: words.trim() }]
      }),
    })
  }
  const update = (key: number, part: Partial<Row>): void => change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const error = details.errors.milestones
  return (
    <fieldset className={form.choices}>
      <legend className={form.label}>{text('ask.milestones')}</legend>
      {rows.map((row, index) => (
        <div key={row.key} className={styles.milestoneRow}>
          <DayField
            label={text('ask.milestoneDay', { number: index + 1 })}
            value={row.day}
            min={min}
            {...(max === '' ? {} : { max })}
            onChange={(day) => update(row.key, { day })}
          />
          <Input
            aria-label={text('ask.milestoneText', { number: index + 1 })}
            value={row.text}
            maxLength={200}
            onChange={(event) => update(row.key, { text: event.target.value })}
          />
          <Button
            type="text"
            aria-label={text('ask.milestoneRemove', { number: index + 1 })}
            disabled={rows.length === 1}
            onClick={() => change(rows.filter(({ key }) => key !== row.key))}
          >
            ×
          </Button>
        </div>
      ))}
      {rows.length >= MOST ? null : (
        <Button size="small" onClick={() => change([...rows, { key: Math.max(...rows.map(({ key }) => key)) + 1, day: '', text: '' }])}>
          {text('ask.milestoneAdd')}
        </Button>
      )}
      {error === undefined ? null : (
        <p className={form.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}
