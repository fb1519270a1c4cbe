import type { AssignmentRole, AssignmentStatus, CaseStatus, CaseType, Channel } from '../../contract/index.js'

/** The contract's Chinese words of states and codes, in English, for who switches the language. */
export const STATUS_EN: Record<CaseStatus, string> = {
  draft: 'Draft',
  awaiting_dispatch: 'Awaiting dispatch',
  in_progress: 'In progress',
  awaiting_review: 'Awaiting review',
  awaiting_callback: 'Awaiting callback',
  closed: 'Closed',
  archived: 'Archived',
  answered: 'Answered at once',
  declined: 'Declined',
  redirected: 'Redirected',
  handed_to_emergency: 'Handed to emergency line',
  withdrawn: 'Withdrawn',
}
export const ASSIGNMENT_STATUS_EN: Record<AssignmentStatus, string> = {
  dispatched: 'To be signed',
  signed: 'Signed',
  contacted: 'Contacted',
  replied: 'Replied',
  accepted: 'Accepted',
  recalled: 'Recalled',
}
export const ROLE_EN: Record<AssignmentRole, string> = { lead: 'Lead', assist: 'Assist', cc: 'Copy' }
export const CASE_TYPE_EN: Record<CaseType, string> = {
  consultation: 'Consultation',
  help: 'Help',
  suggestion: 'Suggestion',
  complaint: 'Complaint',
  report: 'Report',
  praise: 'Praise',
}
export const CHANNEL_EN: Record<Channel, string> = {
  phone: 'Phone',
  wechat: 'WeChat',
  web: 'Web',
  app: 'App',
  snapshot: 'Snapshot',
  letter: 'Letter or visit',
  transferred: 'From another platform',
}
export const CONTACT_METHOD_EN = { phone: 'Phone', visit: 'Visit', wechat: 'WeChat', sms: 'SMS' } as const
export const NO_CONTACT_REASON_EN = {
  anonymous: 'Anonymous: no contact details',
  number_unreachable: 'Called several times, unreachable',
  citizen_declined: 'Citizen does not want contact',
  identity_sealed: 'Sealed: the unit may not contact',
} as const
export const SATISFACTION_EN = {
  very_satisfied: 'Very satisfied',
  satisfied: 'Satisfied',
  basically_satisfied: 'Basically satisfied',
  dissatisfied: 'Dissatisfied',
  very_dissatisfied: 'Very dissatisfied',
} as const
