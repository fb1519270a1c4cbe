import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { checkPolicy, listPolicies, publishPolicy, readPolicy, type LadderRung, type PolicyDraft } from '@tongban/deadline/contract'
import { addDays, plainDateOf } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import { applyCalendarChange, listCalendars, previewCalendarChange } from '@tongban/worktime/contract'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { file } from './support/calls.js'

/** Slips of the finger in the tables every clock stands on: refused where they are made, so that nobody meets them while filing or waiting. */
const clock = new FakeClock('2026-11-23T02:00:00.000Z')
let system: System
let admin: SignedIn
let operator: SignedIn
let shipped: PolicyDraft

const signIn = async (): Promise<void> => {
  ;[admin, operator] = [await system.signIn('sysadmin1'), await system.signIn('operator1')]
}
beforeAll(async () => {
  system = await startSystem({ autonomous: false, clock })
  await signIn()
  shipped = (await admin.call(readPolicy, { params: { version: '1' } })).body.table
})
afterAll(() => system.stop())

const errorsOf = async (draft: PolicyDraft): Promise<string[]> =>
  (await admin.call(checkPolicy, { body: { draft } })).body.faults.filter(({ severity }) => severity === 'error').map(({ code }) => code)
const publish = async (draft: PolicyDraft, days = 1, reason = '试一试新的时限') => {
  const latestSeen = (await admin.call(listPolicies)).body.items[0]?.version ?? 0
  return admin.call(publishPolicy, { body: { draft, validFrom: addDays(plainDateOf(clock.now()), days), reason, latestSeen } })
}
const ladderWith = (of: (rung: LadderRung) => LadderRung[]): PolicyDraft => ({ ...shipped, ladder: shipped.ladder.flatMap((rung) => (rung.kinds.includes('promise') ? of(rung) : [rung])) })
const suggestions = (amount: number): PolicyDraft => ({
  ...shipped,
  overrides: [{ selector: { serviceClass: null, caseType: 'suggestion', categoryCode: null, divisionCode: null }, limits: { promise: { amount, unit: 'work_day' } }, source: '试填' }],
})

describe('a slip in the deadline table', () => {
  it('is none of the table an installation starts with', async () => {
    expect((await admin.call(checkPolicy, { body: { draft: shipped } })).body.faults).toEqual([])
  })

  it('that silences the ladder is found by the check and refused when published', async () => {
    const far = ladderWith((rung) => [{ ...rung, offset: { when: 'after', amount: 100_000, unit: 'work_day' } }])
    const [first] = shipped.ladder
    const one = { ...first, code: 'only', kinds: ['promise'], serviceClasses: null, offset: { when: 'after', amount: 5_000, unit: 'work_day' }, actions: [{ do: 'notify', to: [{ level: 'unit', role: 'leader' }] }] } as LadderRung
    const nobody = (level: 'discipline' | 'unit', role: 'operator' | 'knowledge_editor'): PolicyDraft =>
      ladderWith((rung) => [{ ...rung, actions: rung.actions.map((action) => ({ ...action, to: [{ level, role }] })) }])
    const slips: [PolicyDraft, string][] = [
      [far, 'RUNG_TOO_FAR'], [{ ...ladderWith(() => []), ladder: [...ladderWith(() => []).ladder, one] }, 'DUE_UNTOLD'], [nobody('discipline', 'operator'), 'RUNG_IMPOSSIBLE'],
      [nobody('unit', 'knowledge_editor'), 'RUNG_IMPOSSIBLE'], [ladderWith((rung) => [{ ...rung, actions: [{ do: 'urge', to: [{ level: 'unit', role: 'unit_lead' }] }] }]), 'LADDER_STAYS_LOW'],
    ]
    for (const [draft, code] of slips) {
      expect(await errorsOf(draft)).toContain(code)
      expect((await publish(draft)).problem).toMatchObject({ status: 422, code: 'POLICY_FAULTY' })
    }
  })

  it('of a limit nobody could mean is refused, and filing goes on', async () => {
    for (const amount of [5_256_000, 20_000, 61]) {
      expect(await errorsOf(suggestions(amount))).toEqual(['LIMIT_TOO_LONG'])
      expect((await publish(suggestions(amount))).problem).toMatchObject({ status: 422, code: 'POLICY_FAULTY' })
    }
    expect((await file(operator, { caseType: 'suggestion' })).caseId).toBeTruthy()
  })

  it('that passed is corrected the same day: what is filed from then on goes by the correction, what was promised stays', async () => {
    expect((await publish(suggestions(50))).status).toBe(201)
    clock.set('2026-11-24T01:00:00.000Z')
    await signIn()
    const before = await file(operator, { caseType: 'suggestion' })
    expect((await publish(shipped, -1)).problem).toMatchObject({ code: 'POLICY_FROM_TOO_EARLY' })
    expect((await publish(shipped, 0, '五日误写成五十日，更正')).body).toMatchObject({ version: 3, state: 'in_force', validFrom: '2026-11-24' })
    const after = await file(operator, { caseType: 'suggestion' })
    const [kept, next] = [before, after].map(({ due }) => String(due?.promiseDueAt).slice(0, 10))
    expect(kept).toMatch(/^2027-02/)
    expect(next).toBe('2026-12-01')
  })
})

describe('a slip in a calendar', () => {
  it('that leaves half a year without working time is refused in the preview and when applied, and filing goes on', async () => {
    const day = [{ startMinute: 510, endMinute: 720 }]
    const summer = { name: '夏季作息', validFrom: null, validTo: null, season: { from: '05-01', to: '10-01' }, week: [day, day, day, day, day, [], []], makeUpDay: day, source: '通知' }
    const draft = { unitId: 'township-150525101', hours: { validFrom: null, officeHours: [summer] } }
    expect((await admin.call(previewCalendarChange, { body: draft })).problem).toMatchObject({ status: 422, code: 'CALENDAR_GAP' })
    const expectedVersion = (await admin.call(listCalendars)).body.items[0]?.version ?? 1
    expect((await admin.call(applyCalendarChange, { body: { draft, expectedVersion, reason: '只写了夏季' } })).problem).toMatchObject({ status: 422, code: 'CALENDAR_GAP' })
    const winter = { ...summer, name: '冬季作息', season: { from: '09-01', to: '05-01' } }
    expect((await admin.call(previewCalendarChange, { body: { ...draft, hours: { validFrom: null, officeHours: [summer, winter] } } })).problem).toMatchObject({ code: 'CALENDAR_SEASONS_OVERLAP' })
    expect((await file(operator)).caseId).toBeTruthy()
  })
})
