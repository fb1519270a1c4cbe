import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { caseTypeSchema } from '@tongban/case/contract'
import { buildPlaceWorld } from '@tongban/place/domain'
import { urgencySchema } from '@tongban/taxonomy/contract'
import type { CatalogueRow } from '../../contract/catalogue.schema.js'
import { buildSampleOrg } from '../plan/sample-org.builder.js'
import { buildCatalogueRow } from './catalogue-row.builder.js'
import { catalogueRowIdOf } from './catalogue.js'
import { fromHarmless, harmless, tableOf } from './catalogue-table.js'
import type { CatalogueWorld } from './catalogue-world.js'
import { isTie } from './check-against.js'
import { rowFaults } from './check-row.js'
import { readTable } from './read-table.js'
import type { CatalogueNaming } from './row-words.js'

const { byCode } = buildPlaceWorld(readFileSync(new URL('../../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const org = buildSampleOrg(byCode)
const categories = ['01', '0101', '010101', '02'].map((code) => ({ code, name: `甲${code}` }))
const functions = new Map([['agriculture', '农牧'], ['power_grid', '供电'], ['human_resources', '人力资源和社会保障']])
const world: CatalogueWorld = { categories, functions, org, townshipCodes: [], today: '2026-11-22' }
const naming: CatalogueNaming = {
  category: (code) => categories.find((each) => each.code === code)?.name ?? null, place: (code) => org.division(code)?.name ?? null, unit: (id) => org.unit(id)?.name ?? null, functions,
}

const words = fc.string({ unit: fc.constantFrom('依', '据', '=', '+', '-', '@', "'", '"', ',', '、', ';', ' ', '1', 'A', '\n'), maxLength: 12 }).map((text) => text.trim())
const days = fc.constantFrom('2026-01-01', '2026-06-30', '2027-03-01')
const rowArbitrary: fc.Arbitrary<CatalogueRow> = fc
  .record({
    categoryCode: fc.constantFrom(...categories.map(({ code }) => code)), placeCode: fc.constantFrom(null, '150500', '150525', '150525100'), number: fc.integer({ min: 1, max: 4 }),
    caseTypes: fc.uniqueArray(fc.constantFrom(...caseTypeSchema.options), { maxLength: 3 }), urgencies: fc.uniqueArray(fc.constantFrom(...urgencySchema.options), { maxLength: 3 }),
    season: fc.option(fc.constantFrom({ from: '10-15', until: '04-15' }, { from: '02-29', until: '03-01' })),
    lead: fc.constantFrom(
      { scope: 'township' as const, functionCode: null, leadUnitId: null }, { scope: 'county_department' as const, functionCode: 'agriculture', leadUnitId: null },
      { scope: 'enterprise' as const, functionCode: null, leadUnitId: 'enterprise-power' }, { scope: 'county_coordinator' as const, functionCode: null, leadUnitId: null },
    ),
    assistFunctions: fc.uniqueArray(fc.constantFrom(...functions.keys()), { maxLength: 3 }), copyFunctions: fc.uniqueArray(fc.constantFrom(...functions.keys()), { maxLength: 2 }),
    copyCounty: fc.boolean(), forbidTownship: fc.boolean(), legalBasis: words,
    requiredFacts: fc.uniqueArray(words.filter((text) => text !== ''), { maxLength: 3 }), evidenceRequired: fc.constantFrom(null, true, false),
    validFrom: fc.option(days), validTo: fc.option(days),
  })
  .map(({ number, lead, ...row }) => buildCatalogueRow({ ...row, ...lead, id: catalogueRowIdOf(row.categoryCode, row.placeCode, number) }))
  .filter((row) => rowFaults(row, world).length === 0)

/** What may stand together: names once, no two rows alike. */
const catalogueArbitrary = fc.array(rowArbitrary, { maxLength: 12 }).map((rows) =>
  rows.reduce<CatalogueRow[]>((kept, row) => (kept.some((other) => other.id === row.id || isTie(other, row)) ? kept : [...kept, row]), []),
)

describe('a catalogue as a table', () => {
  it('read back is the catalogue that was written', () => {
    fc.assert(
      fc.property(catalogueArbitrary, (rows) => {
        const read = readTable(tableOf(rows, naming), world, naming, [])
        expect(read.problems).toEqual([])
        expect(read.rows.map(({ row }) => row)).toEqual(rows)
      }),
    )
  })

  it('is harmless in a spreadsheet, cell by cell, and loses nothing by it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '1') }), (cell) => {
        expect(harmless(cell)).not.toMatch(/^[=+\-@\t\r]/)
        expect(fromHarmless(harmless(cell))).toBe(cell)
      }),
    )
  })
})

