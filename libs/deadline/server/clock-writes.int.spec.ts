import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DAY_MS, HOUR_MS, idOf, instant, plus, type Instant, type Result } from '@tongban/kernel/core'
import { FakeClock } from '@tongban/testing/server'
import type { CaseChange } from '@tongban/case/contract'
import fc from 'fast-check'
import { addDuration } from '@tongban/worktime/domain'
import { CLOCK_LADDER_TYPE, CLOCK_RUNG_TYPES, serviceClassOf, type ClockEvent, type ClockKind, type ClockStartCause, type DutyKind, type ServiceClass } from '../contract/index.js'
import {
  cancelClock, evolve, fireClock, grantExtension, nextFiresAt, pauseClock, procedureLimitOf, quote, reopenClock, rescheduleClock, resumeClock, satisfyClock, startClock, termOf,
  type Clock, type ClockRules,
} from '../domain/index.js'
import { at, DeadlineUnderTest, keyOf, OFFICE, PlayedCase, type Recounted, type Told } from './deadline.spec-support.js'
import { clockOf } from './persistence/clock-row.mapper.js'

let deadline: DeadlineUnderTest
let rules: ClockRules
const clock = new FakeClock()

beforeAll(async () => {
  deadline = await DeadlineUnderTest.open()
  const { warnRules, ladder } = deadline.policies.version(1)
  rules = { calendar: OFFICE, warnRules, ladder }
})
afterAll(async () => {
  await deadline.close()
})

const ID = idOf<Clock['id']>('019a0000-0000-7000-8000-000000000001')

const baseOf = (key: string): string => key.split('#')[0] ?? key

/** The clocks of one case as the domain says they are: every change decided and evolved, no SQL. */
class ModelOfClocks {
  readonly clocks = new Map<string, Clock>()
  readonly told: string[] = []

  constructor(
    private readonly caseId: string,
    private readonly subject: { readonly urgency: 'general' | 'emergency' | 'complex'; readonly caseType: 'help' | 'consultation' },
  ) {}

  /** In the order in which a commit's statements run: what begins or goes on, then what is done, then what was undone, then what is gone. */
  apply({ before, events, at: moment, after }: CaseChange): void {
    for (const event of events) {
      if (event.type === 'case.filed.v1' && after.status === 'awaiting_dispatch') this.start('dispatch', null, 'filed', moment)
      if (event.type === 'case.dispatched.v1') {
        for (const { assignmentId, role } of event.data.assignments) {
          if (role === 'cc') continue
          const kinds = role === 'lead' ? (['sign', 'contact', 'promise'] as const) : (['sign', 'promise'] as const)
          for (const kind of kinds) this.start(kind, assignmentId, event.data.round > 1 ? 'reworked' : 'dispatched', moment)
        }
      }
      if (event.type === 'case.review_passed.v1' && after.status === 'awaiting_callback') this.startProcedure('callback', null, moment)
      if (event.type === 'assignment.replied.v1' && after.status === 'awaiting_review') this.startProcedure('review', event.data.assignmentId, moment)
    }
    for (const { type, data } of events) {
      if (type === 'case.shelving_ended.v1' && data.promiseDueAt !== null) {
        const dueAt = instant(data.promiseDueAt)
        this.decide(keyOf('promise', data.assignmentId), (each) => resumeClock(each, { at: moment, dueAt }, rules))
      }
      if (type === 'case.clocks_recounted.v1') {
        const serviceClass = data.recounted.serviceClass as ServiceClass
        for (const key of this.clocks.keys()) {
          this.decide(key, (each) => rescheduleClock(each, { at: moment, serviceClass, policy: deadline.policies.version(1), calendar: OFFICE, reason: data.reason }))
        }
      }
      if (type === 'case.shelved.v1') this.decide(keyOf('promise', data.assignmentId), (each) => pauseClock(each, { at: moment, reason: `挂账：${data.reason}` }))
      if (type === 'case.promise_extended.v1') {
        this.decide(keyOf('promise', data.assignmentId), (each) => grantExtension(each, { at: moment, until: instant(data.until), reason: data.reason }, rules))
      }
    }
    for (const { type, data } of events) {
      if (type === 'case.dispatched.v1') this.satisfy('dispatch', null, moment)
      if (type === 'assignment.signed.v1') this.satisfy('sign', data.assignmentId, moment)
      if (type === 'assignment.contacted.v1') this.satisfy('contact', data.assignmentId, moment)
      if (type === 'assignment.replied.v1') this.satisfy('promise', data.assignmentId, moment)
      if (type === 'case.callback_recorded.v1') this.satisfyAll('callback', null, moment)
      if (type === 'case.review_passed.v1' || type === 'case.review_failed.v1') this.satisfyAll('review', data.assignmentId, moment)
      if (type === 'case.review_failed.v1') this.decide(keyOf('promise', data.assignmentId), (each) => reopenClock(each, { at: moment, reason: '审核退回' }, rules))
    }
    // An assist that has answered the lead is done, whatever it left undone on the way.
    for (const { type, data } of events) {
      if (type !== 'assignment.replied.v1' || after.status === 'awaiting_review') continue
      for (const key of this.clocks.keys()) if (key.includes(data.assignmentId)) this.decide(key, (each) => cancelClock(each, { at: moment, reason: '已回复' }))
    }
    if (before !== null && (after.status === 'closed' || after.status === 'withdrawn')) {
      const reason = after.status === 'closed' ? '已办结' : '已撤单'
      for (const key of this.clocks.keys()) this.decide(key, (each) => cancelClock(each, { at: moment, reason }))
    }
  }

