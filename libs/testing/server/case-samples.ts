import { DispatchRules, PromiseQuotes, type CaseCommandBody, type CaseEvent, type DueTimes, type ProcedureLimit } from '@tongban/case/contract'
import type { UnitFacts } from '@tongban/case/domain'
import { DAY_MS, HOUR_MS, instantFromIso, plus, type Instant } from '@tongban/kernel/core'
import { person } from './people.js'

/** Units of the sample cases: two townships of one county, a department there, its coordinator, and the two centres. */
export const UNITS = {
  township: 'township-150523101',
  otherTownship: 'township-150523102',
  department: 'county-150523-housing',
  coordinator: 'county-150523-coordinator',
  cityDepartment: 'city-housing',
  hotline: 'hotline-centre',
  callback: 'callback-centre',
} as const

export const COUNTY = '150523'

const SAMPLE_UNITS = new Map<string, UnitFacts>(
  (
    [
      [UNITS.township, 'township', UNITS.coordinator],
      [UNITS.otherTownship, 'township', UNITS.coordinator],
      [UNITS.department, 'county_department', UNITS.cityDepartment],
      [UNITS.cityDepartment, 'city_department', null],
      [UNITS.coordinator, 'county_coordinator', null],
      [UNITS.hotline, 'hotline_centre', null],
      [UNITS.callback, 'callback_provider', null],
    ] as const
  ).map(([id, kind, superiorId]) => [id, { id, name: id, kind, superiorId }]),
)

/** One person of each role where that role sits. */
export const PEOPLE = {
  operator: person('operator', UNITS.hotline),
  dispatcher: person('dispatcher', UNITS.hotline),
  handler: person('handler', UNITS.township),
  unitLead: person('unit_lead', UNITS.township),
  otherHandler: person('handler', UNITS.otherTownship),
  departmentHandler: person('handler', UNITS.department),
  coordinator: person('county_coordinator', UNITS.coordinator, { countyCode: COUNTY }),
  departmentLead: person('unit_lead', UNITS.department),
  supervisor: person('supervisor', UNITS.hotline),
  inspector: person('discipline_inspector', UNITS.hotline),
  reviewer: person('reviewer', UNITS.hotline),
  callbackAgent: person('callback_agent', UNITS.callback),
  // Of no unit, as the machine is: no case is about it.
  system: person('system', 'system', { userId: 'system' }),
}

/** A Monday morning in the city. */
export const START: Instant = instantFromIso('2026-11-16T09:00:00+08:00')

const SIGN_MS = 2 * HOUR_MS
const CONTACT_MS = DAY_MS
const PROMISE_MS = 5 * DAY_MS

/** The promise of the sample cases: two hours to sign, a day to call, five days to reply, round the clock. */
export const dueTimes = (startedAt: Instant) => ({
  serviceClass: 'help_suggestion',
  policyVersion: '1',
  startedAt,
  signDueAt: plus(startedAt, SIGN_MS),
  contactDueAt: plus(startedAt, CONTACT_MS),
  promiseDueAt: plus(startedAt, PROMISE_MS),
}) satisfies DueTimes

/** A policy that never changes, for tests that are not about policies. */
export class FixedPromiseQuotes extends PromiseQuotes {
  override quote({ startedAt }: { startedAt: Instant }): DueTimes {
    return dueTimes(startedAt)
  }

  override dispatchDueAt({ startedAt }: { startedAt: Instant }): Instant {
    return plus(startedAt, 4 * HOUR_MS)
  }

  /** Round the clock, as these promises are counted. */
  override dueAfterPause({ dueAt, pausedAt, resumedAt }: { dueAt: Instant; pausedAt: Instant; resumedAt: Instant }): Instant {
    return dueAfterPause(dueAt, pausedAt, resumedAt)
  }

  override latestExtension({ dueAt }: { dueAt: Instant }): Instant {
    return plus(dueAt, PROMISE_MS)
  }

  override procedureDueAt(limit: ProcedureLimit, { startedAt }: { startedAt: Instant }): Instant {
    return limitAfter(limit, startedAt)
  }
}

export const dueAfterPause = (dueAt: Instant, from: Instant, to: Instant): Instant => (dueAt <= from ? dueAt : plus(dueAt, to - from))

/** Procedures of the sample cases: four hours to return and to rule, a day to review and to adjudicate, two hours to arrive, three days to call back. */
export const limitAfter = (limit: ProcedureLimit, startedAt: Instant): Instant =>
  plus(startedAt, { return_window: 4 * HOUR_MS, return_ruling: 4 * HOUR_MS, review: DAY_MS, adjudication: DAY_MS, arrive: 2 * HOUR_MS, callback: 3 * DAY_MS }[limit])

/** The units of the sample cases, as the rules see them. */
export const sampleUnit = (unitId: string): UnitFacts | null => SAMPLE_UNITS.get(unitId) ?? null

/** A catalogue that blocks nothing, unless a test says so. */
export class NoDispatchRules extends DispatchRules {
  override isDepartmentOnly(): boolean {
    return false
  }
}

/** What an operator files: a street lamp, dispatched to the township and copied to the county unless changed. */
export const filing = (changes: Partial<CaseCommandBody<'file'>> = {}): CaseCommandBody<'file'> => ({
  number: '20261116000001',
  title: '路灯不亮',
  description: '明仁大街与建国路交叉口的三盏路灯坏了一个星期，晚上看不清路。',
  caseType: 'help',
  categoryCode: '010101',
  urgency: 'general',
  channel: 'phone',
  originLine: '12345',
  placeText: '明仁大街与建国路交叉口',
  divisionCode: '150523101',
  countyCode: COUNTY,
  townshipCode: '150523101',
  sealed: false,
  wantsCallback: true,
  evidenceRequired: false,
  attachmentIds: [],
  dispatchTrail: null,
  dispatchDueAt: plus(START, 4 * HOUR_MS),
  disposition: { kind: 'dispatch' },
  target: { leadUnitId: UNITS.township, assistUnitIds: [], ccUnitIds: [UNITS.coordinator] },
  dispatchReason: '',
  ...changes,
})

/** The event of a filing, as its decider would make it. */
export function filed(changes: Partial<CaseCommandBody<'file'>> = {}): CaseEvent {
  const { disposition: _disposition, target: _target, dispatchReason: _reason, ...facts } = filing(changes)
  return { type: 'case.filed.v1', data: facts }
}
