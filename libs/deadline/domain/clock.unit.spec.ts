import { describe, expect, it } from '@jest/globals'
import { HOUR_MS, isoOf, MINUTE_MS, plainDate } from '@tongban/kernel/core'
import { momentText } from '@tongban/worktime/contract'
import { buildWorkCalendar } from '@tongban/worktime/domain'
import type { Clock } from './clock.js'
import { computeDueAt } from './compute-term.js'
import { cancelClock } from './decide/cancel-clock.js'
import { extendClock } from './decide/extend-clock.js'
import { fireClock } from './decide/fire-clock.js'
import { grantExtension } from './decide/grant-extension.js'
import { pauseClock } from './decide/pause-clock.js'
import { reopenClock } from './decide/reopen-clock.js'
import { rescheduleClock } from './decide/reschedule-clock.js'
import { resumeClock } from './decide/resume-clock.js'
import { satisfyClock } from './decide/satisfy-clock.js'
import { after, at, CALENDAR, codeOf, RULES, started, valueOf } from './deadline.spec-support.js'
import { DEFAULT_POLICY } from './default-policy.js'
import { evolve, replayClock } from './evolve.js'
import { nextFiresAt } from './next-fires-at.js'

const types = (events: readonly { type: string }[]): string[] => events.map(({ type }) => type)
// Two working hours from Friday 15:45: warns 17:15, due Monday 08:45.
const signClock = started('sign', 'consultation', '2026-11-20 15:45')
// Five working days from Friday 16:00: warns Wednesday 16:00, due Friday 16:00.
const promiseClock = started('promise', 'help_suggestion', '2026-11-20 16:00')

describe('a clock that fires', () => {
  it('rings first for its warning, then for its due moment, then never again', () => {
    expect(nextFiresAt(signClock)).toBe(at('2026-11-20 17:15'))
    const warned = after(signClock, fireClock(signClock, at('2026-11-20 17:15')))
    expect(nextFiresAt(warned)).toBe(at('2026-11-23 08:45'))
    const overdue = after(warned, fireClock(warned, at('2026-11-23 08:45')))
    expect(nextFiresAt(overdue)).toBeNull()
    expect(overdue).toMatchObject({ state: 'running', warnedAt: at('2026-11-20 17:15'), overdueAt: at('2026-11-23 08:45') })
  })

  it('does nothing a millisecond early, and nothing a second time however often the alarm rings', () => {
    expect(fireClock(signClock, at('2026-11-20 17:14:59.999'))).toEqual([])
    const warned = after(signClock, fireClock(signClock, at('2026-11-20 17:15')))
    expect(fireClock(warned, at('2026-11-20 17:15'))).toEqual([])
    expect(fireClock(warned, at('2026-11-23 08:44'))).toEqual([])
  })

  it('skips no rung after a long sleep, and dates each by its own moment', () => {
    const events = fireClock(signClock, at('2026-12-01 03:00'))
    expect(events.map(({ type, at: moment }) => `${type} ${momentText(moment)}`)).toEqual([
      'clock.warned.v1 2026-11-20（周五）17:15',
      'clock.overdue.v1 2026-11-23（周一）08:45',
    ])
  })

  it('stays silent once it is satisfied or cancelled', () => {
    const done = after(signClock, satisfyClock(signClock, { at: at('2026-11-20 16:00') }))
    const cancelled = after(signClock, cancelClock(signClock, { at: at('2026-11-20 16:00'), reason: '撤单' }))
    for (const clock of [done, cancelled]) {
      expect(nextFiresAt(clock)).toBeNull()
      expect(fireClock(clock, at('2027-01-01 00:00'))).toEqual([])
    }
  })
})

