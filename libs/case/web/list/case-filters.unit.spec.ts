import { describe, expect, it } from '@jest/globals'
import { CASE_FILTERS, queryOf } from './case-filters.js'

const query = (change: Partial<Record<keyof typeof CASE_FILTERS, string>>): Record<string, unknown> => ({
  ...queryOf({ ...CASE_FILTERS, ...change }),
})

describe('filters of the case list', () => {
  it('are the city days they name, the last one whole', () => {
    expect(query({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
      limit: 50,
      filedFrom: '2026-10-31T16:00:00.000Z',
      filedTo: '2026-11-30T16:00:00.000Z',
    })
  })

  it('leave out what an address says that does not exist', () => {
    expect(query({ status: 'closed,nonsense', type: 'nonsense', flag: 'late', county: '15', from: '2026-02-30', overdue: 'yes' })).toEqual({
      limit: 50,
      status: ['closed'],
    })
  })

  it('ask for what is out of the ordinary', () => {
    expect(query({ flag: 'urged,problem' })).toEqual({ limit: 50, flag: ['problem', 'urged'] })
  })

  it('do not search for a single character', () => {
    expect(query({ q: ' 路 ' })).toEqual({ limit: 50 })
    expect(query({ q: ' 路灯 ', overdue: '1' })).toEqual({ limit: 50, q: '路灯', overdue: 'true' })
  })
})
