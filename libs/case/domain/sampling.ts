import type { CaseState } from './case-state.js'

export type SampleKind = 'review' | 'callback'

/**
 * Cases that may be left to a sample, where an installation samples at all: plain ones. A complaint or report, an emergency, a second round,
 * a sealed reporter, anything disputed, shelved, urged or handed on is always looked at and always called back.
 */
export const mayBeSampled = ({ urgency, caseType, round, sealed, procedures }: CaseState): boolean =>
  round <= 1 && !sealed && urgency !== 'emergency' && caseType !== 'complaint' && caseType !== 'report' &&
  procedures.requests.length === 0 && procedures.disputes.length === 0 && procedures.transfers === 0 && procedures.urges === 0 && procedures.children.length === 0

/**
 * Whether a case is in the sample of a share between 0 and 1. It follows from the case's id alone, so nobody can draw again, and an auditor can
 * repeat the draw; the two kinds are drawn from different digits.
 */
export function isDrawn(caseId: string, kind: SampleKind, share: number): boolean {
  if (share >= 1) return true
  const digits = caseId.replaceAll('-', '')
  const drawn = kind === 'review' ? digits.slice(-6) : digits.slice(-12, -6)
  return Number.parseInt(drawn, 16) / 0x1_00_00_00 < share
}
