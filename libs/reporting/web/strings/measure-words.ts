import { MEASURES, measureIdSchema, type MeasureId } from '../../contract/index.js'

const EN: Readonly<Record<MeasureId, string>> = {
  filed: 'Filed',
  direct_answered: 'Answered at once',
  dispatched: 'Dispatched',
  first_dispatch_right: 'Right at the first dispatch',
  in_hand: 'In hand',
  awaiting_dispatch: 'Awaiting dispatch',
  closed: 'Closed',
  due_soon: 'Due soon',
  overdue: 'Overdue',
  closed_on_time: 'Closed on time',
  closed_late: 'Closed late',
  still_overdue: 'Due, no reply',
  signed_late: 'Signed late',
  reworked: 'Reworked',
  callback_valid: 'Valid callbacks',
  callback_contacted: 'Contacted',
  callback_resolved: 'Resolved',
  callback_satisfied: 'Satisfied',
  callback_basically_satisfied: 'Basically satisfied',
  callback_dissatisfied: 'Dissatisfied',
  callback_unreachable: 'Unreachable',
  merged: 'Merged',
  terminated: 'Terminated',
  problem: 'Problem cases',
  transferred: 'Transferred',
  rating_set_aside: 'Ratings set aside',
}

const EN_DEFINITION: Readonly<Record<MeasureId, string>> = {
  filed: 'Filed in the period',
  direct_answered: 'Filed in the period and answered by the operator',
  dispatched: 'Filed in the period and given to a unit',
  first_dispatch_right: 'Filed in the period, dispatched, and never returned, recalled or given to another unit (recusals aside)',
  in_hand: 'Now awaiting dispatch, handling, review or callback',
  awaiting_dispatch: 'Not dispatched yet',
  closed: 'Closed in the period',
  due_soon: 'In hand, no reply yet, promised within 24 hours',
  overdue: 'In hand, no reply yet, past the promise',
  closed_on_time: 'Closed in the period, last reply before the promise',
  closed_late: 'Closed in the period, last reply at or after the promise',
  still_overdue: 'Promised within the period, past it now, and still no reply',
  signed_late: 'Filed in the period, signed at or after the sign limit or not at all',
  reworked: 'Closed in the period after more than one round',
  callback_valid: 'First called back in the period, reached and willing to answer',
  callback_contacted: 'Of the valid callbacks: the unit had been in touch',
  callback_resolved: 'Of the valid callbacks: the matter is resolved',
  callback_satisfied: 'Of the valid callbacks: satisfied or very satisfied',
  callback_basically_satisfied: 'Of the valid callbacks: basically satisfied',
  callback_dissatisfied: 'Of the valid callbacks: dissatisfied or very dissatisfied',
  callback_unreachable: 'First called back in the period, not reached in three attempts',
  merged: 'Filed in the period and merged into another; closing, deadline and rates count once, with that one',
  terminated: 'Filed in the period, ended by a ruling or found unreasonable; counted in public',
  problem: 'Filed in the period, unsolved after three rounds or without an owner after three transfers',
  transferred: 'Filed in the period and moved to another unit (recusals aside)',
  rating_set_aside: 'First called back in the period, left out of the rates after a review; counted in public',
}

type Words = { readonly [M in MeasureId as `measure.${M}`]: string } & { readonly [M in MeasureId as `definition.${M}`]: string }

const wordsOf = (name: (id: MeasureId) => string, definition: (id: MeasureId) => string): Words =>
  Object.fromEntries(
    measureIdSchema.options.flatMap((id) => [
      [`measure.${id}`, name(id)],
      [`definition.${id}`, definition(id)],
    ]),
  ) as Words

/** The contract's words under keys. */
export const MEASURE_ZH = wordsOf(
  (id) => MEASURES[id].zh,
  (id) => MEASURES[id].definition,
)
export const MEASURE_EN = wordsOf(
  (id) => EN[id],
  (id) => EN_DEFINITION[id],
)
