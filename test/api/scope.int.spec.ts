import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { claimCallback, recordCallbackAttempt } from '@tongban/callback/contract'
import { listCases, readCase, readInbox } from '@tongban/case/contract'
import { readCaseClocks } from '@tongban/deadline/contract'
import { readCaller } from '@tongban/intake/contract'
import { listMeasureCases, readBoard, readMeasures } from '@tongban/reporting/contract'
import type { SignedIn } from '../support/signed-in.js'
import { startSystem, type System } from '../support/system.js'
import { answerFor, command, dutyOf, ELSEWHERE, file, FILING, photo } from './support/calls.js'
import { addAccount } from './support/people.js'
import { expectRefused } from './support/problems.js'
import { storedCases } from './support/stored.js'

const WORDS = '东头第三根电线杆旁边的机井'
const PERIOD = { from: '2020-01-01T00:00:00Z', to: '2020-12-31T00:00:00Z' }

let system: System
let people: Record<string, SignedIn>
let own: { caseId: string; number: string; assignmentId: string; attachmentId: string; clockId: string }
let foreign: { caseId: string; number: string }

const person = (name: string): SignedIn =>
  people[name] ??
  (() => {
    throw new Error(name)
  })()

/** Who may look at a case of the first township: its own people, its county, and the hotline's. */
const SEES = [
  'operator1',
  'operator2',
  'dispatcher1',
  'township1',
  'lead1',
  'county1',
  'reviewer1',
  'supervisor1',
  'inspector1',
  'assessor1',
  'leader1',
]
/** Who handles cases, but not this one: other townships, a department of the same county, an enterprise, another county. */
const FOREIGN = ['township2', 'township3', 'department1', 'enterprise1', 'lead2', 'county2']
/** Who never opens a case's page. */
const NEVER = ['callback1', 'callback2', 'editor1', 'sysadmin1', 'secadmin1', 'auditadmin1']
const MEASURES = ['lead1', 'county1', 'reviewer1', 'supervisor1']
const FOREIGN_MEASURES = ['lead2', 'county2']

beforeAll(async () => {
  system = await startSystem({ autonomous: false })
  const names = [...new Set([...SEES, ...FOREIGN, ...NEVER])].filter((name) => !['lead2', 'county2'].includes(name))
  people = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await system.signIn(name)] as const)))
  people.lead2 = await addAccount(system, { userName: 'lead2', unitId: 'township-150522100', role: 'unit_lead' })
  people.county2 = await addAccount(system, { userName: 'county2', unitId: 'county-150522-coordinator', role: 'county_coordinator' })

  const attachmentId = await photo(person('operator1'))
  const filed = await file(person('operator1'), {
    description: `${WORDS}，水泵烧了没有人来修，地里等着浇水。`,
    attachmentIds: [attachmentId],
  })
  const abroad = await file(person('operator1'), { placeText: ELSEWHERE })
  foreign = { caseId: abroad.caseId, number: abroad.number }
  await system.runtime.settle()
  const clocks = await person('supervisor1').call(readCaseClocks, { params: { caseId: filed.caseId } })
  own = {
    caseId: filed.caseId,
    number: filed.number,
    attachmentId,
    assignmentId: await dutyOf(person('township1'), filed.caseId),
    clockId: clocks.body.items[0]?.id ?? '',
  }
  PERIOD.from = new Date(Date.parse(clocks.body.items[0]?.startedAt ?? '') - 86_400_000).toISOString()
  PERIOD.to = new Date(Date.parse(PERIOD.from) + 3 * 86_400_000).toISOString()
})
afterAll(() => system.stop())

const listed = async (who: SignedIn, query: { q?: string } = {}): Promise<string[]> =>
  (await who.call(listCases, { query: { ...query, limit: 100 } })).body.items.map((item) => item.id)

describe.each(SEES)('%s', (name) => {
  it('finds the case of the first township in the list, by its words and by its number', async () => {
    for (const query of [{}, { q: WORDS }, { q: own.number }, { q: own.number.slice(0, 12) }])
      expect(await listed(person(name), query)).toContain(own.caseId)
  })

  it('opens its page, its clocks, its caller and its attachment', async () => {
    const view = await person(name).call(readCase, { params: { caseId: own.caseId } })
    expect([view.status, view.body.number, view.body.attachments.map((item) => item.id)]).toEqual([200, own.number, [own.attachmentId]])
    expect((await person(name).call(readCaseClocks, { params: { caseId: own.caseId } })).body.items.length).toBeGreaterThan(0)
    for (const path of [`/clocks/${own.clockId}/explanation`, `/cases/${own.caseId}/caller`, `/attachments/${own.attachmentId}`]) {
      expect([path, (await person(name).send('GET', path)).status]).toEqual([path, 200])
    }
  })
})

