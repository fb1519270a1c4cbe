import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import exceljs from 'exceljs'
import { PEOPLE } from '@tongban/testing/server'
import type { CatalogueCoverage, CoverageCell } from '../../contract/catalogue-coverage.schema.js'
import type { ImportReport } from '../../contract/catalogue-file.schema.js'
import { CatalogueWorldUnderTest } from './catalogue-world.spec-support.js'

let catalogue: CatalogueWorldUnderTest
beforeAll(async () => {
  catalogue = await CatalogueWorldUnderTest.open()
})
afterAll(() => catalogue.stop())

async function exported(format: 'xlsx' | 'csv', more = ''): Promise<Buffer> {
  catalogue.first.actAs(PEOPLE.dispatcher)
  const answer = await catalogue.first.app.inject({ method: 'GET', url: `/dispatch/catalogue/export?format=${format}${more}` })
  expect([answer.statusCode, answer.headers['cache-control'], answer.headers['x-content-type-options']]).toEqual([200, 'no-store', 'nosniff'])
  return answer.rawPayload
}

async function imported(format: 'xlsx' | 'csv', content: Buffer, more: object = {}): Promise<ImportReport & { code?: string; detail?: string }> {
  const draft = await catalogue.draft()
  const body = { format, content: content.toString('base64'), mode: 'replace', onError: 'nothing', dryRun: false, revision: draft.revision, ...more }
  return (await catalogue.post<ImportReport & { detail?: string }>(`/drafts/${draft.id}/import`, body)).body
}
const differences = async (): Promise<string[]> => catalogue.differences(await catalogue.draft())