describe('a clock that is satisfied', () => {
  it('in time has no lateness', () => {
    const clock = after(signClock, satisfyClock(signClock, { at: at('2026-11-23 08:44:59.999') }))
    expect(clock).toMatchObject({ state: 'satisfied', lateByMs: null, overdueAt: null, finishedAt: at('2026-11-23 08:44:59.999') })
  })

  it('late records by how much, and that it was overdue even if no alarm had rung', () => {
    const events = valueOf(satisfyClock(signClock, { at: at('2026-11-23 10:50') }))
    expect(types(events)).toEqual(['clock.warned.v1', 'clock.overdue.v1', 'clock.satisfied.v1'])
    expect(after(signClock, events)).toMatchObject({ lateByMs: 2 * HOUR_MS + 5 * MINUTE_MS, overdueAt: at('2026-11-23 08:45') })
  })

  it('at the due moment itself is late by nothing, but late', () => {
    expect(after(signClock, satisfyClock(signClock, { at: at('2026-11-23 08:45') }))).toMatchObject({
      lateByMs: 0,
      overdueAt: at('2026-11-23 08:45'),
    })
  })

  it('cannot be satisfied or cancelled again', () => {
    const done = after(signClock, satisfyClock(signClock, { at: at('2026-11-20 16:00') }))
    expect(codeOf(satisfyClock(done, { at: at('2026-11-20 16:01') }))).toBe('CLOCK_FINISHED')
    expect(codeOf(cancelClock(done, { at: at('2026-11-20 16:01'), reason: '撤单' }))).toBe('CLOCK_FINISHED')
    expect(codeOf(pauseClock(done, { at: at('2026-11-20 16:01'), reason: '挂账' }))).toBe('CLOCK_NOT_RUNNING')
  })

  it('is not refused when the machine’s clock jumps back behind its last event', () => {
    const warned = after(signClock, fireClock(signClock, at('2026-11-20 17:15')))
    expect(after(warned, satisfyClock(warned, { at: at('2026-11-20 16:15') }))).toMatchObject({
      state: 'satisfied',
      finishedAt: at('2026-11-20 17:15'),
      lateByMs: null,
    })
  })
})

describe('a clock that is paused', () => {
  const paused = after(signClock, pauseClock(signClock, { at: at('2026-11-20 16:45'), reason: '等待诉求人补充材料' }))

  it('does not ring, and goes on with the working time that was left', () => {
    expect(nextFiresAt(paused)).toBeNull()
    expect(fireClock(paused, at('2026-12-01 00:00'))).toEqual([])
    const resumed = after(paused, resumeClock(paused, { at: at('2026-11-25 20:00') }, RULES))
    // One of two working hours was used; resumed at night, the other begins next morning.
    expect(resumed).toMatchObject({ state: 'running', dueAt: at('2026-11-26 09:30'), warnAt: at('2026-11-26 09:00'), warnedAt: null })
    expect(resumed).not.toHaveProperty('pausedAt')
  })

  it('round the clock gets back exactly the length of the pause', () => {
    const contact = started('contact', 'consultation', '2026-11-20 16:00')
    const held = after(contact, pauseClock(contact, { at: at('2026-11-20 18:00'), reason: '核实身份' }))
    expect(after(held, resumeClock(held, { at: at('2026-11-20 19:30:00.001') }, RULES))).toMatchObject({
      dueAt: at('2026-11-21 17:30:00.001'),
    })
  })

  it('keeps its working days: two used of five leave three', () => {
    const held = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-24 16:00'), reason: '挂账' }))
    expect(after(held, resumeClock(held, { at: at('2026-12-07 10:00') }, RULES)).dueAt).toBe(at('2026-12-10 10:00'))
  })

  it('is judged by the moment its pause began when it is satisfied', () => {
    expect(after(paused, satisfyClock(paused, { at: at('2026-12-01 10:00') }))).toMatchObject({
      state: 'satisfied',
      lateByMs: null,
      overdueAt: null,
    })
  })

  it('that is due when work begins stays due when work begins', () => {
    const weekend = started('promise', 'consultation', '2026-11-21 10:00')
    expect(weekend.dueAt).toBe(at('2026-11-24 08:30'))
    const held = after(weekend, pauseClock(weekend, { at: at('2026-11-24 07:00'), reason: '核实' }))
    expect(after(held, resumeClock(held, { at: at('2026-11-24 20:00') }, RULES)).dueAt).toBe(at('2026-11-25 08:30'))
    const blink = after(weekend, pauseClock(weekend, { at: at('2026-11-23 10:00'), reason: '误操作' }))
    expect(after(blink, resumeClock(blink, { at: at('2026-11-23 10:00') }, RULES)).dueAt).toBe(at('2026-11-24 08:30'))
  })

  it('cannot be paused twice, nor resumed without a pause, nor extended meanwhile', () => {
    const now = at('2026-11-20 16:50')
    expect(codeOf(pauseClock(paused, { at: now, reason: '再停' }))).toBe('CLOCK_NOT_RUNNING')
    expect(codeOf(resumeClock(signClock, { at: now }, RULES))).toBe('CLOCK_NOT_PAUSED')
    expect(codeOf(extendClock(paused, { at: now, by: { amount: 60, unit: 'work_minute' }, reason: '延' }, RULES))).toBe('CLOCK_NOT_RUNNING')
  })
})

