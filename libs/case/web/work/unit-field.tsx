import type { ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { SearchSelect, useRead, type FoundItem, type NamedItem } from '@tongban/ui/web'
import { Field } from './form-parts.js'

export type NamedUnit = NamedItem

export type UnitFieldProps = {
  readonly label: string
  readonly units: readonly NamedUnit[]
  readonly onChange: (units: readonly NamedUnit[]) => void
  readonly placeholder?: string
  readonly error?: string | undefined
  /** One unit at most. */
  readonly single?: boolean
}

/** Units by name; what kind of unit it is stands beside the name. */
export const UnitField = ({ label, units, onChange, placeholder, error, single = false }: UnitFieldProps): ReactNode => (
  <Field label={label} error={error}>
    {(field) => <SearchSelect field={field} chosen={units} onChange={onChange} useFound={useFoundUnits} placeholder={placeholder} single={single} />}
  </Field>
)

function useFoundUnits(q: string): readonly FoundItem[] {
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ id, name, kind }) => ({ id, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
}
