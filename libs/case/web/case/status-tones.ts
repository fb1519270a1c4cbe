import type { Tone } from '@tongban/ui/web'
import type { AssignmentStatus, CaseStatus } from '../../contract/index.js'

/** What asks for somebody's work is `warn` or `info`; what is over is `good` or `muted`. */
export const STATUS_TONES: Record<CaseStatus, Tone> = {
  draft: 'muted',
  awaiting_dispatch: 'warn',
  in_progress: 'info',
  awaiting_review: 'info',
  awaiting_callback: 'info',
  closed: 'good',
  archived: 'muted',
  answered: 'good',
  declined: 'muted',
  redirected: 'muted',
  handed_to_emergency: 'muted',
  withdrawn: 'muted',
  merged: 'muted',
  terminated: 'muted',
}

export const ASSIGNMENT_TONES: Record<AssignmentStatus, Tone> = {
  dispatched: 'warn',
  signed: 'info',
  contacted: 'info',
  replied: 'info',
  accepted: 'good',
  returned: 'muted',
  recalled: 'muted',
  superseded: 'muted',
}
