import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import type { CatalogueRow } from '../contract/catalogue.schema.js'
import { dispatchPlanSchema, type DispatchPlan, type DispatchPlanRequest } from '../contract/dispatch-plan.schema.js'
import { buildCatalogue } from './catalogue/catalogue.js'
import { buildCatalogueRow } from './catalogue/catalogue-row.builder.js'
import { DEFAULT_DISPATCH_THRESHOLDS, planDispatch } from './plan-dispatch.js'
import { buildSampleOrg } from './plan/sample-org.builder.js'
import { buildPlaceWorld } from '@tongban/place/domain'

const { byCode, resolve } = buildPlaceWorld(
  readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'),
)
const org = buildSampleOrg(byCode)

const rowOf = (categoryCode: string, placeCode: string | null, over: Partial<CatalogueRow> = {}): CatalogueRow => buildCatalogueRow({ categoryCode, placeCode, ...over })
const catalogue = buildCatalogue([
  rowOf('0101', null, {
    legalBasis: '内蒙古自治区乡镇权责清单',
    requiredFacts: ['哪个嘎查村'],
    assistFunctions: ['agriculture', 'power_grid'],
  }),
  rowOf('0102', null, { scope: 'county_department', functionCode: 'agriculture', forbidTownship: true, copyCounty: true }),
  rowOf('010201', null),
  rowOf('0103', null, { scope: 'enterprise', functionCode: 'power_grid' }),
  rowOf('0104', null, { scope: 'city_department', functionCode: 'human_resources' }),
  rowOf('0105', '150525', { scope: 'county_coordinator' }),
  rowOf('0106', null, { scope: 'county_department', functionCode: 'agriculture' }),
  rowOf('0106', '150525100'),
  rowOf('0107', null),
  { ...rowOf('0107', '150500', { scope: 'county_department', functionCode: 'agriculture' }), id: '0107@twin' },
])

type Ask = Partial<DispatchPlanRequest> & { readonly text?: string; readonly code?: string }
const requestOf = ({ text, code = '0101', ...over }: Ask): DispatchPlanRequest => ({
  place: text === undefined ? null : resolve(text),
  divisionCode: null,
  category: { code, name: '土地纠纷', confidence: 1 },
  subjectUnitIds: [],
  placeAsked: false,
  holdReasons: [],
  ...over,
})

function plan(ask: Ask): DispatchPlan {
  const made = planDispatch(requestOf(ask), { catalogue, org, thresholds: DEFAULT_DISPATCH_THRESHOLDS })
  expect(dispatchPlanSchema.parse(made)).toEqual(made)
  return made
}
const reasonsOf = (made: DispatchPlan): string[] => made.reasons.map((reason) => reason.code)

describe('straight to the township', () => {
  it('dispatches by itself, copies the county, and says why', () => {
    const made = plan({ text: '后旗甘旗卡镇西街' })
    expect(made).toMatchObject({
      outcome: 'automatic',
      leadUnitId: 'township-150522100',
      assistUnitIds: ['county-150522-agriculture', 'enterprise-power'],
      ccUnitIds: ['county-150522'],
      catalogueRowId: '0101@all',
      divisionCode: '150522100',
      requiredFacts: ['哪个嘎查村'],
      wouldNeed: [],
    })
    expect(made.reasons.map((reason) => reason.text)).toEqual([
      '地点理解为 科尔沁左翼后旗›甘旗卡镇（依据“后旗”“甘旗卡镇”，把握 科尔沁左翼后旗 99%、甘旗卡镇 98%）',
      '分类为 土地纠纷',
      '派单目录 0101@all：镇街直办，承办单位 甘旗卡镇政府（依据：内蒙古自治区乡镇权责清单）',
      '可请协办：农牧局、供电公司',
      '抄送 科尔沁左翼后旗统筹',
      '把握 98%，达到自动派单的 80%',
    ])
  })

  it('needs no certainty about the village when the township is certain', () => {
    expect(plan({ text: '奈曼旗开荒嘎查大沁他拉镇' }).leadUnitId).toBe('township-150525100')
  })

  it('takes the place a person chose over the text', () => {
    const made = plan({ text: '明仁', divisionCode: '150525202' })
    expect(made).toMatchObject({ outcome: 'automatic', leadUnitId: 'township-150525202', confidence: 1 })
    expect(reasonsOf(made)[0]).toBe('place_chosen')
  })
})

