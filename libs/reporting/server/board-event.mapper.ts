import { CASE_EVENT_TYPES, type CaseEventType, type CaseSnapshot } from '@tongban/case/contract'
import type { DeliveredEvent } from '@tongban/platform/server'
import { boardSentence } from '../domain/index.js'
import { recusedUnitIdsOf, SEALED_TITLE } from './case-fact.mapper.js'

/** A row of the board's stream, or null for what nobody watches. Codes come with the event; only title and durations need the case. */
export function boardEventOf(event: DeliveredEvent, snapshot: CaseSnapshot | undefined, cityCode: string): Record<string, unknown> | null {
  const { data } = event
  if (snapshot === undefined || !isCaseEvent(event.type)) return null
  const facts = isRecord(data.facts) ? data.facts : {}
  const line = boardSentence(
    { type: event.type, facts, leadUnitId: textOrNull(data.leadUnitId), round: Number(data.round ?? snapshot.round) },
    { title: snapshot.sealed ? SEALED_TITLE : shortened(snapshot.title), tookMs: tookMs(event, facts, snapshot) },
  )
  if (line === null) return null
  return {
    city_code: cityCode, event_id: event.id, at: new Date(event.at).toISOString(), case_id: snapshot.id, number: snapshot.number,
    county_code: textOrNull(data.countyCode), unit_id: line.unitId, unit_ids: Array.isArray(data.unitIds) ? data.unitIds : [],
    sentence: line.sentence, tone: line.tone, recused_unit_ids: recusedUnitIdsOf(snapshot),
  }
}

const TITLE_LENGTH = 28

const shortened = (title: string): string => {
  const characters = [...title]
  return characters.length <= TITLE_LENGTH ? title : `${characters.slice(0, TITLE_LENGTH - 1).join('')}…`
}

/** From this unit's dispatch to its signing or replying. */
function tookMs(event: DeliveredEvent, facts: Readonly<Record<string, unknown>>, snapshot: CaseSnapshot): number | null {
  if (event.type !== 'assignment.signed.v1' && event.type !== 'assignment.replied.v1') return null
  const assignment = snapshot.assignments.find((item) => item.id === facts.assignmentId)
  return assignment === undefined ? null : Math.max(0, event.at - assignment.dispatchedAt)
}

const isCaseEvent = (type: string): type is CaseEventType => CASE_EVENT_TYPES.some((known) => known === type)
const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
