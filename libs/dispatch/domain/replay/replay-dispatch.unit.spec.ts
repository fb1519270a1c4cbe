import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { buildPlaceWorld } from '@tongban/place/domain'
import { buildCatalogueRow } from '../catalogue/catalogue-row.builder.js'
import { buildCatalogue } from '../catalogue/catalogue.js'
import { buildSampleOrg } from '../plan/sample-org.builder.js'
import { planDispatch, type DispatchWorld } from '../plan-dispatch.js'
import { replayCaseOf, reresolvedCaseOf, requestOf } from './replay-case.js'
import { replayDispatch } from './replay-dispatch.js'
import { ReplayTally } from './replay-tally.js'
import { rowsAsOf } from './rows-as-of.js'
import { corpusCaseOf } from './sample-replay.builder.js'

const { byCode, resolve } = buildPlaceWorld(readFileSync(new URL('../../../org/server/data/divisions.csv', import.meta.url), 'utf8'))
const org = buildSampleOrg(byCode)
const worldOf = (rows: Parameters<typeof buildCatalogueRow>[0][], automatic = 0.8): DispatchWorld => ({ catalogue: buildCatalogue(rows.map(buildCatalogueRow)), org, thresholds: { automatic } })

const GANQIKA = '150522100'
const TOWNSHIP = `township-${GANQIKA}`
const AGRICULTURE = 'county-150522-agriculture'
const request = { place: null, divisionCode: GANQIKA, category: { code: '010101', name: '土地', confidence: 0.9 }, subjectUnitIds: [], placeAsked: true, holdReasons: [] }
const toTownship = worldOf([{ categoryCode: '01' }])
const toDepartment = worldOf([{ categoryCode: '01', scope: 'county_department', functionCode: 'agriculture', forbidTownship: true }])

function replayed(before: DispatchWorld, after: DispatchWorld, handledBy?: string) {
  const tally = new ReplayTally()
  const item = corpusCaseOf(request, planDispatch(request, before), handledBy === undefined ? {} : { handledBy })
  replayDispatch([replayCaseOf(item, org)], before, after, tally)
  return tally.result()
}

describe('a change of the catalogue', () => {
  it('says from whom to whom, and whether the one who handled it in the end would have had it first', () => {
    expect(replayed(toTownship, toDepartment, AGRICULTURE)).toMatchObject({
      cases: 1, moved: 1, accuracy: { settled: 1, rightBefore: 0, rightAfter: 1, mended: 1, broken: 0 },
      moves: [{ fromUnitId: TOWNSHIP, toUnitId: AGRICULTURE, count: 1, mended: 1, broken: 0, caseIds: ['00000000-0000-7000-8000-000000000001'] }],
      categories: [{ categoryCode: '0101', cases: 1, moved: 1, mended: 1, broken: 0 }],
    })
    expect(replayed(toTownship, toDepartment)).toMatchObject({ accuracy: { rightBefore: 1, rightAfter: 0, mended: 0, broken: 1 } })
  })

  it('counts what only the block of townships moved', () => {
    const blocked = worldOf([{ categoryCode: '010101' }, { categoryCode: '01', scope: 'county_department', functionCode: 'agriculture', forbidTownship: true }])
    expect(replayed(toTownship, blocked)).toMatchObject({ townshipForbidden: 1, moves: [{ toUnitId: AGRICULTURE, townshipForbidden: 1 }] })
    expect(replayed(toTownship, toDepartment)).toMatchObject({ townshipForbidden: 0 })
  })

  it('says what a threshold does: the same unit, with or without a dispatcher', () => {
    const strict = { ...toTownship, thresholds: { automatic: 0.95 } }
    expect(replayed(toTownship, strict)).toMatchObject({ moved: 0, outcomes: { automaticBefore: 1, automaticAfter: 0, automaticToPool: 1, poolToAutomatic: 0 } })
    expect(replayed(strict, toTownship)).toMatchObject({ moved: 0, outcomes: { poolToAutomatic: 1 } })
  })

  it('does not judge a case whose truth is not settled', () => {
    const item = { ...corpusCaseOf(request, planDispatch(request, toTownship)), contested: true, accepted: false }
    const tally = new ReplayTally()
    replayDispatch([replayCaseOf(item, org)], toTownship, toDepartment, tally)
    expect(tally.result()).toMatchObject({ moved: 1, accuracy: { settled: 0, rightBefore: 0, rightAfter: 0 }, actual: { dispatched: 1, stayed: 0 } })
  })
})

