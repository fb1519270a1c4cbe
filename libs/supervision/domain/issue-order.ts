import { ok, refuse, type Instant, type Result } from '@tongban/kernel/core'
import type { OrgDirectory, Unit } from '@tongban/org/contract'
import type { Duration } from '@tongban/worktime/contract'
import type { OrderEvent, OrderEventData, OrderKind, OrderOrigin, OrderReviewers } from '../contract/index.js'
import { addresseeOf, defaultJointParties } from './addressee-of.js'
import type { ReplyLimit } from './decide-order.js'

/** A case as far as an order needs to know it. */
export type SupervisedCase = { readonly id: string; readonly number: string; readonly countyCode: string | null; readonly leadUnitId: string | null; readonly sealed: boolean; readonly subjectUnitIds: readonly string[] }

export type OrderDraft = {
  readonly kind: OrderKind
  readonly origin: OrderOrigin
  readonly title: string
  readonly requirement: string
  readonly replyWithin: Duration
  readonly cases: readonly SupervisedCase[]
  /** Named by a person: taken as it is, or refused. Undefined: found for each case. */
  readonly unitId?: string | undefined
  /** Where nothing is named: whose duty it is; undefined takes the lead of each case, null says it is nobody's. */
  readonly dutyUnitId?: string | null | undefined
  /** One level up: the lead of a case does not answer for itself. */
  readonly aboveLead?: boolean
  readonly jointUnitIds?: readonly string[] | undefined
  /** Of the person who issues; null for the system. */
  readonly issuerUnitId: string | null
  readonly clock: OrderEventData<'supervision.order_issued.v1'>['clock']
}

export type IssueFacts = {
  readonly org: OrgDirectory
  readonly at: Instant
  readonly limit: (unit: Unit, from: Instant, within: Duration) => Result<ReplyLimit>
}

/** An order to be, without its id and number. */
export type IssuedOrder = { readonly unit: Unit; readonly data: Omit<OrderEventData<'supervision.order_issued.v1'>, 'number'> }

/** One order for each unit that has to answer. Refuses the whole when one case or unit cannot be. */
export function decideIssue(draft: OrderDraft, { org, at, limit }: IssueFacts): Result<IssuedOrder[]> {
  const groups = addressed(draft, org)
  if (!groups.ok) return groups
  const issued: IssuedOrder[] = []
  for (const { unit, cases } of groups.value) {
    const recusedUnitIds = [...new Set(cases.flatMap((item) => item.subjectUnitIds))]
    if (recusedUnitIds.includes(unit.id)) return refuse('ORDER_UNIT_RECUSED', { unitName: unit.name })
    // Only the system may address the house itself: a person would judge the answer of their own office.
    if (unit.id === draft.issuerUnitId) return refuse('ORDER_UNIT_IS_OWN')
    const joint = jointParties(draft, unit, recusedUnitIds, org)
    if (!joint.ok) return joint
    const due = limit(unit, at, draft.replyWithin)
    if (!due.ok) return due
    const counties = [...new Set(cases.map((item) => item.countyCode))]
    issued.push({
      unit,
      data: {
        kind: draft.kind, origin: draft.origin, reviewers: reviewersOf(draft, unit), title: draft.title, requirement: draft.requirement, unitId: unit.id,
        jointUnitIds: joint.value, countyCode: counties.length === 1 ? (counties[0] ?? null) : null, caseIds: cases.map((item) => item.id),
        sealed: cases.some((item) => item.sealed), recusedUnitIds, replyWithin: draft.replyWithin, ...due.value, issuerUnitId: draft.issuerUnitId, clock: draft.clock,
      },
    })
  }
  return ok(issued)
}

/** The event an order begins with. */
export const issuedEvent = (data: IssuedOrder['data'], number: string): OrderEvent => ({ type: 'supervision.order_issued.v1', data: { ...data, number } })

/** The hotline centre never judges its own answer: there discipline inspection does. */
function reviewersOf({ kind }: OrderDraft, unit: Unit): OrderReviewers {
  if (kind === 'instruction') return 'leaders'
  return unit.kind === 'hotline_centre' ? 'discipline' : 'supervisors'
}

type Group = { readonly unit: Unit; readonly cases: SupervisedCase[] }

function addressed(draft: OrderDraft, org: OrgDirectory): Result<Group[]> {
  const groups = new Map<string, Group>()
  const named = draft.unitId === undefined ? undefined : (org.allUnits().find((unit) => unit.id === draft.unitId) ?? null)
  if (named === null) return refuse('ORDER_UNIT_UNKNOWN', { unitId: draft.unitId ?? '' })
  for (const item of draft.cases) {
    const dutyUnitId = draft.dutyUnitId === undefined ? item.leadUnitId : draft.dutyUnitId
    const passedOver = draft.aboveLead === true && item.leadUnitId !== null ? [...item.subjectUnitIds, item.leadUnitId] : item.subjectUnitIds
    const unit = named ?? addresseeOf(org, { unitId: dutyUnitId, countyCode: item.countyCode, passedOver })
    if (unit === null) return refuse('ORDER_NO_ADDRESSEE', { number: item.number })
    const group = groups.get(unit.id) ?? { unit, cases: [] }
    groups.set(unit.id, group)
    group.cases.push(item)
  }
  return ok([...groups.values()])
}

function jointParties(draft: OrderDraft, unit: Unit, recused: readonly string[], org: OrgDirectory): Result<string[]> {
  const { kind, jointUnitIds } = draft
  if (kind !== 'joint') return jointUnitIds === undefined || jointUnitIds.length === 0 ? ok([]) : refuse('ORDER_JOINT_PARTIES')
  const parties = jointUnitIds === undefined ? defaultJointParties(org, unit.id, recused) : [...new Set(jointUnitIds)]
  for (const id of parties) {
    const party = org.allUnits().find((one) => one.id === id)
    if (party === undefined) return refuse('ORDER_UNIT_UNKNOWN', { unitId: id })
    if (recused.includes(id)) return refuse('ORDER_UNIT_RECUSED', { unitName: party.name })
  }
  const others = parties.filter((id) => id !== unit.id)
  // The ladder's order is not lost because everybody who would join in is recused.
  return others.length === 0 && draft.issuerUnitId !== null ? refuse('ORDER_JOINT_PARTIES') : ok(others)
}
