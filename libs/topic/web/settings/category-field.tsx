import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useCan, useRead, type ListInput } from '@tongban/ui/web'
import { listCategories } from '@tongban/taxonomy/contract'
import { useSettingsText } from './settings-strings.js'
import styles from './settings.module.css'

const HOUR_MS = 3_600_000

/** Categories of a watched class, found by name; `names`: of those that stand in the settings already. */
export function CategoryField({ id, value, isFaulty, onChange, names }: ListInput & { readonly names: Readonly<Record<string, string>> }): ReactNode {
  const text = useSettingsText()
  const can = useCan()
  const [typed, setTyped] = useState('')
  // what was picked keeps its name when something else is searched
  const [picked, setPicked] = useState(names)
  const read = useRead(listCategories, { query: typed.trim() === '' ? {} : { q: typed.trim().slice(0, 40) } }, { enabled: can('taxonomy.read'), staleTimeMs: HOUR_MS, keepPrevious: true })
  const found = (read.data?.items ?? []).map(({ code, name: label }) => ({ value: String(code), label: `${label} ${code}` }))
  const chosen = value.filter((code) => !found.some((one) => one.value === code)).map((code) => ({ value: code, label: `${picked[code] ?? ''} ${code}`.trim() }))
  return (
    <Select<string[]>
      id={id} mode="multiple" className={styles.categories ?? ''} placeholder={text('classes.search')} value={[...value]} options={[...chosen, ...found]} maxCount={30} status={isFaulty ? 'error' : ''} aria-describedby={`${id}about`}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={(next) => {
        setPicked({ ...picked, ...Object.fromEntries((read.data?.items ?? []).map(({ code, name: label }) => [String(code), label])) })
        onChange(next)
      }}
    />
  )
}
