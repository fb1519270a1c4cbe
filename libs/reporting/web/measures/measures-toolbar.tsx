import { Input, Select } from 'antd'
import { ChoiceGroup, useCan, useRead } from '@tongban/ui/web'
import { listDivisions, PEER_CLASS_LABELS_ZH } from '@tongban/org/contract'
import type { ReactNode } from 'react'
import { FORMULAS, groupBySchema } from '../../contract/index.js'
import { ACT_CLOSED, isActsView } from '../acts/act-filters.js'
import { useReportingText } from '../strings/reporting-strings.js'
import { CLOSED, type MeasureFilters } from './measure-filters.js'
import styles from './measures-toolbar.module.css'
import { PERIOD_PRESETS, presetOf } from './period-presets.js'

type Props = {
  readonly filters: MeasureFilters
  readonly days: { readonly first: string; readonly last: string }
  readonly set: (change: Partial<MeasureFilters>) => void
}

/** Which view, its period, and of the measures how they are grouped, narrowed and rated; all of it in the address. */
export function MeasuresToolbar({ filters, days, set }: Props): ReactNode {
  const text = useReportingText()
  const isActs = isActsView(filters)
  return (
    <>
      <ChoiceGroup
        label={text('view.which')}
        value={isActs ? 'acts' : 'measures'}
        choices={[
          { value: 'measures', label: text('view.measures') },
          { value: 'acts', label: text('view.acts') },
        ]}
        onChange={(view) => set({ ...CLOSED, ...ACT_CLOSED, view })}
      />
      <Select
        className={styles.preset ?? ''}
        aria-label={text('measures.period')}
        value={presetOf(filters.preset)}
        onChange={(preset) => set({ preset, from: preset === 'custom' ? days.first : '', to: preset === 'custom' ? days.last : '' })}
        options={PERIOD_PRESETS.map((value) => ({ value, label: text(`measures.preset.${value}`) }))}
      />
      <label className={styles.day}>
        {text('measures.from')}
        <Input type="date" value={days.first} onChange={(event) => set({ preset: 'custom', from: event.target.value, to: days.last })} />
      </label>
      <label className={styles.day}>
        {text('measures.to')}
        <Input type="date" value={days.last} onChange={(event) => set({ preset: 'custom', from: days.first, to: event.target.value })} />
      </label>
      {isActs ? null : <MeasureNarrowing filters={filters} set={set} />}
    </>
  )
}

function MeasureNarrowing({ filters, set }: Pick<Props, 'filters' | 'set'>): ReactNode {
  const text = useReportingText()
  const can = useCan()
  const counties = useRead(listDivisions, { query: {} }, { enabled: can('org.read'), staleTimeMs: 3_600_000 })
  return (
    <>
      <Select
        aria-label={text('measures.by')}
        value={filters.by}
        onChange={(by) => set({ by, peers: '' })}
        options={groupBySchema.options.map((value) => ({ value, label: `${text('measures.by')}${text(`measures.by.${value}`)}` }))}
      />
      {filters.by === 'unit' || filters.by === 'township' ? (
        <Select
          className={styles.wide ?? ''}
          aria-label={text('measures.peerClass')}
          value={filters.peers}
          onChange={(peers) => set({ peers })}
          options={[
            { value: '', label: text('measures.allClasses') },
            ...Object.entries(PEER_CLASS_LABELS_ZH).map(([value, label]) => ({ value, label })),
          ]}
        />
      ) : null}
      <Select
        className={styles.wide ?? ''}
        aria-label={text('measures.county')}
        value={filters.county}
        onChange={(county) => set({ county })}
        options={[
          { value: '', label: text('measures.allCounties') },
          ...(counties.data?.items ?? []).map(({ code, name }) => ({ value: String(code), label: name })),
        ]}
      />
      <Select
        className={styles.wide ?? ''}
        aria-label={text('measures.formula')}
        value={filters.formula}
        onChange={(formula) => set({ formula })}
        options={Object.values(FORMULAS).map(({ id, zh }) => ({ value: id, label: zh }))}
      />
    </>
  )
}
