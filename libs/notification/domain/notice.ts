import type { RoleId } from '@tongban/access/contract'
import type { Audience, NoticeEvent, NoticeKind, Severity } from '../contract/index.js'

/** People of one of the roles in one of the units; null is every unit of the city. */
export type PeopleQuery = { readonly unitIds: readonly string[] | null; readonly roles: readonly RoleId[] }

/** Where an event happens, as the audiences need it. */
export type Places = {
  /** Whose matter it is: the lead's unit, the order's, the one that asked. */
  readonly units: readonly string[]
  readonly assists: readonly string[]
  readonly copies: readonly string[]
  readonly countyCode: string | null
  /** Accounts and contacts of the roster the event names. */
  readonly named: readonly { readonly userId: string | null; readonly contactId: string | null }[]
  /** Whom the rung of the ladder names. */
  readonly targets: readonly PeopleQuery[]
  /** Accounts of those who gave the order. */
  readonly issuers: readonly string[]
  /** Whose roster says who is on duty, where it is not that of `units`. */
  readonly onDuty?: readonly string[]
}

export const NOWHERE: Places = { units: [], assists: [], copies: [], countyCode: null, named: [], targets: [], issuers: [] }

/** The units whose people on duty hear of it; never one the matter is about. */
export const dutyUnitsOf = ({ places, recusedUnitIds }: Pick<Notice, 'places' | 'recusedUnitIds'>): readonly string[] =>
  (places.onDuty ?? places.units).filter((unitId) => !recusedUnitIds.includes(unitId))

/** What an event says, before it is known to whom. No caller, no free text of a sealed case. */
export type Notice = {
  readonly event: NoticeEvent
  /** Same event, same key, however often it is told. */
  readonly sourceKey: string
  readonly kind: NoticeKind
  readonly severity: Severity
  /** An emergency: waits for no morning, is gathered into no digest, and cannot be switched off. */
  readonly urgent: boolean
  readonly title: string
  readonly body: string
  readonly link: string | null
  readonly caseId: string | null
  /** Epoch ms. */
  readonly dueAt: number | null
  readonly at: number
  readonly places: Places
  /** They did it themselves. */
  readonly actorIds: readonly string[]
  /** The matter is about these units: their people never learn of it. */
  readonly recusedUnitIds: readonly string[]
  /** Said to these alone, where the same event says something else to the others. */
  readonly audiences?: readonly Audience[]
  /** Of a request: who rules on its kind; null for anything else, and until the unit's own lead has agreed. */
  readonly ruledBy: 'dispatchers' | 'reviewers' | 'supervisors' | null
}

/** What a notice needs to know of the house: names for codes, and who stands where. */
export type House = {
  readonly unitName: (unitId: string) => string
  readonly coordinatorOf: (countyCode: string) => string | null
  /** The units of the hotline centre, and of discipline inspection. */
  readonly centres: readonly string[]
  readonly disciplines: readonly string[]
}