describe('nobody silences an overdue clock', () => {
  it.each([
    ['extend', () => extendClock(promiseClock, { at: at('2026-11-27 16:00'), by: { amount: 1, unit: 'work_day' }, reason: '延' }, RULES)],
    [
      'reschedule',
      () =>
        rescheduleClock(promiseClock, {
          at: at('2026-11-27 16:00'),
          serviceClass: 'complex',
          policy: DEFAULT_POLICY,
          calendar: CALENDAR,
          reason: '改为复杂',
        }),
    ],
  ])('refuses to %s it from its due moment on, even before the alarm has rung', (_name, decide) => {
    expect(decide()).toEqual({ ok: false, refusal: { code: 'CLOCK_ALREADY_OVERDUE', params: { dueAt: isoOf(at('2026-11-27 16:00')) } } })
  })
})

describe('a clock that ran out before its pause', () => {
  const late = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-27 18:00'), reason: '挂账' }))

  it('has told so, stays on record as overdue, and tells nothing more', () => {
    expect(late).toMatchObject({ state: 'paused', overdueAt: at('2026-11-27 16:00') })
    expect(nextFiresAt(late)).toBeNull()
    expect(codeOf(satisfyClock(late, { at: at('2027-01-04 10:00') }))).toBeNull()
    expect(after(late, satisfyClock(late, { at: at('2027-01-04 10:00') }))).toMatchObject({ lateByMs: 2 * HOUR_MS })
  })

  it('gets nothing back but what is named: as late after the pause as before it', () => {
    expect(after(late, resumeClock(late, { at: at('2026-12-27 18:00') }, RULES)).dueAt).toBe(promiseClock.dueAt)
    const moved = after(late, resumeClock(late, { at: at('2026-12-27 18:00'), dueAt: at('2026-12-27 16:00') }, RULES))
    expect(moved).toMatchObject({ dueAt: at('2026-12-27 16:00'), overdueAt: at('2026-11-27 16:00') })
    expect(fireClock(moved, at('2027-06-01 00:00'))).toEqual([])
    expect(after(moved, satisfyClock(moved, { at: at('2026-12-27 19:00') }))).toMatchObject({ lateByMs: 3 * HOUR_MS })
  })
})

