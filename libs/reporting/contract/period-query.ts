import { isoField } from '@tongban/kernel/contract'
import type { z } from 'zod'

export const MAX_PERIOD_DAYS = 400

export const periodShape = {
  from: isoField.describe('含此刻'),
  to: isoField.describe(`不含此刻；最长 ${MAX_PERIOD_DAYS} 天`),
}

/** Half open, not empty, not longer than a year and a bit. Says so at the field, as bad input. */
export function checkPeriod({ from, to }: { from: string; to: string }, ctx: z.core.$RefinementCtx): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  const add = (message: string): void => void ctx.addIssue({ code: 'custom', path: ['to'], message, input: to })
  if (days <= 0) add('结束时间应晚于开始时间')
  else if (days > MAX_PERIOD_DAYS) add(`时间段最长 ${MAX_PERIOD_DAYS} 天`)
}
