import { DataState, PageScaffold, useNow, useUrlFilters } from '@tongban/ui/web'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { FORMULAS, readActs, readMeasures, type MeasuresTable as Table } from '../contract/index.js'
import { ActCasesPanel } from './acts/act-cases-panel.js'
import { ACT_CLOSED, isActsView, openActOf, openedActSearch } from './acts/act-filters.js'
import { ActsView } from './acts/acts-view.js'
import { useLiveRead } from './live/use-live-read.js'
import { byOf, CLOSED, formulaOf, groupOf, MEASURE_FILTERS, openedSearch, openOf, type MeasureFilters } from './measures/measure-filters.js'
import { MeasureCasesPanel } from './measures/measure-cases-panel.js'
import { MeasuresTable } from './measures/measures-table.js'
import { MeasuresToolbar } from './measures/measures-toolbar.js'
import { daysOf, periodOf, presetOf } from './measures/period-presets.js'
import { useReportingText } from './strings/reporting-strings.js'
import styles from './measures-page.module.css'

const PACE = { everyMs: 5_000, pollMs: 120_000, keepPrevious: true }

type Period = { readonly from: string; readonly to: string }
type ViewProps = { readonly filters: MeasureFilters; readonly period: Period; readonly set: (change: Partial<MeasureFilters>) => void }

/**
 * `/measures`: counts and rates of a period by unit, county, township or city; `?view=acts`: what each unit, rule and person answers for.
 * Every number opens its cases.
 */
export default function MeasuresPage(): ReactNode {
  const text = useReportingText()
  const { filters, set } = useUrlFilters<keyof MeasureFilters>(MEASURE_FILTERS)
  const now = useNow('minute')
  const period = periodOf(presetOf(filters.preset), filters.from, filters.to, now)
  const View = isActsView(filters) ? Acts : Measures
  return (
    <PageScaffold
      title={text('measures.title')}
      permission="measures.read"
      fixed
      toolbar={<MeasuresToolbar filters={filters} days={daysOf(period)} set={set} />}
    >
      <View filters={filters} period={period} set={set} />
    </PageScaffold>
  )
}

function Measures({ filters, period, set }: ViewProps): ReactNode {
  const text = useReportingText()
  const [search] = useSearchParams()
  const query = {
    ...period,
    by: byOf(filters),
    formula: formulaOf(filters),
    ...(filters.peers === '' ? {} : { peerClass: filters.peers }),
    ...(filters.county === '' ? {} : { countyCode: filters.county }),
  }
  const read = useLiveRead(readMeasures, { query }, PACE)
  const measure = openOf(filters)
  return (
    <DataState
      read={read}
      isEmpty={({ rows }) => rows.length === 0 && measure === null}
      empty={{ title: text('measures.empty'), hint: text('measures.emptyHint') }}
    >
      {(table: Table) => (
        <div className={styles.page} data-busy={read.isFetching}>
          <div className={styles.scroll}>
            <MeasuresTable
              rows={table.rows}
              formula={FORMULAS[table.formula.id]}
              sort={filters.sort}
              onSort={(sort) => set({ sort })}
              addressOf={(opened, row) => (row === null && filters.peers !== '' ? null : openedSearch(search, filters, opened, row))}
            />
          </div>
          <p className={styles.note}>
            {text('measures.rows', { count: table.rows.length })} ·{' '}
            {text('measures.formulaNote', {
              name: table.formula.zh,
              version: table.formula.version,
              source: table.formula.source,
              minimum: table.formula.minimumValidCallbacks,
            })}
          </p>
          {measure === null ? null : (
            <MeasureCasesPanel
              measure={measure}
              period={period}
              group={groupOf(filters)}
              of={nameOfGroup(filters, table)}
              onClose={() => set(CLOSED)}
            />
          )}
        </div>
      )}
    </DataState>
  )
}

function Acts({ filters, period, set }: ViewProps): ReactNode {
  const text = useReportingText()
  const [search] = useSearchParams()
  const read = useLiveRead(readActs, { query: period }, PACE)
  const opened = openActOf(filters)
  return (
    <DataState read={read} isEmpty={({ rows }) => rows.length === 0 && opened === null} empty={{ title: text('acts.empty'), hint: text('acts.emptyHint') }}>
      {({ rows }) => (
        <div className={styles.page} data-busy={read.isFetching}>
          <ActsView rows={rows} addressOf={(row, onTime) => openedActSearch(search, row, onTime)} />
          {opened === null ? null : (
            <ActCasesPanel
              opened={opened}
              period={period}
              of={rows.find(({ author }) => author.kind === opened.authorKind && author.id === opened.authorId)?.author.name ?? ''}
              onClose={() => set(ACT_CLOSED)}
            />
          )}
        </div>
      )}
    </DataState>
  )
}

/** Whose number is open, when the table knows the name. */
function nameOfGroup(filters: MeasureFilters, { rows }: Table): string {
  const id = filters.unitId || filters.townshipCode || filters.countyCode
  return id === '' ? '' : (rows.find((row) => row.id === id)?.name ?? '')
}
