import type { Endpoint } from '@tongban/kernel/contract'

export const DUPLICATE_ENDPOINTS: readonly Endpoint[] = []