  /** The alarm rings for a clock at the moment it asked for, and never before the last that happened to it. */
  fire(now: Instant): void {
    for (const key of this.clocks.keys()) {
      this.decide(key, (each) => {
        const next = nextFiresAt(each)
        return { ok: true, value: next !== null && Math.max(next, each.lastAt) <= now ? fireClock(each, now) : [] }
      })
    }
  }

  /** A refusal changes nothing: a finished clock stays as it is. */
  decide(key: string, decision: (clock: Clock) => Result<readonly ClockEvent[]>): void {
    const current = this.clocks.get(key)
    if (!current) return
    const decided = decision(current)
    if (!decided.ok) return
    for (const event of decided.value) {
      if (event.type === 'clock.warned.v1' || event.type === 'clock.overdue.v1') this.told.push(`${event.type} ${baseOf(key)} ${event.at}`)
      if (event.type === 'clock.rung_reached.v1') this.told.push(`${event.type} ${event.code} ${baseOf(key)} ${event.at}`)
    }
    this.clocks.set(key, decided.value.reduce<Clock>(evolve, current))
  }

  private satisfy(kind: ClockKind, assignmentId: string | null, moment: Instant): void {
    this.decide(keyOf(kind, assignmentId), (each) => satisfyClock(each, { at: moment }))
  }

  /** A review of its own for every reply: the one before is done. */
  private startProcedure(kind: 'review' | 'callback', assignmentId: string | null, startedAt: Instant): void {
    const limit = procedureLimitOf(deadline.policies.version(1), kind)
    const serviceClass = serviceClassOf(this.subject.urgency, this.subject.caseType)
    const due = addDuration(OFFICE, startedAt, limit)
    if (!due.ok) throw new Error(due.refusal.code)
    const event: ClockEvent = {
      type: 'clock.started.v1', clockId: ID, at: startedAt, caseId: idOf(this.caseId), assignmentId: assignmentId === null ? null : idOf(assignmentId), subjectId: null, kind,
      serviceClass, cause: kind === 'review' ? 'replied' : 'reviewed', limit, policyVersion: 1, calendarVersion: 1,
      ...termOf(rules, { kind, serviceClass, limit, startedAt, adjustments: [] }, due.value), carried: null,
    }
    this.clocks.set(`${keyOf(kind, assignmentId)}#${this.clocks.size}`, evolve(null, event))
  }

  private satisfyAll(kind: ClockKind, assignmentId: string | null, moment: Instant): void {
    for (const key of this.clocks.keys()) if (baseOf(key) === keyOf(kind, assignmentId)) this.decide(key, (each) => satisfyClock(each, { at: moment }))
  }

  private start(kind: DutyKind, assignmentId: string | null, cause: ClockStartCause, startedAt: Instant): void {
    const serviceClass = serviceClassOf(this.subject.urgency, this.subject.caseType)
    const quoted = quote(deadline.policies.version(1), OFFICE, { serviceClass, startedAt })
    if (!quoted.ok) throw new Error(quoted.refusal.code)
    const { dueAt, limit } = quoted.value.terms[kind]
    const { rungs } = termOf(rules, { kind, serviceClass, limit, startedAt, adjustments: [] }, dueAt)
    const event = startClock(quoted.value, { clockId: ID, caseId: idOf(this.caseId), assignmentId: assignmentId === null ? null : idOf(assignmentId), kind, cause, rungs })
    this.clocks.set(keyOf(kind, assignmentId), evolve(null, event))
  }
}

const STEPS = ['next', 'next', 'next', 'next', 'next', 'next', 'fire', 'fire', 'sign', 'contact', 'reply', 'reply', 'reply_assist', 'send_back', 'send_back', 'pass', 'close', 'rework', 'withdraw', 'dispatch', 'shelve', 'unshelve', 'extend', 'recount', 'recount'] as const
type StepName = (typeof STEPS)[number]

