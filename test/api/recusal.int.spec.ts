import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { claimCallback, readCallbackQueue } from '@tongban/callback/contract'
import { listCases, readCase, readInbox, readReviewQueue } from '@tongban/case/contract'
import { readCaseClocks } from '@tongban/deadline/contract'
import { dispatchCase, readPool } from '@tongban/dispatch/contract'
import { callerHistory, fileCase, readCaller, readCallerViews, revealCaller, suggestFiling } from '@tongban/intake/contract'
import { listMeasureCases, readBoard, readMeasures } from '@tongban/reporting/contract'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, command, file, FILING, photo } from './support/calls.js'
import { addAccount } from './support/people.js'
import { expectRefused } from './support/problems.js'

const TOWNSHIP = 'township-150525100'
const COUNTY = 'county-150525-coordinator'
const PHONE = '13947508888'

let system: System
const people = new Map<string, SignedIn>()
const person = (name: string): SignedIn => {
  const found = people.get(name)
  if (found === undefined) throw new Error(name)
  return found
}

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  for (const name of [
    'operator1', 'operator2', 'dispatcher1', 'township1', 'lead1', 'county1', 'reviewer1', 'callback1', 'supervisor1', 'inspector1', 'auditadmin1', 'leader1',
  ]) {
    people.set(name, await system.signIn(name))
  }
  // People who see the whole city, and sit in the very unit a case is about.
  for (const [userName, role] of [
    ['supervisor2', 'supervisor'], ['reviewer2', 'reviewer'], ['dispatcher2', 'dispatcher'], ['operator9', 'operator'], ['inspector2', 'discipline_inspector'],
    ['auditadmin2', 'audit_admin'], ['callback9', 'callback_agent'], ['handler2', 'handler'],
  ] as const) {
    people.set(userName, await addAccount(system, { userName, unitId: TOWNSHIP, role }))
  }
  people.set('handler3', await addAccount(system, { userName: 'handler3', unitId: COUNTY, role: 'county_coordinator' }))
})
afterAll(() => system.stop())

const listed = async (who: SignedIn, query: { q?: string; countyCode?: string } = {}): Promise<string[]> =>
  (await who.call(listCases, { query: { ...query, limit: 100 } })).body.items.map((item) => item.id)

const PERIOD = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' }
async function figures(who: SignedIn): Promise<{ counted: number; listed: string[]; inHand: number; board: string }> {
  const table = await who.call(readMeasures, { query: { ...PERIOD, by: 'city' } })
  const cases = await who.call(listMeasureCases, { params: { measure: 'filed' }, query: { ...PERIOD, limit: 100 } })
  const board = await who.call(readBoard)
  return {
    counted: table.body.rows.reduce((sum, row) => sum + row.counts.filed, 0),
    listed: cases.body.items.map((item) => item.id),
    inHand: board.body.now.inHand,
    board: JSON.stringify(board.body),
  }
}

/** Nothing of the case, at any door this person has. */
async function seesNothingOf(name: string, { caseId, number, words }: { caseId: string; number: string; words: string }): Promise<void> {
  const who = person(name)
  for (const [path, code] of [
    [`/cases/${caseId}`, 'CASE_NOT_FOUND'],
    [`/cases/${caseId}/clocks`, 'CASE_NOT_FOUND'],
    [`/cases/${caseId}/caller`, 'CASE_NOT_FOUND'],
  ] as const) {
    expectRefused(await who.send('GET', path), 404, code)
  }
  for (const query of [{}, { q: number }, { q: words }, { countyCode: '150525' }]) expect([name, query, (await listed(who, query)).includes(caseId)]).toEqual([name, query, false])
}

