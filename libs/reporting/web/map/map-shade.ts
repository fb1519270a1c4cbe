export const MAP_MEASURES = ['in_hand', 'overdue', 'response', 'resolution', 'satisfaction'] as const
export type MapMeasure = (typeof MAP_MEASURES)[number]

export type CountyFigures = {
  readonly inHand: number
  readonly overdue: number
  readonly rates: { readonly response: number | null; readonly resolution: number | null; readonly satisfaction: number | null }
}

/** The figure the map shows of a county; null: no data. */
export function figureOf(county: CountyFigures, measure: MapMeasure): number | null {
  if (measure === 'in_hand') return county.inHand
  return measure === 'overdue' ? county.overdue : county.rates[measure]
}

/**
 * How strongly a county is shaded, 0–1: counts against the largest (none at all is 0), rates over the upper fifth where they differ.
 * Null: no data, drawn as such.
 */
export function shadeOf(value: number | null, largest: number, measure: MapMeasure): number | null {
  if (value === null) return null
  if (measure === 'in_hand' || measure === 'overdue') return largest === 0 ? 0 : value / largest
  return Math.min(1, Math.max(0, (value - 0.8) / 0.2))
}

/** Between two `#rrggbb` colours. */
export function mixed(from: string, to: string, share: number): string {
  const channel = (color: string, index: number): number => Number.parseInt(color.slice(1 + 2 * index, 3 + 2 * index), 16)
  const parts = [0, 1, 2].map((index) => Math.round(channel(from, index) + (channel(to, index) - channel(from, index)) * share))
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
