/** Somebody has signed out. Its subject is the session; `data` names the person: what they held for as long as they were there is free. */
export const SESSION_ENDED_TYPE = 'access.session_ended.v1'