describe('rule 12: a township that a report is about', () => {
  const words = '收了我的钱不给开票'
  let caseId: string
  let number: string
  let attachmentId: string

  beforeAll(async () => {
    attachmentId = await photo(person('operator1'))
    const filed = await file(person('operator1'), {
      caseType: 'report', description: `${words}，镇里办事的人说不给好处就不丈量地边子。`, subjectUnitIds: [TOWNSHIP], attachmentIds: [attachmentId],
      caller: { phone: PHONE, name: '王先生', sealed: true },
    })
    ;({ caseId, number } = filed)
    expect(filed.dispatch?.lead?.id).toBe(COUNTY)
    await system.runtime.settle()
    const clocks = await person('supervisor1').call(readCaseClocks, { params: { caseId } })
    PERIOD.from = new Date(Date.parse(clocks.body.items[0]?.startedAt ?? '') - 86_400_000).toISOString()
    PERIOD.to = new Date(Date.parse(PERIOD.from) + 3 * 86_400_000).toISOString()
  })

  it('is passed over for its county, with the reason in the trail', async () => {
    const view = (await person('county1').call(readCase, { params: { caseId } })).body
    expect(view.assignments.map(({ role, unit }) => [role, unit.id])).toEqual([['lead', COUNTY]])
    expect(view.subjectUnits.map(({ id }) => id)).toEqual([TOWNSHIP])
    expect(view.timeline.find(({ type }) => type === 'case.dispatched.v1')?.detail).toContain('应当回避')
    expect(JSON.stringify(view.dispatchTrail)).toContain('应当回避')
  })

  it.each(['township1', 'lead1', 'handler2'])('does not show it to %s', async (name) => {
    await seesNothingOf(name, { caseId, number, words })
    expectRefused(await person(name).send('GET', `/attachments/${attachmentId}`), 404, 'NOT_FOUND')
    for (const tab of ['todo', 'replied', 'copies'] as const) {
      const inbox = await person(name).call(readInbox, { query: { tab, limit: 100 } })
      expect(inbox.body.items.map((item) => item.caseId)).not.toContain(caseId)
    }
    expectRefused(await person(name).call(revealCaller, { params: { caseId }, body: { reason: '想知道是谁' } }), 404, 'CASE_NOT_FOUND')
  })

  it.each(['supervisor2', 'reviewer2', 'dispatcher2', 'inspector2', 'operator9'])('does not show it to %s, who sees the rest of the city', async (name) => {
    const other = await file(person('operator1'))
    await seesNothingOf(name, { caseId, number, words })
    expect(await listed(person(name))).toContain(other.caseId)
    expectRefused(await person(name).send('GET', `/attachments/${attachmentId}`), 404, 'NOT_FOUND')
  })

  it('is not in the figures, the lists behind them and the board of who sits there, and is in those of everybody else', async () => {
    await system.runtime.settle()
    const [all, without, lead] = [await figures(person('supervisor1')), await figures(person('supervisor2')), await figures(person('lead1'))]
    expect(all.listed).toContain(caseId)
    expect(without.listed).toEqual(all.listed.filter((id) => id !== caseId))
    expect([without.counted, without.inHand]).toEqual([all.counted - 1, all.inHand - 1])
    expect(all.board).toContain(number)
    for (const { board, listed: ids } of [without, lead]) expect([board.includes(number), board.includes(caseId), ids.includes(caseId)]).toEqual([false, false, false])
  })

  it('cannot be changed by them either', async () => {
    expectRefused(await person('supervisor2').call(command('urge'), { params: { caseId }, body: { note: '请尽快结案' } }), 404, 'CASE_NOT_FOUND')
    expectRefused(await person('operator9').call(command('withdraw'), { params: { caseId }, body: { reason: '来电人说不追究了' } }), 404, 'CASE_NOT_FOUND')
    expectRefused(await person('dispatcher2').call(dispatchCase, { params: { caseId }, body: { leadUnitId: TOWNSHIP } }), 404, 'CASE_NOT_FOUND')
  })

  it('is no earlier case of the number for an operator who sits there', async () => {
    const seen = async (name: string) => (await person(name).call(callerHistory, { body: { phone: PHONE } })).body
    expect(await seen('operator9')).toEqual({ total: 0, items: [] })
    expect((await seen('operator2')).total).toBe(1)
  })
})

