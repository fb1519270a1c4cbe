import type { Refusal } from '@tongban/kernel/core'
import { PANEL_ROLE_ZH, REQUIRED_PANEL } from '../contract/procedures.js'
import { openDispute, type DisputeState } from './procedures.js'
import type { Concerns } from './request-concerns.js'

/** A case has one dispute at a time: while one is open there is nothing to open. */
export const hasNoOpenDispute: Concerns = ({ procedures }) => openDispute(procedures) === null

/** Which parties the panel still lacks; null when every one it must have has a seat. */
export function panelRefusal({ panel }: DisputeState): Refusal | null {
  const missing = REQUIRED_PANEL.filter((role) => !panel.some((member) => member.role === role))
  if (missing.length === 0) return null
  return { code: 'PANEL_INCOMPLETE', params: { missing: missing.join(', '), missingZh: missing.map((role) => PANEL_ROLE_ZH[role]).join('、') } }
}
