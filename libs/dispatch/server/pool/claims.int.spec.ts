import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MINUTE_MS } from '@tongban/kernel/core'
import { SESSION_ENDED_TYPE, type Principal } from '@tongban/access/contract'
import { writeOutbox } from '@tongban/platform/server'
import { PEOPLE, UNITS, person, valueOf, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { CLAIM_CHANGED_TYPE } from '../../contract/pool-events.js'
import type { PoolClaim, PoolItem } from '../../contract/pool.schema.js'
import { HoldCase } from './hold-case.use-case.js'
import { benchWorld, dispatcher, waiting } from './pool-world.spec-support.js'

let world: CaseWorld
let city: CaseProcess
const [wang, li] = [dispatcher('wang'), dispatcher('li')]
beforeAll(async () => {
  world = await benchWorld({ processes: 2 })
  city = world.first
}, 60_000)
afterAll(() => world.stop())
beforeEach(async () => {
  // Each test has the pool for itself.
  await world.database.query(`DELETE FROM dispatch_claim WHERE city_code = '150500'`)
  await world.database.query(`UPDATE case_case SET status = 'withdrawn' WHERE city_code = '150500' AND status = 'awaiting_dispatch'`)
})

type Answer<T> = { status: number; body: T & { code?: string; detail?: string } }
const post = async <T>(path: string, by: Principal, body: unknown = {}): Promise<Answer<T>> => (await city.call('POST', path, by, { body })) as Answer<T>
const claim = (caseId: string, by: Principal, takeOverReason: string | null = null): Promise<Answer<PoolClaim>> => post(`/dispatch/pool/${caseId}/claim`, by, { takeOverReason })
const renew = (caseId: string, by: Principal): Promise<Answer<{ held: boolean; claim: PoolClaim | null }>> => post(`/dispatch/pool/${caseId}/claim/renew`, by)
const dispatch = (caseId: string, by: Principal): Promise<Answer<object>> => post(`/cases/${caseId}/dispatch`, by, { leadUnitId: UNITS.department })
const audited = (action: string, caseId: string): Promise<{ actor_id: string; detail: object }[]> =>
  world.database.query(`SELECT actor_id, detail FROM audit_entry WHERE city_code = '150500' AND action = $1 AND subject_id = $2`, [action, caseId])
const told = async (caseId: string): Promise<number> =>
  (await world.database.query('SELECT id FROM outbox_event WHERE city_code = $1 AND type = $2 AND subject_id = $3', ['150500', CLAIM_CHANGED_TYPE, caseId])).length

async function inDispute(): Promise<{ caseId: string; requestId: string }> {
  const caseId = await city.filed()
  const [lead] = (await city.lookup.snapshots([caseId]))[0]?.assignments.filter(({ role }) => role === 'lead') ?? []
  const on = { assignmentId: lead?.id ?? '' }
  const details = { kind: 'return' as const, reasonCode: 'not_our_duty' as const, expectedUnitId: UNITS.department, legalBasis: '移交清单第三项' }
  valueOf(await city.commands.execute('sign', on, {}, PEOPLE.handler))
  valueOf(await city.commands.execute('request', on, { reason: '路灯已经移交市政管护', details, attachmentIds: [] }, PEOPLE.unitLead))
  return { caseId, requestId: (await city.lookup.snapshots([caseId]))[0]?.requests[0]?.id ?? '' }
}

describe('taking the next case', () => {
  it('gives everybody who presses at once, in whatever process, another case, and nothing to those for whom there is none', async () => {
    const cases: string[] = []
    for (let index = 0; index < 20; index += 1) cases.push(await city.filed(waiting(index)))
    const people = Array.from({ length: 26 }, (_, index) => dispatcher(`next-${index}`))
    const claims = await Promise.all(
      people.map((principal, index) => {
        const hold = world.processes[index % 2]?.app.get(HoldCase, { strict: false })
        return hold?.next({ principal, sessionId: null }, {}, [])
      }),
    )
    const got = claims.flatMap((item) => (item === null || item === undefined ? [] : [item.caseId]))
    expect(got).toHaveLength(20)
    expect(new Set(got)).toEqual(new Set(cases))
    expect(claims.filter((item) => item === null)).toHaveLength(6)
  }, 60_000)

  it('gives the one whose dispatch clock runs out first, among those that were asked for, and not the one to leave for later', async () => {
    const late = await city.filed(waiting(9))
    const soon = await city.filed(waiting(1))
    const elsewhere = await city.filed(waiting(2, { countyCode: '150525', divisionCode: '150525100', townshipCode: '150525100' }))
    const next = async (body: object): Promise<string | undefined> => (await post<{ item: PoolItem | null }>('/dispatch/claims/next', wang, body)).body.item?.id
    expect(await next({})).toBe(soon)
    expect(await next({ countyCode: '150525' })).toBe(elsewhere)
    expect(await next({ skipCaseIds: [soon, elsewhere] })).toBe(late)
    expect(await next({ skipCaseIds: [soon, elsewhere, late] })).toBeUndefined()
  })

  it('never gives what is about one’s own unit', async () => {
    await city.filed(waiting(1, { subjectUnitIds: [UNITS.hotline] }))
    expect((await post<{ item: PoolItem | null }>('/dispatch/claims/next', wang)).body).toEqual({ item: null })
  })
})

describe('a claim', () => {
  it('is shown to the others, and keeps them from it until its time has run out', async () => {
    const caseId = await city.filed(waiting(1))
    expect((await claim(caseId, wang)).body).toMatchObject({ by: { id: 'wang', me: true }, takenFrom: null })
    const [seen] = ((await city.call('GET', '/dispatch/pool', li)).body as { items: PoolItem[] }).items
    expect(seen?.claim).toMatchObject({ by: { id: 'wang', me: false } })
    expect(await claim(caseId, li)).toMatchObject({ status: 409, body: { code: 'CASE_HELD' } })
    expect(await dispatch(caseId, li)).toMatchObject({ status: 409, body: { code: 'CASE_HELD' } })
    world.clock.advance(5 * MINUTE_MS - 1)
    expect((await claim(caseId, li)).status).toBe(409)
    world.clock.advance(1)
    expect((await claim(caseId, li)).body).toMatchObject({ by: { id: 'li', me: true }, takenFrom: null })
    expect(await renew(caseId, wang)).toMatchObject({ status: 200, body: { held: false, claim: { by: { id: 'li', me: false } } } })
  })

  it('goes on as long as the page gives a sign of life, and as long as the city says', async () => {
    const caseId = await city.filed(waiting(1))
    await claim(caseId, wang)
    world.clock.advance(4 * MINUTE_MS)
    expect((await renew(caseId, wang)).body.held).toBe(true)
    world.clock.advance(4 * MINUTE_MS)
    expect((await claim(caseId, li)).status).toBe(409)
    const admin = person('system_admin', UNITS.hotline)
    city.actAs(admin)
    const set = await city.app.inject({ method: 'PUT', url: '/dispatch/bench-settings', payload: { claimLeaseSeconds: 60, reason: '接手太慢', version: 0 } })
    expect(set.statusCode).toBe(200)
    await renew(caseId, wang)
    world.clock.advance(MINUTE_MS)
    expect((await claim(caseId, li)).status).toBe(200)
    expect(await audited('dispatch.configure_bench', 'dispatch_bench')).toMatchObject([{ actor_id: admin.userId, detail: { claimLeaseSeconds: 60 } }])
    await world.database.query(`DELETE FROM dispatch_bench_setting WHERE city_code = '150500'`)
    await world.database.query(`DELETE FROM dispatch_bench_setting_version WHERE city_code = '150500'`)
  })

  it('is taken over with a reason only, which is on record and told to who had it', async () => {
    const caseId = await city.filed(waiting(1))
    await claim(caseId, wang)
    const before = await told(caseId)
    expect((await claim(caseId, li, '他去开会了')).body).toMatchObject({ by: { id: 'li', me: true }, takenFrom: { reason: '他去开会了' } })
    expect(await audited('dispatch.take_over', caseId)).toEqual([{ actor_id: 'li', detail: { from: 'wang', reason: '他去开会了' } }])
    expect(await told(caseId)).toBe(before + 1)
    expect((await renew(caseId, wang)).body).toMatchObject({ held: false, claim: { by: { id: 'li' }, takenFrom: { me: true, reason: '他去开会了' } } })
    expect((await dispatch(caseId, wang)).status).toBe(409)
    expect((await dispatch(caseId, li)).status).toBe(200)
  })

  it('is one at a time: taking another case lets go of the one before', async () => {
    const [first, second] = [await city.filed(waiting(1)), await city.filed(waiting(2))]
    await claim(first, wang)
    await claim(second, wang)
    expect((await claim(first, li)).status).toBe(200)
    expect((await claim(second, li)).status).toBe(409)
  })

  it('ends when it is let go of, when the session is signed out, and with the act it was taken for', async () => {
    const caseId = await city.filed(waiting(1))
    const hold = city.app.get(HoldCase, { strict: false })
    await claim(caseId, wang)
    expect(await hold.letGo({ principal: li, sessionId: null }, caseId)).toBe(false)
    expect(await hold.letGo({ principal: wang, sessionId: null }, caseId)).toBe(true)
    valueOf(await hold.take({ principal: wang, sessionId: 'here' }, caseId, null))
    const signOut = async (session: string): Promise<void> => {
      await world.database.transaction((tx) => writeOutbox(tx, '150500', [{ type: SESSION_ENDED_TYPE, subjectId: session, at: world.clock.now(), data: { userId: 'wang' } }]))
      await city.settle()
    }
    await signOut('elsewhere')
    expect((await claim(caseId, li)).status).toBe(409)
    await signOut('here')
    expect((await claim(caseId, li)).status).toBe(200)
    expect((await dispatch(caseId, li)).status).toBe(200)
    expect(await world.database.query('SELECT case_id FROM dispatch_claim')).toEqual([])
  })

  it('keeps others from ruling on a return and from opening a dispute, too', async () => {
    const { caseId, requestId } = await inDispute()
    const other = person('supervisor', UNITS.hotline, { userId: 'other-supervisor' })
    expect((await claim(caseId, wang)).status).toBe(200)
    const rule = { requestId, verdict: 'approve' as const, remarks: '同意', leadUnitId: UNITS.department, newPromiseReason: null }
    expect(await city.commands.execute('rule_request', { caseId }, rule, li)).toMatchObject({ ok: false, refusal: { code: 'CASE_HELD' } })
    expect(await city.commands.execute('open_dispute', { caseId }, { otherUnitIds: [UNITS.department], reason: '两个单位认识不一' }, other)).toMatchObject({ ok: false, refusal: { code: 'CASE_HELD' } })
    valueOf(await city.commands.execute('rule_request', { caseId }, rule, wang))
    expect(await claim(caseId, li)).toMatchObject({ status: 409, body: { code: 'CLAIM_NOTHING_TO_DO' } })
  })

  it('holds up no emergency, and what was done over it is on record', async () => {
    const caseId = await city.filed(waiting(1, { urgency: 'emergency' }))
    await claim(caseId, wang)
    expect((await dispatch(caseId, li)).status).toBe(200)
    expect(await audited('dispatch.act_over_claim', caseId)).toEqual([{ actor_id: 'li', detail: { holder: 'wang', command: 'dispatch' } }])
  })

  it('holds up nothing the system does by itself, nor the citizen', async () => {
    const [first, second] = [await city.filed(waiting(1)), await city.filed(waiting(2))]
    await claim(first, wang)
    valueOf(await city.commands.execute('dispatch', { caseId: first }, { leadUnitId: UNITS.department, assistUnitIds: [], ccUnitIds: [], reason: '' }, PEOPLE.system))
    await claim(second, wang)
    valueOf(await city.commands.execute('withdraw', { caseId: second }, { reason: '来电人说已经修好了' } as never, PEOPLE.operator))
  })

  it('and a dispatch by another, given at the same moment, never both come true in that order', async () => {
    let [refused, carriedOut] = [0, 0]
    for (let round = 0; round < 12; round += 1) {
      const caseId = await city.filed(waiting(1))
      const hold = world.processes[1]?.app.get(HoldCase, { strict: false })
      const [taken, done] = await Promise.all([
        hold?.take({ principal: wang, sessionId: null }, caseId, null),
        city.commands.execute('dispatch', { caseId }, { leadUnitId: UNITS.department, assistUnitIds: [], ccUnitIds: [], reason: '' }, li),
      ])
      const [snapshot] = await city.lookup.snapshots([caseId])
      if (done.ok) carriedOut += 1
      else {
        refused += 1
        // Whoever was refused was refused for the sake of the other, who can now go on.
        expect(taken?.ok).toBe(true)
        expect(['CASE_HELD', 'CONFLICT']).toContain(done.refusal.code)
        expect((await dispatch(caseId, wang)).status).toBe(200)
      }
      expect(snapshot?.status).toBe(done.ok ? 'in_progress' : 'awaiting_dispatch')
    }
    expect(refused + carriedOut).toBe(12)
  })

  it('is for who may dispatch, on a case that waits for it', async () => {
    const caseId = await city.filed()
    expect((await claim(caseId, wang)).body.code).toBe('CLAIM_NOTHING_TO_DO')
    const about = await city.filed(waiting(1, { subjectUnitIds: [UNITS.hotline] }))
    expect((await claim(about, wang)).status).toBe(404)
  })
})
