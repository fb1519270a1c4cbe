import type { CallbackState, CaseState } from './case-state.js'

/** The round a callback speaks of: that of the lead whose reply had been accepted last when it was made. */
const roundOf = (state: CaseState, { at }: CallbackState): number | null =>
  state.assignments.findLast((item) => item.role === 'lead' && item.acceptedAt !== null && item.acceptedAt <= at)?.round ?? null

/** What the citizen said of a round, when it is kept: the first and the final answers are. */
export const ratingOf = (state: CaseState, round: number): CallbackState | null =>
  [state.finalCallback, state.firstCallback].find((callback) => callback !== null && roundOf(state, callback) === round) ?? null

/** Not contacted, not solved, not satisfied or not true: what may be looked at again. Silence and praise are not. */
export const isBadRating = ({ outcome, answers }: CallbackState): boolean =>
  outcome === 'answered' && answers !== null &&
  (answers.contacted === false || answers.resolved === false || answers.truthful === false ||
    answers.satisfaction === 'dissatisfied' || answers.satisfaction === 'very_dissatisfied')

/** Marks the answers of a round: set aside, they stay in the record and count in no measure. */
export const withRatingReviewed = (state: CaseState, round: number, setAside: boolean): CaseState => {
  const marked = (callback: CaseState['finalCallback']): CaseState['finalCallback'] =>
    callback !== null && roundOf(state, callback) === round ? { ...callback, setAside } : callback
  return { ...state, firstCallback: marked(state.firstCallback), finalCallback: marked(state.finalCallback) }
}
