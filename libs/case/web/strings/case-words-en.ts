import type {
  AssignmentRole, AssignmentStatus, CaseStatus, CaseType, Channel, HelperKind, PanelRole, RequestKind, RequestStatus,
} from '../../contract/index.js'

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
  merged: 'Merged',
  terminated: 'Terminated',
}
export const ASSIGNMENT_STATUS_EN: Record<AssignmentStatus, string> = {
  dispatched: 'To be signed',
  signed: 'Signed',
  contacted: 'Contacted',
  replied: 'Replied',
  accepted: 'Accepted',
  returned: 'Returned',
  recalled: 'Recalled',
  superseded: 'Superseded',
}
export const ROLE_EN: Record<AssignmentRole, string> = { lead: 'Lead', assist: 'Assist', whistle: 'Whistled', cc: 'Copy' }
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
export const REQUEST_KIND_EN: Record<RequestKind, string> = {
  return: 'Return',
  extension: 'Extension',
  shelving: 'Shelving',
  unreasonable: 'Unreasonable demand',
  termination: 'Termination',
  rating_review: 'Rating review',
}
export const REQUEST_STATUS_EN: Record<RequestStatus, string> = {
  awaiting_endorsement: 'Awaiting the unit lead',
  pending: 'To be ruled on',
  in_dispute: 'With the panel',
  approved: 'Approved',
  rejected: 'Rejected',
  lapsed: 'Ruling overdue',
  cancelled: 'Taken back',
}
export const PANEL_ROLE_EN: Record<PanelRole, string> = {
  hotline_centre: 'Hotline centre',
  staffing_office: 'Staffing office',
  justice: 'Justice',
  discipline_inspection: 'Discipline inspection',
  expert: 'Expert',
}
export const HELPER_KIND_EN: Record<HelperKind, string> = { village: 'Village', grid_worker: 'Grid worker', volunteer: 'Volunteer' }