describe.each(FOREIGN)('%s', (name) => {
  it('finds nothing of it, however it looks', async () => {
    for (const query of [
      {},
      { q: WORDS },
      { q: own.number },
      { unitId: 'township-150525100' },
      { countyCode: '150525' },
      { townshipCode: '150525100' },
    ]) {
      expect(await listed(person(name), query)).not.toContain(own.caseId)
    }
    for (const tab of ['todo', 'replied', 'copies'] as const) {
      const inbox = await person(name).call(readInbox, { query: { tab } })
      expect(inbox.body.items.map((item) => item.caseId)).not.toContain(own.caseId)
    }
  })

  it('is told of its page, clocks, caller and attachment what it is told of one that does not exist', async () => {
    for (const [path, code] of [
      [`/cases/${own.caseId}`, 'CASE_NOT_FOUND'],
      [`/cases/${own.caseId}/clocks`, 'CASE_NOT_FOUND'],
      [`/clocks/${own.clockId}/explanation`, 'NOT_FOUND'],
      [`/cases/${own.caseId}/caller`, 'CASE_NOT_FOUND'],
      [`/attachments/${own.attachmentId}`, 'NOT_FOUND'],
    ] as const)
      expectRefused(await person(name).send('GET', path), 404, code)
    expectRefused(
      await person(name).send('POST', `/cases/${own.caseId}/caller/reveal`, { body: { reason: '想看看是谁' } }),
      404,
      'CASE_NOT_FOUND',
    )
  })

  it('changes nothing in it', async () => {
    const before = await storedCases(system)
    for (const [step, body] of [
      ['sign', {}],
      ['contact', { reached: true, method: 'phone', note: '已经联系过了' }],
      ['reply', { text: '已经处理完毕，请放心，以后不会再有。', attachmentIds: [] }],
    ] as const) {
      const answer = await person(name).call(command(step), { params: { assignmentId: own.assignmentId }, body })
      expect([403, 404]).toContain(answer.status)
      expectRefused(answer, answer.status, answer.status === 404 ? 'ASSIGNMENT_NOT_FOUND' : 'PERMISSION_MISSING')
    }
    for (const [action, body] of [
      ['withdraw', { reason: '不要了' }],
      ['review', { verdict: 'pass' }],
      ['archive', {}],
      ['dispatch', { leadUnitId: 'township-150522100' }],
    ] as const) {
      expectRefused(await person(name).send('POST', `/cases/${own.caseId}/${action}`, { body }), 403, 'PERMISSION_MISSING')
    }
    expect(await storedCases(system)).toEqual(before)
  })
})

describe.each(NEVER)('%s', (name) => {
  it('has no list and no page of cases', async () => {
    for (const path of [
      '/cases',
      `/cases/${own.caseId}`,
      `/cases/${own.caseId}/caller`,
      '/inbox',
      '/board',
      '/measures?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z',
    ]) {
      expectRefused(await person(name).send('GET', path), 403, 'PERMISSION_MISSING')
    }
    // Who configures time limits may read clocks, of no case.
    for (const path of [`/attachments/${own.attachmentId}`, `/cases/${own.caseId}/clocks`, `/clocks/${own.clockId}/explanation`]) {
      expect([path, [403, 404].includes((await person(name).send('GET', path)).status)]).toEqual([path, true])
    }
  })
})

describe('measures and board', () => {
  const filed = async (who: SignedIn): Promise<{ counted: number; listed: string[]; board: number }> => {
    const table = await who.call(readMeasures, { query: { ...PERIOD, by: 'city' } })
    const cases = await who.call(listMeasureCases, { params: { measure: 'filed' }, query: { ...PERIOD, limit: 100 } })
    const board = await who.call(readBoard)
    const events = JSON.stringify(board.body)
    const hidden = [own, foreign].filter((item) => !cases.body.items.some((row) => row.id === item.caseId))
    for (const item of hidden)
      expect([item.number, events.includes(item.number), events.includes(item.caseId)]).toEqual([item.number, false, false])
    return {
      counted: table.body.rows.reduce((sum, row) => sum + row.counts.filed, 0),
      listed: cases.body.items.map((item) => item.id),
      board: board.body.now.inHand,
    }
  }

  it.each(MEASURES)('of %s count and list the case of the first township', async (name) => {
    const wanted = ['lead1', 'county1'].includes(name) ? [own.caseId] : [own.caseId, foreign.caseId]
    expect(await filed(person(name))).toEqual({ counted: wanted.length, listed: expect.arrayContaining(wanted), board: wanted.length })
  })

  it.each(FOREIGN_MEASURES)('of %s count and list their own, whatever place or unit they ask for', async (name) => {
    expect(await filed(person(name))).toEqual({ counted: 1, listed: [foreign.caseId], board: 1 })
    for (const query of [{ countyCode: '150525' }, { unitId: 'township-150525100' }, { townshipCode: '150525100' }]) {
      expect(
        (await person(name).call(listMeasureCases, { params: { measure: 'in_hand' }, query: { ...PERIOD, ...query } })).body.items,
      ).toEqual([])
    }
    const rows = (await person(name).call(readMeasures, { query: { ...PERIOD, by: 'unit' } })).body.rows
    expect(rows.map((row) => row.id)).toEqual(['township-150522100'])
  })
})

