import { describe, expect, it } from '@jest/globals'
import { idOf, type UnitId } from '@tongban/kernel/core'
import type { Scope } from './principal.js'
import { scopePredicate } from './scope-predicate.js'

const columns = { countyCode: 'c.county_code', unitIds: 'c.unit_ids', recusedUnitIds: 'c.subject_unit_ids' }
const unitId = idOf<UnitId>('township-150523101')

describe('the scope predicate', () => {
  it.each<[Scope, { sql: string; params: unknown[] }]>([
    [{ kind: 'none' }, { sql: 'false', params: [] }],
    [{ kind: 'city', unitId: null }, { sql: 'true', params: [] }],
    [{ kind: 'city', unitId }, { sql: '((c.subject_unit_ids @> ARRAY[$4]::text[]) IS NOT TRUE)', params: ['township-150523101'] }],
    [
      { kind: 'own_unit', unitId },
      { sql: '(c.unit_ids @> ARRAY[$4]::text[] AND (c.subject_unit_ids @> ARRAY[$4]::text[]) IS NOT TRUE)', params: ['township-150523101'] },
    ],
    [
      { kind: 'county', unitId, countyCode: '150523' },
      {
        sql: '((c.county_code = $4 OR c.unit_ids @> ARRAY[$5]::text[]) AND (c.subject_unit_ids @> ARRAY[$5]::text[]) IS NOT TRUE)',
        params: ['150523', 'township-150523101'],
      },
    ],
  ])('of %j numbers its parameters from the first free one', (scope, expected) => {
    expect(scopePredicate(scope, columns, 4)).toEqual(expected)
  })

  it('takes nothing but plain column names into its text', () => {
    expect(() => scopePredicate({ kind: 'city', unitId }, { ...columns, countyCode: `c.county_code OR true --` }, 1)).toThrow('Not a column')
    expect(() => scopePredicate({ kind: 'city', unitId }, { ...columns, recusedUnitIds: `c.a) OR (true` }, 1)).toThrow('Not a column')
  })

  it('rule 12: is not made for rows that do not say whom they are about', () => {
    const silent = { countyCode: columns.countyCode, unitIds: columns.unitIds } as typeof columns
    expect(() => scopePredicate({ kind: 'city', unitId }, silent, 1)).toThrow('Not a column')
  })
})
