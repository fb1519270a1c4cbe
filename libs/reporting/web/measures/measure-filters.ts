import {
  formulaIdSchema,
  groupBySchema,
  measureIdSchema,
  type FormulaId,
  type GroupBy,
  type MeasureId,
  type MeasureRow,
} from '../../contract/index.js'
import type { MeasureGroup } from './measure-cases-panel.js'

/** What stands in the address: the table's filters, and the number that is open. */
export const MEASURE_FILTERS = {
  view: 'measures',
  preset: 'month',
  from: '',
  to: '',
  by: 'unit',
  peers: '',
  county: '',
  formula: 'three_rates',
  sort: 'rank',
  open: '',
  unitId: '',
  countyCode: '',
  townshipCode: '',
  channel: '',
  caseType: '',
  categoryCode: '',
  act: '',
  authorKind: '',
  authorId: '',
  onTime: '',
} as const
export type MeasureFilters = Readonly<Record<keyof typeof MEASURE_FILTERS, string>>

const GROUP_NAMES = ['unitId', 'countyCode', 'townshipCode', 'channel', 'caseType', 'categoryCode'] as const
export const CLOSED: Partial<MeasureFilters> = { open: '', ...Object.fromEntries(GROUP_NAMES.map((name) => [name, ''])) }

export const byOf = (filters: MeasureFilters): GroupBy => groupBySchema.safeParse(filters.by).data ?? 'unit'
export const formulaOf = (filters: MeasureFilters): FormulaId => formulaIdSchema.safeParse(filters.formula).data ?? 'three_rates'
export const openOf = (filters: MeasureFilters): MeasureId | null => measureIdSchema.safeParse(filters.open).data ?? null

export const groupOf = (filters: MeasureFilters): MeasureGroup =>
  Object.fromEntries(GROUP_NAMES.flatMap((name) => (filters[name] === '' ? [] : [[name, filters[name]]])))

const GROUP_OF_ROW: Readonly<Record<GroupBy, 'unitId' | 'countyCode' | 'townshipCode' | null>> = {
  unit: 'unitId',
  county: 'countyCode',
  township: 'townshipCode',
  city: null,
}

/**
 * The address that opens a number of a row (null: of all), beside what the address already says. A table narrowed to a county opens only
 * that county's.
 */
export function openedSearch(search: URLSearchParams, filters: MeasureFilters, measure: MeasureId, row: MeasureRow | null): string {
  const opened = new URLSearchParams(search)
  for (const name of GROUP_NAMES) opened.delete(name)
  if (filters.county !== '') opened.set('countyCode', filters.county)
  const name = GROUP_OF_ROW[byOf(filters)]
  if (name !== null && row !== null) opened.set(name, row.id)
  opened.set('open', measure)
  return `?${opened.toString()}`
}