describe('a catalogue as a file', () => {
  it.each(['xlsx', 'csv'] as const)('comes back as %s exactly as it left', async (format) => {
    const report = await imported(format, await exported(format))
    expect(report).toMatchObject({ bad: 0, added: 0, changed: 0, removed: 0, problems: [], applied: true })
    expect([report.lines, report.unchanged]).toEqual([report.good, report.good])
    expect(await differences()).toEqual([])
  })

  it('says line by line what is wrong, takes nothing then, or all but the bad lines', async () => {
    const lines = (await exported('csv')).toString('utf8').split('\r\n')
    const bad = [...lines.slice(0, 3), (lines[3] ?? '').replace('旗县部门', '村委会').replace('镇街直办', '村委会').replace('公共服务企业', '村委会'), ...lines.slice(4)].join('\r\n')
    const refusedFile = await imported('csv', Buffer.from(bad))
    expect(refusedFile).toMatchObject({ bad: 1, applied: false, problems: [{ line: 4, column: '承办层级', value: '村委会' }] })
    expect(await differences()).toEqual([])
    expect(await imported('csv', Buffer.from(bad), { onError: 'skip' })).toMatchObject({ bad: 1, applied: true, removed: 0 })
    // The row the bad line names stays as it was.
    expect(await differences()).toEqual([])
  })

  it('replaces what it leaves out, or leaves it alone, as was asked; a dry run changes nothing', async () => {
    const [header = '', first = ''] = (await exported('csv')).toString('utf8').split('\r\n')
    const part = Buffer.from(`${header}\r\n${first}\r\n`)
    const merged = await imported('csv', part, { mode: 'merge' })
    expect([merged.removed, merged.unchanged > 200]).toEqual([0, true])
    const dry = await imported('csv', part, { dryRun: true })
    expect([dry.applied, dry.removed > 200]).toEqual([false, true])
    expect(await differences()).toEqual([])
  })

  it('written by an office computer is read: GBK, a lost byte order mark, columns left out', async () => {
    const text = '分类代码,承办层级,主办职能,抄送旗县,禁止派镇街\n0405,公共服务企业,供热,否,是\n'
    expect(await imported('csv', Buffer.from(text), { dryRun: true })).toMatchObject({ good: 1, problems: [] })
    const gbk = Buffer.from('b7d6c0e0b4fac2eb', 'hex') // 分类代码
    expect((await imported('csv', gbk, { dryRun: true })).problems[0]?.rule).toBe('缺少列：承办层级、主办职能、抄送旗县、禁止派镇街')
  })

  it('is refused line by line what saving and publishing refuse: a row that contradicts itself, and one that names a unit of elsewhere', async () => {
    const header = '分类代码,区划代码,承办层级,主办职能,指定单位编号,抄送旗县,禁止派镇街'
    const contradictory = '010101,,镇街直办,,,是,是'
    const foreign = '0102,150526,旗县部门,,county-150502-agriculture,是,否'
    const report = await imported('csv', Buffer.from([header, contradictory, foreign, '0102,150525,旗县部门,,county-150525-agriculture,是,否'].join('\n')), { mode: 'merge' })
    expect(report).toMatchObject({
      good: 1, bad: 2, applied: false,
      problems: [
        { line: 2, column: '禁止派镇街', rule: '既写由镇街承办，又写禁止派给镇街', value: '是' },
        { line: 3, column: '指定单位编号', rule: '科尔沁区农牧局管的是科尔沁区，不是扎鲁特旗：请改区划，或指定管当地的单位', value: 'county-150502-agriculture' },
      ],
    })
    expect(await differences()).toEqual([])
    const draft = await catalogue.draft()
    const plain = { assistFunctions: [], copyCounty: true, legalBasis: '', requiredFacts: [], functionCode: null }
    const saved = await Promise.all([
      catalogue.keep(draft, { ...plain, categoryCode: '010101', placeCode: null, scope: 'township', forbidTownship: true }),
      catalogue.keep(draft, { ...plain, categoryCode: '0102', placeCode: '150526', scope: 'county_department', leadUnitId: 'county-150502-agriculture', forbidTownship: false }),
    ])
    expect(saved.map(({ status, body }) => [status, body])).toMatchObject([
      [422, { code: 'CATALOGUE_ROW_FAULTY', detail: expect.stringContaining('既写由镇街承办，又写禁止派给镇街') }],
      [422, { code: 'CATALOGUE_ROW_FAULTY', detail: expect.stringContaining('科尔沁区农牧局管的是科尔沁区，不是扎鲁特旗') }],
    ])
    // Nothing of this touches what is shipped.
    expect(draft.faults.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('with a formula, a broken or a foreign file is refused with a reason, never with an error', async () => {
    const book = new exceljs.Workbook()
    await book.xlsx.load((await exported('xlsx')) as unknown as exceljs.Buffer)
    const cell = book.worksheets[0]?.getCell('B2')
    if (cell !== undefined) cell.value = { formula: 'HYPERLINK("http://example.org")', result: '01' }
    const withFormula = await imported('xlsx', Buffer.from(await book.xlsx.writeBuffer()))
    expect(withFormula).toMatchObject({ applied: false, problems: [{ line: 2, column: '分类代码' }] })
    for (const value of [{ error: '#N/A' }, { formula: 'VLOOKUP(1,A:A,1)', result: { error: '#N/A' } }] as const) {
      if (cell !== undefined) cell.value = value as exceljs.CellValue
      expect(await imported('xlsx', Buffer.from(await book.xlsx.writeBuffer()))).toMatchObject({ applied: false, problems: [{ line: 2, column: '分类代码', value: '#N/A' }] })
    }
    for (const [format, bytes] of [['xlsx', Buffer.from('not a workbook')], ['csv', Buffer.from([0, 1, 2, 0])], ['csv', Buffer.from('a,"b')], ['xlsx', Buffer.alloc(0)]] as const) {
      expect((await imported(format, bytes)).code).toBe('CATALOGUE_FILE_UNREADABLE')
    }
    expect(await differences()).toEqual([])
  })

  it('of a draft that has moved on is refused', async () => {
    expect((await imported('csv', await exported('csv'), { revision: 999 })).code).toBe('CATALOGUE_DRAFT_STALE')
  })
})

describe('the coverage map', () => {
  it('counts every matter in every township once, by category and county', async () => {
    const { body } = await catalogue.get<CatalogueCoverage>('/coverage?level=1')
    expect([body.version, body.leaves, body.townships, body.totals.pairs, body.lines.length, body.counties.length]).toEqual([1, 365, 143, 365 * 143, 13, 9])
    expect([body.totals.gap, body.totals.tie, body.totals.unit_missing]).toEqual([0, 0, 0])
    const { pairs, ...ways } = body.totals
    expect(Object.values(ways).reduce((sum, each) => sum + each, 0)).toBe(pairs)
    expect(body.lines.flatMap(({ cells }) => cells).reduce((sum, cell) => sum + cell.pairs, 0)).toBe(pairs)
  })

  it('opens a cell down to its matters, with who answers in which townships and what holds under conditions', async () => {
    const { body } = await catalogue.get<CoverageCell>('/coverage/0405/150525')
    const cold = body.leaves.find(({ category }) => category.id === '040501')
    expect(cold?.answers).toMatchObject([{ outcome: 'enterprise', unit: { id: 'enterprise-150525-heat' }, rowIds: ['040501@all'] }])
    expect(cold?.answers[0]?.townships).toHaveLength(body.townships)
    expect(cold?.answers[0]?.conditionalRowIds).toContain('0405@all#2')
    expect((await catalogue.get('/coverage/9999/150525')).status).toBe(404)
  })
})
