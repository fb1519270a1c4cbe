import type { Endpoint } from '@tongban/kernel/contract'

export const PLACE_ENDPOINTS: readonly Endpoint[] = []
