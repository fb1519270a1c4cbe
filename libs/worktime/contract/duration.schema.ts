import { z } from 'zod'

/**
 * What a limit is counted in.
 * minute: round the clock · work_minute: only inside working spans ·
 * work_day: same working moment n working days later · calendar_day: same wall-clock time n days later.
 */
export const durationUnitSchema = z.enum(['minute', 'work_minute', 'work_day', 'calendar_day'])
export type DurationUnit = z.infer<typeof durationUnitSchema>

/** The largest amount anybody may ask for: ten years of minutes is far beyond every limit a hotline knows. */
export const MAX_DURATION_AMOUNT = 5_256_000

export const durationSchema = z.strictObject({
  amount: z.int().min(1).max(MAX_DURATION_AMOUNT),
  unit: durationUnitSchema,
})
export type Duration = Readonly<z.infer<typeof durationSchema>>

/** True for the units that follow a working calendar; the others run through nights and holidays. */
export const isWorkingUnit = (unit: DurationUnit): boolean => unit === 'work_minute' || unit === 'work_day'
