import { qualityBySchema, type QualityBy, type QualityRow } from '../../contract/index.js'

/** What stands in the address: the table, and the number that is open. */
export const QUALITY_FILTERS = { preset: 'month', from: '', to: '', by: 'rule', open: '', id: '', version: '' } as const
export type QualityFilters = Readonly<Record<keyof typeof QUALITY_FILTERS, string>>

export const byOf = ({ by }: QualityFilters): QualityBy => qualityBySchema.safeParse(by).data ?? 'rule'
export const openOf = ({ open }: QualityFilters): 'wrong' | 'all' | null => (open === 'wrong' || open === 'all' ? open : null)
export const QUALITY_CLOSED: Partial<QualityFilters> = { open: '', id: '', version: '' }

/** The address that opens a number of a row (null: of all), beside what the address says already. */
export function openedQuality(search: URLSearchParams, only: 'wrong' | 'all', row: QualityRow | null): string {
  const opened = new URLSearchParams(search)
  for (const name of ['id', 'version']) opened.delete(name)
  opened.set('open', only)
  if (row !== null) opened.set('id', row.id)
  if (row?.version !== null && row !== null) opened.set('version', row.version)
  return `?${opened.toString()}`
}
