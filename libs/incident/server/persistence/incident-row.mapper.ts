import { instant, isoOf, isoOrNull, type Instant } from '@tongban/kernel/core'
import type { CallDepth, IncidentKind, IncidentLevel, IncidentStatus } from '../../contract/index.js'
import type { IncidentState } from '../../domain/index.js'

export type IncidentRow = {
  id: string
  version: number
  status: IncidentStatus
  kind: IncidentKind
  level: IncidentLevel
  title: string
  cause: string
  place_code: string
  place_text: string
  area: string[]
  depth: CallDepth
  category_codes: string[]
  county_codes: string[]
  unit_ids: string[]
  opened_at: number
  opened_by: string
  opened_unit_id: string | null
  responding_at: number | null
  contained_at: number | null
  ended_at: number | null
  summary: string | null
  cancel_reason: string | null
  affected_people: number | null
}

/** The request that opens an incident, so that a repeat opens nothing. */
export type OpenRequest = { readonly key: string; readonly bodyHash: string }

const momentOf = (at: number | null): Instant | null => (at === null ? null : instant(at))

export const incidentOf = (row: IncidentRow): IncidentState => ({
  id: row.id, version: row.version, status: row.status, kind: row.kind, level: row.level, title: row.title, cause: row.cause, placeCode: row.place_code, placeText: row.place_text,
  area: row.area, depth: row.depth, categoryCodes: row.category_codes, countyCodes: row.county_codes, unitIds: row.unit_ids, openedAt: instant(row.opened_at), openedBy: row.opened_by,
  openedUnitId: row.opened_unit_id, respondingAt: momentOf(row.responding_at), containedAt: momentOf(row.contained_at), endedAt: momentOf(row.ended_at), summary: row.summary,
  cancelReason: row.cancel_reason, affectedPeople: row.affected_people,
})

/** As JSON for `jsonb_populate_record`. */
export const incidentJsonOf = (state: IncidentState, cityCode: string, request: OpenRequest | null): Record<string, unknown> => ({
  city_code: cityCode, id: state.id, version: state.version, status: state.status, kind: state.kind, level: state.level, title: state.title, cause: state.cause, place_code: state.placeCode,
  place_text: state.placeText, area: state.area, depth: state.depth, category_codes: state.categoryCodes, county_codes: state.countyCodes, unit_ids: state.unitIds, opened_at: isoOf(state.openedAt),
  opened_by: state.openedBy, opened_unit_id: state.openedUnitId, open_key: request?.key ?? null, open_hash: request?.bodyHash ?? null, responding_at: isoOrNull(state.respondingAt), contained_at: isoOrNull(state.containedAt),
  ended_at: isoOrNull(state.endedAt), summary: state.summary, cancel_reason: state.cancelReason, affected_people: state.affectedPeople,
})
