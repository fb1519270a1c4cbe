import type { CaseCommandName } from '../commands/contracts.js'
import type { RequestStatus } from './procedures.js'

/**
 * The ways a request goes. The generated document draws them; a property test holds that requests go these ways, all of them, and no other.
 * `by` null: something else ended what the request was about.
 */
export const REQUEST_WAYS: readonly { readonly from: RequestStatus | null; readonly to: RequestStatus; readonly by: readonly CaseCommandName[] }[] = [
  { from: null, to: 'awaiting_endorsement', by: ['request'] },
  { from: null, to: 'pending', by: ['request'] },
  { from: null, to: 'in_dispute', by: ['request'] },
  { from: 'awaiting_endorsement', to: 'pending', by: ['endorse_request'] },
  { from: 'awaiting_endorsement', to: 'in_dispute', by: ['endorse_request', 'open_dispute'] },
  { from: 'awaiting_endorsement', to: 'cancelled', by: ['endorse_request', 'cancel_request'] },
  { from: 'pending', to: 'approved', by: ['rule_request'] },
  { from: 'pending', to: 'rejected', by: ['rule_request'] },
  { from: 'pending', to: 'lapsed', by: ['lapse'] },
  { from: 'pending', to: 'in_dispute', by: ['open_dispute', 'lapse'] },
  { from: 'pending', to: 'cancelled', by: ['cancel_request'] },
  { from: 'in_dispute', to: 'approved', by: ['rule_dispute'] },
  { from: 'in_dispute', to: 'rejected', by: ['rule_dispute'] },
  { from: 'in_dispute', to: 'cancelled', by: [] },
]
