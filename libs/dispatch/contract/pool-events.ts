/** Somebody has taken a case of the bench or let it go. Its subject is the case; it says nothing else that a person could read. */
export const CLAIM_CHANGED_TYPE = 'dispatch.claim_changed.v1'
