import { describe, expect, it } from '@jest/globals'
import { FORMULAS, measureIdSchema, type MeasureId, type MeasureRow } from '../../contract/index.js'
import { readSort, sortedRows, totalOf } from './measure-columns.js'

const row = (name: string, filed: number, satisfaction: number | null, rank: number | null): MeasureRow => ({
  id: name,
  name,
  peerClass: 'town',
  rank,
  onTime: null,
  firstDispatch: null,
  counts: { ...(Object.fromEntries(measureIdSchema.options.map((id) => [id, 0])) as Record<MeasureId, number>), filed },
  rates: { response: null, resolution: null, satisfaction, score: null },
})
const rows = [row('a', 3, null, null), row('b', 9, 0.8, 2), row('c', 5, 0.9, 1)]
const order = (sort: string) =>
  sortedRows(rows, readSort(sort))
    .map(({ name }) => name)
    .join('')

describe('the order of the measures table', () => {
  it.each([
    ['rank', 'cba'],
    ['-rank', 'bca'],
    ['filed', 'bca'],
    ['-filed', 'acb'],
    ['satisfaction', 'cba'],
    ['-satisfaction', 'bca'],
    ['name', 'abc'],
    ['-name', 'cba'],
    ['nonsense', 'cba'],
  ])('by %s is %s, and what has no value comes last', (sort, expected) => {
    expect(order(sort)).toBe(expected)
  })
})

describe('the total', () => {
  it('makes its rates from the sums, not from the rates', () => {
    const part = (valid: number, satisfied: number): MeasureRow => {
      const base = row('x', 0, null, null)
      return {
        ...base,
        counts: { ...base.counts, dispatched: valid, first_dispatch_right: satisfied, callback_valid: valid, callback_satisfied: satisfied, closed: 4, closed_on_time: 3, still_overdue: 1 },
      }
    }
    const total = totalOf([part(1, 0), part(99, 99)], FORMULAS.three_rates)
    expect(total.rates.satisfaction).toBe(0.99)
    expect(total.onTime).toBe(0.6)
    expect(total.firstDispatch).toBe(0.99)
  })
})
