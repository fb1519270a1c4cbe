import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { StaffDirectory, type StaffMember } from '@tongban/access/contract'
import { AuditTrail, type AuditEntry } from '@tongban/audit/contract'
import { plainDate, type BatchWrite } from '@tongban/kernel/core'
import type { OrgDirectory } from '@tongban/org/contract'
import { createLogger, outboxWrite, Refused, StoreUnavailable } from '@tongban/platform/server'
import type { CategoryTree } from '@tongban/taxonomy/contract'
import { FakeClock, PEOPLE } from '@tongban/testing/server'
import { WorkCalendars, type WorkCalendar } from '@tongban/worktime/contract'
import { POLICY_PUBLISHED, type PolicyDraft } from '../contract/index.js'
import { limitFor } from '../domain/index.js'
import { at, DeadlineUnderTest, OFFICE } from './deadline.spec-support.js'
import { draftOf, rulesOf } from './persistence/deadline-policy.mapper.js'
import { DeadlinePolicies } from './persistence/deadline-policies.js'
import { PolicyVersionStore } from './persistence/policy-version.store.js'
import { PolicyPublishing } from './policy-publishing.js'
import { PolicyWorlds } from './policy-worlds.js'
import { policyVersionsOf } from './policy-versions.js'

let deadline: DeadlineUnderTest
let publishing: PolicyPublishing
let store: PolicyVersionStore
let clock: FakeClock
const NOW = '2026-11-16T01:00:00.000Z'

/** The audit log of a test: entries leave as rows of the outbox, in the same transaction. */
class AuditAsEvents extends AuditTrail {
  override write(entry: AuditEntry): BatchWrite {
    return outboxWrite({ type: 'test.audited.v1', subjectId: entry.subjectId, at: entry.at, data: { action: entry.action, actorId: entry.actorId } })
  }

  override record(): Promise<void> {
    return Promise.reject(new Error('Everything here is written with what it records'))
  }
}

class Everybody extends StaffDirectory {
  override staffOf(): Promise<readonly StaffMember[]> {
    return Promise.resolve([])
  }
}

class OneCalendar extends WorkCalendars {
  override calendarFor(): WorkCalendar {
    return OFFICE
  }
}

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
})
afterAll(() => deadline.close())

beforeEach(async () => {
  await deadline.database.query('DELETE FROM deadline_policy WHERE version > 1')
  await deadline.database.query('DELETE FROM outbox_event')
  await deadline.policies.reload()
  store = new PolicyVersionStore(deadline.database, deadline.config, new AuditAsEvents())
  const org = { division: (code: string) => (code.startsWith('1505') ? { code } : null), unit: () => null, allDivisions: () => [], allUnits: () => [] } as unknown as OrgDirectory
  const categories = { category: (code: string) => (code.startsWith('01') ? { code } : null) } as unknown as CategoryTree
  clock = new FakeClock(NOW)
  publishing = new PolicyPublishing(store, deadline.policies, new PolicyWorlds(org, categories, new Everybody(), new OneCalendar(), clock), clock)
})

const draft = (changes: Partial<PolicyDraft> = {}): PolicyDraft => ({ ...draftOf(deadline.policies.version(1)), ...changes })
const heating = draft
const quick = (): PolicyDraft =>
  heating({
    overrides: [{ selector: { serviceClass: null, caseType: null, categoryCode: '0102', divisionCode: '150521' }, limits: { promise: { amount: 2, unit: 'work_day' } }, source: '供热期规定' }],
  })
const publish = (changes: Partial<Parameters<PolicyPublishing['publish']>[0]> = {}): Promise<number> =>
  publishing.publish({ draft: quick(), validFrom: '2026-12-01', reason: '供热期缩短时限', latestSeen: 1, replaces: null, ...changes }, PEOPLE.supervisor)
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : String(error)
  }
}
const told = (): Promise<{ type: string; subject_id: string; data: Record<string, unknown> }[]> => deadline.database.query('SELECT type, subject_id, data FROM outbox_event ORDER BY id')