describe('asking for the place first', () => {
  it('asks when no place was understood, then leaves it to the pool', () => {
    const made = plan({ text: '路灯不亮' })
    expect(made).toMatchObject({ outcome: 'ask_place', leadUnitId: null, divisionCode: null, confidence: 0 })
    expect(made.wouldNeed[0]).toContain('哪个旗县区')
    expect(plan({ text: '路灯不亮', placeAsked: true }).outcome).toBe('pool')
    expect(plan({ place: null }).outcome).toBe('ask_place')
  })

  it('asks which of several places is meant and offers their units', () => {
    const made = plan({ text: '巴彦塔拉' })
    expect(made.outcome).toBe('ask_place')
    expect(reasonsOf(made)).toContain('place_ambiguous')
    expect(made.wouldNeed[0]).toContain('扎鲁特旗›巴彦塔拉苏木')
    expect(made.alternatives.map((other) => other.unitId)).toContain('township-150526200')
  })

  it('asks for the township when only the county is known, and lets the county stand in meanwhile', () => {
    const made = plan({ text: '奈曼旗' })
    expect(made).toMatchObject({ outcome: 'ask_place', leadUnitId: 'county-150525', ccUnitIds: [] })
    expect(reasonsOf(made)).toContain('place_too_coarse')
  })

  it('does not ask for the township when the county department answers anyway', () => {
    expect(plan({ text: '奈曼旗', code: '0102' })).toMatchObject({ outcome: 'automatic', leadUnitId: 'county-150525-agriculture' })
  })

  it('asks when knowing the township could change who answers', () => {
    expect(plan({ text: '奈曼旗', code: '0106' }).outcome).toBe('ask_place')
    expect(plan({ text: '开鲁县', code: '0106' })).toMatchObject({ outcome: 'automatic', leadUnitId: 'county-150523-agriculture' })
    expect(plan({ text: '奈曼旗大沁他拉镇', code: '0106' })).toMatchObject({ outcome: 'automatic', leadUnitId: 'township-150525100' })
  })

  it('takes a chosen division outside the city for no place at all', () => {
    expect(plan({ divisionCode: '110101' })).toMatchObject({ outcome: 'ask_place', leadUnitId: null, divisionCode: null })
  })
})

describe('departments, enterprises and the city', () => {
  it('sends to the enterprise and does not copy the county unasked', () => {
    expect(plan({ text: '开鲁县开鲁镇', code: '0103' })).toMatchObject({ outcome: 'automatic', leadUnitId: 'enterprise-power', ccUnitIds: [] })
  })

  it('sends to the department, copying the county where the row says so', () => {
    expect(plan({ text: '开鲁县开鲁镇', code: '0102' })).toMatchObject({ leadUnitId: 'county-150523-agriculture', ccUnitIds: ['county-150523'] })
  })

  it('sends to the city department', () => {
    expect(plan({ text: '开鲁县', code: '0104' })).toMatchObject({ outcome: 'automatic', leadUnitId: 'city-human-resources' })
  })

  it('suggests the city department but asks, when the area is unknown', () => {
    expect(plan({ text: '公司欠薪', code: '0104' })).toMatchObject({ outcome: 'ask_place', leadUnitId: 'city-human-resources' })
  })
})

describe('conditions, dates and named units', () => {
  const conditional = buildCatalogue([
    rowOf('0101', null),
    rowOf('0101', null, { id: '0101@all#2', caseTypes: ['report'], scope: 'county_department', functionCode: 'agriculture', evidenceRequired: true }),
    rowOf('0102', null, { scope: 'enterprise', leadUnitId: 'enterprise-power', copyFunctions: ['agriculture'] }),
    rowOf('0103', null, { validFrom: '2026-12-01' }),
    rowOf('0104', null, { scope: 'enterprise', leadUnitId: 'enterprise-gone' }),
  ], 7)
  const planned = (ask: Ask): DispatchPlan => planDispatch(requestOf({ text: '开鲁县开鲁镇', ...ask }), { catalogue: conditional, org, thresholds: DEFAULT_DISPATCH_THRESHOLDS })

  it('answers a report by the row for reports, and keeps the row and the version it went by', () => {
    expect(planned({ caseType: 'help' })).toMatchObject({ leadUnitId: 'township-150523100', catalogueRowId: '0101@all', evidenceRequired: null })
    expect(planned({ caseType: 'report' })).toMatchObject({ leadUnitId: 'county-150523-agriculture', catalogueRowId: '0101@all#2', catalogueVersion: 7, evidenceRequired: true })
  })

  it('sends to the unit a row names, and tells whom the row says', () => {
    const made = planned({ code: '0102' })
    expect(made).toMatchObject({ outcome: 'automatic', leadUnitId: 'enterprise-power', ccUnitIds: ['county-150523-agriculture'] })
    expect(reasonsOf(made)).toContain('unit_copied')
  })

  it('lets the county stand in for a named unit that is gone, but not by itself', () => {
    expect(planned({ code: '0104' })).toMatchObject({ outcome: 'pool', leadUnitId: 'county-150523' })
  })

  it('goes by a row from its first day on', () => {
    expect(planned({ code: '0103', day: '2026-11-30' }).catalogueRowId).toBeNull()
    expect(planned({ code: '0103', day: '2026-12-01' }).catalogueRowId).toBe('0103@all')
  })
})

