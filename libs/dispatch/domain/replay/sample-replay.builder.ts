import type { CorpusCase } from '@tongban/case/contract'
import { instant } from '@tongban/kernel/core'
import type { DispatchPlan, DispatchPlanRequest } from '../../contract/dispatch-plan.schema.js'

export const FILED_AT = instant(Date.parse('2026-11-21T02:00:00.000Z'))

/** For specs: the case a plan would have become, handled in the end by `handledBy`, or by whom it was sent to. */
export function corpusCaseOf(request: DispatchPlanRequest, plan: DispatchPlan, { id = '00000000-0000-7000-8000-000000000001', handledBy = plan.leadUnitId }: { id?: string; handledBy?: string | null } = {}): CorpusCase {
  const automatic = plan.outcome === 'automatic' && plan.leadUnitId !== null
  const first = plan.leadUnitId ?? handledBy
  return {
    id, number: '20261121000001', filedAt: FILED_AT, status: 'closed', caseType: 'help', urgency: 'general', title: '', description: '', placeText: '',
    categoryCode: request.category?.code ?? null, divisionCode: plan.divisionCode ?? request.divisionCode, countyCode: null, townshipCode: null, sealed: false, parentId: null,
    subjectUnitIds: request.subjectUnitIds,
    // As the trail is kept: through JSON, with more beside it.
    dispatchTrail: JSON.parse(JSON.stringify({ ...plan, chosenUnitId: null })) as Record<string, unknown>,
    firstLead: first === null ? null : { unitId: first, dispatchedBy: automatic ? null : 'dispatcher', dispatchedAt: FILED_AT, status: 'accepted' },
    leadUnitId: handledBy, contested: first !== handledBy, accepted: true,
  }
}