describe('an extension that was ruled on', () => {
  const grant = (moment: string, until: string, clock = promiseClock): ReturnType<typeof grantExtension> =>
    grantExtension(clock, { at: at(moment), until: at(until), reason: '等待省厅批复' }, RULES)

  it('makes the clock due at the moment granted, exactly', () => {
    const extended = after(promiseClock, grant('2026-11-24 10:00', '2026-12-03 11:11'))
    expect(extended).toMatchObject({ dueAt: at('2026-12-03 11:11'), warnAt: at('2026-12-01 11:11'), overdueAt: null })
    expect(extended.adjustments).toEqual([
      {
        kind: 'extension', at: at('2026-11-24 10:00'), by: null, dueBefore: promiseClock.dueAt, dueAfter: at('2026-12-03 11:11'), reason: '等待省厅批复',
        // From Friday the 27th at four to Thursday the 3rd at 11:11: what is left of that day, three whole ones, and what there is of the last.
        grantedFor: { serviceClass: 'help_suggestion', limit: { amount: 5, unit: 'work_day' }, lengthMs: (90 + 3 * 390 + 161) * MINUTE_MS },
      },
    ])
  })

  it('rule 5: an approver who lets the request lie does not stop the clock: it ran out, said so, and says so for ever', () => {
    const extended = after(promiseClock, grant('2026-11-30 10:00', '2026-12-03 11:11'))
    expect(extended).toMatchObject({ dueAt: at('2026-12-03 11:11'), overdueAt: at('2026-11-27 16:00') })
    expect(fireClock(extended, at('2027-01-01 00:00'))).toEqual([])
    expect(after(extended, satisfyClock(extended, { at: at('2026-12-02 10:00') }))).toMatchObject({ lateByMs: null, overdueAt: at('2026-11-27 16:00') })
    expect(after(extended, satisfyClock(extended, { at: at('2026-12-03 12:11') }))).toMatchObject({ lateByMs: HOUR_MS })
  })

  it('is given once, to a later moment, while the clock runs', () => {
    expect(codeOf(grant('2026-11-24 10:00', '2026-11-27 16:00'))).toBe('CLOCK_EXTENSION_NOT_LATER')
    expect(codeOf(grant('2026-11-25 10:00', '2026-12-05 10:00', after(promiseClock, grant('2026-11-24 10:00', '2026-12-03 11:11'))))).toBe('CLOCK_ALREADY_EXTENDED')
    const paused = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-24 10:00'), reason: '挂账' }))
    expect(codeOf(grant('2026-11-25 10:00', '2026-12-05 10:00', paused))).toBe('CLOCK_NOT_RUNNING')
  })
})

describe('an extension', () => {
  const extend = (amount: number, unit: 'work_day' | 'calendar_day' = 'work_day', clock = promiseClock): ReturnType<typeof extendClock> =>
    extendClock(clock, { at: at('2026-11-26 10:00'), by: { amount, unit }, reason: '需省级部门答复' }, RULES)

  it('counts from the due moment; a warning that has been given is not given again', () => {
    const extended = after(promiseClock, extend(5))
    expect(extended).toMatchObject({ dueAt: at('2026-12-04 16:00'), warnAt: at('2026-12-02 16:00'), warnedAt: at('2026-11-25 16:00') })
    expect(nextFiresAt(extended)).toBe(at('2026-12-04 16:00'))
  })

  it('is given once, at most as long as the limit and in its unit', () => {
    expect(codeOf(extend(6))).toBe('CLOCK_EXTENSION_TOO_LONG')
    expect(codeOf(extend(1, 'calendar_day'))).toBe('CLOCK_EXTENSION_TOO_LONG')
    expect(codeOf(extend(1, 'work_day', after(promiseClock, extend(1))))).toBe('CLOCK_ALREADY_EXTENDED')
  })
})

