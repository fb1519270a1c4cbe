import type { Permission } from '@tongban/access/contract'
import { REQUEST_KIND_ZH, requestKindSchema, type ProcedureLimit, type RequestKind, type RequestStatus } from './procedures.js'
import { ASSIGNMENT_STATUS_ZH, CASE_STATUS_ZH, type AssignmentStatus, type CaseStatus } from './states.js'

/**
 * Until when a request may be asked. `return_window`: the procedure's limit from the moment of signing; `before_promise`: while the promise to the
 * citizen runs; `after_callback`: so many days of 24 hours from the callback it is about; `any`: as long as the states allow it.
 */
export type AskedUntil =
  | { readonly kind: 'return_window' }
  | { readonly kind: 'before_promise' }
  | { readonly kind: 'after_callback'; readonly days: number }
  | { readonly kind: 'any' }

/** How one kind of request is asked and ruled on. The mechanism is one; what differs between the kinds is this row. */
export type RequestPolicy = {
  readonly askedBy: Permission
  /** Where the unit's duty, always a lead's, and the case may stand when it asks. */
  readonly assignmentStatuses: readonly AssignmentStatus[]
  readonly caseStatuses: readonly CaseStatus[]
  readonly until: AskedUntil
  /** How often for one assignment; what lapsed or was taken back does not count. */
  readonly times: number
  readonly needsEvidence: boolean
  /** The unit's own lead stands behind it before anybody outside sees it. */
  readonly needsEndorsement: boolean
  /** Beside `request.rule`; nobody of a unit that handles the case rules, whatever permissions it has. */
  readonly ruledBy: Permission
  readonly rulingLimit: ProcedureLimit
  /** Where the case may stand when it is ruled on; a request whose case has left these is moot. */
  readonly ruledIn: readonly CaseStatus[]
  readonly whenLapsed: 'open_dispute' | 'not_granted'
}

const HANDLED: readonly CaseStatus[] = ['in_progress']
const UNSOLVED: readonly CaseStatus[] = ['in_progress', 'awaiting_review']
const RATED: readonly CaseStatus[] = ['in_progress', 'awaiting_review', 'awaiting_callback', 'closed']

export const REQUEST_POLICIES: Readonly<Record<RequestKind, RequestPolicy>> = {
  return: {
    askedBy: 'request.ask', assignmentStatuses: ['signed', 'contacted'], caseStatuses: HANDLED, until: { kind: 'return_window' }, times: 1, needsEvidence: false,
    needsEndorsement: true, ruledBy: 'request.rule_dispatch', rulingLimit: 'return_ruling', ruledIn: HANDLED, whenLapsed: 'open_dispute',
  },
  extension: {
    askedBy: 'request.ask', assignmentStatuses: ['signed', 'contacted'], caseStatuses: HANDLED, until: { kind: 'before_promise' }, times: 1, needsEvidence: false,
    needsEndorsement: true, ruledBy: 'request.rule_dispatch', rulingLimit: 'return_ruling', ruledIn: HANDLED, whenLapsed: 'not_granted',
  },
  shelving: {
    askedBy: 'request.ask', assignmentStatuses: ['contacted'], caseStatuses: HANDLED, until: { kind: 'any' }, times: 2, needsEvidence: true,
    needsEndorsement: true, ruledBy: 'request.rule_shelving', rulingLimit: 'review', ruledIn: HANDLED, whenLapsed: 'not_granted',
  },
  unreasonable: {
    askedBy: 'request.ask', assignmentStatuses: ['contacted', 'replied'], caseStatuses: UNSOLVED, until: { kind: 'any' }, times: 1, needsEvidence: true,
    needsEndorsement: true, ruledBy: 'request.rule_outcome', rulingLimit: 'review', ruledIn: UNSOLVED, whenLapsed: 'not_granted',
  },
  termination: {
    askedBy: 'request.ask', assignmentStatuses: ['contacted', 'replied'], caseStatuses: UNSOLVED, until: { kind: 'any' }, times: 1, needsEvidence: true,
    needsEndorsement: true, ruledBy: 'request.rule_outcome', rulingLimit: 'review', ruledIn: UNSOLVED, whenLapsed: 'not_granted',
  },
  rating_review: {
    askedBy: 'request.ask', assignmentStatuses: ['accepted'], caseStatuses: RATED, until: { kind: 'after_callback', days: 5 }, times: 1, needsEvidence: true,
    needsEndorsement: true, ruledBy: 'request.rule_outcome', rulingLimit: 'review', ruledIn: RATED, whenLapsed: 'not_granted',
  },
}

