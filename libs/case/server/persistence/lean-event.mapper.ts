import type { CaseEvent } from '../../contract/events.js'
import { handlingUnits, involvedUnits, openLead, acceptedLead, type CaseState } from '../../domain/index.js'

const LONG = ['description', 'text', 'dispatchTrail', 'answer', 'explanation', 'note', 'remarks', 'attachmentIds']

/**
 * What leaves with the outbox: enough to know whom it concerns and to say it in a sentence, without the long texts —
 * listeners re-read the case. The timeline keeps everything.
 */
export function leanEvent(event: CaseEvent, state: CaseState, actorId: string): Record<string, unknown> {
  const facts = Object.fromEntries(Object.entries(event.data).filter(([name]) => !LONG.includes(name)))
  return {
    caseId: state.id,
    number: state.number,
    version: state.version,
    status: state.status,
    round: state.round,
    countyCode: state.countyCode,
    townshipCode: state.townshipCode,
    leadUnitId: (openLead(state) ?? acceptedLead(state))?.unitId ?? null,
    unitIds: involvedUnits(state),
    handlingUnitIds: handlingUnits(state),
    urgency: state.urgency,
    // Who did it, so that nobody is told of their own act; the system is 'system', a citizen on the portal 'citizen'.
    actorId,
    // Whom nobody may tell; left out of most.
    ...(state.subjectUnitIds.length === 0 ? {} : { subjectUnitIds: state.subjectUnitIds }),
    facts,
  }
}