describe('a clock that is counted anew', () => {
  it('starts from the original start and keeps its pauses', () => {
    const held = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-23 10:00'), reason: '补充材料' }))
    const resumed = after(held, resumeClock(held, { at: at('2026-11-24 10:00') }, RULES))
    const changed = after(
      resumed,
      rescheduleClock(resumed, {
        at: at('2026-11-24 11:00'),
        serviceClass: 'complex',
        policy: DEFAULT_POLICY,
        calendar: CALENDAR,
        reason: '认定为复杂疑难',
      }),
    )
    // 15 calendar days from the start, and the one day it was paused.
    expect(changed).toMatchObject({ serviceClass: 'complex', dueAt: at('2026-12-06 16:00'), limit: { amount: 15, unit: 'calendar_day' } })
    expect(changed.reschedules).toEqual([
      { at: at('2026-11-24 11:00'), dueBefore: at('2026-11-30 16:00'), dueAfter: at('2026-12-06 16:00'), reason: '认定为复杂疑难', adjustmentsBefore: 1,
        before: { serviceClass: 'help_suggestion', limit: { amount: 5, unit: 'work_day' }, policyVersion: 1, calendarVersion: 3 } },
    ])
  })

  it('is overdue at once when raised urgency puts its due moment into the past', () => {
    const raised = after(
      promiseClock,
      rescheduleClock(promiseClock, {
        at: at('2026-11-20 19:00'),
        serviceClass: 'emergency',
        policy: DEFAULT_POLICY,
        calendar: CALENDAR,
        reason: '升级为紧急',
      }),
    )
    // Behind the due moment there is nothing to warn of.
    expect(nextFiresAt(raised)).toBe(at('2026-11-20 18:00'))
    const fired = after(raised, fireClock(raised, at('2026-11-20 19:00:00.007')))
    expect(fired).toMatchObject({ dueAt: at('2026-11-20 18:00'), warnedAt: null, overdueAt: at('2026-11-20 19:00') })
  })

  it('while paused, owes what fell due before the pause, and resuming does not take it back', () => {
    const held = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-23 10:00'), reason: '补充材料' }))
    const raised = after(
      held,
      rescheduleClock(held, {
        at: at('2026-11-23 11:00'),
        serviceClass: 'emergency',
        policy: DEFAULT_POLICY,
        calendar: CALENDAR,
        reason: '升级为紧急',
      }),
    )
    expect(nextFiresAt(raised)).toBe(at('2026-11-20 18:00'))
    const fired = after(raised, fireClock(raised, at('2026-11-23 11:00')))
    expect(fired).toMatchObject({ state: 'paused', overdueAt: at('2026-11-23 11:00') })
    const resumed = after(fired, resumeClock(fired, { at: at('2026-11-24 10:00') }, RULES))
    expect(resumed).toMatchObject({ state: 'running', dueAt: at('2026-11-20 18:00'), overdueAt: at('2026-11-23 11:00') })
    expect(nextFiresAt(resumed)).toBeNull()
  })

  it('gives a pause back only where the limit had not run out before it, unless an extension reaches beyond', () => {
    // Paused on the third day for a day, extended by two; a limit of one working day ends before the pause, its extension after.
    const pause = { kind: 'pause', from: at('2026-11-24 16:00'), to: at('2026-11-25 16:00'), reason: '补充材料' } as const
    const extension = {
      kind: 'extension',
      at: at('2026-11-26 10:00'),
      by: { amount: 2, unit: 'work_day' },
      dueBefore: promiseClock.dueAt,
      dueAfter: promiseClock.dueAt,
      reason: '需现场勘查',
    } as const
    const dueAt = (adjustments: Clock['adjustments']): string =>
      momentText(
        valueOf(computeDueAt(CALENDAR, { startedAt: at('2026-11-20 16:00'), serviceClass: 'consultation', limit: { amount: 1, unit: 'work_day' }, adjustments })),
      )
    expect(dueAt([pause])).toBe('2026-11-23（周一）16:00')
    expect(dueAt([extension])).toBe('2026-11-25（周三）16:00')
    expect(dueAt([pause, extension])).toBe('2026-11-26（周四）16:00')
  })

  it('follows a new calendar', () => {
    const exceptions = [
      ...CALENDAR.exceptions,
      { date: plainDate('2026-11-23'), kind: 'off' as const, name: '停电', spans: null, source: '测试' },
    ]
    const calendar = valueOf(buildWorkCalendar({ ...CALENDAR, version: 4, exceptions }))
    const moved = after(
      signClock,
      rescheduleClock(signClock, {
        at: at('2026-11-20 16:00'),
        serviceClass: 'consultation',
        policy: DEFAULT_POLICY,
        calendar,
        reason: '日历调整',
      }),
    )
    expect(moved).toMatchObject({ dueAt: at('2026-11-24 08:45'), calendarVersion: 4 })
  })
})

