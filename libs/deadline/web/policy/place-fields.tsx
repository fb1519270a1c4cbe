import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { listDivisions } from '@tongban/org/contract'
import { listCategories } from '@tongban/taxonomy/contract'
import { useCan, useRead } from '@tongban/ui/web'
import styles from './policies.module.css'

type Option = { readonly value: string; readonly label: string }
type Props = { readonly label: string; readonly hint: string; readonly value: string | null; readonly known?: readonly { code: string; name: string }[]; readonly onChange: (code: string | null) => void }

const HOUR_MS = 3_600_000
const COUNTY_DIGITS = 6

/** What is chosen is always among the options, by its name where that is known. */
const withChosen = (options: readonly Option[], value: string | null, known: Props['known'] = []): Option[] =>
  value === null || options.some((option) => option.value === value)
    ? [...options]
    : [{ value, label: `${known.find(({ code }) => code === value)?.name ?? ''} ${value}`.trim() }, ...options]

/** A category of any level, looked up by its name. */
export function CategoryField({ label, hint, value, known, onChange }: Props): ReactNode {
  const can = useCan()
  const [typed, setTyped] = useState('')
  const read = useRead(listCategories, { query: typed.trim() === '' ? {} : { q: typed.trim().slice(0, 40) } }, { enabled: can('taxonomy.read'), staleTimeMs: HOUR_MS })
  const options = (read.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: `${name} ${code}` }))
  return (
    <Select<string>
      size="small" className={styles.place ?? ''} aria-label={label} placeholder={hint} allowClear value={value} options={withChosen(options, value, known)}
      showSearch={{ filterOption: false, onSearch: setTyped }} onChange={(code) => onChange(code ?? null)}
    />
  )
}

/** A county, or a township of the county that is chosen, by name. */
export function DivisionField({ label, hint, value, known, onChange }: Props): ReactNode {
  const can = useCan()
  const county = value?.slice(0, COUNTY_DIGITS) ?? null
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: HOUR_MS })
  const townships = useRead(listDivisions, { query: county === null ? {} : { parentCode: county } }, { enabled: can('org.read') && county !== null, staleTimeMs: HOUR_MS })
  const optionsOf = (read: typeof counties): Option[] => (read.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name }))
  const options = county === null ? optionsOf(counties) : [...optionsOf(counties), ...optionsOf(townships).map((each) => ({ ...each, label: `　${each.label}` }))]
  return (
    <Select<string>
      size="small" className={styles.place ?? ''} aria-label={label} placeholder={hint} allowClear value={value} options={withChosen(options, value, known)}
      showSearch={{ optionFilterProp: 'label' }} onChange={(code) => onChange(code ?? null)}
    />
  )
}