describe('a version of the deadline table', () => {
  it('starts clocks from its first day on, and leaves what was quoted before alone', async () => {
    expect(await publish()).toBe(2)
    const subject = { urgency: 'general', caseType: 'help', categoryCode: '010203', divisionCode: '150521100' }
    const promised = (startedAt: string) => deadline.quotes.quote({ ...subject, startedAt: at(startedAt) })
    expect(promised('2026-11-30 09:00')).toMatchObject({ policyVersion: '1', promiseDueAt: at('2026-12-07 09:00') })
    expect(promised('2026-12-01 09:00')).toMatchObject({ policyVersion: '2', promiseDueAt: at('2026-12-03 09:00') })
    // Elsewhere the basic row goes on.
    expect(deadline.quotes.quote({ ...subject, divisionCode: '150502', startedAt: at('2026-12-01 09:00') }).promiseDueAt).toBe(at('2026-12-08 09:00'))
    // An extension of what version 1 promised is as long as that promise, also when it ends under version 2.
    expect(deadline.quotes.latestExtension({ ...subject, policyVersion: '1', dueAt: at('2026-12-07 09:00') })).toBe(at('2026-12-14 09:00'))
  })

  it('is told, audited, and known with who published it and why', async () => {
    await publish()
    expect((await told()).map(({ type, subject_id, data }) => [type, subject_id, data.action ?? data.what])).toEqual([
      ['test.audited.v1', 'deadline_policy:2', 'deadline.publish_policy'], [POLICY_PUBLISHED, '2', 'published'],
    ])
    const views = policyVersionsOf(await store.list(), '2026-11-16' as never, new Map(), String)
    expect(views.map(({ version, state, validFrom, validTo, author, reason, basedOn }) => [version, state, validFrom, validTo, author, reason, basedOn])).toEqual([
      [2, 'upcoming', '2026-12-01', null, PEOPLE.supervisor.userId, '供热期缩短时限', 1], [1, 'in_force', '2024-01-01', '2026-12-01', null, '', null],
    ])
  })

  it('is never edited once its first day is near: today is too early, and what has begun cannot be withdrawn', async () => {
    expect(await codeOf(publish({ validFrom: '2026-11-16' }))).toBe('POLICY_FROM_TOO_EARLY')
    await publish({ validFrom: '2026-11-17' })
    await deadline.database.query(`UPDATE deadline_policy SET valid_from = '2026-11-16' WHERE version = 2`)
    expect(await codeOf(publishing.withdraw(2, '不再需要了', PEOPLE.supervisor))).toBe('POLICY_NOT_UPCOMING')
    expect(await codeOf(publishing.withdraw(1, '不再需要了', PEOPLE.supervisor))).toBe('POLICY_NOT_UPCOMING')
    expect(await codeOf(publishing.withdraw(9, '不再需要了', PEOPLE.supervisor))).toBe('NOT_FOUND')
  })

  it('that is upcoming is withdrawn or replaced, and never starts a clock', async () => {
    await publish()
    expect(await codeOf(publish({ latestSeen: 2 }))).toBe('POLICY_VERSION_UPCOMING')
    expect(await publish({ latestSeen: 2, replaces: 2, draft: draft() })).toBe(3)
    expect(deadline.policies.inForce(at('2026-12-01 09:00')).version).toBe(3)
    await publishing.withdraw(3, '供热期规定推迟', PEOPLE.supervisor)
    expect(deadline.policies.inForce(at('2026-12-01 09:00')).version).toBe(1)
    expect(policyVersionsOf(await store.list(), '2026-11-16' as never, new Map(), String).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn', 'in_force'])
  })

  it('is published by one of two who start from the same table; the other is told to look', async () => {
    const outcomes = await Promise.all([codeOf(publish()), codeOf(publish()), codeOf(publish())])
    expect(outcomes.sort()).toEqual(['POLICY_SUPERSEDED', 'POLICY_SUPERSEDED', 'done'])
    expect(await store.list()).toHaveLength(2)
    expect((await told()).filter(({ type }) => type === POLICY_PUBLISHED)).toHaveLength(1)
  })

  it('is corrected from the same day on while it is young, and no longer: running clocks keep what they were given', async () => {
    await publish({ validFrom: '2026-11-17' })
    const subject = { urgency: 'general', caseType: 'help', categoryCode: '010203', divisionCode: '150521100' }
    const filed = (): string => deadline.quotes.quote({ ...subject, startedAt: clock.now() }).policyVersion
    clock.set('2026-11-17T02:00:00.000Z')
    expect(filed()).toBe('2')
    const fixed = { draft: draft(), validFrom: '2026-11-17', reason: '供热时限写错了，当天更正' }
    expect(await publish({ ...fixed, latestSeen: 2 })).toBe(3)
    expect(filed()).toBe('3')
    // What version 2 promised is still extended by version 2.
    expect(deadline.quotes.latestExtension({ ...subject, policyVersion: '2', dueAt: at('2026-11-19 09:00') })).toBe(at('2026-11-23 09:00'))
    expect((await told()).filter(({ type }) => type === 'test.audited.v1')).toHaveLength(2)
    expect(policyVersionsOf(await store.list(), '2026-11-17' as never, new Map(), String).map(({ version, state }) => [version, state])).toEqual([[3, 'in_force'], [2, 'past'], [1, 'past']])
    // Yesterday stays as it was, and a correction of a correction opens no days of its own.
    expect(await codeOf(publish({ ...fixed, latestSeen: 3, validFrom: '2026-11-16' }))).toBe('POLICY_FROM_TOO_EARLY')
    clock.set('2026-11-19T02:00:00.000Z')
    expect(await publish({ ...fixed, latestSeen: 3, validFrom: '2026-11-19' })).toBe(4)
    clock.set('2026-11-20T02:00:00.000Z')
    expect(await codeOf(publish({ ...fixed, latestSeen: 4, validFrom: '2026-11-20' }))).toBe('POLICY_FROM_TOO_EARLY')
  })

  it('that nobody could mean is refused; one that came in before there was a check is corrected at once, however old', async () => {
    const [row] = quick().overrides
    const slip = draft({ overrides: row === undefined ? [] : [{ ...row, limits: { promise: { amount: 5_256_000, unit: 'work_day' } } }] })
    expect(await codeOf(publish({ draft: slip }))).toBe('POLICY_FAULTY')
    await store.transaction((tx) => store.add(tx, { version: 2, validFrom: plainDate('2026-11-17'), rules: rulesOf(slip), authorId: 'u', reason: '检查之前发布的', basedOn: 1, at: clock.now() }))
    await deadline.policies.reload()
    clock.set('2026-12-16T02:00:00.000Z')
    const subject = { urgency: 'general', caseType: 'help', categoryCode: '010203', divisionCode: '150521100' }
    const quote = () => deadline.quotes.quote({ ...subject, startedAt: clock.now() })
    expect(quote).toThrow(Refused)
    expect(await publish({ draft: draft(), validFrom: '2026-12-16', latestSeen: 2 })).toBe(3)
    expect(quote().policyVersion).toBe('3')
  })

  it('with rows that tie or a ladder that is silent is refused by name, and nothing is written', async () => {
    const [row] = quick().overrides
    expect(await codeOf(publish({ draft: draft({ overrides: row === undefined ? [] : [row, row] }) }))).toBe('POLICY_ROWS_TIED')
    expect(await codeOf(publish({ draft: draft({ ladder: quick().ladder.filter(({ kinds }) => !kinds.includes('dispatch')) }) }))).toBe('LADDER_SILENCED')
    expect(await codeOf(publish({ draft: draft({ rows: quick().rows.slice(1) }) }))).toBe('POLICY_FAULTY')
    expect(await store.list()).toHaveLength(1)
    expect(await told()).toEqual([])
  })

  it('reaches a process that was running already, by a look or when a clock names it', async () => {
    const other = new DeadlinePolicies(deadline.database, deadline.config, createLogger('test', 'silent'))
    await other.reload()
    const before = other.version(1)
    await publish()
    // Where nothing can be awaited the request is answered “try again”, and the table is read meanwhile.
    expect(() => other.version(2)).toThrow(StoreUnavailable)
    const known = await other.known(2)
    expect(limitFor(known, { serviceClass: 'help_suggestion', categoryCode: '0102', divisionCode: '150521' }, 'promise')).toEqual({ ok: true, value: { amount: 2, unit: 'work_day' } })
    // What was known stays the same object: whatever is computed from it is kept.
    expect(other.version(1)).toBe(before)
    const third = new DeadlinePolicies(deadline.database, deadline.config, createLogger('test', 'silent'))
    await third.reload()
    await publishing.withdraw(2, '供热期规定推迟', PEOPLE.supervisor)
    await third.lookAgain()
    expect(third.inForce(at('2026-12-02 09:00')).version).toBe(1)
    await expect(third.known(7)).rejects.toThrow('not stored')
  })
})
