import type { Concerns } from './request-concerns.js'

/** Who was summoned and has come comes no second time. */
export const hasNotArrived: Concerns = (_state, assignment) => assignment === null || assignment.arrivedAt === null

/** Somebody helps this unit and has not said what came of it. */
export const hasOpenHelper: Concerns = (state, assignment) =>
  state.procedures.helpers.some((helper) => helper.assignmentId === assignment?.id && helper.doneAt === null)
