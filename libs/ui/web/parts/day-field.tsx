import { CalendarOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { plainDate } from '@tongban/kernel/core'
import { useUiText } from '../i18n/strings.js'
import styles from './day-field.module.css'

export type DayFieldProps = {
  /** 2026-11-22, or empty. */
  readonly value: string
  readonly onChange: (day: string) => void
  readonly label: string
  readonly min?: string
  readonly max?: string
}

const DIGITS = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})$/

/** The day somebody typed, 20261122 and 2026/11/22 too; null: not a day, or not one of those allowed. */
function dayTyped(typed: string, min: string, max: string): string | null {
  const [, year = '', month = '', day = ''] = DIGITS.exec(typed.trim()) ?? []
  try {
    const written = String(plainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`))
    return (min === '' || written >= min) && (max === '' || written <= max) ? written : null
  } catch {
    return null
  }
}

/**
 * A day, written the same way on every machine: a native date input follows the language of the browser, not of the page.
 * It is typed, or picked in the browser's own calendar.
 */
export function DayField({ value, onChange, label, min = '', max = '' }: DayFieldProps): ReactNode {
  const text = useUiText()
  const native = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  if (seen !== value) {
    // picked, cleared, or the address changed by itself
    setSeen(value)
    setTyped(value)
  }
  const day = typed.trim() === '' ? '' : dayTyped(typed, min, max)
  const settle = (): void => (day === null ? setTyped(value) : (setTyped(day), day === value ? undefined : onChange(day)))
  return (
    <span className={styles.field}>
      <Input
        className={styles.text ?? ''}
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        maxLength={10}
        placeholder={text('day.placeholder')}
        value={typed}
        status={day === null && typed.length >= 8 ? 'warning' : ''}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={settle}
        onPressEnter={settle}
        suffix={
          <button type="button" className={styles.open} aria-label={text('day.pick', { label })} onClick={() => native.current?.showPicker()}>
            <CalendarOutlined />
          </button>
        }
      />
      <input
        ref={native}
        type="date"
        className={styles.native}
        tabIndex={-1}
        aria-hidden="true"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  )
}
