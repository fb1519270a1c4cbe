import type { CaseSnapshot } from '@tongban/case/contract'
import type { DeliveredEvent } from '@tongban/platform/server'
import type { ActAuthorKind, ActKind } from '@tongban/reporting/contract'
import { recusedUnitIdsOf } from './case-fact.mapper.js'

export type ActJson = Readonly<Record<string, unknown>>
type Act = { readonly kind: ActKind; readonly authorKind: ActAuthorKind; readonly authorId: string; readonly onTime: boolean | null }
type Facts = Readonly<Record<string, unknown>>

/** The act an event is, with whom it is counted against; null for the many that are none. */
export function actOf(event: DeliveredEvent, snapshot: CaseSnapshot | undefined, cityCode: string): ActJson | null {
  const { data } = event
  if (snapshot === undefined) return null
  const facts = data.facts !== null && typeof data.facts === 'object' ? (data.facts as Facts) : {}
  const act = actFrom(event.type, facts, snapshot)
  if (act === null) return null
  return {
    city_code: cityCode, event_id: event.id, kind: act.kind, at: new Date(event.at).toISOString(), case_id: snapshot.id, author_kind: act.authorKind,
    author_id: act.authorId, on_time: act.onTime, county_code: snapshot.countyCode, unit_ids: Array.isArray(data.unitIds) ? data.unitIds : [],
    recused_unit_ids: recusedUnitIdsOf(snapshot),
  }
}

function actFrom(type: string, facts: Facts, snapshot: CaseSnapshot): Act | null {
  const unit = (kind: ActKind, onTime: boolean | null = null, key = 'unitId'): Act => ({ kind, authorKind: 'unit', authorId: String(facts[key]), onTime })
  switch (type) {
    case 'request.asked.v1':
      return facts.kind === 'return' ? unit('return_asked') : null
    case 'request.ruled.v1':
      if (facts.kind === 'return') return unit(facts.verdict === 'approved' ? 'return_approved' : 'return_improper')
      return facts.kind === 'extension' && facts.verdict === 'approved' ? unit('extension_approved') : null
    case 'case.dispute_ruled.v1': {
      // The panel's word settles the returns in dispute: whose it is after all returned improperly.
      const returns = snapshot.requests.filter((item) => item.kind === 'return' && Array.isArray(facts.requestIds) && facts.requestIds.includes(item.id))
      const improper = returns.find((item) => item.unitId === facts.leadUnitId)
      const settled = improper ?? returns.at(-1)
      return settled === undefined ? null : { kind: improper === undefined ? 'return_approved' : 'return_improper', authorKind: 'unit', authorId: settled.unitId, onTime: null }
    }
    case 'request.lapsed.v1':
      return { kind: 'ruling_lapsed', authorKind: 'hotline', authorId: 'hotline', onTime: null }
    case 'case.dispatch_judged.v1': {
      const author = facts.author as { kind: 'rule' | 'person'; id: string }
      return { kind: 'wrong_dispatch', authorKind: author.kind, authorId: author.id, onTime: null }
    }
    case 'case.whistled.v1':
      return unit('whistle_called', null, 'byUnitId')
    case 'assignment.arrived.v1':
      return unit('whistle_arrived', facts.late === false)
    case 'assignment.answered_lead.v1': {
      const role = snapshot.assignments.find((item) => item.id === facts.assignmentId)?.role
      return unit(role === 'whistle' ? 'whistle_answered' : 'assist_answered', facts.late === false)
    }
    case 'case.rating_reviewed.v1':
      return facts.setAside === true ? { kind: 'rating_set_aside', authorKind: 'hotline', authorId: 'hotline', onTime: null } : null
    default:
      return null
  }
}