describe('the hard rules', () => {
  it('never sends to a township what the catalogue forbids, though a narrower row says so', () => {
    const made = plan({ text: '开鲁县开鲁镇', code: '010201' })
    expect(made.leadUnitId).toBe('county-150523-agriculture')
    expect(reasonsOf(made)).toContain('township_forbidden')
    expect(made.alternatives.some((other) => other.unitId.startsWith('township-'))).toBe(false)
  })

  it('department-only never goes to a township through a row under conditions, a narrower place, or a row that names the township', () => {
    const blocked = (...rows: CatalogueRow[]): DispatchPlan =>
      planDispatch(requestOf({ text: '开鲁县开鲁镇', code: '010201', caseType: 'report', urgency: 'emergency', day: '2026-12-24' }), {
        catalogue: buildCatalogue([rowOf('0102', null, { scope: 'county_department', functionCode: 'agriculture', forbidTownship: true }), ...rows]), org,
        thresholds: DEFAULT_DISPATCH_THRESHOLDS,
      })
    const narrower = [
      rowOf('010201', null, { caseTypes: ['report'], urgencies: ['emergency'], season: { from: '10-15', until: '04-15' } }),
      rowOf('010201', '150523100'),
      rowOf('010201', null, { leadUnitId: 'township-150523100' }),
      rowOf('010201', null, { scope: 'county_department', leadUnitId: 'township-150523100' }),
    ]
    for (const row of narrower) {
      const made = blocked(row)
      expect([made.leadUnitId, made.alternatives.some((other) => other.unitId.startsWith('township-'))]).toEqual(['county-150523-agriculture', false])
    }
    expect(blocked(...narrower.slice(0, 2)).catalogueRowId).toBe('0102@all')
  })

  it('a block that holds for reports alone keeps a report from the township, and nothing else', () => {
    const rows = [rowOf('0101', null), rowOf('0101', null, { id: '0101@all#2', caseTypes: ['report'], scope: 'county_department', functionCode: 'agriculture', forbidTownship: true })]
    const to = (caseType: 'report' | 'help'): string | null =>
      planDispatch(requestOf({ text: '开鲁县开鲁镇', caseType }), { catalogue: buildCatalogue(rows), org, thresholds: DEFAULT_DISPATCH_THRESHOLDS }).leadUnitId
    expect([to('report'), to('help')]).toEqual(['county-150523-agriculture', 'township-150523100'])
  })

  it('the subject of a report never receives it, whether its level, its function or its name is on the row: one level up, across, or a dispatcher', () => {
    const to = (row: CatalogueRow, subjectUnitIds: string[]): DispatchPlan =>
      planDispatch(requestOf({ text: '开鲁县开鲁镇', subjectUnitIds }), { catalogue: buildCatalogue([row]), org, thresholds: DEFAULT_DISPATCH_THRESHOLDS })
    const department = rowOf('0101', null, { scope: 'county_department', functionCode: 'agriculture', copyFunctions: ['agriculture'] })
    expect(to(department, ['county-150523-agriculture'])).toMatchObject({ leadUnitId: 'county-150523', ccUnitIds: [] })
    expect(to(rowOf('0101', null, { scope: 'enterprise', leadUnitId: 'enterprise-power' }), ['enterprise-power']).leadUnitId).toBe('county-150523')
    const city = rowOf('0101', null, { scope: 'city_department', functionCode: 'human_resources' })
    expect(to(city, ['city-human-resources'])).toMatchObject({ outcome: 'pool', leadUnitId: null })
    expect(to(rowOf('0101', null, { scope: 'county_coordinator' }), ['county-150523'])).toMatchObject({ outcome: 'pool', leadUnitId: null })
  })

  it('no area goes to the operator’s question, then the pool, though a row needs none', () => {
    const ask = { text: '公司欠薪', code: '0104' }
    expect([plan(ask).outcome, plan({ ...ask, placeAsked: true }).outcome]).toEqual(['ask_place', 'pool'])
  })

  it('never sends to the unit the report is about: the county coordinates', () => {
    const made = plan({ text: '后旗甘旗卡镇', subjectUnitIds: ['township-150522100'] })
    expect(made.leadUnitId).toBe('county-150522')
    expect(made.ccUnitIds).toEqual([])
    expect(made.alternatives.map((other) => other.unitId)).not.toContain('township-150522100')
    expect(made.reasons.find((reason) => reason.code === 'recused')?.text).toContain('甘旗卡镇政府')
  })

  it('leaves it to a dispatcher when the coordinator is a subject too', () => {
    const made = plan({ text: '后旗甘旗卡镇', subjectUnitIds: ['township-150522100', 'county-150522'] })
    expect(made).toMatchObject({ outcome: 'pool', leadUnitId: null, ccUnitIds: [], confidence: 0 })
    expect(made.wouldNeed.length).toBeGreaterThan(0)
  })

  it('neither copies nor asks help of a unit the report is about', () => {
    const made = plan({ text: '后旗甘旗卡镇', subjectUnitIds: ['county-150522', 'county-150522-agriculture'] })
    expect(made).toMatchObject({ leadUnitId: 'township-150522100', assistUnitIds: ['enterprise-power'], ccUnitIds: [] })
  })

  it('lets the county coordinate a known area without a row', () => {
    const made = plan({ text: '开鲁县开鲁镇', code: '0105' })
    expect(made).toMatchObject({ outcome: 'automatic', leadUnitId: 'county-150523', catalogueRowId: null })
    expect(reasonsOf(made)).toContain('row_missing')
  })

  it('lets the county stand in for a unit that does not exist, but not by itself', () => {
    const made = plan({ text: '库伦旗库伦镇', code: '0102' })
    expect(made).toMatchObject({ outcome: 'pool', leadUnitId: 'county-150524' })
    expect(reasonsOf(made)).toContain('unit_missing')
  })
})

