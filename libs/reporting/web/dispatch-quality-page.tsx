import { Select } from 'antd'
import { ChoiceGroup, DataState, DayField, PageScaffold, useHintedReads, useNow, useReadPages, useUrlFilters, type ReadPages } from '@tongban/ui/web'
import type { CaseListItem } from '@tongban/case/contract'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { listDispatchQualityCases, qualityBySchema, readDispatchQuality, readMeasures, type DispatchQuality } from '../contract/index.js'
import { useLiveRead } from './live/use-live-read.js'
import { CasesPanel } from './measures/cases-panel.js'
import { measureAddress } from './measures/measure-address.js'
import { daysOf, PERIOD_PRESETS, periodOf, presetOf } from './measures/period-presets.js'
import { byOf, openedQuality, openOf, QUALITY_CLOSED, QUALITY_FILTERS, type QualityFilters } from './quality/quality-filters.js'
import { useQualityText } from './quality/quality-strings.js'
import { percentText, QualityTable } from './quality/quality-table.js'
import styles from './quality/quality.module.css'
import { useReportingText } from './strings/reporting-strings.js'

const PACE = { everyMs: 5_000, pollMs: 120_000, keepPrevious: true }
type Period = { readonly from: string; readonly to: string }

/** `/dispatch-quality`: how often a dispatch was wrong, by rule and version, matter, place or dispatcher. Every number opens its cases. */
export default function DispatchQualityPage(): ReactNode {
  const text = useQualityText()
  const words = useReportingText()
  const { filters, set } = useUrlFilters<keyof QualityFilters>(QUALITY_FILTERS)
  const now = useNow('minute')
  const preset = presetOf(filters.preset)
  const period = periodOf(preset, filters.from, filters.to, now)
  const days = daysOf(period)
  const custom = (change: { from?: string; to?: string }): void => set({ preset: 'custom', from: change.from ?? days.first, to: change.to ?? days.last })
  return (
    <PageScaffold
      title={text('title')}
      permission="measures.read"
      fixed
      aside={<Accuracy period={period} preset={preset} />}
      toolbar={
        <>
          <ChoiceGroup
            label={text('by')}
            value={byOf(filters)}
            choices={qualityBySchema.options.map((value) => ({ value, label: text(`by.${value}`) }))}
            onChange={(by) => set({ ...QUALITY_CLOSED, by })}
          />
          <Select
            className={styles.preset ?? ''}
            aria-label={text('period')}
            value={preset}
            onChange={(value) => (value === 'custom' ? custom({}) : set({ preset: value, from: '', to: '' }))}
            options={PERIOD_PRESETS.map((value) => ({ value, label: words(`measures.preset.${value}`) }))}
          />
          <DayField label={text('day.from')} value={days.first} onChange={(from) => custom({ from })} />
          <DayField label={text('day.to')} value={days.last} onChange={(to) => custom({ to })} />
        </>
      }
    >
      <Quality filters={filters} period={period} onClose={() => set(QUALITY_CLOSED)} />
    </PageScaffold>
  )
}

/** The measure of the board and the tables, for the same period; opens what it counts. */
function Accuracy({ period, preset }: { readonly period: Period; readonly preset: ReturnType<typeof presetOf> }): ReactNode {
  const text = useQualityText()
  const { data } = useLiveRead(readMeasures, { query: { ...period, by: 'city', formula: 'three_rates' } }, PACE)
  const rate = data?.rows[0]?.firstDispatch ?? null
  const shown = text('accuracy', { rate: rate === null ? text('noRate') : percentText(rate) })
  const title = text('accuracyHint')
  // Days of one's own choosing are not in the address of the measures.
  return rate === null || preset === 'custom' ? <span title={title}>{shown}</span> : <Link title={title} to={measureAddress({ measure: 'first_dispatch_right', preset })}>{shown}</Link>
}

function Quality({ filters, period, onClose }: { readonly filters: QualityFilters; readonly period: Period; readonly onClose: () => void }): ReactNode {
  const text = useQualityText()
  const [search] = useSearchParams()
  const read = useLiveRead(readDispatchQuality, { query: { ...period, by: byOf(filters) } }, PACE)
  const opened = openOf(filters)
  return (
    <DataState read={read} isEmpty={({ rows }) => rows.length === 0 && opened === null} empty={{ title: text('empty'), hint: text('emptyHint') }}>
      {(quality: DispatchQuality) => (
        <div className={styles.page} data-busy={read.isFetching}>
          <div className={styles.scroll}>
            <QualityTable quality={quality} addressOf={(only, row) => openedQuality(search, only, row)} />
          </div>
          <p className={styles.note}>{text('hint')}</p>
          {opened === null ? null : (
            <QualityCases
              only={opened}
              filters={filters}
              period={period}
              of={quality.rows.find(({ id, version }) => id === filters.id && (version ?? '') === filters.version)?.name ?? ''}
              onClose={onClose}
            />
          )}
        </div>
      )}
    </DataState>
  )
}

type CasesProps = { readonly only: 'wrong' | 'all'; readonly filters: QualityFilters; readonly period: Period; readonly of: string; readonly onClose: () => void }

function QualityCases({ only, filters, period, of, onClose }: CasesProps): ReactNode {
  const text = useQualityText()
  const { id, version } = filters
  const query = { ...period, by: byOf(filters), only, ...(id === '' ? {} : { id }), ...(version === '' ? {} : { version }) }
  const pages = useReadPages(listDispatchQualityCases, { query })
  useHintedReads([listDispatchQualityCases])
  const days = daysOf(period)
  return (
    <CasesPanel title={text(`opened.${only}`)} of={of} note={text('note', { from: days.first, to: days.last })} pages={pages as ReadPages<CaseListItem>} onClose={onClose} />
  )
}