describe('rule 12: a county coordinator that a report is about', () => {
  it('gets no copy and sees nothing of its own county’s case', async () => {
    const words = '统筹办的人压着我的件不办'
    const filed = await file(person('operator1'), { caseType: 'complaint', description: `${words}，让镇里直接来丈量。`, subjectUnitIds: [COUNTY] })
    expect([filed.dispatch?.lead?.id, filed.dispatch?.copies]).toEqual([TOWNSHIP, []])
    const found = { caseId: filed.caseId, number: filed.number, words }
    for (const name of ['county1', 'handler3']) await seesNothingOf(name, found)
    for (const tab of ['todo', 'copies'] as const)
      expect((await person('county1').call(readInbox, { query: { tab, limit: 100 } })).body.items.map((item) => item.caseId)).not.toContain(filed.caseId)
    expect(await listed(person('township1'))).toContain(filed.caseId)
  })
})

describe('rule 12: dispatching by hand', () => {
  it('does not suggest the unit the case is about, refuses it, and copies no county the case is about', async () => {
    const filed = await file(person('operator1'), {
      caseType: 'complaint', description: '镇上和旗里统筹办都不管我家地边子的事，要求换人来查。', subjectUnitIds: [TOWNSHIP, COUNTY],
    })
    expect(filed.status).toBe('awaiting_dispatch')
    const item = (await person('dispatcher1').call(readPool, { query: { limit: 100 } })).body.items.find(({ id }) => id === filed.caseId)
    const suggestion = item?.suggestion ?? null
    if (suggestion === null) throw new Error('The pool suggests nobody')
    const offered = [suggestion.lead, ...suggestion.assists, ...suggestion.copies, ...suggestion.alternatives.map(({ unit }) => unit)]
    expect(offered.flatMap((unit) => unit?.id ?? []).filter((id) => [TOWNSHIP, COUNTY].includes(id))).toEqual([])
    expect(suggestion.reasons.map(({ code }) => code)).toContain('recused')
    expect((await person('dispatcher2').call(readPool, { query: { limit: 100 } })).body.items.map(({ id }) => id)).not.toContain(filed.caseId)
    const dispatch = (body: { leadUnitId: string; assistUnitIds?: string[]; ccUnitIds?: string[] }) =>
      person('dispatcher1').call(dispatchCase, { params: { caseId: filed.caseId }, body })
    expectRefused(await dispatch({ leadUnitId: TOWNSHIP }), 422, 'UNIT_RECUSED')
    expectRefused(await dispatch({ leadUnitId: 'township-150525101', assistUnitIds: [TOWNSHIP] }), 422, 'UNIT_RECUSED')
    expectRefused(await dispatch({ leadUnitId: 'township-150525101', ccUnitIds: [COUNTY] }), 422, 'UNIT_RECUSED')
    expect((await dispatch({ leadUnitId: 'township-150525101' })).status).toBe(200)
    const view = (await person('dispatcher1').call(readCase, { params: { caseId: filed.caseId } })).body
    expect(view.assignments.map(({ unit }) => unit.id)).toEqual(['township-150525101'])
  })

  it('is refused at the filing already when the operator picks the very unit', async () => {
    const body = { ...FILING, caseType: 'report' as const, subjectUnitIds: [COUNTY], chosenUnitId: COUNTY }
    expectRefused(await person('operator1').call(fileCase, { body }), 422, 'UNIT_RECUSED')
    const suggested = await person('operator1').call(suggestFiling, { body: { description: FILING.description, placeText: FILING.placeText, categoryCode: FILING.categoryCode, subjectUnitIds: [TOWNSHIP] } })
    expect(suggested.body.dispatch.lead?.id).toBe(COUNTY)
  })
})

