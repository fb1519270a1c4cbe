import { InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { durationText, durationUnitSchema, MAX_DURATION_AMOUNT, type Duration, type DurationUnit } from '@tongban/worktime/contract'
import type { LengthMax } from '../../contract/index.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

type Props = { readonly what: string; readonly value: Duration; readonly onChange: (value: Duration) => void; readonly units?: readonly DurationUnit[]; readonly most?: LengthMax }

/** A length of time: how many, of what, and no more than the check lets be. An emptied number keeps the one before: no limit is nothing. */
export function DurationField({ what, value, onChange, units = durationUnitSchema.options, most }: Props): ReactNode {
  const text = usePolicyText()
  const mostOf = (unit: DurationUnit): number => most?.[unit] ?? MAX_DURATION_AMOUNT
  return (
    <span className={styles.duration}>
      <InputNumber
        aria-label={text('amount', { what })} title={most === undefined ? undefined : text('most', { length: durationText({ ...value, amount: mostOf(value.unit) }) })} min={1} max={mostOf(value.unit)} precision={0} size="small" value={value.amount}
        onChange={(amount) => (amount === null ? undefined : onChange({ ...value, amount }))}
      />
      <Select<DurationUnit>
        aria-label={text('unit', { what })} size="small" value={value.unit} options={units.map((unit) => ({ value: unit, label: text(`unit.${unit}`) }))}
        onChange={(unit) => onChange({ amount: Math.min(value.amount, mostOf(unit)), unit })}
      />
    </span>
  )
}
