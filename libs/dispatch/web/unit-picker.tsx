import { Select, type SelectProps } from 'antd'
import { useState, type ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { useDebounced, useRead } from '@tongban/ui/web'

export type NamedUnit = { readonly id: string; readonly name: string }

/** What kind of unit it is stands beside the name while choosing. */
type FoundUnit = NamedUnit & { readonly kind?: string }

export type UnitPickerProps = {
  readonly id: string
  readonly units: readonly NamedUnit[]
  readonly onChange: (units: readonly NamedUnit[]) => void
  readonly placeholder?: string
  readonly single?: boolean
}

const TYPING_PAUSE_MS = 200

/** Units by name, asked of the server while typing. */
export function UnitPicker({ id, units, onChange, placeholder, single = false }: UnitPickerProps): ReactNode {
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), TYPING_PAUSE_MS)
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  const found: readonly FoundUnit[] =
    q === '' ? [] : (read.data?.items ?? []).map(({ id: unitId, name, kind }) => ({ id: unitId, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
  const known: readonly FoundUnit[] = [...found, ...units.filter((unit) => !found.some((one) => one.id === unit.id))]
  const options = known.map(({ id: value, name, kind }) => ({ value, label: name, kind }))
  const pick = (ids: readonly string[]): void =>
    onChange(ids.flatMap((one) => known.filter((unit) => unit.id === one).map(({ id: unitId, name }) => ({ id: unitId, name }))))
  const shared: Pick<SelectProps, 'options' | 'showSearch' | 'allowClear' | 'style' | 'notFoundContent' | 'optionRender'> = {
    options,
    allowClear: true,
    showSearch: { filterOption: false, onSearch: setWords, searchValue: words },
    style: { width: '100%' },
    notFoundContent: null,
    optionRender: ({ data, label }) => (
      <span title={String(data.kind ?? '')}>
        {label} <small>{String(data.kind ?? '')}</small>
      </span>
    ),
  }
  return single ? (
    <Select<string>
      {...shared}
      id={id}
      placeholder={placeholder}
      value={units[0]?.id ?? null}
      onChange={(value: string | undefined) => pick(value === undefined ? [] : [value])}
    />
  ) : (
    <Select<string[]>
      {...shared}
      id={id}
      mode="multiple"
      maxCount={10}
      placeholder={placeholder}
      value={units.map((unit) => unit.id)}
      onChange={(value: string[]) => pick(value)}
    />
  )
}
