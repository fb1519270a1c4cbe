import { CITY_UTC_OFFSET_MS, type Refusal } from '@tongban/kernel/core'
import type { Claim } from './claim.store.js'

/** Who holds it, and until what time of the city's clock. */
export const heldRefusal = (claim: Claim, holderName = ''): { readonly code: string; readonly params: Record<string, string> } & Refusal => ({
  code: 'CASE_HELD',
  params: { holderName, until: new Date(claim.until + CITY_UTC_OFFSET_MS).toISOString().slice(11, 16) },
})