describe('a log of clock events', () => {
  it('that no decision wrote is a bug', () => {
    const [warning] = fireClock(signClock, at('2026-11-20 17:15'))
    if (warning === undefined) throw new Error('No warning')
    const done = after(signClock, satisfyClock(signClock, { at: at('2026-11-20 16:00') }))
    expect(() => evolve(null, warning)).toThrow('cannot follow')
    expect(() => evolve(done, warning)).toThrow('cannot follow')
    expect(replayClock([])).toBeNull()
  })
})

describe('a clock that is reopened', () => {
  const replied = after(promiseClock, satisfyClock(promiseClock, { at: at('2026-11-24 10:00') }))

  it('runs on to its original due moment, with the warning it never gave', () => {
    const again = after(replied, reopenClock(replied, { at: at('2026-11-25 09:00'), reason: '审核退回' }, RULES))
    expect(again).toMatchObject({ state: 'running', dueAt: promiseClock.dueAt, warnAt: promiseClock.warnAt })
    expect(nextFiresAt(again)).toBe(at('2026-11-25 16:00'))
    expect(again).not.toHaveProperty('finishedAt')
  })

  it('is overdue at once when its due moment passed meanwhile, dated by that, and warns of nothing that has passed', () => {
    const again = after(replied, reopenClock(replied, { at: at('2026-11-30 09:00'), reason: '审核退回' }, RULES))
    expect(fireClock(again, at('2026-11-30 09:00'))).toEqual([
      { type: 'clock.overdue.v1', clockId: again.id, at: promiseClock.dueAt },
    ])
    expect(after(again, fireClock(again, at('2026-11-30 09:00')))).toMatchObject({ overdueAt: promiseClock.dueAt, lastAt: at('2026-11-30 09:00') })
    const done = after(again, satisfyClock(again, { at: at('2026-11-30 16:00') }))
    expect(done).toMatchObject({ state: 'satisfied', lateByMs: at('2026-11-30 16:00') - promiseClock.dueAt })
  })

  it('fires no rung a second time', () => {
    const late = after(promiseClock, satisfyClock(promiseClock, { at: at('2026-11-30 10:00') }))
    const again = after(late, reopenClock(late, { at: at('2026-11-30 11:00'), reason: '审核退回' }, RULES))
    expect(again.overdueAt).toBe(promiseClock.dueAt)
    expect(fireClock(again, at('2027-01-01 00:00'))).toEqual([])
  })

  it('is paused again when it had ended in a pause', () => {
    const paused = after(promiseClock, pauseClock(promiseClock, { at: at('2026-11-23 09:00'), reason: '等待材料' }))
    const done = after(paused, satisfyClock(paused, { at: at('2026-11-24 09:00') }))
    expect(after(done, reopenClock(done, { at: at('2026-11-24 10:00'), reason: '审核退回' }, RULES))).toMatchObject({
      state: 'paused',
      pausedAt: at('2026-11-23 09:00'),
    })
  })

  it('is refused unless it was satisfied', () => {
    const cancelled = after(promiseClock, cancelClock(promiseClock, { at: at('2026-11-24 10:00'), reason: '撤单' }))
    for (const clock of [promiseClock, cancelled]) expect(codeOf(reopenClock(clock, { at: at('2026-11-24 11:00'), reason: '审核退回' }, RULES))).toBe('CLOCK_NOT_SATISFIED')
  })
})
