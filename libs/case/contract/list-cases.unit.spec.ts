import { describe, expect, it } from '@jest/globals'
import { listCases } from './case-endpoints.js'

const complaints = (query: Record<string, string>): unknown[] =>
  (listCases.query.safeParse(query).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])

describe('the query of the case list', () => {
  const noon = '2026-11-22T04:00:00.000Z'

  it('refuses a period that is turned round or empty, at its end', () => {
    expect(complaints({ filedFrom: noon, filedTo: '2026-11-21T04:00:00.000Z' })).toEqual([['filedTo', '结束时间应晚于开始时间']])
    expect(complaints({ filedFrom: noon, filedTo: noon })).toEqual([['filedTo', '结束时间应晚于开始时间']])
    // the same wall clock further east is earlier
    expect(complaints({ filedFrom: noon, filedTo: '2026-11-22T12:00:00.001+08:00' })).toEqual([])
  })

  it('takes a period with one end open', () => {
    expect([complaints({ filedFrom: noon }), complaints({ filedTo: noon })]).toEqual([[], []])
  })

  it('takes several flags, and none it does not know', () => {
    expect(listCases.query.parse({ flag: 'problem,shelved' }).flag).toEqual(['problem', 'shelved'])
    expect(complaints({ flag: 'problem,late' }).map((complaint) => (complaint as string[])[0])).toEqual(['flag.1'])
  })
})
