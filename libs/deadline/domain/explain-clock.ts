import { isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import type { ClockExplanation } from '@tongban/deadline/contract'
import type { WorkCalendar } from '@tongban/worktime/contract'
import { lastingPause, type Adjustment, type Clock, type Reschedule } from './clock.js'
import { clockAt, type PastRules } from './clock-at.js'
import { computeDueAt } from './compute-term.js'
import { countTime } from './counted-time.js'
import type { DeadlinePolicy } from './deadline-policy.js'
import { explanationSentences } from './explanation-sentences.js'
import { asOfSentence, ladderOf, ladderSentences } from './ladder-sentences.js'

/**
 * Why a clock is due when it is, as sentences and as data; the same words for the same clock, always.
 * `policy` should be the version the clock was set by; of another version only the number is told, not its source.
 * `at`: the moment the remaining time is told for, past or ahead; `calendarOf`: calendars as they were then.
 * `calendar` likewise: when counting by it gives another due moment than the recorded one, the explanation says so instead of hiding it.
 */
export function explainClock(clock: Clock, policy: DeadlinePolicy, calendar: WorkCalendar, at: Instant | null = null, calendarOf: PastRules['calendarOf'] = () => null): ClockExplanation {
  const row =
    policy.version === clock.policyVersion ? policy.rows.find(({ serviceClass }) => serviceClass === clock.serviceClass) : undefined
  // The norms speak of the answer a citizen gets; the steps before it are the house's own limits.
  const policySource = clock.kind === 'promise' ? (row?.source ?? null) : null
  const counted = countTime(clock, calendar)
  const pause = lastingPause(clock)
  const recomputed = computeDueAt(calendar, { ...clock, adjustments: adjustmentsInForce(clock) })
  const ladder = ladderOf(clock, policy)
  const asOf = at === null ? null : clockAt(clock, at, calendar, { policy, calendarOf })
  const dueAtByThisCalendar = recomputed.ok ? recomputed.value : null
  return {
    sentences: [...explanationSentences({ clock, calendar, counted, policySource, dueAtByThisCalendar }), ...ladderSentences(clock, ladder), ...(asOf === null ? [] : [asOfSentence(asOf)])],
    data: {
      clockId: clock.id,
      kind: clock.kind,
      state: clock.state,
      serviceClass: clock.serviceClass,
      cause: clock.cause,
      startedAt: isoOf(clock.startedAt),
      countedFrom: isoOf(counted.countedFrom),
      countedTo: isoOf(counted.countedTo),
      limit: clock.limit,
      policyVersion: clock.policyVersion,
      policySource,
      calendarCode: calendar.code,
      calendarVersion: clock.calendarVersion,
      carried: clock.adjustments.flatMap((each) => (each.kind === 'carried' ? [{ dueByLimit: isoOf(each.dueBefore), reason: each.reason }] : []))[0] ?? null,
      pauses: [
        ...clock.adjustments.flatMap((each) =>
          each.kind === 'pause' ? [{ from: isoOf(each.from), to: isoOf(each.to), reason: each.reason }] : [],
        ),
        ...(pause === null ? [] : [{ from: isoOf(pause.at), to: isoOrNull(finishedAtOf(clock)), reason: pause.reason }]),
      ],
      extensions: clock.adjustments.flatMap((each) =>
        each.kind === 'extension'
          ? [{ at: isoOf(each.at), by: each.by, dueBefore: isoOf(each.dueBefore), dueAfter: isoOf(each.dueAfter), reason: each.reason }]
          : [],
      ),
      reschedules: clock.reschedules.map((each) => ({
        at: isoOf(each.at),
        dueBefore: isoOf(each.dueBefore),
        dueAfter: isoOf(each.dueAfter),
        reason: each.reason,
      })),
      reopenings: clock.reopenings.map((each) => ({ at: isoOf(each.at), satisfiedAt: isoOf(each.satisfiedAt), reason: each.reason })),
      counted: counted.days.map(({ date, note, spans, minutes }) => ({
        date,
        note,
        spans: spans.map(({ from, to, minutes: share }) => ({ from: isoOf(from), to: isoOf(to), minutes: share })),
        minutes,
      })),
      skipped: counted.skipped.map((each) => ({ ...each })),
      countedMinutes: counted.minutes,
      dueAt: isoOf(clock.dueAt),
      dueAtByThisCalendar: isoOrNull(dueAtByThisCalendar),
      warnAt: isoOrNull(clock.warnAt),
      warnedAt: isoOrNull(clock.warnedAt),
      overdueAt: isoOrNull(clock.overdueAt),
      finishedAt: isoOrNull(finishedAtOf(clock)),
      lateByMs: clock.state === 'satisfied' ? clock.lateByMs : null,
      ladder: ladder.map((step) => ({ ...step, at: isoOf(step.at) })),
      asOf:
        asOf === null
          ? null
          : {
              at: isoOf(asOf.at), state: asOf.state, dueAt: isoOf(asOf.dueAt), isKnown: asOf.isKnown, remainingMinutes: asOf.remainingMinutes,
              remainingWallMinutes: asOf.remainingWallMinutes, lateMinutes: asOf.lateMinutes, overdueSince: isoOrNull(asOf.overdueSince), reached: asOf.reached.map(({ code }) => code),
              ahead: asOf.ahead.map(({ code }) => code),
            },
    },
  }
}

/**
 * What moved the due moment, as it holds after the last time the clock was counted anew. A moment that had been named before it (what was left of a
 * promise that changed hands, the end of a shelving) was counted then from what this clock does not know, so what came of that count is as named.
 */
function adjustmentsInForce({ adjustments, reschedules }: Clock): readonly Adjustment[] {
  const last = reschedules.at(-1)
  if (last === undefined) return adjustments
  const since = last.adjustmentsBefore === undefined ? adjustmentsSince(last, adjustments) : adjustments.slice(last.adjustmentsBefore)
  const wasNamed = adjustments.some((each) => !since.includes(each) && (each.kind === 'carried' || (each.kind === 'pause' && each.dueAfter !== undefined)))
  return wasNamed ? [{ kind: 'carried', at: last.at, dueBefore: last.dueBefore, dueAfter: last.dueAfter, reason: last.reason }, ...since] : adjustments
}

/** For clocks counted anew before the count itself said it. Of the same moment, what the count did not begin from came after it. */
function adjustmentsSince(last: Reschedule, adjustments: readonly Adjustment[]): readonly Adjustment[] {
  return adjustments.filter((each) => {
    const at = each.kind === 'pause' ? each.to : each.at
    return at > last.at || (at === last.at && each.dueAfter !== undefined && each.dueAfter !== last.dueBefore)
  })
}

const finishedAtOf = (clock: Clock): Instant | null =>
  clock.state === 'satisfied' || clock.state === 'cancelled' ? clock.finishedAt : null
