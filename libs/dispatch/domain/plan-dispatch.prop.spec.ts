import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { answeringScopeSchema } from '../contract/catalogue.schema.js'
import { dispatchPlanSchema, type DispatchPlanRequest } from '../contract/dispatch-plan.schema.js'
import { caseTypeSchema } from '@tongban/case/contract'
import { urgencySchema } from '@tongban/taxonomy/contract'
import { buildCatalogue, lookUp } from './catalogue/catalogue.js'
import { buildCatalogueRow } from './catalogue/catalogue-row.builder.js'
import { planDispatch } from './plan-dispatch.js'
import { buildPlaceWorld } from '@tongban/place/domain'
import { buildSampleOrg } from './plan/sample-org.builder.js'

const { byCode, divisions, resolve } = buildPlaceWorld(
  readFileSync(new URL('../../org/server/data/divisions.csv', import.meta.url), 'utf8'),
)
const org = buildSampleOrg(byCode)

const categoryArbitrary = fc.constantFrom('01', '0101', '010101', '010102', '0102', '02')
const codes = divisions.filter((division) => division.level !== 'village').map((division) => division.code)
const placeCodeArbitrary = fc.constantFrom(null, ...codes.slice(0, 40))

const rowArbitrary = fc
  .record({
    categoryCode: categoryArbitrary,
    placeCode: placeCodeArbitrary,
    scope: fc.constantFrom(...answeringScopeSchema.options),
    functionCode: fc.constantFrom(null, 'agriculture', 'power_grid', 'human_resources', 'unheard_of'),
    leadUnitId: fc.option(fc.constantFrom('township-150522100', 'county-150522', 'enterprise-power', 'county-150525-agriculture', 'nobody'), { freq: 3 }),
    caseTypes: fc.uniqueArray(fc.constantFrom(...caseTypeSchema.options), { maxLength: 2 }),
    urgencies: fc.uniqueArray(fc.constantFrom(...urgencySchema.options), { maxLength: 2 }),
    season: fc.option(fc.constantFrom({ from: '10-15', until: '04-15' }, { from: '03-01', until: '06-01' })),
    validFrom: fc.option(fc.constant('2026-06-01')),
    validTo: fc.option(fc.constant('2026-12-01')),
    assistFunctions: fc.uniqueArray(fc.constantFrom('agriculture', 'power_grid', 'unheard_of'), { maxLength: 2 }),
    copyFunctions: fc.uniqueArray(fc.constantFrom('agriculture', 'human_resources'), { maxLength: 2 }),
    copyCounty: fc.boolean(),
    forbidTownship: fc.boolean(),
    legalBasis: fc.constant(''),
    requiredFacts: fc.constant<string[]>([]),
  })
  .map((row) => buildCatalogueRow(row))

const unitIdArbitrary = fc
  .constantFrom(...codes)
  .map((code) => (org.townshipUnit(code) ?? org.coordinatorOf(code))?.id ?? 'enterprise-power')

const confidenceArbitrary = fc.double({ min: 0, max: 1, noNaN: true })
const LIKELY_SUBJECTS = ['county-150522', 'township-150522100', 'enterprise-power']
const SAID = ['后旗甘旗卡镇', '科区永清街道', '巴彦塔拉', '奈曼旗', '西荒村', '开鲁', '路灯']

const requestArbitrary: fc.Arbitrary<DispatchPlanRequest> = fc.record({
  place: fc.option(fc.constantFrom(...SAID).map((text) => resolve(text))),
  divisionCode: fc.option(fc.constantFrom(...codes, '999999')),
  category: fc.option(fc.record({ code: categoryArbitrary, name: fc.constant('甲'), confidence: confidenceArbitrary })),
  subjectUnitIds: fc.array(fc.oneof(unitIdArbitrary, fc.constantFrom(...LIKELY_SUBJECTS)), { maxLength: 4 }),
  placeAsked: fc.boolean(),
  holdReasons: fc.constantFrom([], ['请先人工研判']),
  caseType: fc.option(fc.constantFrom(...caseTypeSchema.options)),
  urgency: fc.option(fc.constantFrom(...urgencySchema.options)),
  day: fc.option(fc.constantFrom('2026-01-10', '2026-07-01', '2026-12-24')),
})

const thresholdArbitrary = fc.double({ min: 0.01, max: 1, noNaN: true })

it('holds the hard rules in any catalogue, for any place, category and subject', () => {
  fc.assert(
    fc.property(fc.array(rowArbitrary, { maxLength: 12 }), requestArbitrary, thresholdArbitrary, (rows, request, automatic) => {
      const catalogue = buildCatalogue(rows)
      const plan = planDispatch(request, { catalogue, org, thresholds: { automatic } })
      expect(dispatchPlanSchema.parse(plan)).toEqual(plan)

      const everyone = [plan.leadUnitId, ...plan.assistUnitIds, ...plan.ccUnitIds, ...plan.alternatives.map((other) => other.unitId)]
      for (const subject of request.subjectUnitIds) expect(everyone).not.toContain(subject)
      expect(plan.assistUnitIds).not.toContain(plan.leadUnitId)
      expect(new Set(plan.assistUnitIds.concat(plan.ccUnitIds)).size).toBe(plan.assistUnitIds.length + plan.ccUnitIds.length)

      // Who is likelier than the one suggested would be the one suggested.
      if (plan.confidence > 0) for (const other of plan.alternatives) expect(other.confidence).toBeLessThanOrEqual(plan.confidence)

      const isTownship = plan.leadUnitId?.startsWith('township-') ?? false
      const coordinator = plan.divisionCode === null ? null : org.coordinatorOf(plan.divisionCode)
      if (isTownship && coordinator && !request.subjectUnitIds.includes(coordinator.id)) expect(plan.ccUnitIds).toContain(coordinator.id)
      if (request.category && plan.divisionCode !== null) {
        const placePath = org.pathOf(plan.divisionCode).map((division) => division.code)
        const { caseType, urgency, day } = request
        const { forbiddenBy } = lookUp(catalogue, { categoryCode: request.category.code, placePath, caseType, urgency, day })
        expect(isTownship && forbiddenBy !== null).toBe(false)
      }

      if (plan.outcome === 'automatic') {
        expect(plan.leadUnitId).not.toBeNull()
        expect(plan.divisionCode).not.toBeNull()
        expect(plan.confidence).toBeGreaterThanOrEqual(automatic)
        expect([request.category === null, request.holdReasons.length, plan.wouldNeed.length]).toEqual([false, 0, 0])
      } else expect(plan.wouldNeed.length).toBeGreaterThan(0)
      expect(plan.outcome === 'ask_place' && request.placeAsked).toBe(false)
      expect(plan.reasons.every((reason) => reason.text !== '')).toBe(true)
    }),
    { numRuns: 3000 },
  )
})
