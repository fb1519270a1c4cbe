import type { ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { SearchSelect, useRead, type FoundItem, type NamedItem } from '@tongban/ui/web'

export type NamedUnit = NamedItem

export type UnitPickerProps = {
  readonly id: string
  readonly units: readonly NamedUnit[]
  readonly onChange: (units: readonly NamedUnit[]) => void
  readonly placeholder?: string
  readonly single?: boolean
  /** Units that are not offered: those the matter is about. */
  readonly except?: readonly string[]
}

const NONE: readonly string[] = []

/** Units by name; what kind of unit it is stands beside the name while choosing. */
export function UnitPicker({ id, units, onChange, placeholder, single = false, except = NONE }: UnitPickerProps): ReactNode {
  const useFound = (q: string): readonly FoundItem[] => useFoundUnits(q).filter((unit) => !except.includes(unit.id))
  return <SearchSelect field={{ id }} chosen={units} onChange={onChange} useFound={useFound} placeholder={placeholder} single={single} />
}

function useFoundUnits(q: string): readonly FoundItem[] {
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ id, name, kind }) => ({ id, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
}
