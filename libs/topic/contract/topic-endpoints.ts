import type { Endpoint } from '@tongban/kernel/contract'

export const TOPIC_ENDPOINTS: readonly Endpoint[] = []