describe('whose case it was is settled', () => {
  const truthOf = (change: object): string | null => replayCaseOf({ ...corpusCaseOf(request, planDispatch(request, toTownship)), ...change }, org).truth

  it('by an accepted reply, whatever became of the case', () => {
    expect(truthOf({ status: 'in_progress', accepted: true })).toBe(TOWNSHIP)
    expect(truthOf({ status: 'in_progress', accepted: true, contested: true })).toBe(TOWNSHIP)
  })

  it.each(['awaiting_review', 'awaiting_callback', 'closed', 'archived'])('by an answer nobody contested: %s', (status) => {
    expect(truthOf({ status, accepted: false })).toBe(TOWNSHIP)
    expect(truthOf({ status, accepted: false, contested: true })).toBeNull()
  })

  it.each(['awaiting_dispatch', 'in_progress', 'withdrawn', 'merged', 'terminated', 'declined', 'redirected'])('not by silence: %s', (status) => {
    expect(truthOf({ status, accepted: false })).toBeNull()
  })
})

describe('a case as it is planned again', () => {
  const plan = planDispatch(request, toTownship)
  it('of before the basis was kept is understood from the reasons of its trail', () => {
    const { basis: _basis, ...old } = plan
    const chosen = replayCaseOf({ ...corpusCaseOf(request, plan), dispatchTrail: { ...old } }, org)
    expect([chosen.placeChosen, chosen.held]).toEqual([true, false])
    const heard = planDispatch({ ...request, divisionCode: null, place: resolve('后旗甘旗卡镇'), holdReasons: ['敏感'] }, toTownship)
    const item = replayCaseOf({ ...corpusCaseOf(request, heard), dispatchTrail: { confidence: 0.5, reasons: [{ code: 'place_understood' }, { code: 'held' }, { code: 'unit_missing' }, 7] } }, org)
    expect([item.placeChosen, item.held, item.place?.best?.steps.map((step) => step.confidence)]).toEqual([false, true, [1, 1, 1]])
  })

  it('without a trail was given by hand: its place is what somebody knew', () => {
    expect(replayCaseOf({ ...corpusCaseOf(request, plan), dispatchTrail: null }, org)).toMatchObject({ placeChosen: true, held: false })
    expect(replayCaseOf({ ...corpusCaseOf(request, plan), dispatchTrail: null, divisionCode: null }, org)).toMatchObject({ placeChosen: false, place: null })
  })

  it('read anew keeps the place a person chose, and takes the text’s for the others', () => {
    const again = { place: resolve('奈曼旗大沁他拉镇'), category: { code: '02', name: '乙', confidence: 0.7 } }
    expect(requestOf(reresolvedCaseOf(corpusCaseOf(request, plan), again, org))).toMatchObject({ divisionCode: GANQIKA, category: { code: '02' } })
    const heard = planDispatch({ ...request, divisionCode: null, place: resolve('后旗甘旗卡镇') }, toTownship)
    expect(requestOf(reresolvedCaseOf(corpusCaseOf({ ...request, divisionCode: null }, heard), again, org))).toMatchObject({ divisionCode: null, place: { best: { code: again.place.best?.code } } })
  })
})

it('a row is tried on cases of before its first day; what has ended, or is yet to begin in the version in force, is left out', () => {
  const rows = [
    buildCatalogueRow({ categoryCode: '01', validTo: '2026-11-22' }), buildCatalogueRow({ categoryCode: '02', validFrom: '2026-12-01' }),
    buildCatalogueRow({ categoryCode: '03', validFrom: '2026-11-22', validTo: '2027-01-01' }),
  ]
  const codesOf = (withUpcoming: boolean) => rowsAsOf(rows, '2026-11-22', { withUpcoming }).map(({ categoryCode, validFrom, validTo }) => [categoryCode, validFrom, validTo])
  expect(codesOf(false)).toEqual([['03', null, null]])
  expect(codesOf(true)).toEqual([['02', null, null], ['03', null, null]])
})
