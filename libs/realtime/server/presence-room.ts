const PREFIX = 'present:'

/** Those who have one case on the screen. Entered by asking, unlike the rooms of a person's scope. */
export const presenceRoom = (caseId: string): string => `${PREFIX}${caseId}`
export const isPresenceRoom = (room: string): boolean => room.startsWith(PREFIX)
