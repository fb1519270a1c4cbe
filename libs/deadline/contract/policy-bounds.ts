import type { RoleId } from '@tongban/access/contract'
import type { Duration, DurationUnit } from '@tongban/worktime/contract'
import type { LadderLevel } from './ladder.js'
import type { LimitKind } from './policy.schema.js'

/** At most so many of each unit of time. The check of a draft refuses what is longer, and the form counts no further. */
export type LengthMax = Readonly<Record<DurationUnit, number>>

const DAY_MINUTES = 24 * 60
/** A long working day: eight hours. */
const WORK_DAY_MINUTES = 8 * 60
const most = (workDays: number, calendarDays: number): LengthMax => ({
  minute: calendarDays * DAY_MINUTES, work_minute: workDays * WORK_DAY_MINUTES, work_day: workDays, calendar_day: calendarDays,
})

export const isLongerThan = ({ amount, unit }: Duration, max: LengthMax): boolean => amount > max[unit]

/** How far a rung may lie from its due moment: four times the top of the shipped ladder (5 working days). What comes later comes when nobody remembers. */
export const RUNG_OFFSET_MAX = most(20, 30)
/** How long an order of a rung may wait for its reply. */
export const ORDER_REPLY_MAX = most(20, 30)

/** What a unit owes at once, and the short procedures around it. */
const BRIEF = most(5, 7)
/** Procedures inside the house. */
const PROCEDURE = most(15, 21)
/** 信访工作条例 gives the hardest petition 60 days and 30 more; no promise of a hotline is longer. */
const PROMISE = most(60, 90)

/** The longest limit of each kind. A limit beyond a norm is warned of; one beyond this is a slip of the finger. */
export const LIMIT_MAX: Readonly<Record<LimitKind, LengthMax>> = {
  dispatch: BRIEF, sign: BRIEF, contact: BRIEF, promise: PROMISE, return_window: BRIEF, return_ruling: BRIEF, review: PROCEDURE, adjudication: PROCEDURE, arrive: BRIEF, callback: PROCEDURE,
}

/** A version in force for fewer days than this, counted from its first, may be corrected from today on. */
export const CORRECTION_DAYS = 3

/** Roles of the city's own, which are looked for wherever they sit; any other role at level city sits in the hotline centre. */
export const CITY_WIDE_ROLES: readonly RoleId[] = ['dispatcher', 'reviewer', 'supervisor', 'discipline_inspector', 'assessor', 'leader']

/** Who can be at a level: nobody else ever holds a role there, so a rung that names another speaks to nobody. */
export const LADDER_ROLES: Readonly<Record<LadderLevel, readonly RoleId[]>> = {
  unit: ['handler', 'unit_lead', 'county_coordinator'],
  county: ['county_coordinator', 'unit_lead', 'handler'],
  city: [...CITY_WIDE_ROLES, 'operator', 'unit_lead', 'callback_agent'],
  discipline: ['discipline_inspector', 'unit_lead', 'handler', 'leader'],
}
