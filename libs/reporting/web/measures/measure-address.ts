import type { MeasureId } from '../../contract/index.js'
import type { PeriodPreset } from './period-presets.js'

/** Where a number's list is: the measures page with the list open. What is left out is not narrowed down. */
export type MeasureAddress = {
  readonly measure: MeasureId
  readonly preset?: PeriodPreset
  readonly unitId?: string
  readonly countyCode?: string
  readonly townshipCode?: string
  readonly channel?: string
  readonly caseType?: string
  readonly categoryCode?: string
}

export function measureAddress({ measure, preset = 'month', ...group }: MeasureAddress): string {
  const search = new URLSearchParams({ preset, open: measure })
  for (const [name, value] of Object.entries(group)) if (value !== undefined) search.set(name, value)
  return `/measures?${search.toString()}`
}
