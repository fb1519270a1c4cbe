import {
  callbackCountsOf,
  firstDispatchOf,
  measureIdSchema,
  onTimeOf,
  ratesOf,
  type Formula,
  type MeasureId,
  type MeasureRow,
} from '../../contract/index.js'

/** A column of the table: a count that opens its list, or a rate. */
export type MeasureColumn =
  | { readonly kind: 'count'; readonly key: MeasureId; readonly alarming?: boolean }
  | {
      readonly kind: 'rate'
      readonly key: 'onTime' | 'firstDispatch' | 'response' | 'resolution' | 'satisfaction' | 'score'
      readonly opens: MeasureId | null
    }

const count = (key: MeasureId, alarming = false): MeasureColumn => ({ kind: 'count', key, alarming })

export const MEASURE_COLUMNS: readonly MeasureColumn[] = [
  count('filed'),
  count('direct_answered'),
  count('dispatched'),
  { kind: 'rate', key: 'firstDispatch', opens: 'first_dispatch_right' },
  count('in_hand'),
  count('overdue', true),
  count('closed'),
  { kind: 'rate', key: 'onTime', opens: 'closed_on_time' },
  count('signed_late', true),
  count('reworked'),
  count('callback_valid'),
  { kind: 'rate', key: 'response', opens: 'callback_contacted' },
  { kind: 'rate', key: 'resolution', opens: 'callback_resolved' },
  { kind: 'rate', key: 'satisfaction', opens: 'callback_satisfied' },
]
export const SCORE_COLUMN: MeasureColumn = { kind: 'rate', key: 'score', opens: null }

export function rateOf(row: Pick<MeasureRow, 'rates' | 'onTime' | 'firstDispatch'>, key: Extract<MeasureColumn, { kind: 'rate' }>['key']): number | null {
  return key === 'onTime' || key === 'firstDispatch' ? row[key] : row.rates[key]
}

export const SORT_KEYS = ['rank', 'name', ...MEASURE_COLUMNS.map(({ key }) => key), 'score'] as const
export type SortKey = 'rank' | 'name' | MeasureColumn['key']
const isSortKey = (text: string): text is SortKey => SORT_KEYS.some((key) => key === text)

/** `filed` the largest first, `-filed` the smallest first; an unknown word sorts by rank. */
export function readSort(text: string): { key: SortKey; backwards: boolean } {
  const key = text.replace(/^-/, '')
  return isSortKey(key) ? { key, backwards: text.startsWith('-') } : { key: 'rank', backwards: false }
}

/** Best first: rank and name ascending, everything else descending; what has no value comes last. Ranks go class by class. */
export function sortedRows(rows: readonly MeasureRow[], sort: { key: SortKey; backwards: boolean }): MeasureRow[] {
  const { key, backwards } = sort
  const byName = (a: MeasureRow, b: MeasureRow): number => a.name.localeCompare(b.name, 'zh')
  if (key === 'name') return [...rows].sort((a, b) => (backwards ? byName(b, a) : byName(a, b)))
  // rank: 1 is best; everything else: more is first
  const direction = (key === 'rank') === backwards ? -1 : 1
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a, key), valueOf(b, key)]
    if (left === null || right === null) return left === right ? byName(a, b) : left === null ? 1 : -1
    const byClass = key === 'rank' ? (a.peerClass ?? '').localeCompare(b.peerClass ?? '') : 0
    return byClass || direction * (left - right) || byName(a, b)
  })
}

const valueOf = (row: MeasureRow, key: Exclude<SortKey, 'name'>): number | null => {
  if (key === 'rank') return row.rank
  return key === 'onTime' || key === 'firstDispatch' || key === 'response' || key === 'resolution' || key === 'satisfaction' || key === 'score'
    ? rateOf(row, key)
    : row.counts[key]
}

/** All rows together, rates anew from the sums: a mean of rates would weigh a unit with one callback like one with a hundred. */
export function totalOf(rows: readonly MeasureRow[], formula: Formula): Pick<MeasureRow, 'counts' | 'rates' | 'onTime' | 'firstDispatch'> {
  const counts = Object.fromEntries(
    measureIdSchema.options.map((id) => [id, rows.reduce((sum, row) => sum + row.counts[id], 0)]),
  ) as Record<MeasureId, number>
  return { counts, onTime: onTimeOf(counts), firstDispatch: firstDispatchOf(counts), rates: ratesOf(formula, callbackCountsOf(counts)) }
}
