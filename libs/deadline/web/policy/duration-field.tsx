import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { durationUnitSchema, MAX_DURATION_AMOUNT, type Duration, type DurationUnit } from '@tongban/worktime/contract'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

type Props = { readonly what: string; readonly value: Duration; readonly onChange: (value: Duration) => void; readonly units?: readonly DurationUnit[] }

/** A length of time: how many, of what. An emptied number keeps the one before: no limit is nothing. */
export function DurationField({ what, value, onChange, units = durationUnitSchema.options }: Props): ReactNode {
  const text = usePolicyText()
  return (
    <span className={styles.duration}>
      <InputNumber
        aria-label={text('amount', { what })} min={1} max={MAX_DURATION_AMOUNT} precision={0} size="small" value={value.amount}
        onChange={(amount) => (amount === null ? undefined : onChange({ ...value, amount }))}
      />
      <Select<DurationUnit>
        aria-label={text('unit', { what })} size="small" value={value.unit} options={units.map((unit) => ({ value: unit, label: text(`unit.${unit}`) }))}
        onChange={(unit) => onChange({ ...value, unit })}
      />
    </span>
  )
}
