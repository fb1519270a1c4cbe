import type { Endpoint } from '@tongban/kernel/contract'

export const SUGGESTION_ENDPOINTS: readonly Endpoint[] = []