/** The way a case usually goes, so that sequences reach its end. */
function usualStep({ status, snapshot }: PlayedCase, pick: number): StepName {
  const lead = snapshot?.assignments.findLast(({ role }) => role === 'lead')
  if (status === 'awaiting_dispatch') return 'dispatch'
  if (status === 'awaiting_review') return pick % 3 === 0 ? 'pass' : 'send_back'
  if (status === 'awaiting_callback') return pick % 2 === 0 ? 'close' : 'rework'
  if (lead?.signedAt === null) return 'sign'
  return lead?.contactedAt === null ? 'contact' : 'reply'
}

/** The change a step makes, or null where the lifecycle does not allow it. */
function changeOf(played: PlayedCase, step: StepName, moment: Instant, pick: number): CaseChange | null {
  const { status } = played
  const lead = played.snapshot?.assignments.findLast(({ role }) => role === 'lead')
  const assist = played.snapshot?.assignments.findLast(({ role }) => role === 'assist')
  if (step === 'dispatch') return status === 'awaiting_dispatch' ? played.dispatch(moment) : null
  if (step === 'withdraw') return ['awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback'].includes(status) ? played.withdraw(moment) : null
  if (step === 'send_back') return status === 'awaiting_review' ? played.sendBack(moment) : null
  if (step === 'pass') return status === 'awaiting_review' ? played.pass(moment) : null
  if (step === 'close') return status === 'awaiting_callback' ? played.close(moment) : null
  if (step === 'rework') return status === 'awaiting_callback' ? played.rework(moment) : null
  if (status !== 'in_progress' || !lead || !assist) return null
  if (step === 'sign') return lead.signedAt === null ? played.sign(lead.id, moment) : null
  if (step === 'contact') return lead.signedAt !== null ? played.contact(lead.id, moment) : null
  if (step === 'reply') return lead.contactedAt !== null && lead.repliedAt === null ? played.reply(lead.id, moment) : null
  if (step === 'shelve') return played.isShelved ? null : played.shelve(moment)
  if (step === 'unshelve') return played.isShelved ? played.unshelve(moment) : null
  if (step === 'extend') return played.extend(moment, (1 + pick) * 7 * HOUR_MS)
  if (step === 'reply_assist') return assist.repliedAt === null ? played.reply(assist.id, moment) : null
  return null
}

function nextRungOf({ clocks }: ModelOfClocks, pick: number): Instant | null {
  const moments = [...clocks.values()].map(nextFiresAt).filter((each) => each !== null)
  return moments[pick % Math.max(1, moments.length)] ?? null
}

/** What whoever keeps the clocks counts: each by another class, from its row, those too whose duty is done; what has run out is left out. */
async function recounted(played: PlayedCase, serviceClass: ServiceClass, moment: Instant): Promise<Recounted | null> {
  const promises = new Set((await deadline.rows(played.id)).filter(({ kind, state }) => kind === 'promise' && (state === 'running' || state === 'paused')).map(({ id }) => id))
  const clocks = (await deadline.rows(played.id)).flatMap((row) => {
    const counted = rescheduleClock(clockOf(row), { at: moment, serviceClass, policy: deadline.policies.version(1), calendar: OFFICE, reason: '工作日历调整' })
    const event = counted.ok ? counted.value.find((each) => each.type === 'clock.rescheduled.v1') : undefined
    if (event === undefined) return []
    const { limit, dueAt, warnAt, rungs } = event
    const done = row.state === 'satisfied' ? { isDone: true } : {}
    if (row.state === 'satisfied') reachedDone += 1
    return [{ clockId: row.id, kind: row.kind, assignmentId: row.assignment_id, limit, dueAt, warnAt, rungs: rungs.map((each) => ({ ...each })), ...done }]
  })
  // A promise that has run out keeps its class: clock-ladder.int.spec.ts.
  if ([...promises].some((id) => !clocks.some(({ clockId }) => clockId === id))) return null
  return { serviceClass, policyVersion: '1', calendarCode: 'office', calendarVersion: 1, clocks }
}

/** How often a clock was counted anew whose duty was done. */
let reachedDone = 0

const CLASSES = ['help_suggestion', 'consultation', 'emergency', 'complex', 'livelihood'] as const

const scenarioArbitrary = fc.record({
  subject: fc.constantFrom(
    { urgency: 'general', caseType: 'help' } as const,
    { urgency: 'general', caseType: 'consultation' } as const,
    { urgency: 'emergency', caseType: 'help' } as const,
    { urgency: 'complex', caseType: 'help' } as const,
  ),
  startMs: fc.integer({ min: 0, max: 14 * DAY_MS }),
  dispatched: fc.boolean(),
  steps: fc.array(
    fc.record({
      name: fc.constantFrom(...STEPS),
      pick: fc.nat(5),
      // Sometimes at the same moment, sometimes on a machine whose clock jumped back.
      afterMs: fc.oneof(fc.integer({ min: 0, max: 6 * HOUR_MS }), fc.integer({ min: 0, max: 5 * DAY_MS }), fc.constant(0), fc.integer({ min: -HOUR_MS, max: -1 })),
    }),
    { minLength: 8, maxLength: 30 },
  ),
})

