import { InputNumber } from 'antd'
import { useId, type ReactNode } from 'react'
import { isSameValue, rangeOf, shownOf, storedOf, wordsOf, type NumberSetting, type SettingField, type SettingValue } from './setting-field.js'
import { useFormText } from './settings-form-strings.js'
import type { SettingsWork } from './use-settings-draft.js'
import styles from './settings-form.module.css'

type NumberProps = { readonly id: string; readonly about: string; readonly field: NumberSetting; readonly value: number | null; readonly isFaulty: boolean; readonly onChange: (value: number | null) => void }

/** A number as it is told, percent as percent; out of bounds it is refused in words, never set right in silence. */
export const SettingNumber = ({ id, about, field, value, isFaulty, onChange }: NumberProps): ReactNode => (
  <InputNumber<number>
    id={id} className={styles.number ?? ''} step={field.step} value={value === null ? null : shownOf(field, value)} suffix={field.unit ?? ''} status={isFaulty ? 'error' : ''} aria-invalid={isFaulty} aria-describedby={about}
    // 1 is 1, as it is told beside the field, not 1.00
    formatter={(shown, { userTyping, input }) => (userTyping ? input : shown === undefined || String(shown) === '' ? '' : String(Number(shown)))}
    onChange={(shown) => onChange(shown === null ? null : storedOf(field, shown))}
  />
)

type RowProps = { readonly field: SettingField; readonly work: SettingsWork; readonly className: string | undefined; readonly nameClass?: string | undefined }

/** What a value is called and means; beside it the value, its bounds, what holds now, what it was shipped as, and what is wrong with it. */
export function SettingRow({ field, work, className, nameClass }: RowProps): ReactNode {
  const text = useFormText()
  const id = useId()
  const { key, label, help } = field
  const { now, shipped, mayChange } = work
  const value = work.values[key] ?? null
  const fault = work.faults[key] ?? work.refused[key]
  const facts = [
    isSameValue(value, now.values[key]) ? '' : text('now.value', { value: wordsOf(field, now.values[key]) }),
    'input' in field ? '' : text('range', rangeOf(field)),
    text('shipped', { value: wordsOf(field, shipped[key]) }),
  ]
  return (
    <div className={className}>
      <div>
        {/* a label where there is something to fill in, words where there is not */}
        {mayChange ? (
          <label htmlFor={id} className={nameClass}>
            {label}
          </label>
        ) : (
          <span className={nameClass}>{label}</span>
        )}
        {help === undefined ? null : <p className={styles.small}>{help}</p>}
      </div>
      <div>
        {mayChange ? <Input id={id} field={field} value={value} isFaulty={fault !== undefined} onChange={(next) => work.edit({ [key]: next })} /> : <strong>{wordsOf(field, now.values[key])}</strong>}
        <p id={`${id}about`} className={styles.small}>
          {facts.filter((fact) => fact !== '').join(' · ')}
        </p>
        {fault === undefined ? null : <p className={styles.bad}>{fault}</p>}
      </div>
    </div>
  )
}

function Input({ id, field, value, isFaulty, onChange }: { readonly id: string; readonly field: SettingField; readonly value: SettingValue | null; readonly isFaulty: boolean; readonly onChange: (value: SettingValue | null) => void }): ReactNode {
  if ('input' in field) return field.input({ id, value: typeof value === 'object' && value !== null ? value : [], isFaulty, onChange })
  return <SettingNumber id={id} about={`${id}about`} field={field} value={typeof value === 'number' ? value : null} isFaulty={isFaulty} onChange={onChange} />
}
