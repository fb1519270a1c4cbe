import { isoField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { rateField, ratesSchema } from './rates.schema.js'

const count = z.int().min(0)

export const boardEventSchema = z.object({
  /** Grows with time; the newest first. */
  id: z.int(),
  at: isoField,
  caseId: z.string(),
  number: z.string(),
  countyName: z.string().nullable(),
  unitName: z.string().nullable(),
  sentence: z.string(),
  tone: z.enum(['normal', 'good', 'bad']),
})
export type BoardEvent = z.output<typeof boardEventSchema>

const dueCaseSchema = z.object({
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  countyName: z.string().nullable(),
  unitName: z.string().nullable(),
  promiseDueAt: isoField,
})

export const boardSnapshotSchema = z.object({
  at: isoField,
  /** The city's calendar day. */
  day: z.string(),
  city: z.object({ code: z.string(), name: z.string() }),
  /** Bigger with every change; a screen that has a newer one ignores an older. */
  revision: z.int(),
  today: z.object({ from: isoField, to: isoField, filed: count, directAnswered: count, dispatched: count, closed: count }),
  now: z.object({ inHand: count, awaitingDispatch: count, dueSoon: count, overdue: count }),
  month: z.object({ from: isoField, to: isoField, validCallbacks: count, rates: ratesSchema, firstDispatch: z.object({ dispatched: count, right: count, rate: rateField }) }),
  channels: z.array(z.object({ id: z.string(), zh: z.string(), count })),
  caseTypes: z.array(z.object({ id: z.string(), zh: z.string(), count })),
  /** Every county of the city that is within the person's scope, with or without cases. Rates are those of the month. */
  counties: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      filedToday: count,
      inHand: count,
      overdue: count,
      validCallbacks: count,
      rates: ratesSchema,
    }),
  ),
  /** Today against the mean of the same span on the seven days before. `unitName`: who has most of today's. */
  topics: z.array(
    z.object({
      categoryCode: z.string(),
      name: z.string(),
      today: count,
      usual: z.number(),
      trend: z.enum(['rising', 'steady', 'fading']),
      unitName: z.string().nullable(),
    }),
  ),
  ranking: z.array(
    z.object({
      peerClass: z.string(),
      peerClassZh: z.string(),
      units: z.array(
        z.object({
          unitId: z.string(),
          name: z.string(),
          countyName: z.string().nullable(),
          rank: z.int(),
          validCallbacks: count,
          rates: ratesSchema,
          band: z.enum(['甲', '乙', '丙']),
        }),
      ),
    }),
  ),
  soonest: z.array(dueCaseSchema),
  /** Emergencies past their promise: somebody must act now. */
  overdueEmergencies: z.array(dueCaseSchema),
  events: z.array(boardEventSchema),
})
export type BoardSnapshot = z.output<typeof boardSnapshotSchema>
