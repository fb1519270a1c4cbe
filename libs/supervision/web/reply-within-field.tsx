import { InputNumber, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import { OrderField, type OrderFormState } from './order-form.js'
import { useSupervisionText } from './supervision-strings.js'

const UNITS = ['work_day', 'calendar_day', 'minute', 'work_minute'] as const
type Within = { readonly amount: number; readonly unit: (typeof UNITS)[number] }

export const ONE_WORK_DAY: Within = { amount: 1, unit: 'work_day' }

/** How long the unit has: a number and what it is counted in. */
export function ReplyWithinField({ form }: { readonly form: OrderFormState }): ReactNode {
  const text = useSupervisionText()
  const within = (form.values.replyWithin ?? ONE_WORK_DAY) as Within
  const set = (change: Partial<Within>): void => form.set({ replyWithin: { ...within, ...change } })
  return (
    <OrderField label={text('form.within')} error={form.errors.replyWithin}>
      {(ids) => (
        <Space.Compact>
          <InputNumber {...ids} min={1} precision={0} value={within.amount} onChange={(amount) => set({ amount: amount ?? 1 })} />
          <Select aria-label={text('form.within')} value={within.unit} style={{ width: 120 }} options={UNITS.map((unit) => ({ value: unit, label: text(`form.${unit}`) }))} onChange={(unit: Within['unit']) => set({ unit })} />
        </Space.Compact>
      )}
    </OrderField>
  )
}