describe('a table somebody has edited', () => {
  const [header = [], line = []] = tableOf([buildCatalogueRow({ categoryCode: '0101', scope: 'county_department', functionCode: 'agriculture' })], naming)
  const problemsWith = (changes: Record<string, string>): string[] => {
    const cells = header.map((column, at) => changes[column] ?? line[at] ?? '')
    return readTable([header, cells], world, naming, []).problems.map(({ line: at, column, rule }) => `${at} ${column} ${rule}`)
  }

  it.each([
    [{ 分类代码: '9901', 分类名称: '', 编号: '' }, '2 分类代码 没有分类 9901'],
    [{ 分类代码: 'x', 编号: '' }, '2 分类代码 分类代码应为 2、4 或 6 位数字'],
    [{ 分类代码: '02', 编号: '' }, '2 分类名称 与代码不符：代码的名称是“甲02”'],
    [{ 编号: '02@all' }, '2 编号 编号应与分类、区划一致（0101@all，或 0101@all#2 等）；新增的规则请把编号留空'],
    [{ 承办层级: '村委会' }, '2 承办层级 应为：镇街直办、旗县部门、市直部门、公共服务企业、旗县统筹'],
    [{ 抄送旗县: '' }, '2 抄送旗县 请填写抄送旗县：是、否'],
    [{ 主办职能: '教化' }, '2 主办职能 没有职能“教化”'],
    [{ 诉求类型: '举报、骂人' }, '2 诉求类型 “骂人”不在其中：咨询、求助、建议、投诉、举报、表扬'],
    [{ 季节起: '10-15' }, '2 季节止（不含） 季节的起和止要么都填，要么都空'],
    [{ 季节起: '13-01', '季节止（不含）': '04-15' }, '2 季节起 应为 月-日，如 10-15'],
    [{ 有效期起: '明年' }, '2 有效期起 日期格式不对，应为 YYYY-MM-DD'],
    [{ 指定单位编号: 'nobody', 主办职能: '' }, '2 指定单位编号 没有单位 nobody'],
    [{ 承办层级: '镇街直办', 主办职能: '', 禁止派镇街: '是' }, '2 禁止派镇街 既写由镇街承办，又写禁止派给镇街'],
    [{ 区划代码: '150526', 区划名称: '', 编号: '', 主办职能: '', 指定单位编号: 'county-150525-agriculture' }, '2 指定单位编号 农牧局管的是奈曼旗，不是扎鲁特旗：请改区划，或指定管当地的单位'],
    [{ 依据: '=' .repeat(501) }, '2 依据 依据最多 500 个字，现在是 501 个字'],
  ] as [Record<string, string>, string][])('says by line and column what is wrong: %j', (changes, problem) => expect(problemsWith(changes)).toEqual([problem]))

  it('is read as spreadsheets leave it: zeros lost, days turned, codes for words', () => {
    const cells = header.map((column, at) => ({ 编号: '', 分类代码: '101', 季节起: '2026-10-15', '季节止（不含）': '4/15', 有效期起: '2026/3/1', 承办层级: 'county_department', 主办职能: 'agriculture' })[column] ?? line[at] ?? '')
    const read = readTable([header, cells, header.map(() => ' ')], world, naming, [])
    expect(read.problems).toEqual([])
    expect(read.rows.map(({ row }) => row)).toEqual([
      buildCatalogueRow({ categoryCode: '0101', scope: 'county_department', functionCode: 'agriculture', season: { from: '10-15', until: '04-15' }, validFrom: '2026-03-01' }),
    ])
  })

  it('with two lines that tie or bear one name has a bad one, the later', () => {
    const renamed = header.map((column, at) => (column === '编号' ? '' : (line[at] ?? '')))
    const read = readTable([header, line, renamed, line], world, naming, [])
    expect(read.problems.map(({ line: at, rule }) => `${at} ${rule}`)).toEqual(['3 与第 2 行（0101@all）同样具体，无法判断用哪一条', '4 与第 2 行编号相同'])
    expect(read.rows).toHaveLength(1)
  })

  it('that is no catalogue is refused as a whole', () => {
    expect(readTable([['姓名', '电话'], ['甲', '乙']], world, naming, []).problems.map(({ rule }) => rule)).toEqual([
      '缺少列：分类代码、承办层级、主办职能、抄送旗县、禁止派镇街', '不认识的列：姓名、电话',
    ])
  })
})
