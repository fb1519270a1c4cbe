import type { TopicTrend } from '../../contract/index.js'
import type { TopicVector } from '../../domain/index.js'

export type TopicRow = {
  readonly id: string; readonly open: boolean; readonly title: string; readonly words: readonly string[]; readonly cases_7: number; readonly cases_30: number; readonly trend: TopicTrend; readonly growth: number
  readonly days: readonly number[]; readonly category_code: string | null; readonly county_codes: readonly string[]; readonly township_codes: readonly string[]
  readonly unit_ids: readonly string[]; readonly recused_unit_ids: readonly string[]; readonly first_at: number; readonly last_at: number
}
export type StoredTopic = TopicRow & { readonly centroid: TopicVector }

/** Buckets then weights, four bytes each, as base64 for JSON. */
export function encodedVector({ buckets, weights }: TopicVector): string {
  const bytes = new Uint8Array(8 * buckets.length)
  bytes.set(new Uint8Array(buckets.buffer, buckets.byteOffset, buckets.byteLength))
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), 4 * buckets.length)
  return Buffer.from(bytes).toString('base64')
}

export function decodedVector(stored: Buffer): TopicVector {
  // A copy: what the driver gives need not begin at a multiple of four.
  const bytes = Uint8Array.from(stored)
  const half = bytes.length / 2
  return { buckets: new Uint32Array(bytes.buffer, 0, half / 4), weights: new Float32Array(bytes.buffer, half, half / 4) }
}
