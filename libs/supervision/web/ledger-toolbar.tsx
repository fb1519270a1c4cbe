import { Button, Input, Select } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { listDivisions } from '@tongban/org/contract'
import { ChoiceGroup, DayField, useCan, useDebounced, useRead, type NamedItem } from '@tongban/ui/web'
import { orderKindSchema, orderOriginSchema } from '../contract/index.js'
import type { LedgerFilters } from './ledger-filters.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'
import { UnitSearch } from './unit-search.js'

type Props = { readonly filters: LedgerFilters; readonly set: (change: Partial<LedgerFilters>) => void; readonly clear: () => void; readonly isFiltered: boolean }

const TYPING_PAUSE_MS = 350
const listOf = (text: string): string[] => (text === '' ? [] : text.split(','))

export function LedgerToolbar({ filters, set, clear, isFiltered }: Props): ReactNode {
  const text = useSupervisionText()
  const can = useCan()
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  const [unit, setUnit] = useState<readonly NamedItem[]>(filters.unit === '' ? [] : [{ id: filters.unit, name: filters.unit }])
  const [typed, setTyped] = useState(filters.q)
  const words = useDebounced(typed.trim(), TYPING_PAUSE_MS)
  useEffect(() => set({ q: words }), [set, words])
  return (
    <div className={styles.toolbar}>
      <ChoiceGroup
        label={text('ledger.which')}
        value={filters.view}
        choices={[
          { value: 'open', label: text('ledger.open') }, { value: 'late', label: text('ledger.late') }, { value: 'review', label: text('ledger.toReview') }, { value: 'all', label: text('ledger.all') },
        ]}
        onChange={(view) => set({ view })}
      />
      <Input allowClear className={styles.search ?? ''} type="search" aria-label={text('ledger.search')} placeholder={text('ledger.search')} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <Select
        mode="multiple" allowClear maxTagCount={1} className={styles.select ?? ''} aria-label={text('ledger.kind')} placeholder={text('ledger.kind')} value={listOf(filters.kind)}
        options={orderKindSchema.options.map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))} onChange={(values: string[]) => set({ kind: values.join(',') })}
      />
      <Select
        mode="multiple" allowClear maxTagCount={1} className={styles.select ?? ''} aria-label={text('ledger.origin')} placeholder={text('ledger.origin')} value={listOf(filters.origin)}
        options={orderOriginSchema.options.map((origin) => ({ value: origin, label: text(`origin.${origin}`) }))} onChange={(values: string[]) => set({ origin: values.join(',') })}
      />
      {can('org.read') && can('measures.read') ? (
        <>
          <Select
            allowClear className={styles.select ?? ''} aria-label={text('ledger.county')} placeholder={text('ledger.county')} value={filters.county === '' ? null : filters.county}
            options={(counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name }))} onChange={(county: string | null | undefined) => set({ county: county ?? '' })}
          />
          <div className={styles.unit}>
            <UnitSearch
              label={text('ledger.unit')}
              units={filters.unit === '' ? [] : unit}
              onChange={(next) => {
                setUnit(next)
                set({ unit: next[0]?.id ?? '' })
              }}
            />
          </div>
        </>
      ) : null}
      <span className={styles.day}>
        {text('ledger.from')} <DayField label={text('ledger.from')} value={filters.from} max={filters.to} onChange={(from) => set({ from })} />
      </span>
      <span className={styles.day}>
        {text('ledger.to')} <DayField label={text('ledger.to')} value={filters.to} min={filters.from} onChange={(to) => set({ to })} />
      </span>
      {isFiltered ? (
        <Button
          size="small"
          type="link"
          onClick={() => {
            setTyped('')
            clear()
          }}
        >
          {text('ledger.clear')}
        </Button>
      ) : null}
    </div>
  )
}
