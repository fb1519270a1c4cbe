import { Select, type SelectProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { useDebounced, useRead } from '@tongban/ui/web'
import { Field } from './form-parts.js'

export type NamedUnit = { readonly id: string; readonly name: string }
type FoundUnit = NamedUnit & { readonly kind?: string }

export type UnitFieldProps = {
  readonly label: string
  readonly units: readonly NamedUnit[]
  readonly onChange: (units: readonly NamedUnit[]) => void
  readonly placeholder?: string
  readonly error?: string | undefined
  /** One unit at most. */
  readonly single?: boolean
}

const TYPING_PAUSE_MS = 200
const MOST = 10

/** Units by name, asked of the server while typing; what kind of unit it is stands beside the name. */
export function UnitField({ label, units, onChange, placeholder, error, single = false }: UnitFieldProps): ReactNode {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), TYPING_PAUSE_MS)
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  const found: readonly FoundUnit[] = q === '' ? [] : (read.data?.items ?? []).map(({ id, name, kind }) => ({ id, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
  const known: readonly FoundUnit[] = [...found, ...units.filter((unit) => !found.some((one) => one.id === unit.id))]
  const pick = (ids: readonly string[]): void => {
    onChange(ids.flatMap((one) => known.filter((unit) => unit.id === one).map(({ id, name }) => ({ id, name }))))
    setWords('')
  }
  const shared: Pick<SelectProps, 'options' | 'showSearch' | 'allowClear' | 'style' | 'notFoundContent' | 'optionRender' | 'placeholder'> = {
    options: known.map(({ id: value, name, kind }) => ({ value, label: name, kind })),
    allowClear: true,
    showSearch: { filterOption: false, onSearch: setWords, searchValue: words },
    style: { width: '100%' },
    notFoundContent: null,
    placeholder,
    optionRender: ({ data, label: name }) => (
      <span>
        {name} <small>{String(data.kind ?? '')}</small>
      </span>
    ),
  }
  return (
    <Field label={label} error={error}>
      {(ids) =>
        single ? (
          <Select<string> {...shared} {...ids} value={units[0]?.id ?? null} onChange={(value: string | undefined) => pick(value === undefined ? [] : [value])} />
        ) : (
          <Select<string[]> {...shared} {...ids} mode="multiple" maxCount={MOST} value={units.map(({ id }) => id)} onChange={(value: string[]) => pick(value)} />
        )
      }
    </Field>
  )
}
