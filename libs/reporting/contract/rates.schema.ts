import { z } from 'zod'

export const rateField = z.number().nullable().describe('0–1；没有数据时为 null（不是 0 也不是 100）')

/** The three rates over valid callbacks, and the score (0–100) where the formula has weights. */
export const ratesSchema = z.object({ response: rateField, resolution: rateField, satisfaction: rateField, score: z.number().nullable() })