describe('rule 12: a unit found later to be what a case is about', () => {
  it('loses the case and every trace of it, and its county goes on', async () => {
    const words = '丈量的人是对方亲戚'
    const { caseId, number } = await file(person('operator1'), { description: `${words}，要求镇里回避。` })
    expect(await listed(person('township1'))).toContain(caseId)
    const recused = await person('dispatcher1').call(command('recuse'), { params: { caseId }, body: { unitIds: [TOWNSHIP], reason: '反映的是该镇工作人员' } })
    expect(recused.status).toBe(200)
    await system.runtime.settle()
    for (const name of ['township1', 'lead1', 'supervisor2']) await seesNothingOf(name, { caseId, number, words })
    for (const tab of ['todo', 'replied', 'copies'] as const)
      expect((await person('township1').call(readInbox, { query: { tab, limit: 100 } })).body.items.map((item) => item.caseId)).not.toContain(caseId)
    const { board } = await figures(person('supervisor2'))
    expect([board.includes(number), board.includes(caseId)]).toEqual([false, false])
    expect((await person('county1').call(readCase, { params: { caseId } })).body.assignments.filter(({ status }) => status === 'dispatched').map(({ unit }) => unit.id)).toContain(COUNTY)
  })
})

describe('a sealed report', () => {
  const phone = '13947507777'
  const number = '139••••7777'
  let caseId: string

  beforeAll(async () => {
    const filed = await file(person('operator1'), {
      caseType: 'report', description: '村里有人倒卖补贴化肥，请保密查处，别说是我讲的。', caller: { phone, name: '赵女士', sealed: true }, language: 'mn',
    })
    caseId = filed.caseId
  })

  it('shows no digit and no name to anybody who may read the case', async () => {
    for (const name of ['operator1', 'dispatcher1', 'township1', 'lead1', 'county1', 'reviewer1', 'supervisor1', 'inspector1', 'leader1']) {
      const caller = await person(name).call(readCaller, { params: { caseId } })
      expect([name, caller.body]).toEqual([name, { phoneMasked: null, nameMasked: null, sealed: true, wantsCallback: true, mayReveal: false }])
    }
  })

  it('is refused to those who handle, with the refusal in the ledger', async () => {
    for (const name of ['township1', 'lead1', 'county1']) {
      expectRefused(await person(name).call(revealCaller, { params: { caseId }, body: { reason: `${name}要联系` } }), 403, 'CALLER_SEALED')
    }
    const views = (await person('inspector1').call(readCallerViews, { params: { caseId } })).body.items
    expect(views.map(({ what, outcome, reason }) => [what, outcome, reason])).toEqual([
      ['reveal', 'refused', 'county1要联系'], ['reveal', 'refused', 'lead1要联系'], ['reveal', 'refused', 'township1要联系'],
    ])
    expect(views[0]?.who).toMatchObject({ id: person('county1').userId, name: '旗县统筹1' })
  })

  it('is an earlier case of the number by its number and state only, and that look is recorded', async () => {
    const { items, total } = (await person('operator2').call(callerHistory, { body: { phone } })).body
    expect([total, items.length]).toEqual([1, 1])
    expect(items[0]).toMatchObject({
      id: caseId, title: '保密件', status: 'in_progress', sealed: true, caseType: null, urgency: null, category: null, placeText: '', division: null, county: null, leadUnit: null,
    })
    expect(JSON.stringify(items)).not.toContain('化肥')
    const [latest] = (await person('auditadmin1').call(readCallerViews, { params: { caseId }, query: { limit: 1 } })).body.items
    expect(latest).toMatchObject({ what: 'history', outcome: 'done', reason: null, who: { id: person('operator2').userId } })
  })

  it('is shown to the callback agent while the call is theirs, and to no other', async () => {
    await answerFor(person('township1'), caseId)
    await person('reviewer1').call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })
    await system.runtime.settle()
    const reveal = (name: string) => person(name).call(revealCaller, { params: { caseId }, body: { reason: '回访拨号' } })
    const [task] = (await person('callback1').call(readCallbackQueue, { query: { limit: 100 } })).body.items.filter((item) => item.caseId === caseId)
    expect([task?.phoneMasked, JSON.stringify(task).includes(number)]).toEqual(['•••••••••••', false])
    expectRefused(await reveal('callback1'), 403, 'CALLER_SEALED')
    expect((await person('callback1').call(claimCallback, { params: { caseId } })).status).toBe(200)
    expect((await reveal('callback1')).body).toEqual({ phone, name: '赵女士' })
    expectRefused(await reveal('callback9'), 403, 'CALLER_SEALED')
  })

  it('pages its ledger newest first, to those who watch only', async () => {
    const ids: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = (await person('auditadmin1').call(readCallerViews, { params: { caseId }, query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } })).body
      ids.push(...page.items.map((item) => item.id))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    const whole = (await person('inspector1').call(readCallerViews, { params: { caseId }, query: { limit: 100 } })).body.items
    expect(ids).toEqual(whole.map((item) => item.id))
    expect(whole.map((item) => Date.parse(item.at))).toEqual([...whole].map((item) => Date.parse(item.at)).sort((a, b) => b - a))
    for (const name of ['township1', 'county1', 'supervisor1', 'operator1']) expectRefused(await person(name).call(readCallerViews, { params: { caseId } }), 403, 'PERMISSION_MISSING')
  })

  it('rule 12: keeps its ledger from inspectors and auditors of the unit it is about', async () => {
    const filed = await file(person('operator1'), { caseType: 'report', subjectUnitIds: [TOWNSHIP], caller: { phone, name: '赵女士', sealed: true } })
    expect((await person('inspector1').call(readCallerViews, { params: { caseId: filed.caseId } })).status).toBe(200)
    for (const name of ['inspector2', 'auditadmin2']) expectRefused(await person(name).call(readCallerViews, { params: { caseId: filed.caseId } }), 404, 'CASE_NOT_FOUND')
  })
})

