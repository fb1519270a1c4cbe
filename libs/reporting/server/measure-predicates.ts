import type { MeasureId } from '@tongban/reporting/contract'

/** The places of the three moments in a statement, e.g. `$2::timestamptz`. */
export type Moments = { readonly from: string; readonly to: string; readonly now: string }

/** Cases somebody still has to do something about. Word for word the condition of index reporting_case_fact_open. */
export const OPEN = `f.status IN ('awaiting_dispatch', 'in_progress', 'awaiting_review', 'awaiting_callback')`

/** A merged case is answered with its parent, which stands for it; one that went round again by itself is its own. */
const ITS_OWN = `(f.parent_id IS NULL OR f.round > 1)`
/** Its unit is measured by the parent alone, however many callers there were. */
const NOT_MERGED = `f.parent_id IS NULL`
/** What is shelved has left the active clock: it stands in the ledger, and is late by its own date. */
const UNREPLIED = `${OPEN} AND f.replied_at IS NULL AND f.shelved_until IS NULL AND ${ITS_OWN}`
const filed = ({ from, to }: Moments): string => `f.filed_at >= ${from} AND f.filed_at < ${to}`
const closed = ({ from, to }: Moments): string => `f.closed_at >= ${from} AND f.closed_at < ${to} AND ${NOT_MERGED}`
const calledBack = ({ from, to }: Moments): string => `f.first_callback_at >= ${from} AND f.first_callback_at < ${to}`
const answered = (moments: Moments): string =>
  `${calledBack(moments)} AND f.first_outcome = 'answered' AND ${NOT_MERGED} AND f.first_set_aside IS NOT TRUE`

/**
 * What each measure counts, once: `/measures` counts with it, `/measures/{measure}/cases` lists with it, the board does both.
 * SQL over `reporting_case_fact f`; intervals are half open, so a due moment itself is already late.
 * Rates read the first callback: an unhappy one sends the case round again, so the last callback of what is closed is never unhappy.
 */
export const MEASURE_PREDICATES: Readonly<Record<MeasureId, (moments: Moments) => string>> = {
  filed,
  direct_answered: (at) => `${filed(at)} AND f.status = 'answered'`,
  dispatched: (at) => `${filed(at)} AND f.dispatched_at IS NOT NULL`,
  first_dispatch_right: (at) => `${filed(at)} AND f.dispatched_at IS NOT NULL AND f.redispatched IS NOT TRUE`,
  in_hand: () => OPEN,
  awaiting_dispatch: () => `${OPEN} AND f.status = 'awaiting_dispatch'`,
  closed,
  due_soon: ({ now }) => `${UNREPLIED} AND f.promise_due_at > ${now} AND f.promise_due_at <= ${now} + interval '24 hours'`,
  overdue: ({ now }) => `${UNREPLIED} AND f.promise_due_at <= ${now}`,
  closed_on_time: (at) => `${closed(at)} AND (f.replied_at >= f.promise_due_at) IS NOT TRUE`,
  closed_late: (at) => `${closed(at)} AND f.replied_at >= f.promise_due_at`,
  still_overdue: ({ from, to, now }) =>
    `${UNREPLIED} AND f.promise_due_at <= ${now} AND f.promise_due_at >= ${from} AND f.promise_due_at < ${to}`,
  signed_late: (at) => `${filed(at)} AND ${NOT_MERGED} AND (f.signed_late OR f.unsigned_due_at <= ${at.now})`,
  reworked: (at) => `${closed(at)} AND f.round > 1`,
  merged: (at) => `${filed(at)} AND f.parent_id IS NOT NULL`,
  terminated: (at) => `${filed(at)} AND f.status = 'terminated'`,
  problem: (at) => `${filed(at)} AND f.problem_at IS NOT NULL`,
  transferred: (at) => `${filed(at)} AND f.transfers > 0`,
  rating_set_aside: (at) => `${calledBack(at)} AND f.first_set_aside`,
  callback_valid: answered,
  callback_contacted: (at) => `${answered(at)} AND f.first_contacted`,
  callback_resolved: (at) => `${answered(at)} AND f.first_resolved`,
  callback_satisfied: (at) => `${answered(at)} AND f.first_satisfaction IN ('very_satisfied', 'satisfied')`,
  callback_basically_satisfied: (at) => `${answered(at)} AND f.first_satisfaction = 'basically_satisfied'`,
  callback_dissatisfied: (at) => `${answered(at)} AND f.first_satisfaction IN ('dissatisfied', 'very_dissatisfied')`,
  callback_unreachable: (at) => `${calledBack(at)} AND f.first_outcome = 'unreachable' AND ${NOT_MERGED}`,
}

/** Every case some measure of this period could count: lets one statement find its rows by the four indexes instead of reading them all. */
export const anyMeasure = (moments: Moments): string =>
  `((${filed(moments)}) OR (${closed(moments)}) OR (${calledBack(moments)}) OR (${OPEN}))`

/** `count(*) FILTER (WHERE …) AS "filed", …` for the measures asked for. */
export const countColumns = (measures: readonly MeasureId[], moments: Moments): string =>
  measures.map((measure) => `count(*) FILTER (WHERE ${MEASURE_PREDICATES[measure](moments)})::int AS "${measure}"`).join(',\n')