describe('not sure enough', () => {
  it('goes to the pool when the category is doubtful', () => {
    const made = plan({ text: '后旗甘旗卡镇', category: { code: '0101', name: '土地纠纷', confidence: 0.6 } })
    expect(made).toMatchObject({ outcome: 'pool', leadUnitId: 'township-150522100' })
    expect(made.wouldNeed).toEqual(['请核对分类“土地纠纷”是否正确'])
  })

  it('goes to the pool without a category, suggesting the county', () => {
    expect(plan({ text: '后旗甘旗卡镇', category: null })).toMatchObject({ outcome: 'pool', leadUnitId: 'county-150522', catalogueRowId: null })
  })

  it('goes to the pool when two rows tie, offering the other', () => {
    const made = plan({ text: '开鲁县开鲁镇', code: '0107' })
    expect(made.outcome).toBe('pool')
    expect(reasonsOf(made)).toContain('row_tied')
    expect([made.leadUnitId, ...made.alternatives.map((other) => other.unitId)]).toEqual(
      expect.arrayContaining(['township-150523100', 'county-150523-agriculture']),
    )
  })

  it('goes to the pool when a person must look first, however sure it is', () => {
    const made = plan({ text: '后旗甘旗卡镇', holdReasons: ['涉及群体聚集，请先人工研判'] })
    expect(made.outcome).toBe('pool')
    expect(made.wouldNeed).toEqual(['涉及群体聚集，请先人工研判'])
  })

  it('obeys the threshold, which is data', () => {
    const outcomeAt = (automatic: number): string =>
      planDispatch(requestOf({ text: '后旗甘旗卡西街', placeAsked: true }), { catalogue, org, thresholds: { automatic } }).outcome
    expect(outcomeAt(0.7)).toBe('automatic')
    expect(outcomeAt(0.95)).toBe('pool')
  })
})
