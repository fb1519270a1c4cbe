import type { DutyContact } from '@tongban/duty/contract'

/** Who is called now: the first on duty whom this round has not called yet, in calling order; null when nobody is left. A shift that changed meanwhile counts. */
export const nextInLine = (onDuty: readonly DutyContact[], called: readonly string[]): DutyContact | null =>
  [...onDuty].sort((a, b) => a.line - b.line).find(({ id }) => !called.includes(id)) ?? null
