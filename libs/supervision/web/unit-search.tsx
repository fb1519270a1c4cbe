import type { ReactNode } from 'react'
import { searchUnits, UNIT_KIND_LABELS_ZH } from '@tongban/org/contract'
import { SearchSelect, useRead, type FoundItem, type NamedItem } from '@tongban/ui/web'
import { OrderField } from './order-form.js'
import { useSupervisionText } from './supervision-strings.js'

function useFoundUnits(q: string): readonly FoundItem[] {
  const read = useRead(searchUnits, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ id, name, kind }) => ({ id, name, kind: UNIT_KIND_LABELS_ZH[kind] }))
}

type Props = { readonly label: string; readonly units: readonly NamedItem[]; readonly onChange: (units: readonly NamedItem[]) => void; readonly single?: boolean; readonly error?: string | undefined }

/** Units by name. */
export function UnitSearch({ label, units, onChange, single = true, error }: Props): ReactNode {
  const text = useSupervisionText()
  return (
    <OrderField label={label} error={error}>
      {(field) => <SearchSelect field={field} chosen={units} onChange={onChange} useFound={useFoundUnits} placeholder={text('ledger.unitPlaceholder')} single={single} />}
    </OrderField>
  )
}
