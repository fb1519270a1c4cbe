import { describe, expect, it } from '@jest/globals'
import { measureIdSchema, type MeasureId, type MeasureRow } from '../../contract/index.js'
import { readSort, sortedRows } from './measure-columns.js'

const row = (name: string, filed: number, satisfaction: number | null, rank: number | null): MeasureRow => ({
  id: name, name, peerClass: 'town', rank, onTime: null,
  counts: { ...(Object.fromEntries(measureIdSchema.options.map((id) => [id, 0])) as Record<MeasureId, number>), filed },
  rates: { response: null, resolution: null, satisfaction, score: null },
})
const rows = [row('a', 3, null, null), row('b', 9, 0.8, 2), row('c', 5, 0.9, 1)]
const order = (sort: string) => sortedRows(rows, readSort(sort)).map(({ name }) => name).join('')

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
