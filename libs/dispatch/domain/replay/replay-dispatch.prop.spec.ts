import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from '@tongban/place/domain'
import { answeringScopeSchema, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { DispatchPlanRequest } from '../../contract/dispatch-plan.schema.js'
import { dryRunResultSchema } from '../../contract/dry-run.schema.js'
import { buildCatalogueRow } from '../catalogue/catalogue-row.builder.js'
import { buildCatalogue } from '../catalogue/catalogue.js'
import { buildSampleOrg } from '../plan/sample-org.builder.js'
import { planDispatch, type DispatchWorld } from '../plan-dispatch.js'
import { replayCaseOf, requestOf } from './replay-case.js'
import { replayDispatch } from './replay-dispatch.js'
import { ReplayTally } from './replay-tally.js'
import { corpusCaseOf } from './sample-replay.builder.js'

const { byCode, divisions, resolve } = buildPlaceWorld(readFileSync(new URL('../../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const org = buildSampleOrg(byCode)
const codes = divisions.filter(({ level }) => level !== 'village').map(({ code }) => code)
const confidence = fc.double({ min: 0, max: 1, noNaN: true })

const catalogues: fc.Arbitrary<CatalogueRow[]> = fc.uniqueArray(
  fc
    .record({
      categoryCode: fc.constantFrom('01', '0101', '010101', '02'), placeCode: fc.constantFrom(null, ...codes.slice(0, 20)), scope: fc.constantFrom(...answeringScopeSchema.options),
      functionCode: fc.constantFrom('agriculture', 'power_grid', 'human_resources'), forbidTownship: fc.boolean(),
    })
    .map(({ scope, functionCode, ...row }) => buildCatalogueRow({ ...row, scope, functionCode: scope === 'township' || scope === 'county_coordinator' ? null : functionCode })),
  { maxLength: 10, selector: ({ id }) => id },
)
const requests: fc.Arbitrary<DispatchPlanRequest> = fc.record({
  place: fc.option(fc.constantFrom('后旗甘旗卡镇', '科区永清街道', '巴彦塔拉', '奈曼旗', '开鲁', '路灯').map((text) => resolve(text))),
  divisionCode: fc.option(fc.constantFrom(...codes)),
  category: fc.option(fc.record({ code: fc.constantFrom('01', '0101', '010101', '02', '0201'), name: fc.constant('甲'), confidence })),
  subjectUnitIds: fc.constantFrom<string[]>([], ['county-150522'], ['enterprise-power']),
  placeAsked: fc.constant(true),
  holdReasons: fc.constantFrom<string[]>([], ['请先人工研判']),
})
const worlds: fc.Arbitrary<DispatchWorld> = fc
  .tuple(catalogues, fc.double({ min: 0.5, max: 1, noNaN: true }))
  .map(([rows, automatic]) => ({ catalogue: buildCatalogue(rows), org, thresholds: { automatic } }))

describe('replaying past cases', () => {
  it('plans a case again as it was planned: the trail that is kept says all that planning needs', () => {
    fc.assert(
      fc.property(worlds, requests, (world, request) => {
        const plan = planDispatch({ ...request, caseType: 'help', urgency: 'general', day: '2026-11-21' }, world)
        const again = planDispatch(requestOf(replayCaseOf(corpusCaseOf(request, plan), org)), world)
        expect([again.leadUnitId, again.outcome, again.catalogueRowId, again.confidence]).toEqual([plan.leadUnitId, plan.outcome, plan.catalogueRowId, plan.confidence])
      }),
      { numRuns: 1500 },
    )
  })

  it('moves nothing by the version in force, and is right about every case it sent out and nobody contested', () => {
    fc.assert(
      fc.property(worlds, fc.array(requests, { maxLength: 12 }), (world, filed) => {
        const sentOut = filed.map((request) => corpusCaseOf(request, planDispatch(request, world))).filter(({ firstLead }) => firstLead?.dispatchedBy === null)
        const tally = new ReplayTally()
        replayDispatch(sentOut.map((item) => replayCaseOf(item, org)), world, world, tally)
        const result = tally.result()
        expect([result.cases, result.moved, result.moves, result.categories]).toEqual([sentOut.length, 0, [], []])
        expect(result.accuracy).toEqual({ settled: sentOut.length, rightBefore: sentOut.length, rightAfter: sentOut.length, mended: 0, broken: 0 })
        expect(result.outcomes).toEqual({ automaticBefore: sentOut.length, automaticAfter: sentOut.length, automaticToPool: 0, poolToAutomatic: 0 })
      }),
      { numRuns: 300 },
    )
  })

  it('adds up: moves, categories and accuracy are the same cases seen from three sides', () => {
    fc.assert(
      fc.property(worlds, worlds, fc.array(fc.tuple(requests, fc.constantFrom(null, 'county-150522', 'township-150522100')), { maxLength: 15 }), (before, after, filed) => {
        const cases = filed.map(([request, handledBy]) => {
          const plan = planDispatch(request, before)
          return replayCaseOf(corpusCaseOf(request, plan, handledBy === null ? {} : { handledBy }), org)
        })
        const tally = new ReplayTally()
        replayDispatch(cases, before, after, tally)
        const result = tally.result()
        expect(dryRunResultSchema.safeParse(result).error).toBeUndefined()
        const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
        expect(sum(result.moves.map(({ count }) => count)) + result.otherMoves).toBe(result.moved)
        expect(sum(result.categories.map(({ moved }) => moved))).toBe(result.moved)
        expect(result.accuracy.rightAfter - result.accuracy.rightBefore).toBe(result.accuracy.mended - result.accuracy.broken)
        expect(sum(result.moves.map(({ mended, broken }) => mended - broken))).toBe(result.accuracy.mended - result.accuracy.broken)
        expect(result.outcomes.automaticAfter - result.outcomes.automaticBefore).toBe(result.outcomes.poolToAutomatic - result.outcomes.automaticToPool)
      }),
      { numRuns: 300 },
    )
  })
})