describe('rule 12: calling back', () => {
  it('is not offered to an agent of the unit the case is about, and the review of it not to a reviewer of that unit', async () => {
    const filed = await file(person('operator1'), { caseType: 'complaint', subjectUnitIds: [COUNTY], description: '旗里统筹办把我的电话给了对方，要求说明。' })
    await answerFor(person('township1'), filed.caseId)
    const queueOf = async (name: string) => (await person(name).call(readReviewQueue, { query: { limit: 100 } })).body.items.map((item) => item.id)
    expect(await queueOf('reviewer1')).toContain(filed.caseId)
    const reviewer = await addAccount(system, { userName: 'reviewer8', unitId: COUNTY, role: 'reviewer' })
    expect((await reviewer.call(readReviewQueue, { query: { limit: 100 } })).body.items.map((item) => item.id)).not.toContain(filed.caseId)
    await person('reviewer1').call(command('review'), { params: { caseId: filed.caseId }, body: { verdict: 'pass' } })
    const agent = await addAccount(system, { userName: 'callback8', unitId: COUNTY, role: 'callback_agent' })
    const waiting = async (who: SignedIn) => (await who.call(readCallbackQueue, { query: { limit: 100 } })).body.items.map((item) => item.caseId)
    expect(await waiting(person('callback1'))).toContain(filed.caseId)
    expect(await waiting(agent)).not.toContain(filed.caseId)
    expectRefused(await agent.call(claimCallback, { params: { caseId: filed.caseId } }), 404, 'CASE_NOT_FOUND')
    expectRefused(await agent.call(revealCaller, { params: { caseId: filed.caseId }, body: { reason: '回访拨号' } }), 404, 'CASE_NOT_FOUND')
  })
})