/**
 * Clocks of one address in an order of their own: which of several a row is, its random subject does not say. One that has run out is never warned of
 * again, so the moment of its warning is not compared: extended while its case goes by another class, its row keeps the old one.
 */
const summary = (clocks: readonly (readonly [string, Clock])[]): unknown[] =>
  clocks
    .map(([key, each]) => ({ key: baseOf(key), ...each, id: ID, subjectId: null, reschedules: each.reschedules.map(withoutCode), ...(each.overdueAt === null ? {} : { warnAt: null }) }))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
/** Whose calendar it was only the row knows. */
const withoutCode = ({ before, ...each }: Clock['reschedules'][number]): unknown => ({ ...each, before: { ...before, calendarCode: undefined } })
const sortKey = (clock: { readonly key: string }): string => JSON.stringify(clock, Object.keys(clock).sort())

const stored = async (caseId: string): Promise<(readonly [string, Clock])[]> =>
  (await deadline.rows(caseId)).map((row) => [keyOf(row.kind, row.assignment_id), clockOf(row)] as const)

describe('clock rows under any sequence of commands of their case', () => {
  it('are the clocks the domain decides, and tell every rung the domain tells, once', async () => {
    const reached = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(scenarioArbitrary, async ({ subject, startMs, dispatched, steps }) => {
        const fireClocks = deadline.fireClocks(clock)
        const played = new PlayedCase(deadline, subject)
        const model = new ModelOfClocks(played.id, subject)
        const commit = async (change: CaseChange): Promise<void> => {
          await deadline.commit(change)
          model.apply(change)
        }
        let moment = plus(at('2026-11-09 00:00'), startMs)
        await commit(played.file(moment, dispatched))
        for (const { name: drawn, pick, afterMs } of steps) {
          const name = drawn === 'next' ? usualStep(played, pick) : drawn
          // Sometimes exactly when a clock asked to be rung.
          const rung = afterMs === 0 ? nextRungOf(model, pick) : null
          moment = rung !== null && rung > moment ? rung : plus(moment, afterMs)
          const fire = async (now: Instant): Promise<void> => {
            await fireClocks.fire(now, 1_000)
            model.fire(now)
          }
          if (name === 'fire') await fire(moment)
          else {
            const counted = name === 'recount' ? await recounted(played, CLASSES[pick % CLASSES.length] ?? 'complex', moment) : null
            const change = counted === null ? changeOf(played, name, moment, pick) : played.recount(moment, counted)
            if (change === null) continue
            await commit(change)
            reached.set(name, (reached.get(name) ?? 0) + 1)
            // A ladder that has still to be laid out asks to be, at once.
            const bare = (await deadline.rows(played.id)).flatMap(({ ladder, fires_at }) => (ladder === null && fires_at !== null ? [fires_at] : []))
            if (bare.length > 0) {
              reached.set('laid out', 1)
              await fire(instant(Math.max(moment, ...bare)))
            }
          }
          expect(summary(await stored(played.id))).toEqual(summary([...model.clocks]))
        }
        const end = plus(moment, 400 * DAY_MS)
        await fireClocks.fire(end, 1_000)
        model.fire(end)
        expect(summary(await stored(played.id))).toEqual(summary([...model.clocks]))
        const codeOf = ({ rung }: Told['data']): string => (rung === undefined ? '' : `${(rung as { code: string }).code} `)
        const told = (await deadline.told(played.id, [...CLOCK_RUNG_TYPES, CLOCK_LADDER_TYPE])).map(({ type, data }) => `${type} ${codeOf(data)}${keyOf(String(data.kind), data.assignmentId as string | null)} ${String(data.at)}`)
        expect(told.sort()).toEqual([...model.told].sort())
        expect((await deadline.rows(played.id)).filter(({ fires_at }) => fires_at !== null)).toEqual([])
        for (const each of model.clocks.values()) reached.set(each.state, (reached.get(each.state) ?? 0) + 1)
      }),
      { numRuns: 200 },
    )
    // Nothing above is proved of what never happened.
    expect(reachedDone).toBeGreaterThan(0)
    const all = ['sign', 'contact', 'reply', 'send_back', 'pass', 'close', 'rework', 'withdraw', 'dispatch', 'shelve', 'unshelve', 'extend', 'recount', 'reply_assist', 'laid out', 'running', 'paused', 'satisfied', 'cancelled']
    expect(all.filter((name) => !reached.has(name))).toEqual([])
  }, 120_000)
})