describe('within reach', () => {
  it('the county sees the township’s duty, and may not do it', async () => {
    const before = await storedCases(system)
    expectRefused(
      await person('county1').call(command('sign'), { params: { assignmentId: own.assignmentId }, body: {} }),
      403,
      'NOT_YOUR_ASSIGNMENT',
    )
    const body = { reached: true, method: 'phone', note: '县里代为联系' }
    expectRefused(
      await person('county1').call(command('contact'), { params: { assignmentId: own.assignmentId }, body }),
      403,
      'NOT_YOUR_ASSIGNMENT',
    )
    expect(await storedCases(system)).toEqual(before)
  })

  it('the inbox of the county holds what it was copied, and nothing of the next county', async () => {
    const ids = async (name: string): Promise<string[]> =>
      (await person(name).call(readInbox, { query: { tab: 'copies', limit: 100 } })).body.items.map((item) => item.caseId)
    expect(await ids('county1')).toContain(own.caseId)
    expect(await ids('county1')).not.toContain(foreign.caseId)
    expect(await ids('county2')).toEqual([foreign.caseId])
  })

  it('a case that was withdrawn leaves the inbox and the reach of the unit together', async () => {
    const { caseId } = await file(person('operator1'))
    expect((await person('operator1').call(command('withdraw'), { params: { caseId }, body: { reason: '来电人撤回了' } })).status).toBe(200)
    for (const name of ['township1', 'county1']) {
      const opens = (await person(name).call(readCase, { params: { caseId } })).status === 200
      for (const tab of ['todo', 'replied', 'copies'] as const) {
        const inbox = await person(name).call(readInbox, { query: { tab, limit: 100 } })
        if (inbox.body.items.some((item) => item.caseId === caseId)) expect([name, tab, opens]).toEqual([name, tab, true])
      }
      expect((await listed(person(name))).includes(caseId)).toBe(opens)
    }
  })
})

describe('the callback agent', () => {
  it('sees a case only while it waits for a callback, and only in the queue', async () => {
    const agent = person('callback1')
    expectRefused(await agent.send('POST', `/cases/${own.caseId}/caller/reveal`, { body: { reason: '回访拨号' } }), 404, 'CASE_NOT_FOUND')
    const { caseId } = await file(person('operator1'), { ...FILING, description: '门口的路坑坑洼洼，下雨就积水，老人出门容易摔倒。' })
    await answerFor(person('township1'), caseId)
    await person('reviewer1').call(command('review'), { params: { caseId }, body: { verdict: 'pass' } })
    const queue = await agent.send<{ items: { caseId: string }[] }>('GET', '/callback-queue')
    expect(queue.body.items.map((item) => item.caseId)).toEqual([caseId])
    expectRefused(await agent.call(readCase, { params: { caseId } }), 403, 'PERMISSION_MISSING')
    expectRefused(await agent.call(readCaller, { params: { caseId } }), 403, 'PERMISSION_MISSING')
  })

  it('records no answers of a call that another agent is making', async () => {
    const [task] = (await person('callback1').send<{ items: { caseId: string }[] }>('GET', '/callback-queue')).body.items
    const caseId = task?.caseId ?? ''
    const before = await storedCases(system)
    expectRefused(
      await person('callback1').call(recordCallbackAttempt, { params: { caseId }, body: { result: 'refused' } }),
      409,
      'CALLBACK_NOT_CLAIMED',
    )
    expect((await person('callback1').call(claimCallback, { params: { caseId } })).status).toBe(200)
    expectRefused(await person('callback2').call(claimCallback, { params: { caseId } }), 409, 'CALLBACK_CLAIMED')
    expectRefused(
      await person('callback2').call(recordCallbackAttempt, { params: { caseId }, body: { result: 'refused' } }),
      409,
      'CALLBACK_CLAIMED',
    )
    expect(await storedCases(system)).toEqual(before)
  })
})