export const REQUEST_KINDS: readonly RequestKind[] = requestKindSchema.options

/** These leave the unit its asking: nobody ruled on it, or the unit itself took it back. */
const NOT_COUNTED: readonly RequestStatus[] = ['lapsed', 'cancelled']

/** How many requests of this kind count against an assignment. */
export const countedRequests = (
  requests: readonly { readonly kind: RequestKind; readonly assignmentId: string; readonly status: RequestStatus }[],
  kind: RequestKind,
  assignmentId: string,
): number => requests.filter((item) => item.kind === kind && item.assignmentId === assignmentId && !NOT_COUNTED.includes(item.status)).length

/** The kinds a lead could ask for where it stands, before anybody looks at moments and facts. Pure: the form offers these, the server checks them again. */
export const kindsAskableIn = (caseStatus: CaseStatus, assignmentStatus: AssignmentStatus): readonly RequestKind[] =>
  REQUEST_KINDS.filter((kind) => REQUEST_POLICIES[kind].caseStatuses.includes(caseStatus) && REQUEST_POLICIES[kind].assignmentStatuses.includes(assignmentStatus))

/** The kinds a person with these permissions rules on. */
export const kindsRuledBy = (holds: (permission: Permission) => boolean): readonly RequestKind[] =>
  holds('request.rule') ? REQUEST_KINDS.filter((kind) => holds(REQUEST_POLICIES[kind].ruledBy)) : []

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)]
/** Every state some kind may be asked or ruled in: what the table of commands says of `request` and `rule_request`. */
export const ASKED_IN = unique(REQUEST_KINDS.flatMap((kind) => REQUEST_POLICIES[kind].caseStatuses))
export const ASKED_ON = unique(REQUEST_KINDS.flatMap((kind) => REQUEST_POLICIES[kind].assignmentStatuses))
export const RULED_IN = unique(REQUEST_KINDS.flatMap((kind) => REQUEST_POLICIES[kind].ruledIn))

const LIMIT_ZH: Record<ProcedureLimit, string> = { return_window: '退单时限', return_ruling: '退单裁定时限', review: '审核时限', adjudication: '会商裁定时限', arrive: '到场时限', callback: '回访时限' }
const LAPSED_ZH: Record<RequestPolicy['whenLapsed'], string> = { open_dispute: '转会商裁定', not_granted: '视为不同意，单位的时钟不停' }

function untilZh(until: AskedUntil): string {
  switch (until.kind) {
    case 'return_window':
      return '签收后的退单时限内'
    case 'before_promise':
      return '承诺时限之前'
    case 'after_callback':
      return `回访后 ${until.days} 天内`
    case 'any':
      return '不限'
  }
}

export const REQUEST_POLICY_HEADER = ['申请', '承办任务', '工单', '提出期限', '次数', '佐证', '本单位负责人同意', '裁定权限', '裁定时限', '裁定逾期'] as const

/** The policies as rows of text for the generated document, in the order of `REQUEST_POLICY_HEADER`. */
export const requestPolicyRows = (): readonly (readonly string[])[] =>
  REQUEST_KINDS.map((kind) => {
    const policy = REQUEST_POLICIES[kind]
    return [
      `**${REQUEST_KIND_ZH[kind]}**<br>\`${kind}\``,
      policy.assignmentStatuses.map((status) => ASSIGNMENT_STATUS_ZH[status]).join('、'),
      policy.caseStatuses.map((status) => CASE_STATUS_ZH[status]).join('、'),
      untilZh(policy.until),
      `每项任务 ${policy.times} 次`,
      policy.needsEvidence ? '须附' : '不强制',
      policy.needsEndorsement ? '须先同意' : '不需要',
      `\`${policy.ruledBy}\``,
      LIMIT_ZH[policy.rulingLimit],
      LAPSED_ZH[policy.whenLapsed],
    ]
  })

